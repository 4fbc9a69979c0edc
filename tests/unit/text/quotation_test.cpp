#include "pipeline/text/quotation.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace jiaodui;

namespace {

// The quotations of a text, divided by |.
std::string found(const std::string& text) {
    SignIndex signs;
    signs.build(text);
    std::string out;
    for (const Span at : find_quotations(text, signs.signs))
        out += (out.empty() ? "" : "|") + text.substr(at.begin, at.size());
    return out;
}

}  // namespace

TEST_CASE("marks of every kind make quotations, one after the other or nested") {
    CHECK(found("“甲”和‘乙’、「丙」与『丁』") == "甲|乙|丙|丁");
    CHECK(found("\"甲\"和'乙'") == "甲|乙");
    CHECK(found("他说“要‘快’一点”") == "要‘快’一点|快");
    CHECK(found("他说\"要'快'一点\"") == "要'快'一点|快");
    CHECK(found("\"甲\"\"乙\"") == "甲|乙");
}

TEST_CASE("a mark without its partner makes no quotation and hides none") {
    CHECK(found("”甲“").empty());
    CHECK(found("“甲“乙”") == "乙");
    CHECK(found("「甲“乙」丙”") == "甲“乙");
    CHECK(found("“甲\n乙”").empty());
    CHECK(found("“甲\n“乙”") == "乙");
}

TEST_CASE("apostrophes, inches and feet are no quotation marks") {
    CHECK(found("it's a student's 甲'乙'") == "乙");
    CHECK(found("一台55\"的电视叫\"大屏\"") == "大屏");
    CHECK(found("身高6'2\"的人").empty());
    CHECK(found("‘it’s’甲") == "it’s");
    CHECK(found("'students' 甲") == "students");
}

TEST_CASE("a quotation is at most so long") {
    const std::string longest(kLongestQuotation, 'x');
    CHECK(found("“" + longest + "”") == longest);
    CHECK(found("“" + longest + "x”").empty());
}

TEST_CASE("any number of openings is read in linear time") {
    std::string text;
    for (int i = 0; i < 300000; ++i) text += "“\"」";
    CHECK(found(text).size() > 0);
}

TEST_CASE("only signs of the stretch count, though the text goes on") {
    const std::string text = "甲“乙”丙“丁”";
    SignIndex signs;
    signs.build(text);
    const std::vector<Span> got = find_quotations(text, signs.within(12, 24));
    REQUIRE(got.size() == 1);
    CHECK(text.substr(got[0].begin, got[0].size()) == "丁");
}
