// What a character says about the script of its text. One table of a byte a character, made at build time from OpenCC's
// dictionaries and dictionaries/script/safe.tsv by tables/make_script_classes.cpp; nothing is read when the program
// starts.
//
// The table serves estimates and fast paths. What a character becomes is always asked of a ScriptConverter; should a
// newer OpenCC be installed than the one we were built with, characters new to it are overlooked by `check` until the
// next build (never by `convert`, which does not read this table).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {

namespace script_class {
constexpr std::uint8_t kTraditionalOnly = 1;  // t2s changes it, and it is not one of its own simplified forms
constexpr std::uint8_t kSimplifiedOnly = 2;   // s2t changes it; no traditional form, nor Hong Kong's or Taiwan's
constexpr std::uint8_t kFromTraditional = 4;  // some entry of t2s replaces it
constexpr std::uint8_t kFromSimplified = 8;   // the same for s2t
constexpr std::uint8_t kSafeTraditional =
    16;  // a row of dictionaries/script/safe.tsv: one form, common, not used in names
constexpr std::uint8_t kSafeSimplified =
    32;  // the other way: simplified only, one traditional form, in Taiwan as in Hong Kong
constexpr std::uint8_t kAloneFromTraditional = 64;  // t2s replaces it even alone
constexpr std::uint8_t kPhraseFromTraditional =
    128;  // not alone, but in some phrase that has no character of the kind above: 覆 in 答覆, not 么 in 么麼

constexpr char32_t kBegin = 0x3400, kEnd = 0xA000;  // what the table covers
extern const std::uint8_t kTable[kEnd - kBegin];
[[nodiscard]] std::uint8_t of_rare(char32_t ch);          // characters outside the table
extern const std::span<const std::string_view> kPhrases;  // those of kPhraseFromTraditional
}  // namespace script_class

// The flags of one character; 0 for what is not Han.
[[nodiscard]] inline std::uint8_t script_class_of(char32_t ch) {
    if (ch >= script_class::kBegin && ch < script_class::kEnd) return script_class::kTable[ch - script_class::kBegin];
    // Between the compatibility ideographs and plane 2 lie the full-width marks, one character in ten.
    return ch < 0xF900 || (ch >= 0xFB00 && ch < 0x20000) ? std::uint8_t{0} : script_class::of_rare(ch);
}

// Calls visit(byte offset, code point, length, flags) for every character with one of the flags `wanted`, in order, for
// as long as it returns true. The hot loop of the page estimate and of the script stage: one look-up a character.
template <class Visit>
void for_script_characters(std::string_view text, std::uint8_t wanted, Visit&& visit) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::size_t size = text.size();
    for (std::size_t at = 0; at < size;) {
        // The common case: a run of Han of the leads E4–E9, all within the table.
        while (at + 4 <= size) {
            std::uint32_t four = 0;
            std::memcpy(&four, bytes + at, sizeof four);
            if constexpr (std::endian::native == std::endian::big) four = __builtin_bswap32(four);
            if ((four & 0xFF) - 0xE4 > 5) break;
            const char32_t ch = (four & 0x0F) << 12 | (four >> 2 & 0xFC0) | (four >> 16 & 0x3F);
            const std::uint8_t flags = script_class::kTable[ch - script_class::kBegin];
            if ((flags & wanted) != 0 && !visit(at, ch, 3u, flags)) return;
            at += 3;
        }
        const unsigned char lead = bytes[at];
        if (lead < 0xE3) {  // ASCII, Latin, and the punctuation of U+2000–2FFF
            at += lead < 0x80 ? 1 : lead < 0xE0 ? utf8::length_of(text[at]) : 3;
            continue;
        }
        if (lead < 0xEA && at + 3 <= size) {
            const char32_t ch =
                static_cast<char32_t>((lead & 0x0Fu) << 12 | (bytes[at + 1] & 0x3Fu) << 6 | (bytes[at + 2] & 0x3Fu));
            if (ch >= script_class::kBegin && ch < script_class::kEnd) {
                const std::uint8_t flags = script_class::kTable[ch - script_class::kBegin];
                if ((flags & wanted) != 0 && !visit(at, ch, 3u, flags)) return;
            }
            at += 3;
            continue;
        }
        const utf8::Decoded got = utf8::decode(text, at);
        const std::uint8_t flags = script_class_of(got.ch);
        if ((flags & wanted) != 0 && !visit(at, got.ch, got.length, flags)) return;
        at += got.length;
    }
}

// Some character of the text has the flag, which is one of those above. Faster than the loop, for text that is mostly
// Han.
[[nodiscard]] bool holds_script_character(std::string_view text, std::uint8_t flag);

// Where it is false t2s leaves the text as it is. Of most pages in simplified characters that is known here, without
// the dictionaries, though nearly each holds 么, 覆 or 沈.
[[nodiscard]] bool may_be_simplified(std::string_view text);

}  // namespace jiaodui
