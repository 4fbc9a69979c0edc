// Tested by rules/homophone/word.md, estimate.md and tests/unit/stage/homophone_words_test.cpp.
#include "pipeline/stage/homophone_words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "pipeline/document/notice.hpp"
#include "pipeline/homophone/suggester.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kBeside = 42;  // bytes, fourteen characters
constexpr std::size_t kEnough = 3;     // characters, of which one is put

constexpr std::string_view kEstimate = "homophone/estimate";

float number(const Rule& rule, std::string_view key, float fallback, Problems& problems) {
    const std::string_view text = rule.text(key);
    if (text.empty()) return fallback;
    float value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size() && std::isfinite(value)) return value;
    problems.push_back(
        {ErrorCode::invalid_value,
         {rule.id + " 的 " + std::string(key) + " 应是一个数", rule.id + ": " + std::string(key) + " must be a number"},
         {},
         {}});
    return fallback;
}

// “同音；存档中‘黔西南’ 41 次，‘前西南’ 0 次”
Message evidence_of(const Suggestion& found) {
    Message out;
    switch (found.sound) {
        case SoundClass::same_tone: out = {"同音", "same sound"}; break;
        case SoundClass::same_syllable: out = {"同音不同调", "same sound, other tone"}; break;
        default: out = {"近音", "similar sound"}; break;
    }
    if (found.put.empty()) return out;
    const std::string put = std::to_string(found.put_times), was = std::to_string(found.was_times);
    out.zh += "；存档中‘" + found.put + "’ " + put + " 次，‘" + found.was + "’ " + was + " 次";
    out.en += "; the archive has '" + found.put + "' " + put + " times, '" + found.was + "' " + was + " times";
    return out;
}

// From which probability on something is said, judged by the archive or without it.
struct Bars {
    PageBar page;
    PageBar raw;      // of one that says itself that it has not been proofread
    float alone = 0;  // of a text that is no page

    [[nodiscard]] float of(const Suggestions& found, bool is_raw) const {
        return found.alone ? alone : (is_raw ? raw : page).of(found.errors_per_1000);
    }
    [[nodiscard]] float lowest() const { return std::min({alone, page.lowest(), raw.lowest()}); }
};

Bars bars_of(const Rule& rule, bool by_archive, Problems& problems) {
    Bars out;
    out.page.bad = number(rule, by_archive ? "shown" : "bare_shown", 0.5f, problems);
    out.page.good = number(rule, by_archive ? "shown_good" : "bare_shown_good", out.page.bad, problems);
    out.page.few = std::max(number(rule, by_archive ? "good" : "bare_good", out.page.few, problems), 0.1f);
    out.page.many = std::max(number(rule, "bad", out.page.many, problems), out.page.few * 1.01f);
    out.raw = out.page;
    out.raw.good = number(rule, by_archive ? "raw_shown_good" : "bare_raw_shown_good", out.page.good, problems);
    out.alone = number(rule, by_archive ? "short_shown" : "alone_shown", out.page.lowest(), problems);
    return out;
}

class HomophoneWords : public SoundPart {
  public:
    HomophoneWords(const Rule& rule, const StageInput& input, SoundClasses classes, Problems& problems)
        : rule_(rule),
          estimate_(input.rules.find(kEstimate)),
          notices_(input.notices),
          suggester_(rule, *input.sound, std::move(classes), input.archive, problems, input.threads),
          by_archive_(bars_of(rule, true, problems)),
          bare_(bars_of(rule, false, problems)),
          least_(number(rule, "least", 0.3f, problems)),
          precision_(number(rule, "precision", 0.7f, problems)),
          many_(number(rule, "estimate", 8, problems)) {
        if (estimate_ != nullptr && (!estimate_->on || input.archive == nullptr)) estimate_ = nullptr;
    }

    [[nodiscard]] bool takes_long() const override { return true; }

    void propose(const SoundText& text, Proposals& out) const override {
        const Draft& draft = text.draft();
        const PageScript script = draft.page.script;
        if (draft.round > 1 || script == PageScript::traditional || script == PageScript::mixed) return;
        const float least = std::min(least_, bare_.lowest());
        const bool raw = notice_in(draft.text, notices_).has_value();
        float more = 0;
        for (const Draft& section : sections_of(draft))
            more += tell(section, raw, suggester_.suggest(section, least), out);
        if (estimate_ != nullptr && more >= many_) out.findings.push_back(estimate(draft, more));
    }

  private:
    // Tells what was found in a section; how many errors more are expected there.
    float tell(const Draft& draft, bool raw, const Suggestions& found, Proposals& out) const {
        const Bars& bars = found.by_archive ? by_archive_ : bare_;
        const float least = found.by_archive ? least_ : bars.of(found, raw);
        const float bar = lowest_shown(found, bars.of(found, raw));
        const bool good = found.errors_per_1000 < by_archive_.page.few;
        // Somebody knew what he wrote: a proofreader, or who gave the page its title.
        const auto is_meant = [&](const Suggestion& one) {
            return good && (!raw || is_by_hand(draft, one)) && is_beside(draft, one);
        };
        std::size_t shown = 0;
        for (const Suggestion& one : found.all) {
            if (one.probability < least) continue;
            out.findings.push_back(finding(draft, one));
            if (one.probability >= bar && !is_meant(one)) ++shown;
            else out.findings.back().tier = out.findings.back().fix->tier = Tier::hint;
        }
        return found.by_archive ? found.errors - static_cast<float>(shown) : 0;
    }

    // The page's bar, raised until the mean of what is shown is the precision wanted at least.
    [[nodiscard]] float lowest_shown(const Suggestions& found, float least) const {
        if (found.alone) return least;  // one or two suggestions have no mean
        std::vector<float> values;
        for (const Suggestion& one : found.all) {
            if (one.probability >= least) values.push_back(one.probability);
        }
        std::sort(values.begin(), values.end(), std::greater<>());
        float sum = 0, bar = 2;
        for (std::size_t i = 0; i < values.size(); ++i) {
            sum += values[i];
            if (sum >= precision_ * static_cast<float>(i + 1)) bar = values[i];
        }
        return bar;
    }

    // No recogniser writes a title or a heading.
    [[nodiscard]] static bool is_by_hand(const Draft& draft, const Suggestion& one) {
        const Region* region = region_of(draft, one.at.begin);
        return region != nullptr && (region->kind == RegionKind::title || region->kind == RegionKind::heading);
    }

    // What is proposed, with its neighbours, stands beside it: who writes both tells them apart (“‘平泉’与‘平权’谐音”).
    [[nodiscard]] static bool is_beside(const Draft& draft, const Suggestion& one) {
        const std::string_view text = draft.text;
        std::uint32_t begin = one.at.begin, end = one.at.end;
        for (std::size_t i = 1; i < kEnough; ++i) {
            begin -= utf8::decode_before(text, begin).length;
            end += utf8::decode(text, end).length;
        }
        const std::u32string left = characters_of(text.substr(begin, one.at.begin - begin));
        const std::u32string put = characters_of(one.text);
        const std::u32string around = left + put + characters_of(text.substr(one.at.end, end - one.at.end));
        const std::uint32_t from = one.at.begin - std::min(one.at.begin, kBeside);
        const std::string_view before = text.substr(from, one.at.begin - from),
                               after = text.substr(one.at.end, kBeside);
        for (std::size_t i = 0; i + kEnough <= around.size() && i < left.size() + put.size(); ++i) {
            if (i + kEnough <= left.size()) continue;
            const std::string part = text_of(std::u32string_view(around).substr(i, kEnough));
            if (before.find(part) != before.npos || after.find(part) != after.npos) return true;
        }
        return false;
    }

    [[nodiscard]] Finding finding(const Draft& draft, const Suggestion& one) const {
        Finding out = finding_of(rule_, one.at, slice(draft.text, one.at), one.text);
        out.tier = out.fix->tier = std::min(rule_.tier, Tier::suggest);
        out.confidence =
            std::round(one.probability * 100) / 100;  // what is behind that differs from machine to machine
        out.others = one.others;
        const Message evidence = evidence_of(one);
        out.message.zh += "（" + evidence.zh + "）";
        out.message.en += " (" + evidence.en + ")";
        out.evidence.facts.emplace_back("sound", one.sound == SoundClass::same_tone       ? "same"
                                                 : one.sound == SoundClass::same_syllable ? "tone"
                                                                                          : "fuzzy");
        if (!one.put.empty()) {
            out.evidence.facts.emplace_back("archive_new", one.put + " " + std::to_string(one.put_times));
            out.evidence.facts.emplace_back("archive_old", one.was + " " + std::to_string(one.was_times));
        }
        return out;
    }

    [[nodiscard]] Finding estimate(const Draft& draft, float more) const {
        const Span first = draft.regions.front().at;
        Finding out =
            remark_of(*estimate_, DraftSpan(Span{first.begin, first.begin}), std::to_string(std::lround(more)));
        out.evidence.facts.emplace_back("errors", std::to_string(std::lround(more)));
        return out;
    }

    const Rule& rule_;
    const Rule* estimate_;
    std::vector<std::string> notices_;
    Suggester suggester_;
    Bars by_archive_, bare_;
    float least_;  // of hints, which only the archive gives
    float precision_, many_;
};

}  // namespace

std::unique_ptr<const SoundPart> make_homophone_words(const Rule& rule, const StageInput& input, Problems& problems) {
    if (input.sound == nullptr || input.sound->pinyin() == nullptr) return nullptr;
    // What does without the model first: another thread is opening it.
    SoundClasses classes = Suggester::classes_of(*input.sound, input.archive);
    (void)input.sound->characters();
    if (input.sound->language_model() == nullptr) return nullptr;
    return std::make_unique<const HomophoneWords>(rule, input, std::move(classes), problems);
}

std::unique_ptr<const SoundPart> make_homophone_estimate(const Rule&, const StageInput&, Problems&) { return nullptr; }

}  // namespace jiaodui
