#include "pipeline/learn/corrections.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "pipeline/learn/from_front_matter.hpp"
#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

// Sounds enough for the tests: characters of one group sound alike.
const std::vector<std::u32string> kAlike{U"职智制", U"普谱", U"政正", U"勋循", U"才财",
                                         U"剑箭",   U"源元", U"建见", U"他她"};

bool alike(char32_t a, char32_t b) {
    for (const std::u32string& group : kAlike) {
        if (group.find(a) != std::u32string::npos && group.find(b) != std::u32string::npos) return true;
    }
    return false;
}
std::uint32_t sound_of(char32_t ch) {
    for (std::uint32_t i = 0; i < kAlike.size(); ++i) {
        if (kAlike[i].find(ch) != std::u32string::npos) return i + 1;
    }
    return static_cast<std::uint32_t>(ch);
}

// A word list that lives as long as the test.
struct Dictionary {
    explicit Dictionary(std::vector<std::string_view> list)
        : bytes(Words::pack(std::move(list))), words(*Words::view(bytes)) {}
    std::string bytes;
    Words words;
};

std::vector<std::string> mended(const std::string& before, const std::string& after,
                                std::vector<std::string_view> dictionary = {}) {
    const Dictionary known(std::move(dictionary));
    const auto old_page = read("a.md", before), new_page = read("a.md", after);
    REQUIRE(old_page);
    REQUIRE(new_page);
    std::vector<std::string> out;
    for (const Correction& one : corrections_between(*old_page, *new_page, WordBounds(&known.words, nullptr), alike)) {
        out.push_back(one.wrong + "→" + one.right);
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a misheard word is found whole") {
    CHECK(mended("新加坡的黄勋才昨天说", "新加坡的黄循财昨天说", {"黄循财", "昨天"}) == Lines{"黄勋才→黄循财"});
    CHECK(mended("这家职普公司做大模型", "这家智谱公司做大模型", {"智谱", "公司"}) == Lines{"职普→智谱"});
}

TEST_CASE("a single character takes the neighbour it goes with, no particle") {
    CHECK(mended("总部在政威的大楼", "总部在正威的大楼") == Lines{"政威→正威"});
    CHECK(mended("说的他了不起呀好", "说的她了不起呀好").empty());
}

TEST_CASE("punctuation, layout and markup do not matter") {
    CHECK(mended("今天我们来说说\n**职普**这家公司的事情", "今天，我们来说说智谱这家公司的事情。", {"智谱"}) ==
          Lines{"职普→智谱"});
    CHECK(mended("第一段讲的是别的事情\n\n然后是职普公司", "第一段讲的是别的事情，然后是智谱公司", {"智谱"}) ==
          Lines{"职普→智谱"});
}

TEST_CASE("rewording, numbers and other sounds are no corrections") {
    CHECK(mended("现在并未发布任何消息", "现在暂无更新任何消息").empty());
    CHECK(mended("增长了3个百分点以上", "增长了4个百分点以上").empty());
    CHECK(mended("今天天气很好啊各位", "今天心情很好啊各位").empty());
    CHECK(mended("职普很大", "智谱公司的确是一家很大很大的公司，而且在香港上市").empty());
    CHECK(mended("一样的文字", "一样的文字").empty());
}

TEST_CASE("a correction does not reach over a mark") {
    CHECK(mended("他说，职普的事情很多", "他说，智，谱的事情很多", {"智谱"}).empty());
}

TEST_CASE("the head of a page corrects its body") {
    const auto page = read("a.md",
                           "---\ntitle: 民营航天公司箭元科技\n---\n\n# "
                           "上市\n\n我们去过剑源科技，剑源科技很大。箭元科技也写对过。建元是年号。\n");
    REQUIRE(page);
    const Dictionary known({"箭元", "科技", "公司"});
    std::vector<std::string> out;
    for (const Correction& one : corrections_by_front_matter(*page, WordBounds(&known.words, nullptr), sound_of, alike))
        out.push_back(one.wrong + "→" + one.right);
    CHECK(out == Lines{"剑源→箭元", "剑源→箭元"});
}
