// An edit touches the lines from the one it begins in to the one it ends in; blocks that share a
// line are one. Tested by tests/unit/emit/diff_test.cpp.
#include "pipeline/emit/changes.hpp"

#include <algorithm>

#include "pipeline/text/char_diff.hpp"

namespace jiaodui {
namespace {

std::uint32_t line_head(std::string_view text, std::uint32_t at) {
    if (at == 0) return 0;
    const std::size_t feed = text.rfind('\n', at - 1);
    return feed == std::string_view::npos ? 0 : static_cast<std::uint32_t>(feed + 1);
}

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
    const std::size_t feed = text.find('\n', at);
    return static_cast<std::uint32_t>(feed == std::string_view::npos ? text.size() : feed + 1);
}

}  // namespace

Changes changes_of(const Outcome& outcome) {
    Changes out{outcome.document->name, outcome.document->name, outcome.document->bytes, {}, outcome.document.get()};
    out.edits = edits_of(outcome.hunks);
    return out;
}

Changes changes_between(std::string old_name, std::string_view before, std::string new_name, std::string_view after) {
    Changes out{std::move(old_name), std::move(new_name), before, {}, nullptr};
    for (const TextChange& change : diff_texts(before, after)) {
        out.edits.push_back({SourceSpan(change.before), std::string(slice(after, change.after))});
    }
    return out;
}

std::string cue_of(const Changes& changes, const LineBlock& block) {
    for (std::size_t i = block.first; i < block.last && changes.document != nullptr; ++i) {
        std::string label = cue_label(*changes.document, changes.edits[i].at.begin);
        if (!label.empty()) return label;
    }
    return {};
}

std::vector<LineBlock> line_blocks(const Changes& changes) {
    std::vector<LineBlock> out;
    std::uint32_t line = 1;
    std::uint32_t counted = 0;
    for (std::size_t i = 0; i < changes.edits.size(); ++i) {
        const SourceSpan at = changes.edits[i].at;
        const std::uint32_t end = line_end(changes.before, at.end);
        if (!out.empty() && at.begin < out.back().before.end) {
            out.back().before.end = std::max(out.back().before.end, end);
            out.back().last = i + 1;
            continue;
        }
        const std::uint32_t begin = line_head(changes.before, at.begin);
        // A text without a line feed at its end: what is added there belongs to the last block, if
        // that ends there.
        if (!out.empty() && begin < out.back().before.end) {
            out.back().last = i + 1;
            continue;
        }
        line += static_cast<std::uint32_t>(
            std::count(changes.before.begin() + counted, changes.before.begin() + begin, '\n'));
        counted = begin;
        out.push_back({{begin, end}, line, i, i + 1});
    }
    return out;
}

std::string text_after(const Changes& changes, const LineBlock& block) {
    std::string out;
    std::uint32_t at = block.before.begin;
    for (std::size_t i = block.first; i < block.last; ++i) {
        out += slice(changes.before, {at, changes.edits[i].at.begin});
        out += changes.edits[i].text;
        at = changes.edits[i].at.end;
    }
    out += slice(changes.before, {at, block.before.end});
    return out;
}

std::vector<SourceEdit> edits_in(const Changes& changes, const LineBlock& block) {
    return {changes.edits.begin() + static_cast<std::ptrdiff_t>(block.first),
            changes.edits.begin() + static_cast<std::ptrdiff_t>(block.last)};
}

}  // namespace jiaodui
