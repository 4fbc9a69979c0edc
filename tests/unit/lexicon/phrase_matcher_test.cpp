#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "pipeline/lexicon/phrase_matcher.hpp"

using namespace jiaodui;

namespace {

std::string found(std::vector<std::string_view> phrases, std::string_view text, bool longest = false) {
    const auto matcher = PhraseMatcher::build(phrases);
    const auto other = PhraseMatcher::view(matcher.bytes());
    REQUIRE(other);
    std::vector<PhraseHit> hits, again;
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    longest ? matcher.find_longest(text, all, hits) : matcher.find_all(text, all, hits);
    longest ? other->find_longest(text, all, again) : other->find_all(text, all, again);
    CHECK(hits == again);
    std::string out;
    for (const PhraseHit& hit : hits)
        out += (out.empty() ? "" : " ") + std::to_string(hit.at.begin) + std::string(slice(text, hit.at));
    return out;
}

}  // namespace

TEST_CASE("all phrases at all places, by begin and length") {
    CHECK(found({"智谱", "智谱清言", "清言"}, "用智谱清言") == "3智谱 3智谱清言 9清言");
    CHECK(found({"智谱", "智谱清言", "清言"}, "用智谱清言", true) == "3智谱清言 9清言");
    CHECK(found({"呃"}, "呃，呃呃") == "0呃 6呃 9呃");
    CHECK(found({}, "呃").empty());
}

TEST_CASE("letters are folded and Latin phrases need a boundary where they are Latin") {
    CHECK(found({"chat gpt", "4o"}, "用Chat GPT和4O（4o）/4O") == "3Chat GPT 144O 194o 254O");
    CHECK(found({"app", "gpt"}, "snapp apps MyApp2 ChatGPT（App）") == "28App");
    CHECK(found({"App主"}, "App主页，xApp主") == "0App主");
    CHECK(found({"É"}, "é").empty());
}

TEST_CASE("only inside the given span, but the text around it decides on boundaries") {
    const std::vector<std::string_view> phrases{"app", "智谱"};
    const auto matcher = PhraseMatcher::build(phrases);
    std::vector<PhraseHit> hits;
    matcher.find_all("xapp", {1, 4}, hits);
    matcher.find_all("appx", {0, 3}, hits);
    matcher.find_all("智谱", {0, 3}, hits);
    CHECK(hits.empty());
    matcher.find_all("智谱", {0, 6}, hits);
    CHECK(hits == std::vector<PhraseHit>{{{0, 6}, 1}});
}

TEST_CASE("a phrase keeps the number of the first that reads so") {
    const std::vector<std::string_view> phrases{"B", "gpt", "GPT", ""};
    const auto matcher = PhraseMatcher::build(phrases);
    std::vector<PhraseHit> hits;
    matcher.find_all("GPT", {0, 3}, hits);
    CHECK(hits == std::vector<PhraseHit>{{{0, 3}, 1}});
}

TEST_CASE("unusable phrases never match") {
    std::string sixty_five;
    for (int i = 0; i < 65; ++i) sixty_five += "一";
    CHECK_FALSE(PhraseMatcher::usable(sixty_five));
    CHECK(PhraseMatcher::usable(sixty_five.substr(3)));
    CHECK_FALSE(PhraseMatcher::usable("甲\uFFFC"));
    CHECK_FALSE(PhraseMatcher::usable("\xFF"));
    CHECK(found({"甲\uFFFC", ""}, "甲\uFFFC").empty());
}

TEST_CASE("a damaged matcher is refused or harmless") {
    const std::vector<std::string_view> phrases{"智谱", "智谱清言", "清言"};
    const auto matcher = PhraseMatcher::build(phrases);
    const std::string_view bytes = matcher.bytes();
    std::vector<std::uint64_t> copy(bytes.size() / 8);
    for (std::size_t at = 0; at < bytes.size(); at = at < 40 || at + 200 > bytes.size() ? at + 1 : at + 97) {
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(copy.data()));
        reinterpret_cast<char*>(copy.data())[at] ^= 0x55;
        const auto other = PhraseMatcher::view({reinterpret_cast<const char*>(copy.data()), bytes.size()});
        if (!other) continue;
        std::vector<PhraseHit> hits;
        other->find_all("用智谱清言", {0, 15}, hits);
    }
    for (std::size_t size = 0; size < bytes.size(); size += 8) CHECK_FALSE(PhraseMatcher::view(bytes.substr(0, size)));
}

TEST_CASE("time is linear in the worst case") {
    std::string prefix, text;
    for (int i = 0; i < 59; ++i) prefix += "一";
    std::vector<std::string> owned;
    for (std::uint32_t i = 0; i < 100000; ++i) {
        std::string phrase = prefix;
        for (std::uint32_t rest = i, n = 0; n < 4; ++n, rest /= 20)
            phrase += std::string("\xE4\xB8") + static_cast<char>(0x80 + rest % 20);
        owned.push_back(phrase);
    }
    while (text.size() < 10'000'000) text += prefix;
    const std::vector<std::string_view> phrases(owned.begin(), owned.end());
    const auto matcher = PhraseMatcher::build(phrases);
    std::vector<PhraseHit> hits;
    const auto begin = std::chrono::steady_clock::now();
    matcher.find_longest(text, {0, static_cast<std::uint32_t>(text.size())}, hits);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    CHECK(hits.size() > 1'000'000);
    CHECK(seconds < 60);  // 64 steps for each of 3.3 million places; generous for debug builds
}
