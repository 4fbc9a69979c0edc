// Tested by tests/unit/stage/protect_test.cpp.
#include "pipeline/stage/protect.hpp"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/rule/regex.hpp"
#include "pipeline/stage/phrase.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t max_label = 10;  // characters

// A text at the head of a region with a colon behind it.
struct Label {
    Span colon;
    std::string_view text;
};

Label label_of(std::string_view text, const Region& region) {
    std::uint32_t at = region.at.begin;
    for (std::size_t n = 0; n <= max_label && at < region.at.end; ++n) {
        const auto found = utf8::decode(text, at);
        if (found.ch == ':' || found.ch == U'：') {
            if (n == 0) return {};
            return {{at, at + found.length}, text.substr(region.at.begin, at - region.at.begin)};
        }
        const bool name = is_content(found.ch) || found.ch == U'·' || found.ch == ' ';
        if (!name || (n == 0 && is_digit(found.ch))) return {};
        at += found.length;
    }
    return {};
}

// Times of day and addresses of sections and pages, where they stand as such. Compiled for the first text that may hold
// one, which takes longer than making most stages. Safe to share between threads.
class PlacePatterns {
  public:
    void find_all(std::string_view text, Span within, std::vector<RegexHit>& out) const {
        std::call_once(once_, [this] { compile(); });
        patterns_.find_all(text, within, out);
    }

  private:
    void compile() const {
        constexpr std::string_view kPatterns[] = {
            R"([\[【（(]\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?[\]】）)])",
            R"(^(?P<fix>\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)(?:[^\d:]|$))",
            // A page and its section, without a scheme: wiki/浏览器#引擎
            R"([^\s#/，。；：！？“”]+/[^\s#，。；：！？“”]*#[^\s#，。；：！？“”]+)",
            // The page that a link of a wiki names, whatever it shows: [[公司|它]]
            R"(\[\[(?P<fix>[^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\])",
        };
        for (const std::string_view pattern : kPatterns) {
            [[maybe_unused]] const auto added = patterns_.add(pattern, "", {});
            assert(added);
        }
        patterns_.compile();
    }

    mutable std::once_flag once_;
    mutable RegexSet patterns_;
};

class ProtectStage : public Stage {
  public:
    ProtectStage(const StageInput& input, Problems& problems) {
        if (input.glossary != nullptr) {
            const auto keeps = input.glossary->keeps();
            keeps_ = PhraseMatcher::build(keeps);
            spelling_.insert(keeps.begin(), keeps.end());
        }
        for (const std::string& pattern : input.protect) {
            if (const auto added = user_.add(pattern, "", {"protect.extra", 0, 0}); !added)
                problems.push_back(added.error());
        }
        user_.compile();
        for (const Rule& rule : input.rules.rules) {
            if (rule.stage == name() && rule.on) problems.push_back(unknown_kind(rule));
        }
    }

    [[nodiscard]] StageId name() const override { return "protect"; }
    // Locks are carried forward; nothing new can need one.
    [[nodiscard]] bool first_round_only() const override { return true; }

    void propose(const Draft& draft, Proposals& out) const override {
        std::vector<PhraseHit> words;
        std::vector<RegexHit> matches;
        const bool any = holds_trigger(draft.signs->signs);
        for (const Region& region : draft.regions) {
            keeps_.find_all(draft.text, region.at, words);
            user_.find_all(draft.text, region.at, matches);
            if (any && holds_trigger(draft.signs->within(region.at.begin, region.at.end)))
                places_.find_all(draft.text, region.at, matches);
        }
        for (const PhraseHit& hit : words) {
            if (spelled(draft.text, hit)) out.locks.push_back(DraftSpan(hit.at));
        }
        for (const RegexHit& hit : matches) out.locks.push_back(DraftSpan(hit.at));
        lock_labels(draft, out);
    }

  private:
    // Every time of day holds a colon, every address of a section a #, every link of a wiki two brackets, and hardly
    // any paragraph does.
    static bool holds_trigger(std::span<const Sign> signs) {
        std::uint32_t bracket_ends = 0;
        return std::any_of(signs.begin(), signs.end(), [&](const Sign& sign) {
            if (sign.ch == ':' || sign.ch == '#') return true;
            if (sign.ch != '[') return false;
            const bool twice = bracket_ends == sign.at && sign.at > 0;
            bracket_ends = sign.at + 1;
            return twice;
        });
    }
    // The matcher is blind to letters' case, a kept word is not.
    [[nodiscard]] bool spelled(std::string_view text, const PhraseHit& hit) const {
        return spelling_.count(slice(text, hit.at)) != 0;
    }
    static void lock_labels(const Draft& draft, Proposals& out) {
        std::unordered_map<std::string_view, std::size_t> times;
        std::vector<Label> labels;
        for (const Region& region : draft.regions) {
            const Label label = label_of(draft.text, region);
            if (label.colon.empty()) continue;
            ++times[label.text];
            labels.push_back(label);
        }
        for (const Label& label : labels) {
            if (times[label.text] > 1) out.locks.push_back(DraftSpan(label.colon));
        }
    }

    PhraseMatcher keeps_;
    std::unordered_set<std::string_view> spelling_;  // views of the glossary
    RegexSet user_;
    PlacePatterns places_;
};

}  // namespace

std::unique_ptr<const Stage> make_protect_stage(const StageInput& input, Problems& problems) {
    const std::size_t before = problems.size();
    auto stage = std::make_unique<const ProtectStage>(input, problems);
    if (problems.size() != before) return nullptr;
    return stage;
}

}  // namespace jiaodui
