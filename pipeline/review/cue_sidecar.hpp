// The times of a page. Text that came from subtitles or a recogniser loses its times when it becomes a page; they are
// kept beside it, in `PAGE.cues.jsonl`: what was heard, one cue a line, as it was heard. The file is never changed
// again.
//
//   {"begin":62500,"end":64100,"text":"水价就会上涨"}            milliseconds; `end` may be missing
//
// The law. A place of the page finds its time by what stands around it, not by a number: attach_cues() lines up the
// words of the page as it is now with the words that were heard, and gives the page cues (document/cue.hpp) like those
// of a subtitle file. So edits, joined lines and moved paragraphs leave the times of everything else where they were,
// and whoever asks `page.cue_at(byte)` asks a page and a subtitle file alike. A cue goes from its first word in the
// page up to the next cue, so the marks behind it are its own. A cue that nothing in the page answers to has no place.
//
// Linear but for a logarithm in the two texts. The sidecar is untrusted input: an Error says which line is none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

struct TimedText {
    std::string text;
    std::int64_t begin_ms = Cue::kNoTime;
    std::int64_t end_ms = Cue::kNoTime;
    friend bool operator==(const TimedText&, const TimedText&) = default;
};

// What the cues of a subtitle or recogniser file say, in its order; those without text or time are left out.
[[nodiscard]] std::vector<TimedText> timed_texts(const Document& heard);

// `opinion/13.md` → `opinion/13.md.cues.jsonl`
[[nodiscard]] std::string sidecar_path(const std::string& page);
[[nodiscard]] std::string write_sidecar(std::span<const TimedText> cues);
[[nodiscard]] Result<std::vector<TimedText>> parse_sidecar(std::string_view bytes, const std::string& name);

// Replaces the cues of the page.
void attach_cues(Document& page, std::span<const TimedText> heard);

}  // namespace jiaodui
