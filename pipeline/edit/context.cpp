// Tested by tests/unit/edit/context_test.cpp.
#include "pipeline/edit/context.hpp"

#include <vector>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr int kReach = 64;  // code points looked at, so that ids stay linear in odd texts

}  // namespace

std::string context_left(std::string_view text, std::uint32_t at) {
    std::vector<std::string_view> found;
    for (int looked = 0; at > 0 && found.size() < kContextLength && looked < kReach; ++looked) {
        const utf8::Decoded c = utf8::decode_before(text, at);
        at -= c.length;
        if (is_content(c.ch)) found.push_back(text.substr(at, c.length));
    }
    std::string out;
    for (auto it = found.rbegin(); it != found.rend(); ++it) out += *it;
    return out;
}

std::string context_right(std::string_view text, std::uint32_t at) {
    std::string out;
    std::size_t found = 0;
    for (int looked = 0; at < text.size() && found < kContextLength && looked < kReach; ++looked) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_content(c.ch)) {
            out += text.substr(at, c.length);
            ++found;
        }
        at += c.length;
    }
    return out;
}

}  // namespace jiaodui
