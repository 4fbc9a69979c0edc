// How one paragraph ends says something only where the others end otherwise. Tested by rules/punct/paragraph-end.md.
#include "pipeline/rule/kinds/paragraph_end.hpp"

#include <algorithm>
#include <charconv>

#include "pipeline/rule/kinds/around.hpp"

namespace jiaodui {
namespace {

std::uint32_t number(const Rule& rule, std::string_view key, std::uint32_t value) {
    const std::string_view text = rule.text(key);
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool ends_with_one_of(std::string_view text, const std::vector<std::string>* words) {
    return words != nullptr &&
           std::any_of(words->begin(), words->end(), [&](const std::string& word) { return text.ends_with(word); });
}

char32_t last_of(std::string_view text) { return utf8::decode_before(text, text.size()).ch; }

// How a paragraph is made, from one walk.
struct Shape {
    std::uint32_t han = 0;
    bool marked = false;  // a stop stands in it
};

Shape shape_of(std::string_view text) {
    Shape out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_han(c.ch)) ++out.han;
        if (is_fullwidth_stop(c.ch)) out.marked = true;
        at += c.length;
    }
    return out;
}

// What the file has between the last character of a paragraph and the end of its line: closing emphasis, a closing tag;
// the end of a link on the next line.
std::string_view behind(const Draft& draft, Span paragraph) {
    if (draft.source.empty()) return {};
    std::string_view rest = draft.source.substr(draft.to_source({paragraph.end - 1, paragraph.end}).end);
    if (rest.starts_with("\n]")) rest.remove_prefix(1);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    return line.substr(0, line.find_last_not_of(" \t\r\u3000") + 1);
}

// A line within the paragraph ends in Han. Whether a line break is there the text does not show.
bool is_verse(const Draft& draft, Span paragraph) {
    const std::string_view text =
        draft.source.empty() ? slice(draft.text, paragraph) : slice(draft.source, draft.to_source(paragraph));
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
        const std::string_view line = text.substr(0, end);
        if (is_han(last_of(line.substr(0, line.find_last_not_of(" \t\r") + 1)))) return true;
    }
    return false;
}

// A link that stands alone, a bold line or a row of tags is a headline, not a sentence.
bool is_sentence(const Draft& draft, Span paragraph) {
    const std::string_view closers = behind(draft, paragraph);
    if (closers.empty() || closers.ends_with("</font>") || closers.ends_with("</span>")) return true;
    const std::uint32_t begin = draft.to_source(paragraph).begin;
    return closers.find_first_not_of("*_") == closers.npos && (begin == 0 || draft.source[begin - 1] == '\n');
}

// The comma at the end of a text; empty without one.
std::string_view comma_of(std::string_view text) {
    for (const std::string_view comma : {"，", "、"}) {
        if (text.ends_with(comma)) return text.substr(text.size() - comma.size());
    }
    return {};
}

// It ends as no sentence does. Several marks in a row are another rule's.
bool goes_on(std::string_view paragraph) {
    const std::string_view comma = comma_of(paragraph);
    if (comma.empty()) return is_han(last_of(paragraph));
    paragraph.remove_suffix(comma.size());
    return !is_fullwidth_stop(last_of(paragraph));
}

Finding unended(const Rule& rule, std::string_view paragraph, std::uint32_t end, bool quotes_next) {
    const std::string_view comma = comma_of(paragraph);
    paragraph.remove_suffix(comma.size());
    const bool leads_in = quotes_next || ends_with_one_of(paragraph, rule.param("leads_in"));
    const std::string_view first = ends_with_one_of(paragraph, rule.param("asks")) ? "？" : leads_in ? "：" : "。";
    Finding finding = finding_of(rule, DraftSpan(Span{end - static_cast<std::uint32_t>(comma.size()), end}), comma,
                                 std::string(first));
    for (const std::string_view mark : {"。", "？", "：", "……"}) {
        if (mark != first) finding.others.emplace_back(mark);
    }
    return finding;
}

}  // namespace

void find_unended_paragraphs(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    if (draft.round != 1) return;
    const std::uint32_t least = number(rule, "least", 40), of = number(rule, "of", 10);
    const auto is_long = [&](const Region& region) {  // Han takes three bytes and more
        return region.kind == RegionKind::paragraph && region.at.size() >= 3 * least;
    };
    const auto wanted = [&](const Region& region) { return is_long(region) && goes_on(slice(draft.text, region.at)); };
    if (std::none_of(draft.regions.begin(), draft.regions.end(), wanted)) return;
    std::size_t paragraphs = 0;
    std::vector<Finding> found;
    for (std::size_t i = 0; i < draft.regions.size(); ++i) {
        const Region& region = draft.regions[i];
        if (!is_long(region)) continue;
        const std::string_view text = slice(draft.text, region.at);
        const Shape shape = shape_of(text);
        if (shape.han < least || !shape.marked) continue;
        ++paragraphs;
        if (!goes_on(text) || is_verse(draft, region.at) || !is_sentence(draft, region.at)) continue;
        const bool quotes_next = i + 1 < draft.regions.size() && draft.regions[i + 1].kind == RegionKind::quote;
        found.push_back(unended(rule, text, region.at.end, quotes_next));
    }
    if (found.size() * of <= paragraphs) out.insert(out.end(), found.begin(), found.end());
}

}  // namespace jiaodui
