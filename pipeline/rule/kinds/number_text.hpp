// NumberText: one region's text, as those read it who look for numbers. Places are bytes of the draft.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/rule/kinds/number_tables.hpp"
#include "pipeline/rule/matcher.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

// What becomes of a stretch of the text.
struct NumberChange {
    Span at;
    std::string text;
    bool quantity = false;
};

// 零, 三, 百, 点 and 幺, which only telephones say.
[[nodiscard]] bool is_spoken_numeral(char32_t ch);

// Refers to both for as long as it lives.
class NumberText {
  public:
    NumberText(const NumberTables& tables, const Scope& scope);

    using Texts = std::initializer_list<std::string_view>;

    [[nodiscard]] const NumberTables& tables() const { return tables_; }
    [[nodiscard]] std::string_view slice(Span at) const { return text_.substr(at.begin, at.size()); }
    [[nodiscard]] utf8::Decoded left_of(std::uint32_t at) const { return utf8::decode_before(text_, at); }
    [[nodiscard]] utf8::Decoded right_of(std::uint32_t at) const { return utf8::decode(text_, at); }
    [[nodiscard]] bool follows(std::uint32_t at, Texts texts) const;
    [[nodiscard]] bool precedes(std::uint32_t at, Texts texts) const;
    // The region's text before a place, at most so many characters of it, from one line and without markup.
    [[nodiscard]] std::string_view before(std::uint32_t at, int characters) const;
    // One of the words stands among so many characters before a place.
    [[nodiscard]] bool mentions_before(std::uint32_t at, int characters, const std::vector<std::string>& words) const;
    [[nodiscard]] std::optional<NumberTables::Unit> unit_at(std::uint32_t at) const {
        return tables_.unit_at(text_, at);
    }
    [[nodiscard]] bool is_kept(Span at) const { return tables_.keeps(text_, at); }

    // Spoken numerals from here on, without a 点 at the end, which no number has; empty where none stands.
    [[nodiscard]] Span run_at(std::uint32_t at) const;
    // Digits from here on, with their point and commas; empty where none stands.
    [[nodiscard]] Span number_at(std::uint32_t at) const;

  private:
    const NumberTables& tables_;
    const Scope& scope_;
    std::string_view text_;
};

}  // namespace jiaodui
