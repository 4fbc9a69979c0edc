// GlossaryEntry: one entry of a glossary (术语表) as a person writes it, and the readers of the three kinds of file.
//
// An entry says how a term is spelt (`term`), which spellings are also right (`alias`), which are wrong (`wrong`: text,
// or text with `before`, `after`, `near`, `unless`), and which words nobody may touch (`keep`, mostly an entry of its
// own). YAML has everything; TSV rows are `wrong⇥right⇥tier⇥note`; a .txt file is one right term a line. Readers gather
// every problem with its place; an entry with a problem is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/finding.hpp"

namespace jiaodui {

// A wrong form and the conditions under which it is one. An empty list is no condition; of a list one item is enough.
struct WrongForm {
    std::string text;
    std::vector<std::string> before;  // must stand immediately before the form
    std::vector<std::string> after;   // must stand immediately after it
    std::vector<std::string> near;    // must stand within 20 characters on either side
    std::vector<std::string> unless;  // longer texts that hold the form; inside one of them it is no error
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct GlossaryExample {
    std::string text;
    std::string want;  // equal to text: nothing may change
    std::uint32_t line = 0;
};

struct GlossaryEntry {
    std::string term;  // empty for an entry that only keeps words
    std::vector<WrongForm> wrong;
    std::vector<std::string> alias;
    std::vector<std::string> keep;
    std::string sound;               // `auto` (default), `off`, or syllables; for the homophone stage
    std::string reading;             // syllables of the term where a dictionary would be wrong
    std::vector<std::string> fuzzy;  // pairs of sounds that may be taken for each other, `an/uan`; or `off`
    std::optional<Tier> tier;
    bool casing = false;  // any other casing of this Latin term is an error
    std::string note;
    std::string source;
    std::vector<GlossaryExample> examples;
    std::string file;
    std::uint32_t line = 0;

    // Has an example that must change and one that must not: what a short form needs to be safe.
    [[nodiscard]] bool proven() const;
};

// `file` is stored in the entries and in problems. Problems are appended.
[[nodiscard]] std::vector<GlossaryEntry> glossary_load_yaml(std::string_view text, const std::string& file,
                                                            Problems& problems);
[[nodiscard]] std::vector<GlossaryEntry> glossary_load_tsv(std::string_view text, const std::string& file,
                                                           Problems& problems);
[[nodiscard]] std::vector<GlossaryEntry> glossary_load_txt(std::string_view text, const std::string& file,
                                                           Problems& problems);
// By the name's ending; an unknown ending is a problem.
[[nodiscard]] std::vector<GlossaryEntry> glossary_load(std::string_view text, const std::string& file,
                                                       Problems& problems);

}  // namespace jiaodui
