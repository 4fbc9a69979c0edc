// PhraseMatcher against naive search: random phrases and texts over small alphabets, where everything overlaps.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

using namespace jiaodui;

namespace {

using Random = std::mt19937;
constexpr const char* letters[] = {"一", "丁", "七", "丈", "𠀀", "a", "A", "b", "4", " ", "（", "/", "é", "\uFFFC"};

std::string random_text(Random& random, std::size_t most, std::size_t alphabet) {
    std::string out;
    for (std::size_t left = random() % (most + 1); left > 0; --left) out += letters[random() % alphabet];
    return out;
}

bool alnum_at(std::string_view text, std::size_t at) {
    return at < text.size() && is_alnum(static_cast<unsigned char>(text[at]));
}

std::vector<PhraseHit> naive(const std::vector<std::string>& phrases, std::string_view text, Span within) {
    std::vector<std::string> low;
    for (const auto& phrase : phrases) low.push_back(PhraseMatcher::usable(phrase) ? folded(phrase) : "");
    const std::string low_text = folded(text);
    std::vector<PhraseHit> hits;
    for (std::uint32_t begin = within.begin; begin < within.end; ++begin) {
        for (std::uint32_t id = 0; id < low.size(); ++id) {
            const std::string& phrase = low[id];
            if (phrase.empty() || std::find(low.begin(), low.begin() + id, phrase) != low.begin() + id) continue;
            if (low_text.compare(begin, phrase.size(), phrase) != 0) continue;
            const auto end = static_cast<std::uint32_t>(begin + phrase.size());
            if (end > within.end) continue;
            if (alnum_at(phrase, 0) && begin > 0 && alnum_at(text, begin - 1)) continue;
            if (alnum_at(phrase, phrase.size() - 1) && alnum_at(text, end)) continue;
            hits.push_back({{begin, end}, id});
        }
    }
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return hits;
}

std::uint32_t boundary(std::string_view text, std::size_t at) {
    while (at < text.size() && utf8::is_continuation(text[at])) ++at;
    return static_cast<std::uint32_t>(at);
}

}  // namespace

TEST_CASE("PhraseMatcher equals naive search") {
    Random random(20261121);
    for (int round = 0; round < 20000; ++round) {
        const std::size_t alphabet = round % 3 == 0 ? std::size(letters) : 2 + random() % (std::size(letters) - 1);
        std::vector<std::string> phrases;
        for (std::size_t n = random() % 12; n > 0; --n) phrases.push_back(random_text(random, 5, alphabet));
        const std::string text = random_text(random, 40, alphabet);
        const std::uint32_t begin = boundary(text, random() % (text.size() + 1));
        const std::uint32_t end = std::max(begin, boundary(text, text.size() - random() % (text.size() + 1) / 4));
        const std::vector<std::string_view> views(phrases.begin(), phrases.end());
        const auto matcher = PhraseMatcher::build(views);
        std::vector<PhraseHit> all, longest;
        matcher.find_all(text, {begin, end}, all);
        matcher.find_longest(text, {begin, end}, longest);
        const auto expected = naive(phrases, text, {begin, end});
        std::vector<PhraseHit> expected_longest;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (i + 1 == expected.size() || expected[i + 1].at.begin != expected[i].at.begin)
                expected_longest.push_back(expected[i]);
        }
        INFO(text);
        REQUIRE(all == expected);
        REQUIRE(longest == expected_longest);
    }
}
