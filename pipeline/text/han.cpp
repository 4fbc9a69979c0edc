// The one class that needs Unicode's tables; the hot ones are ranges in the header.
#include "pipeline/text/han.hpp"

#include <unicode/uchar.h>

namespace jiaodui {

bool is_content(char32_t ch) {
    if (ch < 0x80) return is_alnum(ch);
    if (is_han(ch)) return true;
    return u_isalnum(static_cast<UChar32>(ch)) != 0;
}

bool is_punctuation(char32_t ch) {
    if (ch < 0x80) return ch > ' ' && ch < 0x7F && !is_alnum(ch);
    return u_ispunct(static_cast<UChar32>(ch)) != 0;
}

}  // namespace jiaodui
