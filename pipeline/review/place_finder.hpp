// PlaceFinder: where in a page the place of a decision is now.
//
// A place is found by what stands between the two contexts of a decision, in either of their forms. Nothing is guessed:
// whoever gets more than one place back does not know which is meant.
//
// Built once for a page, in time linear in it; each question costs as much as there are places with the same content
// before them. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

class PlaceFinder {
  public:
    // The document must outlive this.
    explicit PlaceFinder(const Document& document);

    // The stretches of the source that read `text` and stand between the contexts of the decision. In order. An empty
    // text stands at every point between the two contexts.
    [[nodiscard]] std::vector<SourceSpan> find(const Decision& decision, std::string_view text) const;

    // True when `text` stands at these bytes, between the contexts of the decision.
    [[nodiscard]] bool stands_at(const Decision& decision, std::string_view text, SourceSpan at) const;

  private:
    void add_between(const Decision& decision, std::string_view text, std::size_t boundary,
                     std::vector<SourceSpan>& out) const;
    [[nodiscard]] bool agrees(const Decision& decision, Span view) const;
    [[nodiscard]] std::vector<std::size_t> after_context(const std::string& left) const;

    const Document& document_;
    std::string content_;                // of the view
    std::vector<std::uint32_t> starts_;  // of each content character, in `content_`; and the end
    std::vector<std::uint32_t> views_;   // in the view
    std::vector<std::pair<std::size_t, std::uint32_t>>
        windows_;  // hash of the eight characters before a boundary → boundary; sorted
};

}  // namespace jiaodui
