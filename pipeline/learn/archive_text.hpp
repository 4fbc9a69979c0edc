// ArchiveText: all pages of an archive as one string of symbols, ready to be counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/large_vector.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

struct ArchiveText {
    std::vector<std::uint32_t> characters;  // by symbol; 0 for classes
    LargeVector<ArchiveSymbol> symbols;     // kEdge first, between regions, and last
    LargeVector<std::uint32_t> page_of;     // by position in `symbols`
    std::uint32_t pages = 0;
    std::uint64_t tokens = 0;  // symbols but edges
    std::uint64_t han = 0;
};

// What a page says: its regions as 16-bit units (a class, or a Han character in UTF-16), each ended by kEdge.
[[nodiscard]] std::string gather_text(const Document& page);

// The pages together. Of more Han characters than a lexicon can hold the rarest become kUnknown. With `pinyin`
// characters that sound alike have symbols one after another, so that a search for what may have been meant finds what
// is known of them in one place of memory; those without a reading are the last ones. Else they are in the order of
// code points.
[[nodiscard]] ArchiveText join_texts(std::span<const std::string_view> pages, const Pinyin* pinyin);

}  // namespace jiaodui
