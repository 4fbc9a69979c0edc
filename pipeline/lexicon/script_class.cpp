// Of the Han that begin with E4–E9 the last two bytes, as they lie, look up for which leads the character has the flag:
// one look-up and nothing to decode. A table a flag, made when it is first asked for. Tested by
// tests/unit/script/page_script_test.cpp.
#include "pipeline/lexicon/script_class.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace jiaodui {
namespace {

constexpr unsigned kFirstLead = 0xE4;
constexpr std::size_t kFirstTail = 0x8080;

class HanSet {
  public:
    explicit HanSet(std::uint8_t flag) {
        for (char32_t ch = 0x4000; ch < script_class::kEnd; ++ch) {
            if ((script_class_of(ch) & flag) == 0) continue;
            const auto second = 0x80u | (ch >> 6 & 0x3F);
            const auto third = 0x80u | (ch & 0x3F);
            leads_[(third << 8 | second) - kFirstTail] |=
                static_cast<std::uint8_t>(1u << ((0xE0u | ch >> 12) - kFirstLead));
        }
    }
    // The character whose lead is E4 + `lead`.
    [[nodiscard]] bool has(unsigned lead, const unsigned char* bytes) const {
        const std::size_t tail = static_cast<std::size_t>(bytes[2]) << 8 | bytes[1];
        return (leads_[(tail - kFirstTail) % std::size(leads_)] >> lead & 1) != 0;
    }

  private:
    std::array<std::uint8_t, 0x4000> leads_{};  // a power of two, and ill-formed bytes stay inside
};

bool holds(std::string_view text, std::uint8_t flag, const HanSet& set) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::size_t size = text.size();
    for (std::size_t at = 0; at < size;) {
        unsigned lead = 0;
        while (at + 3 <= size && (lead = bytes[at] - kFirstLead) <= 5) {
            if (set.has(lead, bytes + at)) return true;
            at += 3;
        }
        if (at >= size) break;
        const utf8::Decoded got = utf8::decode(text, at);
        if (got.length > 2 && (script_class_of(got.ch) & flag) != 0) return true;
        at += got.length;
    }
    return false;
}

// One of the phrases stands in the text so that it covers the place.
bool is_in_phrase(std::string_view text, std::size_t at) {
    return std::any_of(script_class::kPhrases.begin(), script_class::kPhrases.end(),
                       [&](const std::string_view phrase) {
                           const std::size_t from = at - std::min(at, phrase.size() - 1);
                           return text.substr(from, at - from + phrase.size()).find(phrase) != std::string_view::npos;
                       });
}

// One of the tables; a template, so that each is made only if it is wanted.
template <std::uint8_t flag>
const HanSet& set_of() {
    static const HanSet set(flag);
    return set;
}

}  // namespace

bool holds_script_character(std::string_view text, std::uint8_t flag) {
    switch (flag) {
        case script_class::kTraditionalOnly: return holds(text, flag, set_of<script_class::kTraditionalOnly>());
        case script_class::kSimplifiedOnly: return holds(text, flag, set_of<script_class::kSimplifiedOnly>());
        default: break;
    }
    bool found = false;
    for_script_characters(text, flag, [&](std::size_t, char32_t, std::uint32_t, std::uint8_t) {
        found = true;
        return false;
    });
    return found;
}

bool may_be_simplified(std::string_view text) {
    constexpr std::uint8_t replaced = script_class::kAloneFromTraditional | script_class::kPhraseFromTraditional;
    if (!holds(text, replaced, set_of<replaced>())) return false;
    bool found = false;
    for_script_characters(text, replaced, [&](std::size_t at, char32_t, std::uint32_t, std::uint8_t flags) {
        found = (flags & script_class::kAloneFromTraditional) != 0 || is_in_phrase(text, at);
        return !found;
    });
    return found;
}

}  // namespace jiaodui
