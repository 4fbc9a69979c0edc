// Spaces are signs, so only those are looked at. Tested by tests/unit/rule/space_test.cpp.
#include "pipeline/rule/kinds/space.hpp"

#include <algorithm>
#include <string>

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

class Spaces {
  public:
    explicit Spaces(const Draft& draft) : draft_(draft) {}

    // The run of ASCII spaces that begins with this sign; empty when it does not begin one.
    [[nodiscard]] Span run_at(const Sign& sign) const {
        if (sign.ch != ' ' || (sign.at > 0 && draft_.text[sign.at - 1] == ' ')) return {};
        const std::size_t end = draft_.text.find_first_not_of(' ', sign.at);
        return {sign.at, static_cast<std::uint32_t>(std::min(end, draft_.text.size()))};
    }

    // May a rule change what stands here?
    [[nodiscard]] bool free(Span at) {
        const std::uint32_t before = utf8::decode_before(draft_.text, at.begin).length;
        const std::uint32_t after = utf8::decode(draft_.text, at.end).length;
        if (before == 0 || after == 0) return false;
        if (draft_.has_anchor_inside({at.begin - before, at.end + after})) return false;
        constexpr std::string_view kEmphasis = "*_~=";  // literal now, but perhaps not without the space
        if (kEmphasis.find(draft_.text[at.begin - 1]) != std::string_view::npos) return false;
        if (kEmphasis.find(draft_.text[at.end]) != std::string_view::npos) return false;
        const Region* region = region_of(draft_, at.begin);
        if (region == nullptr || region->kind == RegionKind::heading || region->kind == RegionKind::title) return false;
        return !in_link(at);
    }

    [[nodiscard]] char32_t before(Span at) const { return utf8::decode_before(draft_.text, at.begin).ch; }
    [[nodiscard]] char32_t after(Span at) const { return utf8::decode(draft_.text, at.end).ch; }

  private:
    // In the source, the next bracket of this line is a `](`.
    [[nodiscard]] bool in_link(Span at) const {
        const std::uint32_t place = draft_.to_source(at).end;
        const std::size_t next = draft_.source.find_first_of("[]\n", place);
        return next != std::string_view::npos && draft_.source.substr(next).starts_with("](");
    }

    const Draft& draft_;
};

bool is_stop(char32_t ch) { return is_fullwidth_stop(ch) && ch != U'…'; }
bool opens(char32_t ch) { return is_opening(ch) && ch != U'“' && ch != U'‘'; }
bool closes(char32_t ch) { return is_closing(ch) && ch != U'”' && ch != U'’'; }

void remove(const Rule& rule, Span at, std::string_view text, std::vector<Finding>& out) {
    out.push_back(finding_of(rule, DraftSpan(at), slice(text, at), ""));
}

void add_spaces(const Rule& rule, const Scope& scope, bool digits, Spaces& spaces, std::vector<Finding>& out) {
    const auto wanted = [&](char byte) { return digits || is_latin(static_cast<unsigned char>(byte)); };
    for (const LatinRun run : scope.draft.signs->runs_within(scope.range.begin, scope.range.end)) {
        const Span edges[] = {{run.begin, run.begin}, {run.end, run.end}};
        for (const Span edge : edges) {
            const bool left = edge.begin == run.begin;
            if (!is_han(left ? spaces.before(edge) : spaces.after(edge))) continue;
            if (!wanted(scope.draft.text[left ? run.begin : run.end - 1]) || !spaces.free(edge)) continue;
            out.push_back(finding_of(rule, DraftSpan(edge), "", " "));
        }
    }
}

// In captions a space is a pause: 原价349 评论区领券. Where a line is short and has no mark, and the word or number
// touches Han on its other side, nothing says that the space is one of style. Reads so many bytes to each side at most.
bool may_be_pause(std::string_view text, Span at) {
    constexpr std::size_t kCaption = 120;
    const auto in_word = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) < 0x80 && text[i] > ' '; };
    std::size_t begin = at.begin, end = at.end;
    while (begin > 0 && at.begin - begin < kCaption && in_word(begin - 1)) --begin;
    while (end < text.size() && end - at.end < kCaption && in_word(end)) ++end;
    const bool one_sided = begin < at.begin ? is_han(utf8::decode_before(text, static_cast<std::uint32_t>(begin)).ch)
                                            : is_han(utf8::decode(text, static_cast<std::uint32_t>(end)).ch);
    if (!one_sided) return false;
    const std::size_t from = at.begin - std::min<std::size_t>(at.begin, kCaption);
    const std::string_view left = text.substr(from, at.begin - from), right = text.substr(at.end, kCaption);
    const std::size_t head = left.rfind('\n'), tail = right.find('\n');
    if ((head == std::string_view::npos && from > 0) ||
        (tail == std::string_view::npos && at.end + right.size() < text.size()))
        return false;
    const std::string_view line = text.substr(head == std::string_view::npos ? from : from + head + 1);
    const std::size_t size = line.find('\n');
    for (std::uint32_t i = 0; i < std::min(size, line.size());) {
        const utf8::Decoded c = utf8::decode(line, i);
        if (is_stop(c.ch)) return false;
        i += c.length;
    }
    return true;
}

}  // namespace

void find_han_latin_spacing(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view style = rule.text("style", "keep");
    const bool digits = rule.text("digits", "true") != "false";
    Spaces spaces(scope.draft);
    if (style == "one") return add_spaces(rule, scope, digits, spaces, out);
    if (style != "none") return;
    for (const Sign& sign : scope.signs) {
        const Span at = spaces.run_at(sign);
        if (at.size() != 1) continue;
        const char32_t left = spaces.before(at);
        const char32_t right = spaces.after(at);
        const bool meets = (is_han(left) && is_alnum(right)) || (is_alnum(left) && is_han(right));
        if (!meets || (!digits && (is_digit(left) || is_digit(right))) || !spaces.free(at)) continue;
        remove(rule, at, scope.draft.text, out);
        if (!may_be_pause(scope.draft.text, at)) continue;
        Finding& finding = out.back();
        finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
        finding.confidence = std::min(rule.confidence, 0.6f);
    }
}

void find_spaces_beside_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    Spaces spaces(scope.draft);
    for (const Sign& sign : scope.signs) {
        const Span at = spaces.run_at(sign);
        if (at.empty()) continue;
        const char32_t left = spaces.before(at);
        const char32_t right = spaces.after(at);
        const bool beside = is_stop(left) || opens(left) || is_stop(right) || closes(right);
        const bool separates = left == U'；' && !is_stop(right) && !closes(right);
        const bool label = left == U'：' && scope.draft.is_locked({at.begin - 3, at.begin});  // of a speaker
        if (!beside || separates || label || right == '\n' || left == '\n' || !spaces.free(at)) continue;
        remove(rule, at, scope.draft.text, out);
    }
}

void find_spaces_between_han(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    Spaces spaces(scope.draft);
    for (const Sign& sign : scope.signs) {
        const Span at = spaces.run_at(sign);
        if (at.size() != 1 || !is_han(spaces.before(at)) || !is_han(spaces.after(at)) || !spaces.free(at)) continue;
        remove(rule, at, scope.draft.text, out);
        out.back().others = {"，", "、"};
    }
}

}  // namespace jiaodui
