#include "pipeline/lexicon/archive_pairs.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

std::vector<ArchiveSymbol> common(const SymbolSet& set, const ArchivePairs::Row& row) {
    std::vector<ArchiveSymbol> out;
    set.for_each_in([&](std::size_t word) { return row.bits(word); },
                    [&](ArchiveSymbol symbol) { out.push_back(symbol); });
    return out;
}

}  // namespace

TEST_CASE("a row tells who stands there, and what a set has in common with it") {
    // Three symbols and 97 others; 1 has 2, 47, 48 and 99 beside it, 2 has nothing.
    const std::size_t symbols = 100, words = ArchivePairs::words_in_row(symbols);
    std::string bytes;
    const auto put = [&](const auto& values) {
        bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]));
        bytes.resize((bytes.size() + 7) / 8 * 8);
    };
    std::vector<std::uint32_t> firsts(symbols + 1, 4);
    firsts[0] = firsts[1] = 0;
    std::vector<std::uint64_t> bits(symbols * words, 0);
    bits[words] = std::uint64_t{1} << 2 | std::uint64_t{1} << 47;
    bits[words + 1] = std::uint64_t{2} << ArchivePairs::kBitsInWord | 1;
    bits[words + 2] = std::uint64_t{3} << ArchivePairs::kBitsInWord | std::uint64_t{1} << 3;
    put(firsts);
    put(bits);
    put(std::vector<std::uint8_t>{10, 20, 30, 40});
    std::vector<std::uint64_t> aligned(bytes.size() / 8);
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(aligned.data()));
    SectionCutter cut({reinterpret_cast<const char*>(aligned.data()), bytes.size()});
    ArchivePairs pairs;
    pairs.take(cut, symbols, 4);
    REQUIRE(cut.good());

    const auto row = pairs.row(1);
    CHECK(row.number(2) == 0);
    CHECK(row.number(47) == 1);
    CHECK(row.number(48) == 2);
    CHECK(row.number(99) == 3);
    CHECK(pairs.code(row.number(99)) == 40);
    CHECK(row.number(3) == ArchivePairs::kNone);
    CHECK(row.number(60000) == ArchivePairs::kNone);
    CHECK_FALSE(pairs.row(2).has(2));
    CHECK_FALSE(pairs.row(60000).has(2));

    SymbolSet set;
    for (const int symbol : {99, 2, 3, 48, 2}) set.add(static_cast<ArchiveSymbol>(symbol));
    CHECK(set.size() == 4);
    CHECK(set.has(3));
    CHECK_FALSE(set.has(47));
    CHECK(common(set, row) == std::vector<ArchiveSymbol>{2, 48, 99});
    CHECK(common(set, pairs.row(2)).empty());
}
