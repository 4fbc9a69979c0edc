// The layout of pinyin.bin, which pinyin_pack.cpp writes and pinyin.cpp reads. All numbers as this machine has them
// (little-endian); `magic` changes with the layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jiaodui::pinyin_file {

inline constexpr std::string_view magic = "JDPINYI5";
inline constexpr std::size_t name_size = 8;  // of a syllable's name, filled up with zeros
inline constexpr std::size_t max_syllables = 2048;
inline constexpr std::uint8_t unlike = 255;  // a relation: two bits of SoundClass, six of cost
inline constexpr float cost_steps = 20;      // a cost of 1

enum SectionId : std::size_t {
    names,
    char_index,
    readings,
    syllable_index,
    characters,
    word_rows,
    blob,
    sounds,
    slots,
    by_sound,
    spelt,
    pair_index,
    relations,
    neighbour_index,
    neighbours,
    model_characters,
    section_count
};

struct Section {
    std::uint64_t at = 0, size = 0;  // bytes
};

struct Header {
    char magic[8] = {};
    std::uint32_t syllables = 0, words = 0;
    std::uint64_t model = 0;  // fingerprint of the language model that the words' numbers belong to; 0: none
    Section sections[section_count];
};

// The two characters at the head of a text as one number, the key of a table of words; 0 where it does not begin with
// two of three bytes each.
inline std::uint32_t head_of(std::string_view text) {
    std::uint32_t head = 0;
    if (text.size() < 6) return 0;
    for (std::size_t at = 0; at < 6; at += 3) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
        };
        if ((byte(0) & 0xF0) != 0xE0 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return 0;
        head = head << 16 | (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    }
    return head;
}
// Where the search for it begins, among `slots` (a power of two).
inline std::size_t slot_of(std::uint32_t head, std::size_t slots) {
    return static_cast<std::size_t>((head * 0x9E3779B97F4A7C15ull) >> 32) & (slots - 1);
}

}  // namespace jiaodui::pinyin_file
