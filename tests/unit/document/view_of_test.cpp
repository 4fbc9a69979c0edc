#include <catch2/catch.hpp>

#include "pipeline/document/view_of.hpp"
#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

Document document(std::string bytes) {
    Result<Document> read_document = read("a.md", std::move(bytes), Format::markdown);
    REQUIRE(read_document);
    return std::move(*read_document);
}

std::string_view shown(const Document& d, std::string_view source) {
    const std::size_t at = d.bytes.find(source);
    REQUIRE(at != std::string::npos);
    return slice(
        d.view, view_of(d, SourceSpan(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + source.size()))));
}

}  // namespace

TEST_CASE("the view of a stretch of source is its prose") {
    const Document d = document("说**重点**和[链接](http://a.b)好。\n");
    CHECK(shown(d, "重点") == "重点");
    CHECK(shown(d, "说**重") == "说重");
    CHECK(shown(d, "**") == "");
    CHECK(shown(d, "点**和[链") == "点和链");
    CHECK(shown(d, "好。") == "好。");
}

TEST_CASE("what comes back from the source is what went there") {
    const Document d = document("# 头\n\n> 引**用**文\n> 第二行\n\n- 一&amp;二\n");
    for (std::uint32_t begin = 0; begin < d.view.size(); ++begin) {
        for (std::uint32_t end = begin + 1; end <= d.view.size(); ++end) {
            if ((static_cast<unsigned char>(d.view[begin]) & 0xC0) == 0x80) continue;
            if (end < d.view.size() && (static_cast<unsigned char>(d.view[end]) & 0xC0) == 0x80) continue;
            const Span span(begin, end);
            CHECK(view_of(d, d.to_source(span)) == span);
        }
    }
}
