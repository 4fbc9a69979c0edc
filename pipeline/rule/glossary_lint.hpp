// What a glossary's author can be told: faults that make it useless or harmful (problems), habits that make it risky
// (hints), and whether its examples come out as they say. Also how an entry is added to a file without touching the
// rest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/rule/glossary_entry.hpp"

namespace jiaodui {

struct GlossaryLint {
    Problems problems;  // contradictions: a→b beside b→a, one wrong form with two right ones, entries that occur twice
    Problems hints;  // a wrong form that is an ordinary word, or stands inside another term; tier: safe without proof;
                     // no order
};

// All entries that are used together, in order of rank. `words` may be null. Not quadratic: 100,000 entries take a
// second.
[[nodiscard]] GlossaryLint glossary_lint(std::span<const GlossaryEntry> entries, const Words* words);

// One line of `examples:` that did not come out.
struct ExampleFailure {
    std::string file;
    std::uint32_t line = 0;
    std::string text, want, got;
};
struct ExampleReport {
    std::size_t run = 0;
    std::vector<ExampleFailure> failures;
};

// Every example is proofread with the whole glossary; findings of every tier are made.
[[nodiscard]] ExampleReport glossary_test(std::span<const GlossaryEntry> entries, const Glossary& glossary,
                                          const Words* words);

// The text with every fault of the glossary mended, whatever its tier.
[[nodiscard]] std::string glossary_mend(const Glossary& glossary, std::string_view text, const Words* words);

// The file's text with `wrong → term` (or, where wrong is empty, the term) added: a row at the end of a TSV or .txt
// file; in YAML a wrong form in the entry of that term when it has a `wrong: [ … ]` on one line, else an entry at the
// end. Every other byte, comment and order stay. The result is read again; an Error when it does not say what was
// asked. Already there: unchanged.
[[nodiscard]] Result<std::string> glossary_add(std::string_view file_text, const std::string& file,
                                               std::string_view wrong, std::string_view term);
// The same for a word to keep: `- keep: [word]` (YAML only).
[[nodiscard]] Result<std::string> glossary_add_keep(std::string_view file_text, const std::string& file,
                                                    std::string_view word);

}  // namespace jiaodui
