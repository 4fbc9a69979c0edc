// Tested by tests/unit/learn/line_end_training_test.cpp.
#include "pipeline/learn/line_end_words.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "pipeline/learn/line_end_text.hpp"
#include "pipeline/learn/word_clusters.hpp"
#include "pipeline/lexicon/word_classes.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kLeastCount = 8;  // words seen less often have no class

struct Word {
    WordHash hash = 0;
    std::uint32_t count = 0;
};

// The words of all pages, each by its number in the order of their first appearance.
struct WordText {
    std::vector<std::uint32_t> text;
    std::vector<Word> words;
};

WordText read_words(std::span<const std::string_view> pages, const std::vector<std::vector<bool>>& ends) {
    WordText out;
    std::unordered_map<WordHash, std::uint32_t> numbers;
    std::u32string word;
    for (std::size_t page = 0; page < pages.size(); ++page) {
        const LineText text = read_line_text(pages[page]);
        for (std::size_t i = 0; i < text.symbols.size(); ++i) {
            word += text.symbols[i].symbol;
            if (!ends[page][i]) continue;
            const WordHash hash = word_hash(word);
            const auto number = numbers.emplace(hash, static_cast<std::uint32_t>(out.words.size())).first->second;
            if (number == out.words.size()) out.words.push_back({hash, 0});
            ++out.words[number].count;
            out.text.push_back(number);
            word.clear();
        }
    }
    return out;
}

// The numbers of the words from the most frequent to the least that counts.
std::vector<std::uint32_t> by_frequency(const std::vector<Word>& words) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t number = 0; number < words.size(); ++number) {
        if (words[number].count >= kLeastCount) out.push_back(number);
    }
    std::stable_sort(out.begin(), out.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return words[a].count > words[b].count; });
    return out;
}

}  // namespace

std::string learn_word_classes(std::span<const std::string_view> pages, const std::vector<std::vector<bool>>& ends) {
    WordText all = read_words(pages, ends);
    const std::vector<std::uint32_t> frequent = by_frequency(all.words);
    std::vector<std::uint32_t> rank(all.words.size(), static_cast<std::uint32_t>(frequent.size()));
    for (std::uint32_t i = 0; i < frequent.size(); ++i) rank[frequent[i]] = i;
    for (std::uint32_t& number : all.text) number = rank[number];
    const std::vector<std::uint32_t> clusters = cluster_words(all.text, frequent.size());
    std::vector<std::pair<WordHash, WordClass>> classes;
    for (std::size_t i = 0; i < frequent.size(); ++i)
        classes.emplace_back(all.words[frequent[i]].hash, static_cast<WordClass>(clusters[i] + 1));
    return WordClasses::pack(std::move(classes));
}

}  // namespace jiaodui
