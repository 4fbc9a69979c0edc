#include "pipeline/rule/kinds/emphasis.hpp"

#include <md4c.h>

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

// What CommonMark makes of a paragraph: its text with ⟦ ⟧ around what is bold.
std::string rendered(const std::string& text) {
    std::string out;
    MD_PARSER parser{};
    parser.enter_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
        if (type == MD_SPAN_STRONG) *static_cast<std::string*>(self) += "⟦";
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
        if (type == MD_SPAN_STRONG) *static_cast<std::string*>(self) += "⟧";
        return 0;
    };
    parser.text = [](MD_TEXTTYPE, const MD_CHAR* bytes, MD_SIZE size, void* self) {
        static_cast<std::string*>(self)->append(bytes, size);
        return 0;
    };
    REQUIRE(md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &out) == 0);
    return out;
}

std::string bolds(const std::string& text) {
    const auto document = page("a/1.md", text);
    return apply_all(find(nullptr, find_unrendered_bold, rule_of(Tier::suggest), document), *document);
}

}  // namespace

TEST_CASE("what must not stand inside of ** is moved outside, and then it is bold") {
    struct Sample {
        std::string before, after, shown;
    };
    const Sample samples[] = {
        {"**注意：**中文", "**注意**：中文", "⟦注意⟧：中文"},
        {"相当于**“入门费”**的钱", "相当于“**入门费**”的钱", "相当于“⟦入门费⟧”的钱"},
        {"他说**，停止了。**然后", "他说，**停止了**。然后", "他说，⟦停止了⟧。然后"},
        {"**注意 **中文", "**注意** 中文", "⟦注意⟧ 中文"},
        {"**“好。”**他说", "“**好。**”他说", "“⟦好。⟧”他说"},
        {"**甲：**乙**丙。**丁", "**甲**：乙**丙**。丁", "⟦甲⟧：乙⟦丙⟧。丁"},
        {"**好的**，**注意：**中文", "**好的**，**注意**：中文", "⟦好的⟧，⟦注意⟧：中文"},
    };
    for (const Sample& sample : samples) {
        INFO(sample.before);
        CHECK(rendered(sample.before) != sample.shown);
        CHECK(bolds(sample.before) == sample.after);
        CHECK(rendered(sample.after) == sample.shown);
    }
}

TEST_CASE("bold that works, escapes and code are left alone") {
    for (const char* text : {"**注意**：中文", "**注意：** 中文", "**注意：**", "“**好**”的", "\\*\\*好：\\*\\*的",
                             "`**a：**b`", "好`**`坏**的：**中", "* **项目**\n* 二"}) {
        INFO(text);
        const auto document = page("a/1.md", text);
        CHECK(run(find_unrendered_bold, rule_of(Tier::suggest), document).empty());
    }
}

TEST_CASE("an odd one out is only remarked upon") {
    CHECK(run(find_unrendered_bold, rule_of(Tier::suggest), page("a/1.md", "**目前，在北京\n")) == "**→ hint\n");
}

TEST_CASE("two ~ without a space between become a subscript") {
    const Rule rule = rule_of(Tier::suggest, {{"to", {"～"}}});
    const auto sub = [&](const std::string& text) { return run(find_tilde_subscripts, rule, page("a/1.md", text)); };
    CHECK(sub("约3~5万，约10~20倍") == "~→～ suggest\n~→～ suggest\n");
    CHECK(sub("约3~5万， 约10~20倍").empty());
    CHECK(sub("约3~5万\n约10~20倍").empty());
    CHECK(sub("约3~5万").empty());
    CHECK(sub("约3\\~5万，约10~20倍").empty());
    CHECK(sub("遇FeCl~3~溶液，CO~2~排放").empty());
    CHECK(sub("~~删去~~").empty());
}
