// The text of a page as somebody reads it through, cut into sentences: the file itself, so that its markup is seen;
// where a file spells its text with escapes or cuts it into cues, the prose alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui::cli {

// Whose lines are cues; a page with times beside it is not.
[[nodiscard]] inline bool is_cut_into_cues(const Document& document) {
    return !document.cues.empty() && document.format != Format::wikijs && document.format != Format::markdown;
}

class ReadingText {
  public:
    // The document must outlive this.
    explicit ReadingText(const Document& document)
        : document_(document), prose_(document.decode != nullptr || is_cut_into_cues(document)) {}

    [[nodiscard]] std::string_view text() const { return prose_ ? document_.view : document_.bytes; }
    [[nodiscard]] Span of(SourceSpan at) const;
    [[nodiscard]] SourceSpan source(Span at) const;
    // An edit of the file as an edit of this text.
    [[nodiscard]] SourceEdit of(const SourceEdit& edit) const;
    // True when the stretch is prose from end to end, which a person may type over.
    [[nodiscard]] bool is_prose(Span at) const;

    // In order, without gaps within a region; a long line or cue ends one too.
    [[nodiscard]] std::vector<Span> sentences() const;

  private:
    const Document& document_;
    bool prose_;
};

}  // namespace jiaodui::cli
