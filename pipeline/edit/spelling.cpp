// Tested by tests/spec/formats/reviewed.md.
#include "pipeline/edit/spelling.hpp"

#include "pipeline/document/view_of.hpp"

namespace jiaodui {

Speller::Speller(const Document& document) : document_(document) {
    if (document.mirrors.empty()) return;
    anchors_ = anchors_of(document);
    weaver_.emplace(document, document.view, anchors_);
}

SourceEdit Speller::edit(SourceSpan at, std::string_view text) const {
    return {at, document_.encode != nullptr ? document_.encode(text) : std::string(text)};
}

std::vector<SourceEdit> Speller::mirrors(SourceSpan at, std::string_view text) const {
    return weaver_ ? weaver_->mirrored(view_of(document_, at), text) : std::vector<SourceEdit>();
}

}  // namespace jiaodui
