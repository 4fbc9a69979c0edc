// The one class that needs Unicode's tables; the hot ones are ranges in the header.
#include "pipeline/text/han.hpp"

#include <unicode/uchar.h>

namespace jiaodui {

bool is_content(char32_t ch) {
    if (ch < 0x80) return is_alnum(ch);
    if (is_han(ch)) return true;
    return u_isalnum(static_cast<UChar32>(ch)) != 0;
}

}  // namespace jiaodui
