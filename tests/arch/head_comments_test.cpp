// What the head of a source file says of its tests is true: behind "Tested by", every path names files that exist.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <sstream>

#include "pipeline/base/file.hpp"

namespace {

namespace fs = std::filesystem;

// The comment that a file begins with, on one line; empty where it says nothing of tests.
std::string tested_by(const std::string& text) {
    std::istringstream lines(text);
    std::string head, line;
    while (std::getline(lines, line) && line.starts_with("//")) head += line.substr(2);
    const std::size_t at = head.find("ested by");
    return at == std::string::npos ? std::string() : head.substr(at);
}

// `tests/cli/*.md`, a folder, a file.
bool exists(const std::string& path) {
    const fs::path whole = fs::path(JIAODUI_SOURCE_DIR) / path;
    const std::string pattern = whole.filename().string();
    const std::size_t star = pattern.find('*');
    if (star == std::string::npos) return fs::exists(whole);
    std::error_code none;
    const std::string head = pattern.substr(0, star), tail = pattern.substr(star + 1);
    return std::any_of(fs::directory_iterator(whole.parent_path(), none), fs::directory_iterator(),
                       [&](const fs::directory_entry& entry) {
                           const std::string name = entry.path().filename().string();
                           return name.size() >= head.size() + tail.size() && name.starts_with(head) &&
                                  name.ends_with(tail);
                       });
}

}  // namespace

TEST_CASE("the tests that source files name are there") {
    const std::regex path(R"((tests|rules)/[A-Za-z0-9_./*-]*[A-Za-z0-9_*])");
    std::size_t named = 0;
    std::string missing;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(JIAODUI_SOURCE_DIR) / "pipeline")) {
        if (entry.path().extension() != ".cpp") continue;
        const auto text = jiaodui::read_file(entry.path().string());
        REQUIRE(text);
        const std::string said = tested_by(*text);
        for (std::sregex_iterator at(said.begin(), said.end(), path), end; at != end; ++at, ++named) {
            if (!exists(at->str())) missing += entry.path().string() + " names " + at->str() + '\n';
        }
    }
    CHECK(missing == "");
    CHECK(named > 150);  // else it was not read
}
