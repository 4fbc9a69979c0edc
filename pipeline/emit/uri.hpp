// A path as reports that want URIs name it: relative stays relative, and everything outside the unreserved characters
// of RFC 3986 and the slash is percent-encoded, byte by byte.
#pragma once

#include <string>
#include <string_view>

namespace jiaodui {

[[nodiscard]] inline std::string uri_of_path(std::string_view path) {
    constexpr std::string_view kPlain = "-._~/";
    std::string out = path.starts_with('/') ? "file://" : "";
    for (const char byte : path) {
        const bool letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        if (letter || kPlain.find(byte) != std::string_view::npos) {
            out += byte;
        } else {
            const auto value = static_cast<unsigned char>(byte);
            out += '%';
            out += "0123456789ABCDEF"[value >> 4];
            out += "0123456789ABCDEF"[value & 15];
        }
    }
    return out;
}

}  // namespace jiaodui
