// How fast PhraseMatcher and Words are: bench_phrase WORDS.bin PHRASES.txt FILE…
// Phrases are lines; the files are read once and scanned five times, the best time counts.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/lexicon/words.hpp"

using namespace jiaodui;

namespace {

template <class Work>
double best_of_five(Work work) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

std::string read(const char* path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int count, char** values) {
    if (count < 4) return 2;
    const std::string list = read(values[2]);
    std::vector<std::string_view> phrases;
    for (std::string_view rest = list; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) phrases.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::string text;
    for (int i = 3; i < count; ++i) text += read(values[i]);
    const Span all{0, static_cast<std::uint32_t>(text.size())};

    PhraseMatcher matcher;
    const double build = best_of_five([&] { matcher = PhraseMatcher::build(phrases); });
    const double view = best_of_five([&] { (void)PhraseMatcher::view(matcher.bytes()); });
    std::vector<PhraseHit> hits;
    const double scan = best_of_five([&] { hits.clear(), matcher.find_all(text, all, hits); });
    std::printf("%zu phrases: build %.2f ms, %zu bytes, view %.3f ms\n", phrases.size(), build * 1e3,
                matcher.bytes().size(), view * 1e3);
    std::printf("%zu bytes, %zu hits: %.1f MB/s\n", text.size(), hits.size(),
                static_cast<double>(text.size()) / scan / 1e6);

    const double load = best_of_five([&] { (void)Words::load(values[1]); });
    const auto words = Words::load(values[1]);
    if (!words) return 1;
    std::size_t cut = 0;
    const double cuts = best_of_five([&] {
        cut = 0;
        for (const PhraseHit& hit : hits) cut += words->cuts_word(text, hit.at) ? 1 : 0;
    });
    std::printf("%zu words: load %.3f ms; cuts_word %.2f µs a call, %zu of %zu cut\n", words->size(), load * 1e3,
                cuts * 1e6 / static_cast<double>(hits.size() + 1), cut, hits.size());
}
