// What an archive lexicon makes of pages that it may or may not have learned, and how fast: bench_archive LEXICON
// FILE…. Prints the perplexity of Han characters by order of the model, how many trigrams are known, and the cost of
// queries.
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "pipeline/base/file.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

// Of this thread: other programs may run.
double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

int main(int count, char** values) {
    if (count < 3) return 2;
    const double start = now();
    const auto lexicon = ArchiveLexicon::open(values[1]);
    if (!lexicon) {
        std::fprintf(stderr, "%s\n", describe(lexicon.error(), Lang::en).c_str());
        return 1;
    }
    std::printf("opened in %.1f ms\n", (now() - start) * 1e3);
    std::vector<std::vector<ArchiveSymbol>> regions;
    for (int i = 2; i < count; ++i) {
        auto bytes = read_file(values[i]);
        if (!bytes) return 1;
        const auto page = read(values[i], std::move(*bytes));
        if (!page) continue;
        std::vector<ArchiveSymbol> symbols;
        std::vector<std::uint32_t> begins;
        for (const Region& region : page->regions) {
            lexicon->encode(page->view, region.at, symbols, begins);
            symbols.insert(symbols.begin(), archive_symbol::kEdge);
            symbols.push_back(archive_symbol::kEdge);
            regions.push_back(symbols);
        }
    }
    std::size_t han = 0, symbols = 0;
    std::array<double, 6> sum{};
    std::array<std::size_t, 6> known{};
    for (const auto& text : regions) {
        symbols += text.size();
        for (std::size_t at = 1; at < text.size(); ++at) {
            if (text[at] < archive_symbol::kFirstHan) continue;
            ++han;
            for (std::size_t order = 1; order <= 5; ++order) {
                const std::size_t first = at + 1 >= order ? at + 1 - order : 0;
                sum[order] += lexicon->log_probability(std::span(text).subspan(first, at - first), text[at]);
                known[order] +=
                    at + 1 >= order && lexicon->count(std::span(text).subspan(at + 1 - order, order)) > 0 ? 1 : 0;
            }
        }
    }
    for (std::size_t order = 1; order <= 5; ++order) {
        std::printf("order %zu: perplexity %.1f, known %.1f %%\n", order,
                    std::exp(-sum[order] / static_cast<double>(han)),
                    100.0 * static_cast<double>(known[order]) / static_cast<double>(han));
    }
    for (std::size_t order = 1; order <= 5; ++order) {
        const double before = now();
        std::uint64_t total = 0, queries = 0;
        for (const auto& text : regions) {
            for (std::size_t at = 0; at + order <= text.size(); ++at, ++queries)
                total += lexicon->count(std::span(text).subspan(at, order));
        }
        std::printf("count of %zu: %.0f ns (%llu)\n", order, (now() - before) * 1e9 / static_cast<double>(queries),
                    static_cast<unsigned long long>(total));
    }
    const double before = now();
    double total = 0;
    for (const auto& text : regions) total += lexicon->score(text, 0, text.size());
    std::printf("score: %.0f ns a symbol, %zu symbols, %zu Han (%.0f)\n",
                (now() - before) * 1e9 / static_cast<double>(symbols), symbols, han, total);
    return 0;
}
