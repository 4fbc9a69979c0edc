// RegionWriter: collects one region's prose and the markup between, then tells the ViewBuilder what
// becomes of each byte. Readers say what stands where; the rules on what is hidden, shown or locked
// are here, once for all of them:
//
//   - A region begins with its first shown character and ends with its last one; markup, blanks and
//     fences outside belong to the locked stretch between two regions.
//   - A line break between Han characters is hidden (text is read through it). Any other is shown as
//     its line feed, and what stands before and after it on the edges of the lines is hidden. Beside
//     a locked stretch it is locked.
//   - The character after a bare URL, and the one after a `\`, may not be edited.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/read/fences.hpp"

namespace jiaodui {

class RegionWriter {
  public:
    explicit RegionWriter(ViewBuilder& build) : build_(build), source_(build.source()) {}

    enum class Gap : std::uint8_t { hidden, line_break, locked };

    // Prose, from left to right.
    void text(Span at);
    // What stands between two stretches of prose.
    void gap(Gap kind, std::uint32_t end);
    [[nodiscard]] bool empty() const { return items_.empty(); }
    // Where the last item ended.
    [[nodiscard]] std::uint32_t at() const { return items_.empty() ? 0 : items_.back().at.end; }
    // Stretches of the source that are not prose though they are given as text; sorted, must
    // outlive the writer.
    void set_locked(const std::vector<Span>* locked) { locked_ = locked; }
    // Ends the region: its prose goes to the builder. `bars`: it is a table of Wiki.js (see
    // find_bars).
    void finish(RegionKind kind, bool bars = false);
    // Ends the region without showing any of it.
    void discard() { items_.clear(); }
    // The prose collected so far contains this.
    [[nodiscard]] bool contains(std::string_view word) const;

  private:
    enum class Kind : std::uint8_t { text, hidden, line_break, locked };
    struct Item {
        Kind kind;
        Span at;
        bool guards_next = false;  // the next character may not be edited
    };

    void split_text();
    void split_one(const Item& item);
    bool url_goes_on(std::size_t gap);
    void gather_fences(Span text);
    void settle_breaks();
    std::span<Item> shown_items();
    void emit(RegionKind kind, std::span<const Item> items);
    void emit_break(const Item& item);
    void push(Kind kind, std::uint32_t begin, std::uint32_t end, bool guards_next = false);

    ViewBuilder& build_;
    std::string_view source_;
    const std::vector<Span>* locked_ = nullptr;
    std::size_t next_locked_ = 0;
    std::vector<Item> items_;
    std::vector<Item> split_;
    std::vector<Fence> fences_;
    std::uint32_t fenced_to_ = 0;  // a fence that goes on over what lies between is locked up to here
    bool bars_ = false;
};

}  // namespace jiaodui
