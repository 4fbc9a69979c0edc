// The archive lexicon. The first byte chooses: a whole file as it lies on disk, or the payloads of its two sections
// (the size of the first, four bytes; the first; the second), which are then sealed, because a fuzzer does not find
// checksums. What is refused says why; what is accepted answers every question with a number that makes sense, wherever
// its places lead.
#include <cmath>
#include <cstring>
#include <vector>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace jiaodui;

namespace {

constexpr std::string_view kProse = "智谱的大模型在香港上市，ChatGPT 有3.5万人用。他说龘。";

void ask(const ArchiveLexicon& lexicon, std::string_view text) {
    std::vector<ArchiveSymbol> symbols;
    std::vector<std::uint32_t> begins;
    lexicon.encode(kProse, {0, static_cast<std::uint32_t>(kProse.size())}, symbols, begins);
    fuzz::require(begins.size() == symbols.size() + 1, "every symbol has a place");
    for (std::size_t i = 0; i + 1 < begins.size(); ++i) fuzz::require(begins[i] < begins[i + 1], "places are in order");
    // Any symbols at all, also such as the lexicon does not have.
    for (std::size_t i = 0; i + 2 <= text.size() && i < 200; i += 2) {
        symbols.push_back(static_cast<ArchiveSymbol>(
            (static_cast<unsigned char>(text[i]) | static_cast<unsigned char>(text[i + 1]) << 8) %
            (lexicon.symbols() + 3)));
    }
    for (std::size_t i = 0; i < lexicon.symbols() && i < 64; ++i) symbols.push_back(static_cast<ArchiveSymbol>(i));
    const std::span<const ArchiveSymbol> all(symbols);
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        for (std::size_t size = 1; size <= 8 && at + size <= symbols.size(); ++size) {
            (void)lexicon.count(all.subspan(at, size));
            (void)lexicon.pages(all.subspan(at, size));
            (void)lexicon.word(all.subspan(at, size));
        }
        fuzz::require(lexicon.longest_word(all.subspan(at)) <= 8, "words are short");
        const float p = lexicon.log_probability(all.first(at), symbols[at]);
        fuzz::require(std::isfinite(p) && p <= 0, "a probability is one");
        (void)lexicon.character(symbols[at]);
        const auto before = lexicon.context(all.first(at));
        auto with = before;
        fuzz::require(std::isfinite(lexicon.extend(with, all.first(at + 1))), "a step of a score is a number");
        for (std::size_t known = 1; known <= 3; ++known) {
            const float most = lexicon.most(before, with, known);
            fuzz::require(std::isfinite(most) && most <= 0, "a bound is a probability");
        }
        lexicon.for_each_preceding(lexicon.preceded(lexicon.gram(symbols[at]), at > 0 ? symbols[at - 1] : 0),
                                   [&](ArchiveSymbol, ArchiveLexicon::Gram longer) { (void)lexicon.count(longer); });
        if (at > 0 && lexicon.count(all.subspan(at - 1, 2)) > 0)
            fuzz::require(lexicon.predecessors(symbols[at]).has(symbols[at - 1]), "a counted pair is attested");
        if (at > 0) {
            const ArchiveSymbol first = symbols[at - 1], second = symbols[at];
            const float ahead = lexicon.most_after(lexicon.successors(first), first, second);
            const float behind = lexicon.most_before(lexicon.predecessors(second), first, second);
            fuzz::require(ahead <= 0 && behind <= 0, "a bound of a pair is a probability");
        }
    }
    fuzz::require(std::isfinite(lexicon.score(all, 0, symbols.size())), "a score is a number");
}

void file(std::string_view bytes) {
    // Aligned as a mapped file is.
    std::vector<std::uint64_t> words(bytes.size() / 8 + 1);
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    auto opened = ArchiveFile::view({reinterpret_cast<const char*>(words.data()), bytes.size()}, "x");
    if (!opened) {
        fuzz::require(!opened.error().message.zh.empty() && !opened.error().advice.en.empty(),
                      "a refusal says why and what to do");
        return;
    }
    const auto lexicon = ArchiveLexicon::of(std::move(*opened), "x");
    if (lexicon) ask(*lexicon, bytes);
    else fuzz::require(!lexicon.error().advice.zh.empty(), "a refusal says what to do");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    if (size > (1u << 18)) return 0;
    if (fuzz::choose(text, 2) == 0) {
        file(text);
        return 0;
    }
    std::uint32_t first = 0;
    if (text.size() >= 4) std::memcpy(&first, text.data(), 4);
    text.remove_prefix(std::min<std::size_t>(4, text.size()));
    first = std::min(first, static_cast<std::uint32_t>(text.size()));
    file(
        ArchiveFile::pack({{"grams", std::string(text.substr(0, first))}, {"words", std::string(text.substr(first))}}));
    return 0;
}
