// The lexicon against counting as one would by hand: every n-gram of random archives, and the probabilities of
// Kneser-Ney written down from the definition.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "pipeline/learn/from_archive.hpp"
#include "pipeline/learn/gram_section.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/read/reader.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;

namespace {

using Gram = std::vector<ArchiveSymbol>;

// Aligned as a mapped file is.
struct Aligned {
    explicit Aligned(const std::string& bytes) : words(bytes.size() / 8 + 1) {
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(words.data()));
        view = {reinterpret_cast<const char*>(words.data()), bytes.size()};
    }
    std::vector<std::uint64_t> words;
    std::string_view view;
};

std::string random_page(testing::Random& random, std::uint32_t alphabet) {
    static const std::vector<std::string> kOthers{"，", "。”", " ", "GPT4", "3.5%", "\n\n", "¤", "𠮷", "\n"};
    std::string out;
    const std::uint32_t size = random.below(120);
    for (std::uint32_t i = 0; i < size; ++i) {
        if (random.one_in(7)) {
            out += kOthers[random.below(static_cast<std::uint32_t>(kOthers.size()))];
        } else {
            utf8::append(out, 0x4E00 + random.below(alphabet) * random.below(3));
        }
    }
    return out;
}

LearnInput input_of(const std::map<std::string, std::string>& pages, unsigned jobs) {
    LearnInput input;
    for (const auto& [name, text] : pages) input.files.push_back(name);
    input.jobs = jobs;
    input.read = [&](const std::string& file) -> Result<std::string> { return pages.at(file); };
    input.parse = [](const std::string& file, std::string bytes) {
        return read(file, std::move(bytes), Format::plain);
    };
    return input;
}

// Everything there is to count, by hand.
struct Naive {
    std::map<Gram, std::uint32_t> counts;
    std::map<Gram, std::set<std::string>> pages;

    void add(const ArchiveLexicon& lexicon, const std::string& name, const std::string& text) {
        const auto document = read(name, text, Format::plain);
        REQUIRE(document);
        for (const Region& region : document->regions) {
            std::vector<ArchiveSymbol> symbols;
            std::vector<std::uint32_t> begins;
            lexicon.encode(document->view, region.at, symbols, begins);
            if (symbols.empty()) continue;
            symbols.insert(symbols.begin(), archive_symbol::kEdge);
            symbols.push_back(archive_symbol::kEdge);
            for (std::size_t end = 2; end <= symbols.size(); ++end) {
                for (std::size_t size = 1; size <= std::min<std::size_t>(5, end); ++size) {
                    const Gram gram(symbols.begin() + static_cast<std::ptrdiff_t>(end - size),
                                    symbols.begin() + static_cast<std::ptrdiff_t>(end));
                    ++counts[gram];
                    pages[gram].insert(name);
                }
            }
        }
    }

    // Kneser-Ney's count of a string.
    double adjusted(const Gram& gram) const {
        if (gram.size() == 5 || (gram.size() > 1 && gram.front() == archive_symbol::kEdge)) return counts.at(gram);
        double out = 0;
        for (const auto& [longer, n] : counts) {
            out += longer.size() == gram.size() + 1 && std::equal(gram.begin(), gram.end(), longer.begin() + 1) ? 1 : 0;
        }
        return out;
    }
};

struct KneserNey {
    KneserNey(const Naive& naive, std::size_t symbols) : symbols_(symbols) {
        std::array<std::array<double, 5>, 6> of{};
        for (const auto& [gram, n] : naive.counts) {
            const double count = naive.adjusted(gram);
            if (count <= 4) of[gram.size()][static_cast<std::size_t>(count)] += 1;
            follow_[Gram(gram.begin(), gram.end() - 1)].push_back({gram.back(), count, n});
        }
        for (std::size_t k = 1; k <= 5; ++k) {
            const auto& n = of[k];
            discount_[k] = {0, 0.5, 0.75, 0.9};
            if (n[1] == 0 || n[2] == 0 || n[3] == 0 || n[4] == 0) continue;
            const double y = n[1] / (n[1] + 2 * n[2]);
            const std::array<double, 4> d{0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]};
            for (std::size_t c = 1; c <= 3; ++c) discount_[k][c] = std::clamp(d[c], 0.1, static_cast<double>(c) - 0.01);
        }
    }

    double p(const Gram& history, ArchiveSymbol next) const {
        const double lower =
            history.empty() ? 1.0 / static_cast<double>(symbols_) : p(Gram(history.begin() + 1, history.end()), next);
        const auto found = follow_.find(history);
        if (found == follow_.end()) return lower;
        const std::size_t order = history.size() + 1;
        double total = 0, passed = 0, own = 0;
        for (const auto& [symbol, count, raw] : found->second) {
            const double d = discount_[order][static_cast<std::size_t>(std::min(count, 3.0))];
            const bool kept = order <= 3 || raw >= 2;
            total += count;
            passed += kept ? d : count;
            if (symbol == next && kept) own = count - d;
        }
        return (own + passed * lower) / total;
    }

  private:
    struct Follower {
        ArchiveSymbol symbol;
        double count;
        std::uint32_t raw;
    };
    std::size_t symbols_;
    std::map<Gram, std::vector<Follower>> follow_;
    std::array<std::array<double, 4>, 6> discount_{};
};

std::map<std::string, std::string> random_archive(std::uint64_t seed, std::uint32_t alphabet) {
    testing::Random random(seed);
    std::map<std::string, std::string> pages;
    const std::uint32_t count = 1 + random.below(6);
    for (std::uint32_t i = 0; i < count; ++i)
        pages["p" + std::to_string(i)] = std::to_string(i) + "\n\n" + random_page(random, alphabet);
    return pages;
}

// Learned from a random archive; the same seed, the same lexicon.
class RandomLexicon {
  public:
    explicit RandomLexicon(std::uint64_t seed)
        : bytes_(learn_archive(input_of(random_archive(seed, 5), 1))->bytes),
          lexicon_(*ArchiveLexicon::of(*ArchiveFile::view(bytes_.view, "x"), "x")) {}
    [[nodiscard]] const ArchiveLexicon& lexicon() const { return lexicon_; }

  private:
    Aligned bytes_;
    ArchiveLexicon lexicon_;
};

ArchiveSymbol any_symbol(const ArchiveLexicon& lexicon, testing::Random& random) {
    return static_cast<ArchiveSymbol>(random.below(static_cast<std::uint32_t>(lexicon.symbols())));
}

}  // namespace

TEST_CASE("the lexicon counts what counting by hand does") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto pages = random_archive(seed, seed % 2 == 0 ? 3 : 9);
        const auto learned = learn_archive(input_of(pages, 1));
        REQUIRE(learned);
        const Aligned bytes(learned->bytes);
        const auto lexicon = ArchiveLexicon::of(*ArchiveFile::view(bytes.view, "x"), "x");
        REQUIRE(lexicon);
        Naive naive;
        for (const auto& [name, text] : pages) naive.add(*lexicon, name, text);
        INFO("seed " << seed);
        for (const auto& [gram, count] : std::map(naive.counts)) {
            const bool kept = gram.size() <= 3 || count >= 2;
            if (lexicon->count(gram) != (kept ? count : 0)) FAIL("a count of order " << gram.size() << " is wrong");
            if (gram.size() == 2 &&
                !(lexicon->predecessors(gram[1]).has(gram[0]) && lexicon->successors(gram[0]).has(gram[1])))
                FAIL("an attested bigram is denied");
            auto grown = lexicon->gram(gram.back());
            for (std::size_t i = gram.size() - 1; i-- > 0;) grown = lexicon->preceded(grown, gram[i]);
            if (lexicon->count(grown) != lexicon->count(gram))
                FAIL("a string grown to the left counts otherwise, order " << gram.size());
            std::size_t before = 0;
            lexicon->for_each_preceding(grown, [&](ArchiveSymbol symbol, ArchiveLexicon::Gram longer) {
                Gram whole = gram;
                whole.insert(whole.begin(), symbol);
                if (naive.counts[whole] != lexicon->count(longer))
                    FAIL("what stands before a string, order " << gram.size());
                ++before;
            });
            if (before != lexicon->preceding(grown)) FAIL("how many stand before a string");
            if (gram.size() < 5 && kept && lexicon->pages(gram) != naive.pages[gram].size())
                FAIL("pages of order " << gram.size());
        }
        testing::Random random(seed);
        for (int i = 0; i < 2000; ++i) {
            Gram gram(1 + random.below(6));
            for (ArchiveSymbol& symbol : gram)
                symbol = static_cast<ArchiveSymbol>(random.below(static_cast<std::uint32_t>(lexicon->symbols()) + 2));
            if (!naive.counts.contains(gram) && lexicon->count(gram) != 0) FAIL("a count of what does not occur");
            if (gram.size() == 2 && (lexicon->predecessors(gram[1]).has(gram[0]) != naive.counts.contains(gram) ||
                                     lexicon->successors(gram[0]).has(gram[1]) != naive.counts.contains(gram)))
                FAIL("a bigram that does not occur");
        }
    }
}

TEST_CASE("probabilities are Kneser-Ney's, and sum to one after every context") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto pages = random_archive(seed, 5);
        const auto learned = learn_archive(input_of(pages, 1));
        REQUIRE(learned);
        const Aligned bytes(learned->bytes);
        const auto lexicon = ArchiveLexicon::of(*ArchiveFile::view(bytes.view, "x"), "x");
        REQUIRE(lexicon);
        Naive naive;
        for (const auto& [name, text] : pages) naive.add(*lexicon, name, text);
        const KneserNey wanted(naive, lexicon->symbols());
        testing::Random random(seed * 77);
        INFO("seed " << seed);
        for (int i = 0; i < 60; ++i) {
            // A history that occurs, or part of one with a stranger in it.
            auto at = naive.counts.begin();
            std::advance(at, random.below(static_cast<std::uint32_t>(naive.counts.size())));
            Gram history = at->first;
            if (history.size() == 5) history.erase(history.begin());
            if (random.one_in(3))
                history[random.below(static_cast<std::uint32_t>(history.size()))] = archive_symbol::kUnknown;
            double sum = 0;
            for (std::size_t next = 0; next < lexicon->symbols(); ++next) {
                const auto symbol = static_cast<ArchiveSymbol>(next);
                const double p = wanted.p(history, symbol);
                sum += p;
                const double got = lexicon->log_probability(history, symbol);
                // A step of 1/16 for the probability and one for each weight.
                if (std::abs(got - std::log(p)) > 0.5 * archive_grams::kLogStep * 5 + 1e-4)
                    FAIL("log p " << got << " instead of " << std::log(p));
            }
            CHECK(sum == Approx(1.0).epsilon(1e-6));
        }
    }
}

TEST_CASE("the score of a text is the sum of its symbols' probabilities") {
    const auto pages = random_archive(5, 9);
    const auto learned = learn_archive(input_of(pages, 1));
    REQUIRE(learned);
    const Aligned bytes(learned->bytes);
    const auto lexicon = ArchiveLexicon::of(*ArchiveFile::view(bytes.view, "x"), "x");
    REQUIRE(lexicon);
    testing::Random random(3);
    for (int n = 0; n < 200; ++n) {
        Gram text(2 + random.below(12));
        for (ArchiveSymbol& symbol : text)
            symbol = static_cast<ArchiveSymbol>(random.below(static_cast<std::uint32_t>(lexicon->symbols())));
        const std::size_t begin = random.below(static_cast<std::uint32_t>(text.size()));
        float sum = 0;
        for (std::size_t i = begin; i < text.size(); ++i)
            sum += lexicon->log_probability(std::span(text).first(i), text[i]);
        CHECK(lexicon->score(text, begin, text.size() + 3) == Approx(sum).margin(1e-3));
        auto context = lexicon->context(std::span(text).first(begin));
        float steps = 0;
        for (std::size_t i = begin; i < text.size(); ++i)
            steps += lexicon->extend(context, std::span(text).first(i + 1));
        CHECK(steps == Approx(sum).margin(1e-3));
        CHECK(lexicon->count(context, 3) == (text.size() < 3 ? 0 : lexicon->count(std::span(text).last(3))));
    }
}

TEST_CASE("a text that ends as another does is extended by what is known of that one") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const RandomLexicon of_archive(seed);
        const ArchiveLexicon* lexicon = &of_archive.lexicon();
        testing::Random random(seed * 31);
        const auto any = [&] { return any_symbol(*lexicon, random); };
        for (int i = 0; i < 2000; ++i) {
            std::vector<ArchiveSymbol> text(8), other(8);
            const std::size_t same = 1 + random.below(4);
            for (ArchiveSymbol& symbol : text) symbol = any();
            for (ArchiveSymbol& symbol : other) symbol = any();
            std::copy_n(text.end() - static_cast<std::ptrdiff_t>(same), same,
                        other.end() - static_cast<std::ptrdiff_t>(same));
            auto plain = lexicon->context(std::span(text).first(7)), told = plain;
            const float want = lexicon->extend(plain, text);
            const float got = lexicon->extend(told, text, lexicon->context(other), same);
            if (want != got) FAIL("seed " << seed << ": " << want << " and " << got);
            for (std::size_t size = 1; size <= 5; ++size)
                CHECK(lexicon->count(plain, size) == lexicon->count(told, size));
        }
    }
}

TEST_CASE("no symbol is given more than is promised of the few symbols before it") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const RandomLexicon of_archive(seed);
        const ArchiveLexicon* lexicon = &of_archive.lexicon();
        testing::Random random(seed * 31);
        const auto any = [&] { return any_symbol(*lexicon, random); };
        INFO("seed " << seed);
        int reached = 0;
        for (int n = 0; n < 1000; ++n) {
            Gram text(6);
            for (ArchiveSymbol& symbol : text) symbol = any();
            const ArchiveSymbol before = text[4], after = text[5];
            const auto given = [&] { return lexicon->log_probability(std::span(text).first(5), after); };
            const float least = given() - 1e-4f;
            const float most = lexicon->most_before(lexicon->predecessors(after), before, after);
            if (most != lexicon->most_after(lexicon->successors(before), before, after)) FAIL("a pair has two bounds");
            if (most < least) FAIL("a pair is given " << least << ", more than " << most);
            auto with = lexicon->context(std::span(text).first(5));
            const auto context = with;
            lexicon->extend(with, text);
            float last = most;
            for (std::size_t known = 1; known <= 3; ++known) {
                const float bound = lexicon->most(context, with, known);
                if (bound < least || bound > last + 1e-4f) FAIL("the bound of " << known << " symbols");
                last = bound;
                Gram other = text;
                for (std::size_t i = 0; i + known < 5; ++i) other[i] = any();
                std::swap(text, other);
                if (bound < given() - 1e-4f) FAIL("another history is given more than the bound of " << known);
                reached += bound < given() + 1e-4f ? 1 : 0;
                std::swap(text, other);
            }
        }
        CHECK(reached > 0);
    }
}

TEST_CASE("the bytes do not depend on threads or the order of files") {
    const auto pages = random_archive(11, 9);
    const auto once = learn_archive(input_of(pages, 1));
    LearnInput shuffled = input_of(pages, 7);
    std::reverse(shuffled.files.begin(), shuffled.files.end());
    const auto again = learn_archive(shuffled);
    REQUIRE(once);
    REQUIRE(again);
    CHECK(once->bytes == again->bytes);
    CHECK(once->pages == pages.size());
}
