// Which words of a text stand among the same words.
//
// The method (latent semantic analysis of neighbours; Schütze 1995, "Distributional part-of-speech tagging"). A word is
// described by the frequent words that stood immediately before and after it, each as far as it stood there more often
// than by chance (positive pointwise mutual information). These long rows are reduced to a few dimensions, the leading
// ones (subspace iteration), and words whose directions are alike are put together (spherical k-means; the centres are
// those of the frequent words). No threads, no clock, no random device: the same text gives the same clusters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace jiaodui {

struct WordClustering {
    std::size_t clusters = 256;
    std::size_t contexts = 1000;  // so many of the most frequent words describe the others
    std::size_t dimensions = 64;  // a multiple of four is fastest
    std::size_t frequent = 6000;  // words that the centres are found by
    int rounds = 8;               // of k-means
};

// `text`: words by number, the more frequent the smaller, from 0 on; numbers of `words` or more are no words, and
// divide. A cluster, from 0 on, for each of the words.
[[nodiscard]] std::vector<std::uint32_t> cluster_words(std::span<const std::uint32_t> text, std::size_t words,
                                                       const WordClustering& settings = {});

}  // namespace jiaodui
