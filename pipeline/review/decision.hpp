// Decision: what a person has answered about one place, one pair of texts, or one rule.
//
// A decision names its place by the pair (what stands there, what should) and by the content on either side
// (edit/context.hpp), never by line, byte or hash of the file; so it outlives whatever happens to the rest of the page.
// The rule is recorded but is no part of the key, save for remarks that offer no text. As every second error has
// another one within eight characters, the contexts are kept in two forms: as the source has them, and as it will read
// once the corrections decided so far have been made.
//
// The line format is described in docs/review.md and pipeline/review/decision_file.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/edit/context.hpp"

namespace jiaodui {

enum class Answer : std::uint8_t {
    accept,  // write `to`
    reject,  // what stands there is right
    edit,    // write `to`, which a person has typed; `also` was suggested and turned down
    later,   // asked, and put off
    known,   // old debt: not shown (of the baseline)
};

// Narrower scopes come before wider ones.
enum class Scope : std::uint8_t {
    here,      // the place
    file,      // the pair, in the file
    repo,      // the pair, everywhere
    rule_off,  // everything that the rule says
};

[[nodiscard]] std::string_view name_of(Answer answer);
[[nodiscard]] std::string_view name_of(Scope scope);
[[nodiscard]] std::optional<Answer> answer_named(std::string_view name);
[[nodiscard]] std::optional<Scope> scope_named(std::string_view name);

// Where the place was when the decision was made: for applying to the very same bytes. Only in files that are handed
// over, never in those that are kept.
struct Hint {
    std::uint32_t begin = 0;  // bytes of the file
    std::uint32_t end = 0;
    friend bool operator==(const Hint&, const Hint&) = default;
};

struct Decision {
    Answer answer = Answer::reject;
    Scope scope = Scope::here;
    std::string rule;
    std::string from;               // as it is read (edit/spelling.hpp)
    std::optional<std::string> to;  // absent: a remark without a text, or a rule
    std::vector<std::string> also;  // further texts that were offered and turned down
    std::string file;               // relative to the project root
    Contexts source;
    Contexts decided;
    std::uint32_t nth = 1;    // among places with the same pair and contexts
    bool in_markup = false;   // contexts are of the file's bytes, not of its prose
    bool done = false;        // an accepted or edited text has been written
    std::string by, at, why;  // who, when (YYYY-MM-DD), and their words
    std::string extra;        // members that this version does not know, as written: `,"key":value`…
    std::optional<Hint> hint;
    friend bool operator==(const Decision&, const Decision&) = default;

    [[nodiscard]] bool writes() const { return answer == Answer::accept || answer == Answer::edit; }
    [[nodiscard]] bool open() const { return writes() && !done; }
};

// They answer about one place: same file, text, contexts (in either form) and number. Both have scope `here`.
[[nodiscard]] bool same_place(const Decision& a, const Decision& b);

// They cannot both hold: about the same thing, one says yes and the other no, or they want different texts.
[[nodiscard]] bool contradict(const Decision& a, const Decision& b);

}  // namespace jiaodui
