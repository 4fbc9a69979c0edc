// Every page of the corpus (JIAODUI_CORPUS, default ../shared/corpus): the reader loses nothing and
// shows no markup.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "pipeline/edit/weave.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

std::filesystem::path corpus() {
    const char* given = std::getenv("JIAODUI_CORPUS");
    return given != nullptr ? std::filesystem::path(given)
                            : std::filesystem::path(JIAODUI_SOURCE_DIR) / ".." / "shared" / "corpus";
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void check_page(const std::filesystem::path& path) {
    const std::string bytes = bytes_of(path);
    const auto document = read(path.generic_string(), bytes);
    REQUIRE(document);
    REQUIRE(test::flaws_of(*document) == "");
    const auto anchors = anchors_of(*document);
    REQUIRE(Weaver(*document, document->view, anchors).whole() == bytes);
    REQUIRE(same_structure(*document, bytes));
    const auto plain = read(path.generic_string(), bytes, Format::plain);
    REQUIRE(test::flaws_of(*plain) == "");
    for (const char* markup : {"<iframe", "{.is-", "{.tabset}", "{.links-list}", "http://", "https://", "<font",
                               "</font", "<br", "<div", "<!--", "\r"}) {
        INFO(path << ": " << markup);
        CHECK(document->view.find(markup) == std::string::npos);
    }
}

}  // namespace

TEST_CASE("the reader on the corpus", "[corpus]") {
    if (!std::filesystem::is_directory(corpus())) {
        std::cout << "skipped: no corpus at " << corpus() << "\n";
        return;
    }
    std::size_t pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus())) {
        if (entry.path().filename() == "README.md") continue;
        if (entry.path().extension() != ".md" || !entry.is_regular_file()) continue;
        check_page(entry.path());
        ++pages;
    }
    CHECK(pages > 0);
}
