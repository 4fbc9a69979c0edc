// Every sentence is a hash; an index from hash to pages counts, for a new page, how many sentences it shares with each
// earlier one. A sentence that many pages share is boilerplate and is listed for the first of them only.
// Tested by tests/unit/engine/same_body_test.cpp.
#include "pipeline/engine/same_body.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/hash.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kSmallestPage = 200;    // Han characters
constexpr std::size_t kShortestSentence = 8;  // Han characters
constexpr std::size_t kMostPages = 8;         // that a sentence is remembered for
constexpr std::size_t kShare = 90;            // per cent

bool ends_sentence(char32_t ch) { return ch == '\n' || ch == U'。' || ch == U'！' || ch == U'？' || ch == U'；'; }

void add_region(std::string_view view, Span at, BodyDigest& out) {
    Hasher hash;
    std::size_t han = 0;
    std::uint32_t begin = at.begin;
    const auto finish = [&](std::uint32_t end) {
        if (han >= kShortestSentence) {
            if (out.sentences.empty()) out.first = {begin, end};
            out.sentences.push_back(hash.value());
            out.han += han;
        }
        hash = {};
        han = 0;
    };
    for (std::uint32_t i = at.begin; i < at.end;) {
        const utf8::Decoded c = utf8::decode(view, i);
        if (ends_sentence(c.ch)) {
            finish(i);
            begin = i + c.length;
        } else if (is_han(c.ch)) {
            ++han;
            hash.add(view.substr(i, c.length));
        } else if (is_alnum(c.ch)) {
            hash.add(view.substr(i, c.length));
        }
        i += c.length;
    }
    finish(at.end);
}

}  // namespace

BodyDigest digest_of(const Document& document) {
    BodyDigest out;
    out.name = document.name;
    for (const Region& region : document.regions) {
        if (region.kind != RegionKind::title) add_region(document.view, region.at, out);
    }
    std::sort(out.sentences.begin(), out.sentences.end());
    out.sentences.erase(std::unique(out.sentences.begin(), out.sentences.end()), out.sentences.end());
    return out;
}

std::optional<SameBody::Match> SameBody::add(BodyDigest digest) {
    if (digest.han < kSmallestPage) return std::nullopt;
    std::unordered_map<std::uint32_t, std::size_t> shared;
    const auto page = static_cast<std::uint32_t>(pages_.size());
    for (const std::uint64_t sentence : digest.sentences) {
        const auto [begin, end] = pages_with_.equal_range(sentence);
        std::size_t known = 0;
        for (auto it = begin; it != end; ++it, ++known) ++shared[it->second];
        if (known < kMostPages) pages_with_.emplace(sentence, page);
    }
    std::optional<Match> best;
    for (const auto& [other, count] : shared) {
        const std::size_t longer = std::max(digest.sentences.size(), pages_[other].sentences);
        const int percent = static_cast<int>(100 * count / longer);
        if (100 * count < kShare * longer) continue;
        const bool better = !best || percent > best->percent ||
                            (percent == best->percent && pages_[other].name < best->name);
        if (better) best = Match{pages_[other].name, percent, digest.first};
    }
    pages_.push_back({std::move(digest.name), digest.sentences.size()});
    return best;
}

void report_same_body(const Rule& rule, const SameBody::Match& match, Outcome& outcome) {
    const Document& document = *outcome.document;
    Record record;
    record.stage = "page";
    record.source = document.to_source(match.first);
    record.finding = remark_of(rule, DraftSpan(Span(record.source)), {});
    record.finding.message = fill(rule.message, std::to_string(match.percent), match.name);
    record.finding.in_markup = true;  // spans are of the source
    record.finding.evidence.facts = {{"page", match.name}, {"percent", std::to_string(match.percent)}};
    const bool silenced = std::any_of(document.directives.begin(), document.directives.end(), [&](const Directive& d) {
        const bool named = d.rules.empty() || std::any_of(d.rules.begin(), d.rules.end(), [&](const std::string& pattern) {
                               return rule_matches(pattern, rule.id);
                           });
        return named && covers(d.scope, record.source);
    });
    if (silenced) record.fate = Fate::silenced;
    if (!silenced) {
        Entry entry;
        entry.at = record.source;
        entry.old_text = std::string(slice(document.bytes, entry.at));
        entry.records = {outcome.records.size()};
        entry.tier = record.finding.tier;
        entry.confidence = record.finding.confidence;
        entry.id = finding_id(document.view, match.first, entry.old_text, {}, 0);
        const auto place = std::find_if(outcome.entries.begin(), outcome.entries.end(),
                                        [&](const Entry& e) { return entry.at < e.at; });
        outcome.entries.insert(place, std::move(entry));
    }
    outcome.records.push_back(std::move(record));
}

}  // namespace jiaodui
