// Survey: the style in which the pages of a repository are written, counted; what `jiaodui init` makes a configuration
// of.
//
// Nothing is imposed: where nine in ten places agree, that is the style; where they do not, it is left open (`keep`,
// `auto`). Every count goes into the configuration as a comment, so that whoever reads it can judge.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "pipeline/document/document.hpp"

namespace jiaodui {

struct Survey {
    std::size_t pages = 0;
    std::size_t plain_files = 0;        // files that are not Markdown
    std::size_t tight = 0, spaced = 0;  // Han beside Latin letters or digits: without, with one space
    std::size_t curly = 0, corner = 0;  // “ and 「
    std::size_t simplified = 0, traditional = 0, other_script = 0;  // pages
    std::map<std::string, std::size_t> keys;                        // of front matter, pages that have them
    std::map<std::string, std::size_t> notices;  // first sentence of a quote that stands before `{.is-warning}` → pages
    std::map<std::string, std::size_t> shapes;  // RE2 pattern → occurrences

    // One page; its script must be known (set_page_script). Linear in its size.
    void add(const Document& page);
};

// The `.jiaodui.yaml` that says so.
[[nodiscard]] std::string configuration_of(const Survey& survey);

}  // namespace jiaodui
