// Counts the characters of one script only, for the page and for each of its lines, in one pass over the table of
// script_class.hpp. Lines are told apart by looking for the line feed between two pieces of evidence.
// Tested by tests/unit/script/page_script_test.cpp.
#include "pipeline/lexicon/page_script.hpp"

#include <algorithm>

#include "pipeline/lexicon/script_class.hpp"

namespace jiaodui {
namespace {

struct Tally {
    std::size_t traditional = 0;
    std::size_t simplified = 0;
    [[nodiscard]] std::size_t all() const { return traditional + simplified; }
    // At most a fifth of the evidence speaks for the other script.
    [[nodiscard]] bool clearly_traditional() const { return simplified * 5 <= all(); }
    [[nodiscard]] bool clearly_simplified() const { return traditional * 5 <= all(); }
};

constexpr std::size_t kLineEvidence = 5;         // characters that make a line count as a paragraph of a script
constexpr std::size_t kTraditionalEvidence = 3;  // characters that make a page traditional

}  // namespace

PageScript script_of(std::string_view view) {
    // Nearly every page has no character of the other script at all, and then one is enough to know.
    if (!holds_script_character(view, script_class::kTraditionalOnly)) {
        return holds_script_character(view, script_class::kSimplifiedOnly) ? PageScript::simplified
                                                                           : PageScript::unknown;
    }
    Tally page;
    Tally line;
    std::size_t traditional_lines = 0;
    std::size_t simplified_lines = 0;
    std::size_t feed = 0, mark = 0, line_end = 0;
    const auto close_line = [&] {
        if (line.all() >= kLineEvidence && line.clearly_traditional()) ++traditional_lines;
        if (line.all() >= kLineEvidence && line.clearly_simplified()) ++simplified_lines;
        line = {};
    };
    for_script_characters(view, script_class::kTraditionalOnly | script_class::kSimplifiedOnly,
                          [&](std::size_t at, char32_t, std::uint32_t, std::uint8_t flags) {
                              if (at >= line_end) {
                                  close_line();
                                  // A paragraph ends at a line feed or at what stands between two regions (U+FFFC).
                                  // Each is looked for where the last one was passed, so that a page without feeds
                                  // stays linear.
                                  if (feed <= at) feed = view.find('\n', at);
                                  if (mark <= at) mark = view.find("\uFFFC", at);
                                  line_end = std::min(feed, mark);
                              }
                              const bool traditional = (flags & script_class::kTraditionalOnly) != 0;
                              ++(traditional ? page.traditional : page.simplified);
                              ++(traditional ? line.traditional : line.simplified);
                              return true;
                          });
    close_line();
    if (page.all() == 0) return PageScript::unknown;
    if (page.clearly_simplified()) return PageScript::simplified;
    if (page.clearly_traditional()) {
        return page.traditional < kTraditionalEvidence ? PageScript::unknown : PageScript::traditional;
    }
    if (traditional_lines > 0 && simplified_lines > 0) return PageScript::mixed;
    return page.traditional > page.simplified ? PageScript::traditional : PageScript::simplified;
}

std::string_view name_of(PageScript script) {
    switch (script) {
        case PageScript::unknown: return "unknown";
        case PageScript::simplified: return "simplified";
        case PageScript::traditional: return "traditional";
        case PageScript::mixed: return "mixed";
    }
    return "";
}

}  // namespace jiaodui
