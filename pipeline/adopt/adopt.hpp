// Adopting a rewritten text: what somebody, or some language model, has made of a page, cut into changes that can be
// judged one by one.
//
// The law. The changes are disjoint and in order, and the old text with all of them made is the new text, byte for
// byte. Each is as short as it can be and has one class. Changes of class `line_end` and `punctuation` leave every
// letter and digit as it was: they are the layout, which may be taken as a whole (take_layout) without trusting the
// other words; the rest are the words.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

// From what may do most harm unseen to what may do least.
enum class AdoptClass : std::uint8_t {
    digits,       // a number, or a word in letters, became another
    deletion,     // words are gone
    rewording,    // a long stretch says it otherwise
    length,       // more or fewer characters than before, or new ones
    other_sound,  // as many characters, at least one of which sounds unlike
    markup,       // what shows or links, not what is read
    near_sound,
    same_sound,
    term,         // what a glossary would have said
    script,       // the same word in the other script
    punctuation,  // marks and spaces
    line_end,     // line ends and paragraphs
};
inline constexpr std::size_t kAdoptClasses = 12;

[[nodiscard]] std::string_view name_of(AdoptClass kind);  // "digits" …
[[nodiscard]] const Message& label_of(AdoptClass kind);
[[nodiscard]] std::string_view rule_of(AdoptClass kind);  // "adopt/digits" …
[[nodiscard]] constexpr bool is_layout(AdoptClass kind) {
    return kind == AdoptClass::punctuation || kind == AdoptClass::line_end;
}

struct AdoptChange {
    SourceSpan at;     // of the old text
    std::string text;  // what the new one has there
    AdoptClass kind = AdoptClass::other_sound;
};

enum class Alike : std::uint8_t { no, near, same };

// What this room need not know itself; either may be absent.
struct AdoptJudges {
    std::function<Alike(std::string_view, std::string_view)> sound;       // of two texts with equally many characters
    std::function<bool(std::string_view, std::string_view)> same_script;  // the same text but for its script
};

// In order. Both documents are read in the same format.
[[nodiscard]] std::vector<AdoptChange> adopt_changes(const Document& before, const Document& after,
                                                     const AdoptJudges& judges);

// The old text with some of the changes made.
[[nodiscard]] std::string adopt(std::string_view before, const std::vector<AdoptChange>& changes,
                                const std::function<bool(const AdoptChange&)>& wanted);

// The page with the wanted changes made, save those that would change its markup (found by halving).
struct Adopted {
    std::string bytes;
    std::vector<SourceEdit> taken;  // in order
    std::size_t withheld = 0;
};
// Reads a page again, in the format of the old one.
using AdoptReader = std::function<Result<Document>(std::string bytes)>;
[[nodiscard]] Result<Adopted> adopt_safely(const Document& before, const std::vector<AdoptChange>& changes,
                                           const std::function<bool(const AdoptChange&)>& wanted,
                                           const AdoptReader& reader);

// The letters and digits of a text, one after the other: what the layout must not touch.
[[nodiscard]] std::string content_of(std::string_view text);

// As findings of the old page, all waiting for a person: for reports, and for the same review as every other finding.
[[nodiscard]] Outcome adopt_outcome(std::shared_ptr<const Document> before, const std::vector<AdoptChange>& changes);

}  // namespace jiaodui
