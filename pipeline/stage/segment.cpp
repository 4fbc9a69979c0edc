// The page as LineText, its shape, the places that its shape leaves open, one pass of the decoder, a finding a place.
// Tested by tests/unit/stage/segment_test.cpp and the pages of rules/segment/.
#include "pipeline/stage/segment.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "pipeline/conf/resources.hpp"
#include "pipeline/edit/history.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/line_end_decoder.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/stage/line_end_cues.hpp"
#include "pipeline/stage/page_lines.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr float kWorthNaming = 0.01f;  // less likely marks are no candidates

// A blank line speaks for a paragraph's end, but not always.
constexpr LineEndScores kBlankLinePrior = {-1.0f, 0, 0.35f, 0, 0, 0, 0, 1.5f};
// Where the times of both cues are known (a subtitle or recogniser file, a page with its times beside it), the silence
// between them speaks too. There is no edited text with times to learn from, so these are by hand:
// a breath says little, a longer silence ends a sentence more often, the longest a paragraph.
struct Pause {
    std::int64_t at_least_ms;
    LineEndScores scores;
};
constexpr Pause kPauses[] = {
    {2000, {-2.0f, -0.8f, 1.45f, -1.0f, 1.2f, 1.2f, 0, 2.5f}},
    {1000, {-1.3f, -0.3f, 0.95f, -0.5f, 0.9f, 0.9f, 0, 1.2f}},
    {500, {-0.6f, 0, 0.45f, 0, 0.4f, 0.4f, 0, 0.4f}},
};

// At the line ends of the training text four of five have a mark, within a line hardly any place lacks one: how few is
// a guess, set high by reading, so that commas between a long subject and what is said of it are not asked for.
constexpr LineEndScores kInsidePrior = {6.5f, 0, 0, 0, 0, 0, 0, 0};
constexpr float kSureInside = 0.85f;
constexpr std::uint32_t kLeastInside = 4;  // symbols on either side, within the line

// What a place is to the rules.
enum class PlaceKind : std::uint8_t { none, line_end, text_end, space, inside, cut_paragraph };

struct Place {
    PlaceKind kind = PlaceKind::none;
    std::uint32_t symbol = 0;
};

bool is_letter_symbol(char32_t symbol) { return symbol == 'A' || (symbol >= '1' && symbol <= '4'); }

LineEnd standing(const LineGap& gap) { return gap.marked ? gap.mark : LineEnd::join; }

bool ends_text(LineEnd end) { return end != LineEnd::join && end != LineEnd::comma && end != LineEnd::enumeration; }

bool ends_sentence(LineEnd end) {
    return end == LineEnd::stop || end == LineEnd::question || end == LineEnd::exclamation;
}

class SegmentStage : public Stage {
  public:
    SegmentStage(const StageInput& input, Problems& problems) : words_(input.words) {
        for (const Rule& rule : input.rules.rules) {
            if (rule.stage != name() || !rule.on) continue;
            const Rule** slot = slot_of(rule.id);
            if (slot == nullptr || rule.kind != "segment") {
                problems.push_back(unknown_kind(rule));
            } else {
                *slot = &rule;
            }
        }
        idle_ = !line_end_ && !missing_mark_ && !space_is_mark_ && !cut_paragraph_ && !paragraph_;
        joins_ = line_end_ != nullptr && line_end_->flag("join");
        if (!idle_) load_model(input, problems);
    }

    [[nodiscard]] StageId name() const override { return "segment"; }
    [[nodiscard]] bool first_round_only() const override { return true; }

    void propose(const Draft& draft, Proposals& out) const override {
        if (idle_) return;
        LineText text = page_lines(draft);
        const PageShape shape = shape_of(text);
        std::vector<OpenPlace> open;
        std::vector<Place> places;
        find_places(draft, text, shape, open, places);
        if (std::all_of(places.begin(), places.end(), [](const Place& place) { return place.kind == PlaceKind::none; }))
            return;
        const std::vector<LineEndChoice> choices = decode_line_ends(model_, text, open);
        for (std::size_t i = 0; i < places.size(); ++i) speak(draft, text, places[i], choices[i], out);
    }

  private:
    const Rule** slot_of(std::string_view id) {
        if (id == "segment/line-end") return &line_end_;
        if (id == "segment/missing-mark") return &missing_mark_;
        if (id == "segment/space-is-mark") return &space_is_mark_;
        if (id == "segment/cut-paragraph") return &cut_paragraph_;
        if (id == "segment/paragraph") return &paragraph_;
        return nullptr;
    }

    void load_model(const StageInput& input, Problems& problems) {
        const std::string_view learned =
            input.archive != nullptr ? input.archive->section(kLineEndSection) : std::string_view();
        if (!learned.empty()) {
            Result<LineEndModel> model = LineEndModel::view(learned, ".jiaodui/lexicon");
            if (!model) return problems.push_back(model.error());
            model_ = *model;
            built_in_only_ = false;
            return;
        }
        Result<std::string> cues = load_line_end_cues(input.resources, problems);
        if (!cues) return problems.push_back(cues.error());
        built_in_ = std::move(*cues);
        if (Result<LineEndModel> model = LineEndModel::view(built_in_, "dictionaries/segment/cues.tsv"))
            model_ = *model;
    }

    // Every place that the history passes, open or settled, in order. Lines are what stands between two line ends,
    // paragraphs or barriers.
    void find_places(const Draft& draft, const LineText& text, PageShape shape, std::vector<OpenPlace>& open,
                     std::vector<Place>& places) const {
        const auto size = static_cast<std::uint32_t>(text.symbols.size());
        std::vector<std::uint32_t> line_ends;
        for (std::uint32_t i = 0; i < size; ++i) {
            const LineGap& gap = text.symbols[i].gap;
            if (gap.line || gap.paragraph || gap.barrier) line_ends.push_back(i);
        }
        const std::uint32_t width = width_of(text, line_ends);
        const bool looks_inside = shape == PageShape::captions && missing_mark_ != nullptr && words_ != nullptr;
        std::uint32_t begin = 0, previous = 0;
        std::size_t line = 0;
        for (std::uint32_t i = 0; i < size; ++i) {
            const LineGap& gap = text.symbols[i].gap;
            const bool at_line_end = line < line_ends.size() && line_ends[line] == i;
            const bool end_of_text = gap.paragraph || gap.barrier;
            LinePlace at{i, begin,
                         at_line_end && line + 1 < line_ends.size() ? line_ends[line + 1]
                         : line < line_ends.size()                  ? line_ends[line]
                                                                    : i,
                         previous, width};
            const bool speaks = gap.marked || at_line_end || !gap.space.empty();
            if (speaks) {
                Place place{PlaceKind::none, i};
                LineEndSet may{end_of_text ? LineEnd::paragraph : standing(gap)};
                classify(draft, text, shape, i, end_of_text, place, may);
                if (place.kind != PlaceKind::none || gap.marked || end_of_text) {
                    const bool by_pauses = place.kind == PlaceKind::line_end || place.kind == PlaceKind::space;
                    const Pause* pause = gap.line ? pause_at(draft, text, i) : nullptr;
                    const LineEndScores* prior = pause != nullptr && by_pauses       ? &pause->scores
                                                 : place.kind == PlaceKind::text_end ? &kBlankLinePrior
                                                                                     : nullptr;
                    open.push_back({at, may, prior, end_of_text && !may.has(LineEnd::comma)});
                    places.push_back(place);
                }
            } else if (looks_inside && i - begin + 1 >= kLeastInside && line < line_ends.size() &&
                       line_ends[line] - i >= kLeastInside && ends_word(draft, text, i)) {
                at.next_end = line_ends[line];
                open.push_back({at, LineEndSet::all().without(LineEnd::paragraph), &kInsidePrior, false, true});
                places.push_back({PlaceKind::inside, i});
            }
            if (at_line_end) {
                previous = begin;
                begin = i + 1;
                ++line;
            }
        }
    }

    // The silence after a symbol at a line's end; null where it is short or nobody knows. Only between a cue and the
    // next one.
    static const Pause* pause_at(const Draft& draft, const LineText& text, std::uint32_t i) {
        if (draft.history == nullptr || i + 1 >= text.symbols.size()) return nullptr;
        const Document& page = draft.history->document();
        if (page.cues.empty()) return nullptr;
        const Cue* before = page.cue_at(draft.to_source(text.symbols[i].at).begin);
        const Cue* after = page.cue_at(draft.to_source(text.symbols[i + 1].at).begin);
        const bool neighbours = before != nullptr && after != nullptr && after->number == before->number + 1;
        if (!neighbours || before->end_ms == Cue::kNoTime || after->begin_ms == Cue::kNoTime) return nullptr;
        const std::int64_t silence = after->begin_ms - before->end_ms;
        const auto* found = std::find_if(std::begin(kPauses), std::end(kPauses),
                                         [&](const Pause& pause) { return silence >= pause.at_least_ms; });
        return found == std::end(kPauses) ? nullptr : found;
    }

    // Between two Han, and no word goes across.
    [[nodiscard]] bool ends_word(const Draft& draft, const LineText& text, std::uint32_t i) const {
        const LineSymbol& here = text.symbols[i];
        const LineSymbol& next = text.symbols[i + 1];
        if (here.at.end != next.at.begin || !is_han(here.symbol) || !is_han(next.symbol)) return false;
        return !words_->cut(draft.text, {here.at.begin, here.at.end}).end;
    }

    void classify(const Draft& draft, const LineText& text, PageShape shape, std::uint32_t i, bool end_of_text,
                  Place& place, LineEndSet& may) const {
        const LineGap& gap = text.symbols[i].gap;
        if (end_of_text) {
            const bool comma =
                gap.marked && !gap.odd && (gap.mark == LineEnd::comma || gap.mark == LineEnd::enumeration);
            if (gap.paragraph && comma && cut_paragraph_ != nullptr) place.kind = PlaceKind::cut_paragraph;
            if (!gap.marked && shape == PageShape::captions && line_end_ != nullptr) {
                place.kind = PlaceKind::text_end;
                may = {LineEnd::stop, LineEnd::question, LineEnd::exclamation, LineEnd::colon};
                // Recognisers leave blank lines in the middle of sentences.
                if (gap.paragraph && cut_paragraph_ != nullptr) may = LineEndSet::all();
            }
            return;
        }
        if (shape == PageShape::paragraphs) return;
        if (gap.line) {
            if (line_end_ == nullptr || break_of(draft, gap).empty()) return;
            place.kind = PlaceKind::line_end;
            if (!gap.marked) {
                may = LineEndSet::all();
            } else if (ends_sentence(gap.mark)) {
                may = {gap.mark, LineEnd::paragraph};
            }
            if (paragraph_ == nullptr || !may_begin_paragraph(draft, text, i + 1))
                may = may.without(LineEnd::paragraph);
        } else if (!gap.marked && !gap.space.empty() && shape == PageShape::captions && space_is_mark_ != nullptr) {
            const bool between_han = !is_letter_symbol(text.symbols[i].symbol) && i + 1 < text.symbols.size() &&
                                     !is_letter_symbol(text.symbols[i + 1].symbol);
            if (!between_han) return;
            place.kind = PlaceKind::space;
            may = LineEndSet::all().without(LineEnd::paragraph);
        }
    }

    // A paragraph must not begin with what Markdown reads as a list, a heading or code.
    static bool may_begin_paragraph(const Draft& draft, const LineText& text, std::uint32_t next) {
        if (next >= text.symbols.size()) return false;
        const LineSymbol& first = text.symbols[next];
        if (!is_han(first.symbol)) return false;
        return draft.to_source(first.at).begin > 0 && draft.source[draft.to_source(first.at).begin - 1] == '\n';
    }

    // The bytes of the file that are the line break and the blanks beside it; empty when more stands there.
    static Span break_of(const Draft& draft, const LineGap& gap) {
        const utf8::Decoded left = utf8::decode_before(draft.text, gap.line_at.begin);
        const utf8::Decoded right = utf8::decode(draft.text, gap.line_at.end);
        const std::uint32_t begin = draft.to_source(Span{gap.line_at.begin - left.length, gap.line_at.begin}).end;
        const std::uint32_t end = draft.to_source(Span{gap.line_at.end, gap.line_at.end + right.length}).begin;
        if (begin >= end) return {};
        const std::string_view hidden = draft.source.substr(begin, end - begin);
        if (hidden.find_first_not_of(" \t\r\n") != std::string_view::npos) return {};
        return std::count(hidden.begin(), hidden.end(), '\n') == 1 ? Span{begin, end} : Span{};
    }

    void speak(const Draft& draft, const LineText& text, const Place& place, const LineEndChoice& choice,
               Proposals& out) const {
        const LineSymbol& symbol = text.symbols[place.symbol];
        switch (place.kind) {
            case PlaceKind::none: break;
            case PlaceKind::inside:
                if (choice.best != LineEnd::join &&
                    choice.probability[static_cast<std::size_t>(choice.best)] >= kSureInside) {
                    Finding finding = finding_of(*missing_mark_, DraftSpan(symbol.at.end, symbol.at.end), "",
                                                 std::string(mark_of(choice.best)));
                    describe(finding, *missing_mark_, choice, choice.best, {});
                    out.findings.push_back(std::move(finding));
                }
                break;
            case PlaceKind::line_end: speak_of_line_end(draft, text, place.symbol, choice, out); break;
            case PlaceKind::space: {
                const LineEnd end = best_mark(choice);
                Finding finding = finding_of(*space_is_mark_, DraftSpan(symbol.gap.space),
                                             slice(draft.text, symbol.gap.space), std::string(mark_of(end)));
                describe(finding, *space_is_mark_, choice, end, {});
                out.findings.push_back(std::move(finding));
                break;
            }
            case PlaceKind::text_end:
                if (ends_text(choice.best)) {
                    speak_of_text_end(draft, symbol, choice, out);
                } else {
                    speak_of_cut(draft, text, place.symbol, &choice, out);
                }
                break;
            case PlaceKind::cut_paragraph: speak_of_cut(draft, text, place.symbol, nullptr, out); break;
        }
    }

    void speak_of_line_end(const Draft& draft, const LineText& text, std::uint32_t i, const LineEndChoice& choice,
                           Proposals& out) const {
        const LineGap& gap = text.symbols[i].gap;
        const Span at = break_of(draft, gap);
        const std::string_view old_text = slice(draft.source, at);
        const std::string feed = old_text.find('\r') != std::string_view::npos ? "\r\n\r\n" : "\n\n";
        const bool latin_beside =
            text.symbols[i].symbol == 'A' && i + 1 < text.symbols.size() && text.symbols[i + 1].symbol == 'A';
        const auto written = [&](LineEnd end) -> std::string {
            if (end == LineEnd::join || (gap.marked && end != LineEnd::paragraph))
                return latin_beside && !gap.marked ? " " : "";
            if (end != LineEnd::paragraph) return std::string(mark_of(end));
            return (gap.marked ? std::string() : std::string(mark_of(sentence_mark(choice)))) + feed;
        };
        LineEnd end = choice.best;
        if (end == LineEnd::join && !gap.marked && !joins_) end = best_mark(choice);
        const Rule& rule = end == LineEnd::paragraph ? *paragraph_ : *line_end_;
        Finding finding = finding_of(rule, DraftSpan(at), old_text, written(end));
        finding.in_markup = true;
        std::vector<std::string> others;
        for (const LineEnd other : ranked(choice)) {
            if (other == end || choice.probability[static_cast<std::size_t>(other)] < kWorthNaming) continue;
            others.push_back(written(other));
        }
        describe(finding, rule, choice, end, std::move(others));
        out.findings.push_back(std::move(finding));
    }

    // The last line before a blank one: its mark goes behind what closes there.
    void speak_of_text_end(const Draft& draft, const LineSymbol& symbol, const LineEndChoice& choice,
                           Proposals& out) const {
        std::uint32_t at = symbol.at.end;
        while (is_closing(utf8::decode(draft.text, at).ch)) at += utf8::decode(draft.text, at).length;
        const LineEnd end = choice.best == LineEnd::paragraph ? sentence_mark(choice) : choice.best;
        Finding finding = finding_of(*line_end_, DraftSpan(at, at), "", std::string(mark_of(end)));
        std::vector<std::string> others;
        for (const LineEnd other : ranked(choice)) {
            const bool named = other != end && ends_text(other) && other != LineEnd::paragraph &&
                               choice.probability[static_cast<std::size_t>(other)] >= kWorthNaming;
            if (named) others.emplace_back(mark_of(other));
        }
        describe(finding, *line_end_, choice, end, std::move(others));
        out.findings.push_back(std::move(finding));
    }

    // With a choice: no mark stands at the paragraph's end, and the likeliest is none that ends a sentence.
    void speak_of_cut(const Draft& draft, const LineText& text, std::uint32_t i, const LineEndChoice* choice,
                      Proposals& out) const {
        const std::uint32_t begin = draft.to_source(text.symbols[i].at).end;
        if (i + 1 >= text.symbols.size()) return;
        const std::uint32_t end = draft.to_source(text.symbols[i + 1].at).begin;
        const std::string_view between = draft.source.substr(begin, end - begin);
        const std::size_t feed = between.find_first_of(" \t\r\n");
        const std::size_t last = between.find_last_of(" \t\r\n");
        if (feed == std::string_view::npos) return;
        const Span at{begin + static_cast<std::uint32_t>(feed), begin + static_cast<std::uint32_t>(last) + 1};
        if (slice(draft.source, at).find_first_not_of(" \t\r\n") != std::string_view::npos) return;
        const LineEnd mark = choice != nullptr ? mark_within(*choice) : LineEnd::join;
        Finding finding =
            finding_of(*cut_paragraph_, DraftSpan(at), slice(draft.source, at), std::string(mark_of(mark)));
        finding.in_markup = true;
        if (choice != nullptr) {
            describe(finding, *cut_paragraph_, *choice, mark, {});
            finding.message = {"一句话多半没有完，这里不该空行",
                               "the sentence most likely goes on over this blank line"};
        }
        out.findings.push_back(std::move(finding));
    }

    // Of a sentence that goes on.
    static LineEnd mark_within(const LineEndChoice& choice) {
        const auto of = [&](LineEnd end) { return choice.probability[static_cast<std::size_t>(end)]; };
        return of(LineEnd::enumeration) > of(LineEnd::comma) ? LineEnd::enumeration : LineEnd::comma;
    }

    static LineEnd sentence_mark(const LineEndChoice& choice) {
        const auto of = [&](LineEnd end) { return choice.probability[static_cast<std::size_t>(end)]; };
        if (of(LineEnd::question) > std::max(of(LineEnd::stop), 0.1f)) return LineEnd::question;
        return of(LineEnd::exclamation) > std::max(of(LineEnd::stop), 0.1f) ? LineEnd::exclamation : LineEnd::stop;
    }

    static std::array<LineEnd, kLineEnds> ranked(const LineEndChoice& choice) {
        std::array<LineEnd, kLineEnds> out{};
        for (std::size_t y = 0; y < kLineEnds; ++y) out[y] = static_cast<LineEnd>(y);
        std::stable_sort(out.begin(), out.end(), [&](LineEnd a, LineEnd b) {
            return choice.probability[static_cast<std::size_t>(a)] > choice.probability[static_cast<std::size_t>(b)];
        });
        return out;
    }

    void describe(Finding& finding, const Rule& rule, const LineEndChoice& choice, LineEnd end,
                  std::vector<std::string> others) const {
        // A full stop is right whether or not a paragraph ends with it.
        float sure = choice.probability[static_cast<std::size_t>(end)];
        if (end == LineEnd::stop) sure += choice.probability[static_cast<std::size_t>(LineEnd::paragraph)];
        finding.confidence = std::min(0.99f, sure) * rule.confidence;
        finding.others = std::move(others);
        finding.evidence.file = built_in_only_ ? "dictionaries/segment/cues.tsv" : std::string();
        for (const LineEnd other : ranked(choice)) {
            const float p = choice.probability[static_cast<std::size_t>(other)];
            if (p < 0.05f) break;
            char number[8];
            std::snprintf(number, sizeof number, "%.2f", static_cast<double>(p));
            finding.evidence.facts.emplace_back(name_of_class(other), number);
        }
    }

    static std::string name_of_class(LineEnd end) {
        if (end == LineEnd::join) return "join";
        return end == LineEnd::paragraph ? "paragraph" : std::string(mark_of(end));
    }

    static Error unknown_kind(const Rule& rule) {
        return {ErrorCode::unknown_name,
                {"规则 " + rule.id + " 不是断句的规则", "rule " + rule.id + " is none of the stage segment"},
                {},
                {rule.file, 0, 0}};
    }

    const Words* words_;
    const Rule* line_end_ = nullptr;
    const Rule* missing_mark_ = nullptr;
    const Rule* space_is_mark_ = nullptr;
    const Rule* cut_paragraph_ = nullptr;
    const Rule* paragraph_ = nullptr;
    bool idle_ = true;
    bool joins_ = false;
    bool built_in_only_ = true;
    std::string built_in_;
    LineEndModel model_;
};

}  // namespace

std::unique_ptr<const Stage> make_segment_stage(const StageInput& input, Problems& problems) {
    const std::size_t before = problems.size();
    auto stage = std::make_unique<const SegmentStage>(input, problems);
    if (problems.size() != before) return nullptr;
    return stage;
}

}  // namespace jiaodui
