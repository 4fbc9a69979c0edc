// What the program says to a person, in both of its languages.
//
// A Message is made once, where the fact is known, with both texts; the language is chosen only where it is
// printed. Rule ids, configuration keys and exit codes are never translated.
#pragma once

#include <cstdint>
#include <string>

namespace jiaodui {

enum class Lang : std::uint8_t { zh, en };

struct Message {
    std::string zh;
    std::string en;

    [[nodiscard]] const std::string& in(Lang lang) const { return lang == Lang::zh ? zh : en; }
    [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
    friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace jiaodui
