// The matcher knows each text once; a phrase that stands in several tables is handed to all of them.
// Tested by tests/unit/stage/glossary_test.cpp.
#include "pipeline/stage/phrase_scan.hpp"

#include <map>

namespace jiaodui {

void PhraseScan::add(const std::vector<std::string_view>& phrases, Consider consider) {
    const auto first = static_cast<std::uint32_t>(phrases_.size());
    phrases_.insert(phrases_.end(), phrases.begin(), phrases.end());
    tables_.push_back({first, static_cast<std::uint32_t>(phrases_.size()), std::move(consider), nullptr});
}

void PhraseScan::compile() {
    std::map<std::string_view, std::uint32_t> numbers;
    std::vector<std::string_view> distinct;
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
        const auto [it, fresh] = numbers.emplace(phrases_[i], static_cast<std::uint32_t>(distinct.size()));
        if (fresh) {
            distinct.push_back(phrases_[i]);
            members_.emplace_back();
        }
        members_[it->second].push_back(i);
    }
    matcher_ = PhraseMatcher::build(distinct);
    phrases_.clear();
}

void PhraseScan::propose(const Draft& draft, Proposals& out) const {
    if (tables_.empty()) return;
    const std::size_t before = out.findings.size();
    std::vector<PhraseHit> hits;
    for (const Region& region : draft.regions) {
        hits.clear();
        matcher_.find_all(draft.text, region.at, hits);
        if (hits.empty()) continue;
        for (const Table& table : tables_) ask(table, draft, region, hits, out);
    }
    const auto found = std::span(out.findings).subspan(before);
    if (found.empty()) return;
    for (const Table& table : tables_) {
        if (table.settle) table.settle(draft, found);
    }
}

// Hits come by place, and at one place the shorter first.
void PhraseScan::ask(const Table& table, const Draft& draft, const Region& region, const std::vector<PhraseHit>& hits,
                     Proposals& out) const {
    std::uint32_t done = region.at.begin;
    for (std::size_t i = 0; i < hits.size();) {
        const std::uint32_t place = hits[i].at.begin;
        PhraseHit best{};
        bool found = false;
        for (; i < hits.size() && hits[i].at.begin == place; ++i) {
            for (const std::uint32_t number : members_[hits[i].phrase]) {
                if (number < table.first || number >= table.end) continue;
                best = {hits[i].at, number - table.first};
                found = true;
            }
        }
        if (found && place >= done && table.consider(draft, region, best, out)) done = best.at.end;
    }
}

}  // namespace jiaodui
