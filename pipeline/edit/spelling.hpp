// Between a text as it is read and the same text as a file spells it: escapes of JSON, entities, doubled quotes; and
// the further places where a recogniser's file holds it again. What people see, and what decisions say, is the text as
// it is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/edit/weave.hpp"

namespace jiaodui {

// Bytes of the source, or what is to be written there, as they are read.
[[nodiscard]] inline std::string as_read(const Document& document, std::string_view bytes) {
    return document.decode != nullptr ? document.decode(bytes) : std::string(bytes);
}

// What the source must hold so that a stretch of it reads otherwise.
class Speller {
  public:
    // The document must outlive this.
    explicit Speller(const Document& document);

    // At the place itself, spelled as the file spells.
    [[nodiscard]] SourceEdit edit(SourceSpan at, std::string_view text) const;
    // Where the file holds that stretch again.
    [[nodiscard]] std::vector<SourceEdit> mirrors(SourceSpan at, std::string_view text) const;

  private:
    const Document& document_;
    std::vector<Span> anchors_;
    std::optional<Weaver> weaver_;  // where the document has mirrors
};

}  // namespace jiaodui
