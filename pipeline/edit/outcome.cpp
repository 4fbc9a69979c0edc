// Tested by tests/unit/edit/outcome_test.cpp.
#include "pipeline/edit/outcome.hpp"

#include "pipeline/text/han.hpp"
#include "pipeline/text/hash.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kContext = 8;  // code points each side; unique for 98 % of places in a page's next revision
constexpr int kReach = 64;           // code points looked at for them, so that ids stay linear in odd texts

std::string context_left(std::string_view view, std::uint32_t at) {
    std::vector<std::string_view> found;
    for (int looked = 0; at > 0 && found.size() < kContext && looked < kReach; ++looked) {
        const utf8::Decoded c = utf8::decode_before(view, at);
        at -= c.length;
        if (is_content(c.ch)) found.push_back(view.substr(at, c.length));
    }
    std::string out;
    for (auto it = found.rbegin(); it != found.rend(); ++it) out += *it;
    return out;
}

std::string context_right(std::string_view view, std::uint32_t at) {
    std::string out;
    std::size_t found = 0;
    for (int looked = 0; at < view.size() && found < kContext && looked < kReach; ++looked) {
        const utf8::Decoded c = utf8::decode(view, at);
        if (is_content(c.ch)) {
            out += view.substr(at, c.length);
            ++found;
        }
        at += c.length;
    }
    return out;
}

}  // namespace

std::string finding_id(std::string_view view, Span at, std::string_view old_text, std::string_view new_text,
                       std::uint32_t ordinal) {
    Hasher hash;
    hash.add_field(old_text);
    hash.add_field(new_text);
    hash.add_field(context_left(view, at.begin));
    hash.add_field(context_right(view, at.end));
    hash.add_number(ordinal);
    return hex16(hash.value());
}

std::string splice(std::string_view source, const std::vector<SourceEdit>& edits) {
    std::string out;
    out.reserve(source.size() + 64);
    std::uint32_t done = 0;
    for (const SourceEdit& edit : edits) {
        out += source.substr(done, edit.at.begin - done);
        out += edit.text;
        done = edit.at.end;
    }
    out += source.substr(done);
    return out;
}

}  // namespace jiaodui
