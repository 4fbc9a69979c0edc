// Tested by tests/unit/engine/proofread_test.cpp.
#include "pipeline/engine/withhold.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr int kChecks = 300;

class Search {
  public:
    Search(const Document& document, const std::vector<Hunk>& hunks,
           const std::function<bool(const Document&, std::string_view)>& same)
        : document_(document), hunks_(hunks), same_(same), kept_(hunks.size(), false) {}

    std::vector<SourceSpan> run() {
        try_range(0, hunks_.size());
        std::vector<SourceSpan> bad;
        for (std::size_t i = 0; i < hunks_.size(); ++i) {
            if (!kept_[i]) bad.push_back(hunks_[i].at);
        }
        return bad;
    }

  private:
    // Keeps as many hunks of [begin, end) as go together with those kept so far.
    void try_range(std::size_t begin, std::size_t end) {
        if (begin == end || checks_ >= kChecks) return;
        for (std::size_t i = begin; i < end; ++i) kept_[i] = true;
        ++checks_;
        std::vector<Hunk> kept;
        for (std::size_t i = 0; i < hunks_.size(); ++i) {
            if (kept_[i]) kept.push_back(hunks_[i]);
        }
        if (same_(document_, splice(document_.bytes, edits_of(kept)))) return;
        for (std::size_t i = begin; i < end; ++i) kept_[i] = false;
        if (end - begin == 1) return;
        const std::size_t middle = begin + (end - begin) / 2;
        try_range(begin, middle);
        try_range(middle, end);
    }

    const Document& document_;
    const std::vector<Hunk>& hunks_;
    const std::function<bool(const Document&, std::string_view)>& same_;
    std::vector<bool> kept_;
    int checks_ = 0;
};

bool is_quiet_mark(char32_t ch) { return is_cjk_mark(ch) && ch != U'·'; }

// What a hunk replaces and what stands around it.
struct Place {
    std::string_view source;
    SourceSpan at;
    bool near_tag = false;

    // A character of several bytes, so none that Markdown knows, stands before (after) the byte.
    [[nodiscard]] bool wide_before(std::size_t byte) const {
        return byte > 0 && static_cast<unsigned char>(source[byte - 1]) >= 0x80;
    }
    [[nodiscard]] bool wide_after(std::size_t byte) const {
        return byte < source.size() && static_cast<unsigned char>(source[byte]) >= 0x80;
    }
};

// One character for another, the first of them at this byte.
bool same_kind(char32_t before, char32_t after, const Place& place, std::size_t byte) {
    if (is_han(before)) return is_han(after);
    const bool escaped = byte > 0 && place.source[byte - 1] == '\\';
    if (is_quiet_mark(before) && after == ',') return !escaped;
    if (before == U'％') return after == '%' && !escaped;
    if (!is_quiet_mark(after)) return false;
    if (is_quiet_mark(before)) return true;
    if (place.near_tag) return false;
    if (before == ':' || before == '!') return place.wide_before(byte) && place.wide_after(byte + 1);
    return before == ',' || before == ';' || before == '?' || before == '"';
}

bool all_alike(std::string_view before, std::string_view after, const Place& place) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() && j < after.size()) {
        const utf8::Decoded a = utf8::decode(before, i);
        const utf8::Decoded b = utf8::decode(after, j);
        if (a.ch != b.ch && !same_kind(a.ch, b.ch, place, place.at.begin + i)) return false;
        i += a.length;
        j += b.length;
    }
    return i == before.size() && j == after.size();
}

// Letters, digits and Han with single spaces between them.
bool is_words(std::string_view text) {
    char32_t last = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        const bool word = is_han(c.ch) || is_alnum(c.ch) || is_fullwidth_letter(c.ch) || is_fullwidth_digit(c.ch);
        if (!word && (c.ch != ' ' || last == ' ')) return false;
        last = c.ch;
        at += c.length;
    }
    return last != ' ';
}

bool is_address_byte(char byte) {
    return is_alnum(static_cast<unsigned char>(byte)) ||
           std::string_view(".:/@%+-_#=&?~\\").find(byte) != std::string_view::npos;
}

// Words for words: emphasis sees letters at both edges, as before. Beside them may stand nothing that they might make
// an address with, and a digit in front might number a list, unless Han or a full-width mark stands before it.
bool words_for_words(std::string_view before, std::string_view after, const Place& place) {
    if (place.near_tag || !is_words(before) || !is_words(after)) return false;
    const auto [begin, end] = Span(place.at);
    if ((begin > 0 && is_address_byte(place.source[begin - 1])) ||
        (end < place.source.size() && is_address_byte(place.source[end]))) {
        return false;
    }
    const auto begins_with_digit = [](std::string_view text) {
        return is_digit(static_cast<unsigned char>(text.front()));
    };
    return place.wide_before(place.at.begin) || (!begins_with_digit(before) && !begins_with_digit(after));
}

bool is_quiet(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (!is_quiet_mark(c.ch)) return false;
        at += c.length;
    }
    return true;
}

// A run of marks that becomes shorter and stays a run of marks; not right behind an address, which might go on then.
bool marks_for_marks(std::string_view before, std::string_view after, const Place& place) {
    if (before.empty() || !is_quiet(before) || !is_quiet(after) || !place.wide_before(place.at.begin)) return false;
    return !after.empty() || is_quiet_mark(utf8::decode_before(place.source, place.at.begin).ch);
}

// The place is shown as it stands, no markup.
bool is_shown(const Document& document, std::size_t at) {
    const auto piece = std::upper_bound(document.pieces.begin(), document.pieces.end(), at,
                                        [](std::size_t place, const Piece& p) { return place < p.source.end; });
    return piece != document.pieces.end() && piece->kind == PieceKind::same;
}

// A `<` in the prose of the hunk's lines might become a tag, a `&` an entity. Lines too long to look through count as
// if they held one.
bool has_tag_beside(const Document& document, SourceSpan at) {
    constexpr std::size_t kReach = 2000;
    const std::string_view source = document.bytes;
    std::size_t begin = at.begin - std::min<std::size_t>(at.begin, kReach);
    const std::size_t newline = source.substr(begin, at.begin - begin).rfind('\n');
    const std::size_t length = source.substr(at.end, kReach).find('\n');
    const bool endless = length == std::string_view::npos && source.size() - at.end > kReach;
    if ((newline == std::string_view::npos && begin > 0) || endless) return true;
    if (newline != std::string_view::npos) begin += newline;
    const std::size_t end = length == std::string_view::npos ? source.size() : at.end + length;
    for (std::size_t i = begin; i < end; ++i) {
        if ((source[i] == '<' || source[i] == '&') && is_shown(document, i)) return true;
    }
    return false;
}

bool is_harmless(const Document& document, const Hunk& hunk, std::uint32_t body) {
    if (hunk.at.begin < body) return false;
    Place place{document.bytes, hunk.at};
    // Asked only where an ASCII character is replaced.
    const bool ascii = std::any_of(hunk.before.begin(), hunk.before.end(),
                                   [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    place.near_tag = ascii && has_tag_beside(document, hunk.at);
    return all_alike(hunk.before, hunk.after, place) || words_for_words(hunk.before, hunk.after, place) ||
           marks_for_marks(hunk.before, hunk.after, place);
}

}  // namespace

bool harmless(const Document& document, const std::vector<Hunk>& hunks) {
    // What Han replaces in `[术语]` may be the label of a reference.
    if (document.bytes.find("]:") != std::string::npos) return false;
    // Titles stand in front matter, where quotes and colons mean something.
    std::uint32_t body = 0;
    for (const Region& region : document.regions) {
        if (region.kind == RegionKind::title) body = document.to_source(region.at).end;
    }
    return std::all_of(hunks.begin(), hunks.end(), [&](const Hunk& hunk) { return is_harmless(document, hunk, body); });
}

void Withheld::add_source(const Document& document, SourceSpan source, Fate fate) {
    // Pieces are in order of the source; the view span runs from the first that reaches into the stretch to the last.
    Span view{static_cast<std::uint32_t>(document.view.size()), 0};
    for (const Piece& piece : document.pieces) {
        if (piece.source.end < source.begin || piece.source.begin > source.end) continue;
        Span part = piece.view;
        if (piece.kind == PieceKind::same) {
            if (source.begin > piece.source.begin) part.begin += source.begin - piece.source.begin;
            if (source.end < piece.source.end) part.end -= piece.source.end - source.end;
        }
        view = {std::min(view.begin, part.begin), std::max(view.end, part.end)};
    }
    if (view.begin <= view.end) places_.emplace_back(view, fate);
}

std::optional<Fate> Withheld::fate_at(Span view) const {
    for (const auto& [place, fate] : places_) {
        const bool meets = share_bytes(place, view) ||
                           (view.empty() && place.begin <= view.begin && view.begin <= place.end) ||
                           (place.empty() && view.begin <= place.begin && place.begin <= view.end);
        if (meets) return fate;
    }
    return std::nullopt;
}

std::optional<Fate> Declined::fate_of(const Record& record) const {
    if (places_.empty()) return std::nullopt;
    const auto it = places_.find({std::string(record.finding.rule), record.source});
    return it == places_.end() ? std::nullopt : std::optional(it->second);
}

bool take_out(const std::vector<std::optional<Fate>>& fates, Outcome& outcome, Withheld& withheld, Declined& declined) {
    bool again = false;
    std::vector<bool> gone(outcome.records.size(), false);
    std::vector<Entry> left;
    for (std::size_t e = 0; e < outcome.entries.size(); ++e) {
        Entry& entry = outcome.entries[e];
        if (!fates[e]) {
            left.push_back(std::move(entry));
            continue;
        }
        if (entry.fate == Fate::applied) {
            for (const SourceEdit& edit : entry.edits) withheld.add_source(*outcome.document, edit.at, *fates[e]);
            again = true;
        }
        for (const std::size_t r : entry.records) {
            Record& record = outcome.records[r];
            if (entry.fate != Fate::applied) declined.add(record.finding.rule, record.source, *fates[e]);
            record.fate = *fates[e];
            gone[r] = true;
        }
    }
    outcome.entries = std::move(left);
    return again || std::any_of(outcome.records.begin(), outcome.records.end(), [&](const Record& record) {
               return record.fate == Fate::shadowed && record.by && gone[*record.by];
           });
}

std::vector<SourceSpan> breaking_hunks(const Document& document, const std::vector<Hunk>& hunks,
                                       const std::function<bool(const Document&, std::string_view)>& same_structure) {
    return Search(document, hunks, same_structure).run();
}

std::vector<SourceSpan> with_changes(const std::vector<Hunk>& all, const std::vector<SourceSpan>& of_result) {
    std::vector<Hunk> hunks;
    for (SourceEdit& edit : edits_of(all)) hunks.push_back({edit.at, {}, std::move(edit.text), {}});
    std::vector<SourceSpan> out;
    for (SourceSpan place : of_result) {
        // Grown to the edges of the hunks that it touches; then the bytes that the hunks before it added or took are
        // undone.
        std::int64_t added = 0, before_begin = 0, before_end = 0;
        for (bool grown = true; grown;) {
            grown = false;
            added = before_begin = before_end = 0;
            for (const Hunk& hunk : hunks) {
                const auto begin = static_cast<std::uint32_t>(hunk.at.begin + added);
                const auto end = static_cast<std::uint32_t>(begin + hunk.after.size());
                if (begin <= place.end && place.begin <= end && (begin < place.begin || place.end < end)) {
                    place = SourceSpan(std::min(place.begin, begin), std::max(place.end, end));
                    grown = true;
                }
                added += static_cast<std::int64_t>(hunk.after.size()) - static_cast<std::int64_t>(hunk.at.size());
                if (end < place.begin) before_begin = added;
                if (begin <= place.end) before_end = added;
            }
        }
        out.push_back(SourceSpan(static_cast<std::uint32_t>(place.begin - before_begin),
                                 static_cast<std::uint32_t>(place.end - before_end)));
    }
    return out;
}

}  // namespace jiaodui
