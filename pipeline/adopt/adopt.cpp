// Between two aligned neighbours lies a gap (marks, spaces, line ends, markup) in both texts, or a core: tokens that
// differ, with the gaps around them told apart. Tested by tests/unit/adopt/adopt_test.cpp and, on real revisions, by
// tests/measure/adopt.py.
#include "pipeline/adopt/adopt.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/context.hpp"
#include "pipeline/text/align.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kLong = 10;  // tokens on each side from which a change is called a rewording

struct Names {
    std::string_view name, rule;
    Message label;
    float confidence;  // of a change of this class, before anybody has looked
};

const Names& names_of(AdoptClass kind) {
    static const std::array<Names, kAdoptClasses> all{
        {{"digits", "adopt/digits", {"数字或西文变了", "a number or a word in letters differs"}, 0.1f},
         {"deletion", "adopt/deletion", {"删去了字", "words are gone"}, 0.15f},
         {"rewording", "adopt/rewording", {"整段改写", "said otherwise"}, 0.2f},
         {"length", "adopt/length", {"字数变了", "more or fewer characters"}, 0.25f},
         {"other-sound", "adopt/other-sound", {"读音不同", "sounds unlike"}, 0.3f},
         {"markup", "adopt/markup", {"标记变了", "markup differs"}, 0.4f},
         {"near-sound", "adopt/near-sound", {"读音相近", "sounds alike"}, 0.6f},
         {"same-sound", "adopt/same-sound", {"读音相同", "sounds the same"}, 0.75f},
         {"term", "adopt/term", {"术语表也这样写", "a glossary says so too"}, 0.9f},
         {"script", "adopt/script", {"只是繁简不同", "only the script differs"}, 0.9f},
         {"punctuation", "adopt/punctuation", {"标点或空格", "marks or spaces"}, 0.8f},
         {"line-end", "adopt/line-end", {"断行或分段", "line ends or paragraphs"}, 0.8f}}};
    return all[static_cast<std::size_t>(kind)];
}

// Which bytes of a document are markup, not counting mere line ends and spaces.
class Markup {
  public:
    explicit Markup(const Document& document) : bytes_(document.bytes) {
        for (const Piece& piece : document.pieces) {
            if (piece.kind != PieceKind::point && piece.kind != PieceKind::locked) continue;
            if (slice(bytes_, piece.source).find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
            spans_.push_back(piece.source);
        }
    }
    // The markup within a span, without spaces and line ends.
    [[nodiscard]] std::string within(Span span) const {
        std::string out;
        auto it = std::upper_bound(spans_.begin(), spans_.end(), span.begin,
                                   [](std::uint32_t at, Span s) { return at < s.end; });
        for (; it != spans_.end() && it->begin < span.end; ++it) {
            for (std::uint32_t i = std::max(it->begin, span.begin); i < std::min(it->end, span.end); ++i) {
                if (std::string_view(" \t\r\n").find(bytes_[i]) == std::string_view::npos) out += bytes_[i];
            }
        }
        return out;
    }

    // The rest: what is read.
    [[nodiscard]] std::string prose_within(Span span) const {
        std::string out;
        auto it = std::upper_bound(spans_.begin(), spans_.end(), span.begin,
                                   [](std::uint32_t at, Span s) { return at < s.end; });
        for (std::uint32_t at = span.begin; at < span.end;) {
            const bool more = it != spans_.end() && it->begin < span.end;
            const std::uint32_t stop = more ? std::max(at, it->begin) : span.end;
            out += bytes_.substr(at, stop - at);
            at = more ? std::min(it->end, span.end) : span.end;
            if (more) ++it;
        }
        return out;
    }

  private:
    std::string_view bytes_;
    std::vector<Span> spans_;
};

std::size_t count_of(char c, std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

class Cutter {
  public:
    Cutter(const Document& before, const Document& after, const AdoptJudges& judges)
        : old_(before.bytes), new_(after.bytes), old_markup_(before), new_markup_(after), judges_(judges) {}

    std::vector<AdoptChange> run() {
        a_ = tokens_of(old_);
        b_ = tokens_of(new_);
        auto pairs = align(old_, a_, new_, b_);
        pairs.emplace_back(a_.size(), b_.size());
        std::uint32_t i = 0, j = 0;  // the first tokens that are not aligned yet
        for (const auto& [x, y] : pairs) {
            between(i, x, j, y);
            i = x + 1;
            j = y + 1;
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::uint32_t end_before(const std::vector<Span>& tokens, std::uint32_t i) const {
        return i == 0 ? 0 : tokens[i - 1].end;
    }
    [[nodiscard]] std::uint32_t begin_of(const std::vector<Span>& tokens, std::uint32_t i,
                                         std::string_view text) const {
        return i < tokens.size() ? tokens[i].begin : static_cast<std::uint32_t>(text.size());
    }

    // Tokens [i, x) of the old text stand where the new one has [j, y).
    void between(std::uint32_t i, std::uint32_t x, std::uint32_t j, std::uint32_t y) {
        const Span o{end_before(a_, i), begin_of(a_, x, old_)};
        const Span n{end_before(b_, j), begin_of(b_, y, new_)};
        if (i == x && j == y) {
            gap(o, n);
        } else if (i < x && j < y) {
            gap({o.begin, a_[i].begin}, {n.begin, b_[j].begin});
            core({a_[i].begin, a_[x - 1].end}, {b_[j].begin, b_[y - 1].end}, x - i, y - j);
            gap({a_[x - 1].end, o.end}, {b_[y - 1].end, n.end});
        } else if (i < x) {
            // Gone: with the gap before the words or the one behind them, whichever leaves what the new text has.
            const bool keep_first = slice(old_, Span{o.begin, a_[i].begin}) == slice(new_, n);
            if (keep_first) {
                core({a_[i].begin, o.end}, {n.end, n.end}, x - i, 0);
            } else {
                core({o.begin, a_[x - 1].end}, {n.begin, n.begin}, x - i, 0);
                gap({a_[x - 1].end, o.end}, n);
            }
        } else {
            const bool keep_first = slice(new_, Span{n.begin, b_[j].begin}) == slice(old_, o);
            if (keep_first) {
                core({o.end, o.end}, {b_[j].begin, n.end}, 0, y - j);
            } else {
                core({o.begin, o.begin}, {n.begin, b_[y - 1].end}, 0, y - j);
                gap(o, {b_[y - 1].end, n.end});
            }
        }
    }

    void put(Span o, Span n, AdoptClass kind) {
        out_.push_back({SourceSpan(o.begin, o.end), std::string(slice(new_, n)), kind});
    }

    // Neither holds a token. What both begin and end with is left alone.
    void gap(Span o, Span n) {
        if (slice(old_, o) == slice(new_, n)) return;
        while (!o.empty() && !n.empty()) {
            const utf8::Decoded first = utf8::decode(old_, o.begin), other = utf8::decode(new_, n.begin);
            if (first.ch != other.ch || first.length != other.length) break;
            o.begin += first.length;
            n.begin += other.length;
        }
        while (!o.empty() && !n.empty()) {
            const utf8::Decoded last = utf8::decode_before(old_, o.end), other = utf8::decode_before(new_, n.end);
            if (last.ch != other.ch || last.length != other.length) break;
            o.end -= last.length;
            n.end -= other.length;
        }
        const std::string_view was = slice(old_, o), is = slice(new_, n);
        AdoptClass kind = AdoptClass::punctuation;
        if (old_markup_.within(o) != new_markup_.within(n)) {
            kind = AdoptClass::markup;
        } else if (count_of('\n', was) != count_of('\n', is)) {
            kind = AdoptClass::line_end;
        }
        put(o, n, kind);
    }

    void core(Span o, Span n, std::size_t olds, std::size_t news) { put(o, n, class_of(o, n, olds, news)); }

    AdoptClass class_of(Span o, Span n, std::size_t olds, std::size_t news) const {
        // What is read decides, however much markup changes with it: no lost word hides behind a link.
        const std::string letters = content_of(old_markup_.prose_within(o)),
                          others = content_of(new_markup_.prose_within(n));
        if (letters == others && old_markup_.within(o) != new_markup_.within(n)) return AdoptClass::markup;
        if (letters == others)
            return count_of('\n', slice(old_, o)) != count_of('\n', slice(new_, n)) ? AdoptClass::line_end
                                                                                    : AdoptClass::punctuation;
        const auto ascii = [](std::string_view text) {
            std::string out;
            for (const char c : text) {
                if (is_alnum(static_cast<unsigned char>(c))) out += c;
            }
            return out;
        };
        if (ascii(letters) != ascii(others)) return AdoptClass::digits;
        if (others.empty()) return AdoptClass::deletion;
        if (olds >= kLong && news >= kLong) return AdoptClass::rewording;
        if (judges_.same_script && judges_.same_script(letters, others)) return AdoptClass::script;
        if (utf8::count(letters) != utf8::count(others)) return AdoptClass::length;
        switch (judges_.sound ? judges_.sound(letters, others) : Alike::no) {
            case Alike::same: return AdoptClass::same_sound;
            case Alike::near: return AdoptClass::near_sound;
            case Alike::no: break;
        }
        return AdoptClass::other_sound;
    }

    std::string_view old_, new_;
    Markup old_markup_, new_markup_;
    const AdoptJudges& judges_;
    std::vector<Span> a_, b_;
    std::vector<AdoptChange> out_;
};

}  // namespace

std::string_view name_of(AdoptClass kind) { return names_of(kind).name; }
std::string_view rule_of(AdoptClass kind) { return names_of(kind).rule; }
const Message& label_of(AdoptClass kind) { return names_of(kind).label; }

std::vector<AdoptChange> adopt_changes(const Document& before, const Document& after, const AdoptJudges& judges) {
    return Cutter(before, after, judges).run();
}

std::string adopt(std::string_view before, const std::vector<AdoptChange>& changes,
                  const std::function<bool(const AdoptChange&)>& wanted) {
    std::vector<SourceEdit> edits;
    for (const AdoptChange& change : changes) {
        if (wanted(change)) edits.push_back({change.at, change.text});
    }
    return splice(before, edits);
}

namespace {

// Makes as many of the changes as leave the markup as it is. What would not is told by halves, each tried on top of
// what is already taken.
class Taking {
  public:
    Taking(const Document& before, const AdoptReader& reader)
        : before_(before), reader_(reader), markup_(all_markup(before)) {}

    bool add(std::span<const AdoptChange* const> changes) {
        if (changes.empty()) return true;
        std::vector<SourceEdit> edits = taken_;
        for (const AdoptChange* change : changes) edits.push_back({change->at, change->text});
        std::sort(edits.begin(), edits.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
        if (fits(edits)) {
            taken_ = std::move(edits);
            return true;
        }
        if (changes.size() == 1 || tries_ > kMostTries) {
            withheld_ += changes.size();
            return false;
        }
        add(changes.first(changes.size() / 2));
        add(changes.subspan(changes.size() / 2));
        return false;
    }

    Adopted result() const { return {splice(before_.bytes, taken_), taken_, withheld_}; }

  private:
    static constexpr int kMostTries = 400;  // readings of the page

    static std::string all_markup(const Document& document) {
        return Markup(document).within(Span{0, static_cast<std::uint32_t>(document.bytes.size())});
    }
    bool fits(const std::vector<SourceEdit>& edits) {
        ++tries_;
        const Result<Document> after = reader_(splice(before_.bytes, edits));
        return after && all_markup(*after) == markup_;
    }

    const Document& before_;
    const AdoptReader& reader_;
    std::string markup_;
    std::vector<SourceEdit> taken_;
    std::size_t withheld_ = 0;
    int tries_ = 0;
};

}  // namespace

Result<Adopted> adopt_safely(const Document& before, const std::vector<AdoptChange>& changes,
                             const std::function<bool(const AdoptChange&)>& wanted, const AdoptReader& reader) {
    std::vector<const AdoptChange*> chosen;
    for (const AdoptChange& change : changes) {
        if (wanted(change)) chosen.push_back(&change);
    }
    Taking taking(before, reader);
    taking.add(chosen);
    return taking.result();
}

std::string content_of(std::string_view text) {
    std::string out;
    for (std::uint32_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_content(c.ch)) out += text.substr(at, c.length);
        at += c.length;
    }
    return out;
}

Outcome adopt_outcome(std::shared_ptr<const Document> before, const std::vector<AdoptChange>& changes) {
    Outcome out;
    out.bytes = before->bytes;
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::uint32_t> seen;
    for (const AdoptChange& change : changes) {
        const Names& names = names_of(change.kind);
        Record record;
        record.stage = "adopt";
        record.finding.rule = names.rule;
        record.finding.tier = Tier::suggest;
        record.finding.confidence = names.confidence;
        record.finding.message = names.label;
        record.source = change.at;
        record.fate = Fate::awaits_review;
        Entry entry;
        entry.at = change.at;
        entry.old_text = std::string(slice(before->bytes, change.at));
        entry.new_texts = {change.text};
        entry.edits = {{change.at, change.text}};
        entry.records = {out.records.size()};
        entry.tier = Tier::suggest;
        entry.confidence = names.confidence;
        entry.fate = Fate::awaits_review;
        const Span view = before->pieces.empty() ? Span(change.at) : view_of(*before, change.at);
        const std::string_view text =
            before->pieces.empty() ? std::string_view(before->bytes) : std::string_view(before->view);
        const Contexts context = contexts_of(text, view);
        const std::uint32_t ordinal = seen[{entry.old_text, change.text, context.left, context.right}]++;
        entry.id = finding_id(text, view, entry.old_text, change.text, ordinal);
        out.records.push_back(std::move(record));
        out.entries.push_back(std::move(entry));
    }
    out.document = std::move(before);
    return out;
}

}  // namespace jiaodui
