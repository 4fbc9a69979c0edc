// Character references (`&amp;`, `&#x4e2d;`, `&nbsp;`): what they stand for, and text in which they must stand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jiaodui {

struct Reference {
    char32_t ch = 0;       // 0: not a reference that is known
    std::size_t size = 0;  // bytes, with `&` and `;`
};

// The reference at the head of `text`, which begins with `&`. At most 32 bytes are looked at.
[[nodiscard]] Reference reference_at(std::string_view text);

// `&`, `<`, `>` as references, the rest as it is; and back.
[[nodiscard]] std::string encode_markup(std::string_view text);
[[nodiscard]] std::string decode_markup(std::string_view bytes);

}  // namespace jiaodui
