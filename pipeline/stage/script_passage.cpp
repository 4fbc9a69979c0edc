// One sweep over the gaps between changes; each gap is read once, and a quotation is looked for once a passage, at most
// 200 characters to each side.
// Tested by tests/unit/script/script_stage_test.cpp.
#include "pipeline/stage/script_passage.hpp"

#include "pipeline/lexicon/script_class.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kPassage = 4;          // changes that make a passage
constexpr std::size_t kQuotedPassage = 2;    // in a quotation
constexpr std::size_t kGap = 12;             // characters between two changes
constexpr std::size_t kQuotation = 8;        // characters that a quotation has at least
constexpr std::size_t kReach = 200;          // how far its marks are looked for

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

bool opens(char32_t ch) { return ch == U'“' || ch == U'‘' || ch == U'「' || ch == U'『'; }
bool closes(char32_t ch) { return ch == U'”' || ch == U'’' || ch == U'」' || ch == U'』'; }

// The span stands between quotation marks.
bool in_quotation(std::string_view text, Span at) {
    std::size_t before = 0;
    std::size_t begin = at.begin;
    for (bool found = false; !found; ++before) {
        const utf8::Decoded got = utf8::decode_before(text, begin);
        if (got.length == 0 || before == kReach || got.ch == '\n' || closes(got.ch)) return false;
        begin -= got.length;
        found = opens(got.ch);
    }
    std::size_t after = 0;
    std::size_t end = at.end;
    for (bool found = false; !found; ++after) {
        const utf8::Decoded got = utf8::decode(text, end);
        if (got.length == 0 || after == kReach || got.ch == '\n' || opens(got.ch)) return false;
        end += got.length;
        found = closes(got.ch);
    }
    return before - 1 + utf8::count(slice(text, at)) + after - 1 >= kQuotation;
}

}  // namespace

std::vector<Passage> find_passages(std::string_view text, std::span<const ScriptChange> changes, bool in_quote_region) {
    std::vector<Passage> out;
    for (std::size_t first = 0; first < changes.size();) {
        std::size_t next = first + 1;
        while (next < changes.size() && joins(slice(text, {changes[next - 1].at.end, changes[next].at.begin}))) ++next;
        const std::size_t count = next - first;
        const Span at{changes[first].at.begin, changes[next - 1].at.end};
        if (count >= kPassage || (count >= kQuotedPassage && (in_quote_region || in_quotation(text, at)))) {
            out.push_back({first, count});
        }
        first = next;
    }
    return out;
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

bool is_mentioned(std::string_view text, Span at) {
    return opens(utf8::decode_before(text, at.begin).ch) && closes(utf8::decode(text, at.end).ch);
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
