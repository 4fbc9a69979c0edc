// CueWriter: how readers of subtitles, recogniser output and tables tell the ViewBuilder what is text.
//
// A reader goes through its file once and names, in order, each stretch of text (put) and what kind of gap lies before
// it (gap); everything it does not name is markup. The rules are here, once for all formats:
//
//   - Cues that follow each other closely are one region, so that a word cut by a cue's end is read whole. Between
//     Han the border is hidden; elsewhere it shows as a line feed that nobody may edit. So no text moves from one cue
//     to another: an edit across a hidden border is made character by character or not at all (edit/resolve.hpp).
//   - A line break inside a cue is such a border too. Blanks on the edges of lines belong to the borders.
//   - Formatting tags are hidden, everything else that stands in a line is locked. URLs are locked.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/document/view_builder.hpp"
#include "pipeline/read/fences.hpp"

namespace jiaodui {

class CueWriter {
  public:
    explicit CueWriter(ViewBuilder& build) : build_(build), source_(build.source()) {}

    // What lies between the text so far and the next one; the strongest of several counts.
    enum class Gap : std::uint8_t { hidden, line_break, locked, region };
    void gap(Gap kind) { gap_ = std::max(gap_, kind); }

    // A cue begins; its text follows. Times in milliseconds or Cue::kNoTime. It begins a region of its own when it does
    // not follow the last one closely.
    void begin_cue(std::int64_t begin_ms, std::int64_t end_ms);

    // Text from here on belongs to no cue.
    void end_cue() {
        gap(Gap::region);
        in_cue_ = false;
    }
    // What the regions from here on are, in formats that have no cues.
    void set_kind(RegionKind kind) { kind_ = kind; }

    // Text as it stands in the source.
    void put(Span at);
    // Text that stands there coded: `pieces` say which bytes of `decoded` (their `view`) come from where; they touch.
    void put(std::string_view decoded, const std::vector<Piece>& pieces);
    // Ends the region and locks the rest of the file.
    void finish();

  private:
    void put_part(std::string_view decoded, const Piece& piece);
    void put_text(std::string_view shown, const Piece& piece);
    void lock_part(const Piece& piece);
    void bridge(std::uint32_t source_begin, char32_t next);

    ViewBuilder& build_;
    std::string_view source_;
    RegionKind kind_ = RegionKind::cue;
    Gap gap_ = Gap::region;
    std::uint32_t text_end_ = 0;  // blanks up to here are text if text follows on the line
    std::size_t cues_ = 0;
    std::int64_t last_begin_ = Cue::kNoTime;
    std::int64_t last_end_ = Cue::kNoTime;
    bool in_cue_ = false;
    bool new_cue_ = false;
    Cue cue_;
    std::vector<Fence> fences_;
};

// An error of a file that is not what its format says, at a byte of it.
[[nodiscard]] Error malformed(std::string_view name, std::string_view bytes, std::size_t at, Message message,
                              Message advice);

// One line after another.
struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;   // without its line end, which is LF or CRLF
    std::uint32_t next = 0;  // where the next one begins
};
[[nodiscard]] TextLine line_at(std::string_view bytes, std::uint32_t begin);

// `00:01:02,500`, `1:02.5`, `-00:00:01.000` at the head of `text`: milliseconds, and how many bytes it takes (0: none).
// `hours` must be there unless the format allows `mm:ss`.
struct ClockTime {
    std::int64_t ms = 0;
    std::size_t size = 0;
};
[[nodiscard]] ClockTime clock_at(std::string_view text, bool hours_needed);

}  // namespace jiaodui
