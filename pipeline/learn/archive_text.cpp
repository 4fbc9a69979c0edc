// Tested by tests/unit/learn/word_discovery_test.cpp and tests/property/archive_property.cpp.
#include "pipeline/learn/archive_text.hpp"

#include <algorithm>
#include <unordered_map>

#include "pipeline/lexicon/archive_grams.hpp"
#include "pipeline/lexicon/near_syllables.hpp"

namespace jiaodui {
namespace {

using archive_symbol::kEdge;
using archive_symbol::kFirstHan;
using archive_symbol::kUnknown;

void put(std::string& out, char32_t unit) {
    out += static_cast<char>(unit & 0xFF);
    out += static_cast<char>(unit >> 8 & 0xFF);
}

// Calls visit(code) for a class or a whole character.
template <class Visit>
void for_codes(std::string_view page, Visit&& visit) {
    const auto unit = [&](std::size_t at) {
        return static_cast<char32_t>(static_cast<unsigned char>(page[at]) | static_cast<unsigned char>(page[at + 1])
                                                                                << 8);
    };
    for (std::size_t at = 0; at + 2 <= page.size(); at += 2) {
        const char32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 4 <= page.size()) {
            visit(0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
            at += 2;
        } else {
            visit(code);
        }
    }
}

using Counts = std::unordered_map<char32_t, std::uint64_t>;

// What a character sounds like, by its commonest reading; the same number for what sounds nearly so.
std::uint32_t sound_of(char32_t ch, const Pinyin& pinyin, const std::vector<Syllable>& near) {
    const auto readings = pinyin.readings(ch);
    return readings.empty() || readings.front().syllable >= near.size() ? 0xFFFFFFFF : near[readings.front().syllable];
}

// The characters that get a symbol of their own, in the order of their symbols.
std::vector<char32_t> choose_characters(const Counts& counts, const Pinyin* pinyin) {
    std::vector<std::pair<std::uint64_t, char32_t>> ranked;
    for (const auto& [ch, count] : counts) ranked.emplace_back(count, ch);
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    ranked.resize(std::min(ranked.size(), std::size_t{archive_grams::kMostSymbols - kFirstHan}));
    std::vector<Syllable> near;
    if (pinyin != nullptr) near = near_syllables(*pinyin);
    std::vector<std::pair<std::uint32_t, char32_t>> sorted;
    for (const auto& [count, ch] : ranked) sorted.emplace_back(pinyin != nullptr ? sound_of(ch, *pinyin, near) : 0, ch);
    std::sort(sorted.begin(), sorted.end());
    std::vector<char32_t> out;
    for (const auto& [sound, ch] : sorted) out.push_back(ch);
    return out;
}

}  // namespace

std::string gather_text(const Document& page) {
    std::string out;
    for (const Region& region : page.regions) {
        const std::size_t before = out.size();
        for_archive_symbols(page.view, region.at, [&](char32_t code, Span) {
            if (code >= 0x10000) {
                put(out, 0xD800 + ((code - 0x10000) >> 10));
                put(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
            } else {
                put(out, code);
            }
        });
        if (out.size() > before) put(out, kEdge);
    }
    return out;
}

ArchiveText join_texts(std::span<const std::string_view> pages, const Pinyin* pinyin) {
    ArchiveText text;
    text.pages = static_cast<std::uint32_t>(pages.size());
    Counts counts;
    std::size_t units = 1;
    for (const std::string_view page : pages) {
        for_codes(page, [&](char32_t code) {
            if (code >= kFirstHan) ++counts[code];
        });
        units += page.size() / 2;
    }
    const std::vector<char32_t> characters = choose_characters(counts, pinyin);
    std::unordered_map<char32_t, ArchiveSymbol> symbol_of;
    text.characters.assign(kFirstHan, 0);
    for (const char32_t ch : characters) {
        symbol_of.emplace(ch, static_cast<ArchiveSymbol>(text.characters.size()));
        text.characters.push_back(static_cast<std::uint32_t>(ch));
    }
    text.symbols.reserve(units);
    text.page_of.reserve(units);
    text.symbols.push_back(kEdge);
    text.page_of.push_back(0);
    for (std::size_t page = 0; page < pages.size(); ++page) {
        for_codes(pages[page], [&](char32_t code) {
            ArchiveSymbol symbol = static_cast<ArchiveSymbol>(code);
            if (code >= kFirstHan) {
                const auto found = symbol_of.find(code);
                symbol = found == symbol_of.end() ? kUnknown : found->second;
                ++text.han;
            }
            text.tokens += symbol != kEdge ? 1 : 0;
            text.symbols.push_back(symbol);
            text.page_of.push_back(static_cast<std::uint32_t>(page));
        });
    }
    return text;
}

}  // namespace jiaodui
