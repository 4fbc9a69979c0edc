#include <catch2/catch.hpp>

#include "pipeline/document/notice.hpp"

using namespace jiaodui;

namespace {

const std::vector<std::string> kNotices{"以下文本为音频转录结果"};

std::string cleaned(const std::string& page) {
    const auto notice = notice_in(page, kNotices);
    return notice ? without_notice(page, *notice) : "(none)";
}

}  // namespace

TEST_CASE("the notice goes with its attributes and one blank line") {
    CHECK(cleaned("# 题\n\n> 以下文本为音频转录结果，校对中。\n{.is-warning}\n\n正文\n") == "# 题\n\n正文\n");
    CHECK(cleaned("> 以下文本为音频转录结果\n> 第二行\n{.is-warning}\n\n正文\n") == "正文\n");
    CHECK(cleaned("正文\n\n> 以下文本为音频转录结果") == "正文\n\n");
    CHECK(cleaned("正文\r\n\r\n> 以下文本为音频转录结果\r\n{.is-warning}\r\n\r\n后文\r\n") == "正文\r\n\r\n后文\r\n");
    CHECK(cleaned("以下文本为音频转录结果\n正文\n") == "正文\n");
    CHECK(cleaned("正文\n") == "(none)");
}

TEST_CASE("a quotation that is not the notice stays") {
    CHECK(cleaned("> 别的引文\n\n> 以下文本为音频转录结果\n{.is-warning}\n\n> 又一段\n") == "> 别的引文\n\n> 又一段\n");
}
