// The layout of pinyin.bin, which pinyin_pack.cpp writes and pinyin.cpp reads. All numbers as this machine has them
// (little-endian); `magic` changes with the layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jiaodui::pinyin_file {

inline constexpr std::string_view magic = "JDPINYI4";
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

// Of a two-character head: where the search for it begins, and a tag by which nearly all other heads that are met on
// the way are told apart without looking at their words.
struct HeadHash {
    std::size_t slot = 0;
    std::uint32_t tag = 0;
};
inline HeadHash hash_of(std::string_view head) {
    std::uint64_t value = 0xCBF29CE484222325ull;
    for (const char byte : head) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3ull;
    return {static_cast<std::size_t>(value ^ (value >> 29)), static_cast<std::uint32_t>(value >> 32)};
}

}  // namespace jiaodui::pinyin_file
