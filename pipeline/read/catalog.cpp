// The table of formats. Tested by tests/unit/read/reader_test.cpp.
#include "pipeline/read/catalog.hpp"

#include <array>

#include "pipeline/read/markdown.hpp"
#include "pipeline/read/plain.hpp"

namespace jiaodui {
namespace {

constexpr std::array kCatalog{
    FormatEntry{"wikijs", Format::wikijs, ".md .markdown", read_wikijs},
    FormatEntry{"markdown", Format::markdown, "", read_commonmark},
    FormatEntry{"plain", Format::plain, ".txt", read_plain},
};

}  // namespace

std::span<const FormatEntry> format_catalog() { return kCatalog; }

}  // namespace jiaodui
