// Tested by tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/shown.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// A record that became no entry, in the shape of one.
Entry entry_of(const Outcome& outcome, std::size_t index) {
    const Record& record = outcome.records[index];
    Entry entry;
    entry.at = record.source;
    entry.old_text = slice(outcome.document->bytes, record.source);
    if (record.finding.fix && record.finding.fix->edits.size() == 1 &&
        record.finding.fix->edits.front().at == record.finding.at) {
        entry.new_texts.push_back(record.finding.fix->edits.front().text);
        entry.edits.push_back({record.source, entry.new_texts.front()});
    }
    for (const std::string& other : record.finding.others) entry.new_texts.push_back(other);
    entry.records = {index};
    entry.tier = record.finding.tier;
    entry.confidence = record.finding.confidence;
    entry.fate = record.fate;
    return entry;
}

void add_hidden_records(const Outcome& outcome, const Shown& shown, std::vector<ShownFinding>& out) {
    std::vector<bool> credited(outcome.records.size());
    for (const Entry& entry : outcome.entries) {
        for (const std::size_t index : entry.records) credited[index] = true;
    }
    for (std::size_t i = 0; i < outcome.records.size(); ++i) {
        const Record& record = outcome.records[i];
        if (credited[i] || visible(record.fate) || record.finding.tier < shown.tier) continue;
        out.push_back({entry_of(outcome, i), &record, record.finding.block});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const ShownFinding& a, const ShownFinding& b) { return a.entry.at < b.entry.at; });
}

}  // namespace

bool visible(Fate fate) {
    return fate == Fate::applied || fate == Fate::awaits_review || fate == Fate::cuts_markup || fate == Fate::unstable;
}

Tier shown_tier(const Entry& entry) {
    const bool stuck = entry.fate == Fate::cuts_markup || entry.fate == Fate::unstable;
    return stuck && entry.tier == Tier::safe ? Tier::suggest : entry.tier;
}

bool blocks(const Outcome& outcome, const Entry& entry) {
    return std::any_of(entry.records.begin(), entry.records.end(),
                       [&](std::size_t index) { return outcome.records[index].finding.block; });
}

std::vector<ShownFinding> shown_findings(const Outcome& outcome, const Shown& shown) {
    std::vector<ShownFinding> out;
    out.reserve(outcome.entries.size());
    for (const Entry& entry : outcome.entries) {
        const bool block = blocks(outcome, entry);
        if (!visible(entry.fate) && !shown.hidden) continue;
        if (shown_tier(entry) < shown.tier && !block) continue;
        out.push_back({entry, &outcome.speaker(entry), block});
        out.back().entry.tier = shown_tier(entry);
    }
    if (shown.hidden) add_hidden_records(outcome, shown, out);
    return out;
}

std::uint32_t Places::units(std::uint32_t begin, std::uint32_t end) const {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string_view part = text_.substr(begin, end - begin);
    if (unit_ == ColumnUnit::bytes) return end - begin;
    if (begin == 0 && part.starts_with(kByteOrderMark)) part.remove_prefix(kByteOrderMark.size());
    std::size_t out = utf8::count(part);
    if (unit_ == ColumnUnit::utf16) {  // what lies above U+FFFF takes two units
        out += static_cast<std::size_t>(std::count_if(
            part.begin(), part.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0xF0; }));
    }
    return static_cast<std::uint32_t>(out);
}

std::string cue_label(const Document& document, std::uint32_t source) {
    const Cue* cue = document.cue_at(source);
    if (cue == nullptr) return {};
    std::string out = " #" + std::to_string(cue->number);
    if (cue->begin_ms != Cue::kNoTime) out += ' ' + clock_time(cue->begin_ms);
    return out;
}

LineColumn Places::at(std::uint32_t byte) {
    const bool same_line = last_.line != 0 && byte >= last_byte_ &&
                           (last_.line == lines_.lines() || byte < lines_.line_begin(last_.line + 1));
    if (!same_line) {
        last_ = {lines_.line_of(byte), 1};
        last_byte_ = lines_.line_begin(last_.line);
    }
    last_.column += units(last_byte_, byte);
    last_byte_ = byte;
    return last_;
}

}  // namespace jiaodui
