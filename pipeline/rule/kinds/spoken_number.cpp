// The text is cut into runs of numerals, and each is asked what it is. Quantities wait for the end of their sentence:
// where another of the same unit stays as it is said (十年，二十年), they stay too, since a text writes what is alike
// alike. Tested by rules/number/itn.md and tests/unit/text/numeral_test.cpp.
#include "pipeline/rule/kinds/spoken_number.hpp"

#include <algorithm>
#include <optional>

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/number_as_digits.hpp"
#include "pipeline/rule/kinds/number_as_words.hpp"

namespace jiaodui {
namespace {

constexpr int kLongestTitle = 40;

// Goes through one region.
class Reading {
  public:
    Reading(const Rule& rule, const NumberTables& tables, const Scope& scope, std::vector<Finding>& out)
        : rule_(rule), scope_(scope), text_(tables, scope), out_(out) {}

    void to_digits() {
        for (std::uint32_t at = scope_.range.begin; at < scope_.range.end;) {
            const Span run = text_.run_at(at);
            if (run.empty()) {
                const utf8::Decoded c = text_.right_of(at);
                if (ends_sentence(c.ch)) report_sentence();
                at += c.length;
                continue;
            }
            at = run.end;
            std::optional<NumberChange> change = number_as_digits(text_, run);
            if (!change) {
                if (text_.slice(run) != "一") sentence_.stay.push_back(unit_after(run.end));
                continue;
            }
            at = std::max(at, change->at.end);
            sentence_.changes.push_back(std::move(*change));
        }
        report_sentence();
    }

    void to_words() {
        const std::string_view text = text_.slice({0, scope_.range.end});
        for (std::size_t at = text.find_first_of("0123456789", scope_.range.begin); at != std::string_view::npos;) {
            const Span number = text_.number_at(static_cast<std::uint32_t>(at));
            std::uint32_t end = number.end;
            if (const std::optional<NumberChange> change = number_as_words(text_, number)) {
                end = std::max(end, change->at.end);
                report(*change);
            }
            at = text.find_first_of("0123456789", end);
        }
    }

  private:
    struct Sentence {
        std::vector<NumberChange> changes;
        std::vector<std::string_view> stay;  // units of the numbers that stay
    };
    static bool ends_sentence(char32_t ch) {
        return ch == U'。' || ch == U'！' || ch == U'？' || ch == U'；' || ch == U'\n' || ch == U'\uFFFC';
    }
    void report_sentence() {
        for (const NumberChange& change : sentence_.changes) {
            const std::string_view unit = change.quantity ? unit_after(change.at.end) : std::string_view();
            const auto& stay = sentence_.stay;
            if (unit.empty() || std::find(stay.begin(), stay.end(), unit) == stay.end()) report(change);
        }
        sentence_ = {};
    }
    // 年 behind 二十, 人 behind 三百多; empty where there is none.
    [[nodiscard]] std::string_view unit_after(std::uint32_t at) const {
        if (text_.follows(at, {"多", "余"})) at += 3;
        const auto unit = text_.unit_at(at);
        return unit ? text_.slice({at, at + unit->size}) : std::string_view();
    }

    // What others have written stays as they wrote it: a quotation, a title.
    [[nodiscard]] bool is_cited(std::uint32_t at) const {
        const Region* region = region_of(scope_.draft, at);
        if (region != nullptr && region->kind == RegionKind::quote) return true;
        const std::string_view context = text_.before(at, kLongestTitle);
        const std::size_t open = context.rfind("《");
        return open != std::string_view::npos && context.find("》", open) == std::string_view::npos;
    }

    void report(const NumberChange& change) {
        const Span at = change.at;
        if (scope_.draft.has_anchor_inside(at) || scope_.draft.is_locked(at) || text_.is_kept(at) || is_cited(at.begin))
            return;
        out_.push_back(finding_of(rule_, DraftSpan(at), text_.slice(at), change.text));
    }

    const Rule& rule_;
    const Scope& scope_;
    NumberText text_;
    std::vector<Finding>& out_;
    Sentence sentence_;
};

class SpokenNumbers : public Matcher {
  public:
    explicit SpokenNumbers(const Rule& rule) : rule_(rule), style_(rule.text("style")), tables_(rule) {}
    void find(const Scope& scope, std::vector<Finding>& out) const override {
        Reading reading(rule_, tables_, scope, out);
        if (style_ == "arabic") reading.to_digits();
        if (style_ == "chinese") reading.to_words();
    }

  private:
    const Rule& rule_;
    std::string style_;
    NumberTables tables_;
};

}  // namespace

std::unique_ptr<const Matcher> make_spoken_numbers(const Rule& rule, const MatcherSources&, Problems&) {
    return std::make_unique<SpokenNumbers>(rule);
}

}  // namespace jiaodui
