// A finding as the machine interface promises it: the keys, their order and their meaning are
// stable, and tools outside the project rely on them (docs/machine-interface.md). Used by json and
// jsonl, and by whoever passes findings on. A finding in a cue has the key `cue` (index, time, end_time); one whose
// text the file holds again has `mirrors`, to be written together with it. In a file
// that is not UTF-8, `encoding` names what `byte_start` and `byte_end` count in, and the texts are to be encoded so.
#pragma once

#include <string>

#include "pipeline/emit/shown.hpp"

namespace jiaodui::json {

// Appends one object. `fates` adds the key `fate` at the end, for findings that are shown only on
// request.
void append_finding(std::string& out, const Document& document, const ShownFinding& shown, Places& places, Lang lang,
                    bool fates);

// Appends `"evidence":{…}`: where a finding comes from, and its facts in order.
void append_evidence(std::string& out, const Evidence& evidence);

// The key `cue`.
void append_cue(std::string& out, const Cue& cue);

}  // namespace jiaodui::json
