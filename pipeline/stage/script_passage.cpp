// One sweep over the gaps between changes; each gap is read once. Quotations without a change are forgotten at once,
// and those around a place are looked for as far back as a quotation can reach. Tested by
// tests/unit/script/script_stage_test.cpp.
#include "pipeline/stage/script_passage.hpp"

#include <algorithm>

#include "pipeline/lexicon/script_class.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/quotation.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kPassage = 4;        // changes that make a passage
constexpr std::size_t kQuotedPassage = 2;  // in a quotation
constexpr std::size_t kGap = 12;           // characters between two changes
constexpr std::size_t kBeside = 40;        // characters between a passage and what may belong to it
constexpr std::size_t kQuotation = 8;      // characters that make a quotation long

// The two changes with this text between them belong together.
bool joins(std::string_view gap) {
    if (gap.size() > kGap * 4) return false;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < gap.size(); ++characters) {
        const utf8::Decoded got = utf8::decode(gap, at);
        if (got.ch == '\n' || (script_class_of(got.ch) & script_class::kSimplifiedOnly) != 0) return false;
        at += got.length;
    }
    return characters <= kGap;
}

}  // namespace

Quotations::Quotations(std::string_view text, std::span<const Span> quotations, std::span<const ScriptChange> changes) {
    const auto before = [](const ScriptChange& change, std::uint32_t at) { return change.at.begin < at; };
    for (const Span at : quotations) {
        const auto first = std::lower_bound(changes.begin(), changes.end(), at.begin, before);
        const auto last = std::lower_bound(first, changes.end(), at.end, before);
        if (first == last) continue;
        const std::string_view inside = slice(text, at);
        all_.push_back({at, holds_script_character(inside, script_class::kSimplifiedOnly),
                        utf8::count(inside) >= kQuotation, static_cast<std::size_t>(last - first)});
    }
}

// A quotation around a place begins at most kLongestQuotation before it.
template <class Wanted>
bool Quotations::any_around(Span at, Wanted wanted) const {
    const std::uint32_t from = at.begin - std::min(at.begin, kLongestQuotation);
    auto one = std::lower_bound(all_.begin(), all_.end(), from, [](const Quotation& quotation, std::uint32_t place) {
        return quotation.at.begin < place;
    });
    for (; one != all_.end() && one->at.begin <= at.begin; ++one) {
        if (covers(one->at, at) && wanted(*one)) return true;
    }
    return false;
}

bool Quotations::hold_passage(Span at) const {
    return any_around(at, [](const Quotation& one) { return one.is_long || !one.has_simplified; });
}

bool Quotations::are_traditional_around(Span change) const {
    return any_around(change, [](const Quotation& one) { return one.changes > 1 || !one.has_simplified; });
}

std::vector<Passage> find_passages(std::string_view text, std::span<const ScriptChange> changes,
                                   const Quotations& quotations, bool in_quote_region) {
    std::vector<Passage> out;
    for (std::size_t first = 0; first < changes.size();) {
        std::size_t next = first + 1;
        while (next < changes.size() && joins(slice(text, {changes[next - 1].at.end, changes[next].at.begin}))) ++next;
        const std::size_t count = next - first;
        const Span at{changes[first].at.begin, changes[next - 1].at.end};
        if (count >= kPassage || (count >= kQuotedPassage && (in_quote_region || quotations.hold_passage(at)))) {
            out.push_back({first, count});
        }
        first = next;
    }
    return out;
}

PassagePlaces places_of(std::string_view text, std::span<const ScriptChange> changes,
                        std::span<const Passage> passages) {
    PassagePlaces places{std::vector<bool>(changes.size(), false), std::vector<bool>(changes.size(), false)};
    const auto close = [&](std::size_t left, std::size_t right) {
        const Span gap{changes[left].at.end, changes[right].at.begin};
        if (gap.size() > kBeside * 4) return false;
        const std::string_view between = slice(text, gap);
        return between.find('\n') == std::string_view::npos && utf8::count(between) <= kBeside;
    };
    for (const Passage& passage : passages) {
        const std::size_t next = passage.first + passage.count;
        for (std::size_t i = passage.first; i < next; ++i) places.inside[i] = true;
        for (std::size_t i = passage.first; i > 0 && !places.inside[i - 1] && close(i - 1, passage.first); --i)
            places.beside[i - 1] = true;
        for (std::size_t i = next; i < changes.size() && close(next - 1, i); ++i) places.beside[i] = true;
    }
    return places;
}

bool near_japanese(std::string_view text, Span at) {
    // Characters of everyday Japanese that neither Chinese script has.
    constexpr std::u32string_view kJapanese =
        U"帰発対気図売両読変歩県広圧実処拠薬沢辺斎桜竜豊渋戦続労働峠畑込枠塩仏払択釈";
    const auto speaks = [&](char32_t ch) {
        return (is_kana(ch) && ch != U'・') || kJapanese.find(ch) != kJapanese.npos;
    };
    std::size_t place = at.begin;
    for (int i = 0; i < 10; ++i) {
        const utf8::Decoded got = utf8::decode_before(text, place);
        if (got.length == 0 || got.ch == '\n' || is_fullwidth_stop(got.ch)) break;
        if (speaks(got.ch)) return true;
        place -= got.length;
    }
    place = at.end;
    for (int i = 0; i < 10; ++i) {
        const utf8::Decoded got = utf8::decode(text, place);
        if (got.length == 0 || got.ch == '\n' || is_fullwidth_stop(got.ch)) break;
        if (speaks(got.ch)) return true;
        place += got.length;
    }
    return false;
}

std::string shorten(std::string_view text) {
    constexpr std::size_t kLongest = 24;
    std::size_t at = 0;
    for (std::size_t i = 0; i < kLongest && at < text.size(); ++i) at += utf8::decode(text, at).length;
    std::string out(text.substr(0, at));
    if (at < text.size()) out += "…";
    return out;
}

}  // namespace jiaodui
