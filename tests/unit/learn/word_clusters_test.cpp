#include "pipeline/learn/word_clusters.hpp"

#include <catch2/catch.hpp>

#include "pipeline/learn/dice.hpp"

using namespace jiaodui;

namespace {

// Sentences of a subject (0, 3, 6), a verb (1, 4, 7) and an object (2, 5, 8), each drawn, and a divider.
std::vector<std::uint32_t> sentences(std::size_t count) {
    Dice dice(3);
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::uint32_t kind = 0; kind < 3; ++kind)
            out.push_back(kind + 3 * static_cast<std::uint32_t>(dice.below(3)));
        out.push_back(99);
    }
    return out;
}

}  // namespace

TEST_CASE("words that stand among the same words come together") {
    WordClustering settings;
    settings.clusters = 3;
    settings.dimensions = 4;
    const auto text = sentences(500);
    const auto cluster = cluster_words(text, 9, settings);
    REQUIRE(cluster.size() == 9);
    for (std::size_t word = 0; word < 9; ++word) {
        for (std::size_t other = 0; other < word; ++other)
            CHECK((cluster[word] == cluster[other]) == (word % 3 == other % 3));
    }
    CHECK(cluster == cluster_words(text, 9, settings));
}

TEST_CASE("a text without neighbours, or without words, is no matter") {
    CHECK(cluster_words({}, 0).empty());
    CHECK(cluster_words({}, 3).size() == 3);
    const std::vector<std::uint32_t> apart = {0, 9, 1, 9, 2, 9};
    for (const std::uint32_t cluster : cluster_words(apart, 3)) CHECK(cluster < 3);
}
