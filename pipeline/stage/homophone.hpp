// The stage `homophone`: words that were heard wrongly. A host: each kind of rule is a part in a file pair of its own.
//
//   homophone-term   sound_terms.hpp   a stretch sounds like a term of the glossaries
//   homophone-page   page_terms.hpp    a stretch sounds like what the page's own title, description or headings write
//   homophone-word   homophone_words.hpp   a stretch was probably meant to be another, by statistics
//   homophone-estimate   homophone_words.hpp   how many more there are
//
// The parts go by readings and language model (lexicon/sound_lexicon.hpp). Where those are not installed the stage has
// no parts and says nothing; `check` tells so once (SoundLexicon::missing()).
#pragma once

#include <memory>

#include "pipeline/stage/catalog.hpp"
#include "pipeline/stage/sound_text.hpp"

namespace jiaodui {

// What a rule of the stage does to a draft. Immutable; shared between threads.
class SoundPart {
  public:
    virtual ~SoundPart() = default;
    virtual void propose(const SoundText& text, Proposals& out) const = 0;
    // Takes most of what the stage takes; the other parts may be asked beside it.
    [[nodiscard]] virtual bool takes_long() const { return false; }
};

[[nodiscard]] std::unique_ptr<const Stage> make_homophone_stage(const StageInput& input, Problems& problems);

}  // namespace jiaodui
