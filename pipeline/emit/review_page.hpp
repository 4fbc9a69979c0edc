// The page on which a person decides, in a browser: `check --format html` and `review --html` write it as one
// self-contained file, `review --web` serves it.
//
// The law. A page loads nothing and asks nobody: its policy lets run only the script and the style that the build put
// in, named by their hashes. Texts and names of files are data in JSON, written so that no byte of theirs can end the
// script element, and the page's script shows them as text nodes only. Output is deterministic. The sources are
// pipeline/emit/page/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/emit/shown.hpp"

namespace jiaodui {

enum class PageUse { file, server };  // on a server it may ask that server, and play its media

// The Content-Security-Policy, as it stands in the page and, for a server, in its headers.
[[nodiscard]] std::string page_policy(PageUse use);

// The page up to its data, and from there on.
[[nodiscard]] std::string page_head(PageUse use);
[[nodiscard]] std::string_view page_tail();

// An element that holds JSON for the page's script.
[[nodiscard]] std::string page_data_element(std::string_view json);

// What has been answered already and waits to be written, where a server knows it.
struct PageAnswer {
    std::string_view answer;  // accept, edit, later
    std::string to;
};
struct PageAnswers {
    std::map<std::string, PageAnswer> entries;  // by the entry's id
    std::vector<SourceEdit> typed;              // where nothing was suggested
};

// One object: the text, its markup, and every finding that `shown` lets through, with what a decision about it needs.
// Spans count UTF-16 units; `bs` and `be` are bytes of the file.
[[nodiscard]] std::string page_json(const Outcome& outcome, const Shown& shown, Lang lang,
                                    const PageAnswers& answers = {});

}  // namespace jiaodui
