#include <catch2/catch.hpp>

#include "pipeline/document/view_of.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/review/place_finder.hpp"

using namespace jiaodui;

namespace {

Document page(const std::string& text) { return std::move(*read("a.md", text, Format::wikijs)); }

// A decision about the first occurrence of `from` in the page.
Decision about(const std::string& text, const std::string& from) {
    const Document document = page(text);
    const auto at = static_cast<std::uint32_t>(text.find(from));
    Decision d;
    d.from = from;
    d.source = d.decided =
        contexts_of(document.view, view_of(document, {at, at + static_cast<std::uint32_t>(from.size())}));
    return d;
}

std::vector<std::string> found(const std::string& text, const Decision& d, const std::string& wanted) {
    const Document document = page(text);
    std::vector<std::string> out;
    for (const SourceSpan at : PlaceFinder(document).find(d, wanted)) {
        out.push_back(text.substr(0, at.begin) + "[" + std::string(slice(document.bytes, at)) + "]" +
                      text.substr(at.end));
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a place is found again after the page has moved around it") {
    const Decision d = about("说淘宝与民营航天公司剑源科技联手开发", "剑源");
    CHECK(found("前面加了一段。\n\n说淘宝与民营航天公司，剑源\n科技联手开发", d, "剑源") ==
          Lines{"前面加了一段。\n\n说淘宝与民营航天公司，[剑源]\n科技联手开发"});
    CHECK(found("说淘宝与民营航天公司**剑源**科技联手开发", d, "剑源") ==
          Lines{"说淘宝与民营航天公司**[剑源]**科技联手开发"});
    CHECK(found("说淘宝与民营航天公司箭元科技联手开发", d, "剑源").empty());
    CHECK(found("说淘宝与民营航天公司箭元科技联手开发", d, "箭元").size() == 1);
    CHECK(found("说淘宝与另外一家公司剑源科技联手开发", d, "剑源").empty());
}

TEST_CASE("equal places are all found, and nothing is chosen") {
    const std::string verse = "甲乙丙丁戊己庚辛剑源壬癸子丑寅卯辰巳";
    CHECK(found(verse + "。\n\n" + verse + "。", about(verse, "剑源"), "剑源").size() == 2);
}

TEST_CASE("marks are found in the gap where they stand") {
    const Decision d = about("甲乙丙丁戊,己庚辛壬", ",");
    CHECK(found("甲乙丙丁戊,己庚辛壬", d, ",") == Lines{"甲乙丙丁戊[,]己庚辛壬"});
    CHECK(found("甲乙丙丁戊，己庚辛壬", d, ",").empty());
    CHECK(found("甲乙丙丁戊，己庚辛壬", d, "，").size() == 1);
}

TEST_CASE("a place without a text is the point between its neighbours, if they touch") {
    Decision d = about("甲乙丙丁戊己庚辛壬", "戊");
    d.source.left += "戊";
    d.source.left.erase(0, 3);
    d.decided = d.source;
    d.source.left = d.decided.left = "甲乙丙丁戊";
    CHECK(found("甲乙丙丁戊己庚辛壬", d, "") == Lines{"甲乙丙丁戊[]己庚辛壬"});
    CHECK(found("甲乙丙丁戊，己庚辛壬", d, "").size() == 2);
}

TEST_CASE("at the head and the tail of a page contexts are short") {
    CHECK(found("剑源科技", about("剑源科技", "剑源"), "剑源").size() == 1);
    CHECK(found("科技剑源", about("科技剑源", "剑源"), "剑源").size() == 1);
    CHECK(found("新的开头剑源科技", about("剑源科技", "剑源"), "剑源").empty());
}
