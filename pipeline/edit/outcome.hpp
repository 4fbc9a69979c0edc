// Outcome: what came of one document. Everything that reports, reviews or writes reads this and nothing else.
//
// records   every finding of every stage, with its fate, in the order in which it was made;
// hunks     where the result differs from the source: applied to the source they give `bytes` (asserted);
// entries   what a person or a tool is told: findings in source order that never overlap (clause 11).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/finding.hpp"
#include "pipeline/edit/resolve.hpp"

namespace jiaodui {

// The name of a stage, as in configuration. Points to a string literal of the stage catalogue.
using StageId = std::string_view;

struct Record {
    StageId stage;
    int round = 1;
    Finding finding;
    SourceSpan source;  // `finding.at`, pulled back to the file
    Fate fate = Fate::awaits_review;
    std::optional<std::size_t> by;  // the record that won over this one, or that it joined
};

struct SourceEdit {
    SourceSpan at;
    std::string text;
    friend bool operator==(const SourceEdit&, const SourceEdit&) = default;
};

struct Hunk {
    SourceSpan at;
    std::string before;
    std::string after;
    std::vector<std::size_t> records;      // credited, in order
    std::vector<SourceEdit> mirrors = {};  // the same correction where the file holds the text again
};

// A finding as it is shown. `rule`, `message`, `evidence` are those of the first record.
struct Entry {
    SourceSpan at;                         // from the first edit to the last; markup within is inside
    std::string old_text;                  // the source there, verbatim
    std::vector<std::string> new_texts;    // what could stand there instead, best first; empty: no fix
    std::vector<SourceEdit> edits;         // of the first candidate
    std::vector<SourceEdit> mirrors = {};  // with them, where the file holds the text again; outside `at`
    std::vector<std::size_t> records;      // first is the speaker; all are credited
    Tier tier = Tier::hint;
    float confidence = 1.0f;
    Fate fate = Fate::awaits_review;
    std::string id;
};

struct Outcome {
    std::shared_ptr<const Document> document;
    std::vector<Record> records;
    std::vector<Hunk> hunks;
    std::vector<Entry> entries;
    std::string bytes;

    [[nodiscard]] const Record& speaker(const Entry& entry) const { return records[entry.records.front()]; }
    [[nodiscard]] bool changed() const { return !hunks.empty(); }
};

// The stable name of a finding: a hash of old, new and up to eight characters of content on each side (spaces,
// line breaks and punctuation left out), and the number of equal ones before it. The rule is no part of it.
[[nodiscard]] std::string finding_id(std::string_view view, Span at, std::string_view old_text,
                                     std::string_view new_text, std::uint32_t ordinal);

// Everything that the hunks write, mirrors too, in order of the source.
[[nodiscard]] std::vector<SourceEdit> edits_of(const std::vector<Hunk>& hunks);

// The source with the edits made, which must be sorted and must not conflict.
[[nodiscard]] std::string splice(std::string_view source, const std::vector<SourceEdit>& edits);

}  // namespace jiaodui
