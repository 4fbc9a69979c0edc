// Two versions of one text, and three ways to show what lies between them.
//
// Changes is the common model: the source and the edits that lead to the other version, made from
// an Outcome (what `fix` would do) or from any two texts. Views borrow it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/edit/outcome.hpp"
#include "pipeline/emit/emitter.hpp"

namespace jiaodui {

struct Changes {
    std::string old_name;  // as given; shown with a/ and b/ in patches
    std::string new_name;
    std::string_view before;
    std::vector<SourceEdit> edits;       // in order, disjoint; bytes of `before`
    const Document* document = nullptr;  // whose bytes `before` is, where it has cues to name
};

[[nodiscard]] Changes changes_of(const Outcome& outcome);
[[nodiscard]] Changes changes_between(std::string old_name, std::string_view before, std::string new_name,
                                      std::string_view after);

// A patch that `git apply` and `patch -p1` accept: three lines of context, LF and CRLF kept, a
// missing line feed at the end noted; the cue stands behind `@@`, where diff has its headings. On a terminal (options.terminal) the lines are made printable
// and are then for reading only.
[[nodiscard]] std::string unified_diff(const Changes& changes, const EmitOptions& options);

// Only the lines that change, one a place, as `file:line  text[-old-]{+new+}text`.
[[nodiscard]] std::string word_diff(const Changes& changes, const EmitOptions& options);

// Two columns: the lines that change, before on the left and after on the right, folded to the
// width.
[[nodiscard]] std::string side_by_side(const Changes& changes, const EmitOptions& options);

// Groups of edits and the whole lines they touch. A block's text after the edits is splice()d.
struct LineBlock {
    Span before;             // bytes: from the head of its first line to the end (with LF) of its last
    std::uint32_t line = 1;  // 1-based number of its first line
    std::size_t first = 0;   // edits [first, last)
    std::size_t last = 0;
};
[[nodiscard]] std::vector<LineBlock> line_blocks(const Changes& changes);

// ` #12 00:01:02,500`: the cue of the block's first edit that stands in one; empty where none does.
[[nodiscard]] std::string cue_of(const Changes& changes, const LineBlock& block);

// The block's text with its edits made.
[[nodiscard]] std::string text_after(const Changes& changes, const LineBlock& block);

// The block's edits (bytes of the whole text).
[[nodiscard]] std::vector<SourceEdit> edits_in(const Changes& changes, const LineBlock& block);

}  // namespace jiaodui
