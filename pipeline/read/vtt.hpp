// WebVTT (W3C): the signature `WEBVTT`, then blocks between blank lines: cues, NOTE, STYLE, REGION.
//
// Cue settings, identifiers, styles and regions are locked; tags (`<v 名字>`, `<c.red>`, `<00:00:01.000>`) are hidden,
// `<rt>` with what it holds locked; entities (`&amp;` …) are read and written as such. `NOTE jiaodui-disable …`
// silences findings. Errors: no signature; a time line that is none.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_vtt(std::string name, std::string bytes);

}  // namespace jiaodui
