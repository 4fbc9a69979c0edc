// One JSON object on one line, as our files of lines hold it: string keys, and values that are strings, lists of
// strings, whole numbers or true and false. Anything else (nested objects, null, fractions) is kept as it was written.
//
// For untrusted input: linear, no recursion, and never more memory than the line. Strings must be UTF-8, and surrogates
// must come in pairs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui::json {

struct Member {
    enum class Kind : std::uint8_t { string, strings, number, boolean, other };
    std::string key;
    Kind kind = Kind::other;
    std::string text;                // of a string
    std::vector<std::string> texts;  // of a list
    std::uint64_t number = 0;
    bool boolean = false;
    std::string raw;  // the value as written
};

class Line {
  public:
    // `column` of the error counts code points from 1.
    [[nodiscard]] static Result<Line> parse(std::string_view text);

    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    // Null when there is no such key or its value is of another kind.
    [[nodiscard]] const Member* find(std::string_view key, Member::Kind kind) const;
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::optional<std::uint64_t> number(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;

  private:
    std::vector<Member> members_;
};

}  // namespace jiaodui::json
