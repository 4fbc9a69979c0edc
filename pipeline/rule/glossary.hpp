// Glossary: which terms of a text are right, and which are spelt wrong.
//
// Layers, each compiled (glossary_pack.hpp): the glossaries of the user, then those shipped. The law:
//  1. One pass, leftmost-longest over all forms: terms, aliases and kept words as well as wrong forms. So a wrong
//     form inside a right one is never seen. Where forms of equal length meet, the user's layer wins, then right over
//     wrong.
//  2. `before` and `after` must stand immediately beside the form, `near` within 20 characters, `unless` not around
//     it; all within the span searched. Where the term itself begins with the matched `before` or ends with the
//     matched `after`, form and context are replaced together (App + 主 → UP主).
//  3. A wrong form matches also in other ASCII casing, but never where the text is a right form. A Latin form is left
//     alone inside addresses and names of files: beside @ # _ and a dot that has a letter or digit on its other side.
//  4. Tier. Forms count with the `before` and `after` that they matched. Three characters and more: safe. Two: a
//     suggestion, unless the entry says `tier: safe` and is proven by examples. The entry may lower the tier.
//  5. A form that cuts a word at its place (lexicon/words.hpp), or half of a right form, is no better than a
//     suggestion; one of two characters is dropped. Forms of four characters and more are cut only when both edges
//     are: measured, all 13 places in 34 MB of transcripts where one edge alone seemed to cut were errors. Without a
//     word list nobody can tell: Han forms under four characters are suggestions.
//  6. On a traditional page, and for forms spelt in traditional characters, the right form is given in traditional.
//     Words are looked for in the text's simplified shadow (lexicon/simplified_shadow.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/edit/finding.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/glossary_pack.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

enum class GlossaryFault : std::uint8_t { none, wrong_form, casing };

// A place where a form stands. Texts point into the glossary.
struct GlossaryHit {
    Span at;
    GlossaryFault fault = GlossaryFault::none;
    bool keeps = false;     // a right form that later stages shall not touch
    std::string_view want;  // with a fault: what should stand there
    Tier tier = Tier::hint;
    float certainty = 1.0f;  // factor of the rule's confidence
    bool cuts_word = false;
    std::string_view key, file, note, source;
    std::uint32_t line = 0;
};

// What a term's row says to the stages that go by sound.
struct GlossaryTerm {
    std::string_view term, traditional, sound, reading, fuzzy, file, note;
    std::uint32_t line = 0;
};

// Immutable once its layers are added; safe to share between threads.
class Glossary {
  public:
    struct Context {
        const Words* words = nullptr;
        bool traditional_page = false;
        std::string_view shadow = {};  // of a traditional text: what is asked of `words` is asked of this
    };

    Glossary() = default;
    Glossary(Glossary&&) noexcept = default;
    Glossary& operator=(Glossary&&) noexcept = default;

    // Layers in order of rank, the user's first. Bytes are checked; the file is used where it lies.
    Result<void> add(std::string bytes);
    // `names`: only the entries of these glossaries (file names without folder and ending); null: all.
    Result<void> add(MappedFile file, const std::vector<std::string>* names = nullptr);

    [[nodiscard]] bool empty() const { return layers_.empty(); }
    [[nodiscard]] std::size_t entries() const;
    // Terms of all layers, in order of rank.
    [[nodiscard]] std::vector<GlossaryTerm> terms() const;
    // The kept words of all layers, as spelt and in traditional characters: what the stage `protect` locks for all
    // others.
    [[nodiscard]] std::vector<std::string_view> keeps() const;
    // Appends the hits inside the span, left to right, without overlap.
    void find(std::string_view text, Span within, const Context& context, std::vector<GlossaryHit>& out) const;

  private:
    struct Layer {
        std::unique_ptr<const std::string> bytes;
        MappedFile file;
        packed::Tables tables;
        std::vector<bool> off;  // by file
    };
    Result<void> add(Layer layer, std::string_view bytes, const std::vector<std::string>* names);
    std::vector<Layer> layers_;
};

}  // namespace jiaodui
