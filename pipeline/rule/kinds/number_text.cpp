// Tested by rules/number/itn.md.
#include "pipeline/rule/kinds/number_text.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/numeral.hpp"

namespace jiaodui {

bool is_spoken_numeral(char32_t ch) { return is_han_numeral(ch) || ch == U'幺'; }

NumberText::NumberText(const NumberTables& tables, const Scope& scope)
    : tables_(tables), scope_(scope), text_(scope.draft.text.substr(0, scope.range.end)) {}

bool NumberText::follows(std::uint32_t at, Texts texts) const {
    return std::any_of(texts.begin(), texts.end(),
                       [&](std::string_view one) { return text_.substr(at).starts_with(one); });
}

bool NumberText::precedes(std::uint32_t at, Texts texts) const {
    return std::any_of(texts.begin(), texts.end(),
                       [&](std::string_view one) { return text_.substr(0, at).ends_with(one); });
}

std::string_view NumberText::before(std::uint32_t at, int characters) const {
    std::uint32_t begin = at;
    for (; characters > 0 && begin > scope_.range.begin; --characters) {
        const utf8::Decoded c = left_of(begin);
        if (c.ch == U'\n' || c.ch == U'\uFFFC') break;
        begin -= c.length;
    }
    return slice({begin, at});
}

bool NumberText::mentions_before(std::uint32_t at, int characters, const std::vector<std::string>& words) const {
    const std::string_view context = before(at, characters);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return context.find(word) != std::string_view::npos; });
}

Span NumberText::run_at(std::uint32_t at) const {
    std::uint32_t end = at;
    for (utf8::Decoded c = right_of(end); is_spoken_numeral(c.ch); c = right_of(end)) end += c.length;
    while (end > at && left_of(end).ch == U'点') end -= 3;
    return {at, end};
}

Span NumberText::number_at(std::uint32_t at) const {
    const auto digit_at = [&](std::uint32_t place) {
        return place < text_.size() && is_digit(static_cast<unsigned char>(text_[place]));
    };
    std::uint32_t end = at;
    while (digit_at(end) || (end < text_.size() && (text_[end] == '.' || text_[end] == ',') && digit_at(end + 1)))
        ++end;
    return {at, end};
}

}  // namespace jiaodui
