// A sentence is a hash, a page their sorted list. The smallest few of a page's hashes are a fair sample of it (bottom-k
// sketch: Cohen, Kaplan 2007): pages that share nine in ten sentences share some of these, so only pages that do are
// compared sentence by sentence. A sentence that many pages share is listed for the first of them only.
// Tested by tests/unit/engine/same_body_test.cpp.
#include "pipeline/engine/same_body.hpp"

#include <algorithm>
#include <cstring>

#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kSmallestPage = 200;    // Han characters
constexpr std::size_t kShortestSentence = 8;  // Han characters
constexpr std::size_t kMostPages = 8;         // that a sentence is remembered for
constexpr std::size_t kShare = 90;            // per cent
constexpr std::size_t kSample = 16;           // sentences of a page that are indexed

void mix(std::uint64_t& state, std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        std::uint64_t block = 0;
        std::memcpy(&block, bytes.data() + at, std::min<std::size_t>(8, bytes.size() - at));
        state = (state ^ block) * 0x9E3779B97F4A7C15ull;
        state ^= state >> 32;
    }
}

// A line by how it begins and how it ends, so that a correction in between does not hide a copy, and a stock opening
// does not make one. Eight bytes a step; good enough, as the texts of a run are not chosen to collide.
std::uint64_t hash_of(std::string_view line) {
    constexpr std::size_t kEdge = 48;
    std::uint64_t state = 0xCBF29CE484222325ull;
    mix(state, line.substr(0, kEdge));
    mix(state, line.substr(line.size() - std::min(kEdge, line.size())));
    return state;
}

std::size_t shared_by(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::size_t count = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i == *j) {
            ++count;
            ++i;
            ++j;
        } else {
            ++(*i < *j ? i : j);
        }
    }
    return count;
}

// `413.md` and `413-1.md` of one folder: two versions of an episode.
bool are_versions(std::string_view a, std::string_view b) {
    const auto stem = [](std::string_view name) {
        const std::size_t file = name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1;
        return name.substr(0, name.find_first_of("-.", file));
    };
    return stem(a) == stem(b);
}

std::uint32_t first_sentence_end(std::string_view view, std::uint32_t begin) {
    return static_cast<std::uint32_t>(std::min(view.find("。", begin), view.size()));
}

// A line of a paragraph counts as a sentence: what is copied is copied with its lines.
void add_region(std::string_view view, Span at, BodyDigest& out) {
    for (std::uint32_t begin = at.begin; begin < at.end;) {
        const std::size_t found = view.substr(0, at.end).find('\n', begin);
        const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, at.end));
        const std::size_t characters = (end - begin) / 3;  // Han, nearly all of them
        if (characters >= kShortestSentence) {
            if (out.sentences.empty()) out.first = {begin, std::min(end, first_sentence_end(view, begin))};
            out.sentences.push_back(hash_of(view.substr(begin, end - begin)));
            out.han += characters;
        }
        begin = end + 1;
    }
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
    const auto page = static_cast<std::uint32_t>(pages_.size());
    std::vector<std::uint32_t> candidates;
    for (std::size_t i = 0; i < std::min(kSample, digest.sentences.size()); ++i) {
        std::vector<std::uint32_t>& pages = pages_with_[digest.sentences[i]];
        candidates.insert(candidates.end(), pages.begin(), pages.end());
        if (pages.size() < kMostPages) pages.push_back(page);
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    std::optional<Match> best;
    for (const std::uint32_t other : candidates) {
        const std::size_t longer = std::max(digest.sentences.size(), pages_[other].sentences.size());
        const std::size_t count = shared_by(digest.sentences, pages_[other].sentences);
        const int percent = static_cast<int>(100 * count / longer);
        if (are_versions(digest.name, pages_[other].name)) continue;
        if (100 * count >= kShare * longer && (!best || percent > best->percent)) {
            best = Match{pages_[other].name, percent, digest.first};
        }
    }
    pages_.push_back(std::move(digest));
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
        const bool named =
            d.rules.empty() || std::any_of(d.rules.begin(), d.rules.end(),
                                           [&](const std::string& pattern) { return rule_matches(pattern, rule.id); });
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
