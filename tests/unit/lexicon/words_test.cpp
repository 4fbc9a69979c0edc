#include <catch2/catch.hpp>
#include <filesystem>

#include "pipeline/lexicon/words.hpp"

using namespace jiaodui;

namespace {

Span find(std::string_view text, std::string_view what) {
    const auto at = static_cast<std::uint32_t>(text.find(what));
    return {at, at + static_cast<std::uint32_t>(what.size())};
}

}  // namespace

TEST_CASE("packed words are found, others are not") {
    const std::string bytes =
        Words::pack({"游客", "俄国", "甲", "A股", "一二三四五六七八", "一二三四五六七八九", "𠀀字", "游客"});
    const auto words = Words::view(bytes);
    REQUIRE(words);
    CHECK(words->size() == 3);
    CHECK(words->contains("游客"));
    CHECK(words->contains("一二三四五六七八"));
    for (const char* other : {"游", "客游", "A股", "一二三四五六七八九", "𠀀字", "", "甲"})
        CHECK_FALSE(words->contains(other));
}

TEST_CASE("a damaged word list is refused or harmless") {
    std::string bytes = Words::pack({"游客", "俄国"});
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(Words::view(bytes.substr(0, size)));
    for (std::size_t at = 8; at < bytes.size(); ++at) {
        std::string other = bytes;
        other[at] = '\xFF';
        const auto words = Words::view(other);
        if (words) (void)words->contains("游客");
    }
    CHECK(Words::load("/nonexistent/words.bin").error().code == ErrorCode::unavailable);
}

TEST_CASE("a span cuts a word when both readings have one over the same edge") {
    const std::string bytes = Words::pack({"游客", "俄国", "国游", "来了"});
    const auto words = *Words::view(bytes);
    const auto cuts = [&](std::string_view text, std::string_view form) {
        return words.cuts_word(text, find(text, form));
    };
    CHECK(cuts("俄游客来了", "俄游"));
    CHECK_FALSE(cuts("买俄游，客来了", "俄游"));
    CHECK_FALSE(cuts("俄国游客来了", "游客"));  // backward matching reads 俄国|游客
    CHECK_FALSE(cuts("俄国游客", "俄国游客"));
    CHECK_FALSE(cuts("用A股游客", "A股"));
    CHECK_FALSE(Words().cuts_word("俄游客来了", {0, 6}));
}

TEST_CASE("a word surrounds a span when it has it whole and more") {
    const std::string bytes = Words::pack({"成交额", "驳斥"});
    const auto words = *Words::view(bytes);
    const auto surrounds = [&](std::string_view text, std::string_view what) {
        return words.surround(text, find(text, what));
    };
    CHECK(surrounds("日均成交额下降", "额"));
    CHECK(surrounds("日均成交额下降", "交"));
    CHECK(surrounds("驳斥", "驳"));
    CHECK_FALSE(surrounds("成，交额", "额"));
    CHECK_FALSE(surrounds("日均成交额下降", "成交额"));
    CHECK_FALSE(surrounds("日均成交额下降", "下"));
    CHECK_FALSE(Words().surround("驳斥", {0, 3}));
}

TEST_CASE("the built list, where there is one") {
    const std::string path = std::string(JIAODUI_BINARY_DIR) + "/share/jiaodui/words.bin";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: no words.bin (libime-bin or libime-data is missing)");
        return;
    }
    const auto words = Words::load(path);
    REQUIRE(words);
    CHECK(words->size() > 100000);
    CHECK(words->contains("游客"));
    CHECK(words->cuts_word("很多俄游客来了", {6, 12}));
    CHECK_FALSE(words->cuts_word("印度买俄游的钱", {9, 15}));
}
