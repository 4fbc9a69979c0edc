// Method: a region without a character that t2s (s2t) replaces is left after one table look-up a character (for t2s
// also one with a character that it replaces in phrases alone, none of which is there); for the others the converter
// gives the located changes, and the law of the header sorts them. Whether a change lies in an exception is asked only
// of the exceptions that hold its first character. (Measured: 2,011 pages, 34 MB, 42 ms on one core.) Tested by
// tests/unit/script/script_stage_test.cpp and the pages in rules/script.
#include "pipeline/stage/script.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/lexicon/script_class.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/stage/script_passage.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/quotation.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// A converter that is loaded when it is first wanted. Thread-safe.
class LazyConverter {
  public:
    explicit LazyConverter(std::string name) : name_(std::move(name)) {}
    // Null when the data, found when the stage was made, cannot be read after all.
    [[nodiscard]] const ScriptConverter* get() const {
        std::call_once(once_, [this] {
            if (auto loaded = ScriptConverter::load(name_)) converter_ = *loaded;
        });
        return converter_.get();
    }
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    std::string name_;
    mutable std::once_flag once_;
    mutable std::shared_ptr<const ScriptConverter> converter_;
};

// The rules of the stage; null where a rule is off.
struct ScriptRules {
    const Rule* leaked_traditional = nullptr;
    const Rule* variant = nullptr;
    const Rule* quoted = nullptr;
    const Rule* leaked_simplified = nullptr;
    const Rule* mixed = nullptr;
    const Rule* convert = nullptr;
};

constexpr float kLone = 0.6f;  // confidence in a leaked character that makes no word: of 34 read 19 were right so

bool all_common_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded got = utf8::decode(text, at);
        if (got.ch < 0x4E00 || got.ch > 0x9FFF) return false;
        at += got.length;
    }
    return true;
}

// Every character of the text has the flag.
bool all_have(std::string_view text, std::uint8_t flag) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded got = utf8::decode(text, at);
        if ((script_class_of(got.ch) & flag) == 0) return false;
        at += got.length;
    }
    return !text.empty();
}

// A phrase of several characters that became another of as many is cut into its characters, those that stay left out.
void split_characters(std::string_view text, std::vector<ScriptChange>& changes) {
    std::vector<ScriptChange> out;
    for (ScriptChange& change : changes) {
        const std::string_view old_text = slice(text, change.at);
        if (utf8::count(old_text) != utf8::count(change.text)) {
            out.push_back(std::move(change));
            continue;
        }
        for (std::uint32_t at = 0, to = 0; at < old_text.size();) {
            const std::uint32_t length = utf8::decode(old_text, at).length;
            const std::uint32_t new_length = utf8::decode(change.text, to).length;
            const std::string_view piece = std::string_view(change.text).substr(to, new_length);
            if (old_text.substr(at, length) != piece) {
                const std::uint32_t begin = change.at.begin + at;
                out.push_back({{begin, begin + length}, std::string(piece), change.key});
            }
            at += length;
            to += new_length;
        }
    }
    changes.swap(out);
}

// The text with the changes that do not alter its length.
std::string simplified(std::string_view text, std::span<const ScriptChange> changes) {
    std::string out(changes.empty() ? std::string_view() : text);
    for (const ScriptChange& change : changes) {
        if (change.text.size() == change.at.size()) out.replace(change.at.begin, change.at.size(), change.text);
    }
    return out;
}

// Texts, found again from any of their convertible characters.
class PhraseIndex {
  public:
    void add(const std::string& text) {
        for_script_characters(text, script_class::kFromTraditional | script_class::kFromSimplified,
                              [&](std::size_t, char32_t ch, std::uint32_t, std::uint8_t) {
                                  std::vector<std::string>& list = by_character_[ch];
                                  if (list.empty() || list.back() != text) list.push_back(text);
                                  return true;
                              });
    }
    void add(const Rule* rule, std::string_view param) {
        const std::vector<std::string>* texts = rule == nullptr ? nullptr : rule->param(param);
        if (texts == nullptr) return;
        for (const std::string& text : *texts) add(text);
    }
    // One of the texts stands in `text` so that it covers the span, whose first character is convertible.
    [[nodiscard]] bool covers(std::string_view text, Span at) const {
        const auto found = by_character_.find(utf8::decode(text, at.begin).ch);
        if (found == by_character_.end()) return false;
        for (const std::string& word : found->second) {
            const std::size_t reach = std::min<std::size_t>(at.begin, word.size());
            const std::size_t from = at.begin - reach;
            const std::string_view around = text.substr(from, reach + word.size());
            for (std::size_t i = around.find(word); i != std::string_view::npos; i = around.find(word, i + 1)) {
                if (from + i <= at.begin && at.end <= from + i + word.size()) return true;
            }
        }
        return false;
    }

  private:
    std::unordered_map<char32_t, std::vector<std::string>> by_character_;
};

class ScriptStage final : public Stage {
  public:
    ScriptStage(const ScriptRules& rules, const std::vector<std::string>& exceptions, const Words* words,
                std::string to_traditional, std::string configured)
        : rules_(rules),
          words_(words),
          from_simplified_(std::move(to_traditional)),
          configured_(std::move(configured)) {
        for (const std::string& text : exceptions) exceptions_.add(text);
        exceptions_.add(rules.variant, "keep");
        safe_phrases_.add(rules.leaked_traditional, "phrases");
        sure_phrases_.add(rules.variant, "phrases");
    }

    [[nodiscard]] StageId name() const override { return "script"; }
    void propose(const Draft& draft, Proposals& out) const override;

  private:
    // A region as it stands, and simplified as far as its length stays; both have the same places.
    struct Texts {
        std::string_view text;
        std::string simplified;
    };
    enum class Certainty : std::uint8_t { little, some, lone, safe };
    [[nodiscard]] Certainty certainty_of(const Texts& texts, const ScriptChange& change,
                                         const Quotations& quotations) const;
    void convert_region(const Draft& draft, const Region& region, Proposals& out) const;
    void simplify_region(const Draft& draft, const Region& region, Proposals& out) const;
    void report_single(std::uint32_t base, std::string_view text, const ScriptChange& change, Certainty certainty,
                       Proposals& out) const;
    void report_passage(const Draft& draft, std::uint32_t base, std::span<const ScriptChange> changes,
                        Proposals& out) const;
    void traditionalize_region(const Draft& draft, const Region& region, Proposals& out) const;
    void report_mixed(const Draft& draft, Proposals& out) const;

    ScriptRules rules_;
    const Words* words_;
    LazyConverter from_traditional_{"t2s"};
    LazyConverter from_simplified_;
    LazyConverter configured_;
    PhraseIndex exceptions_;
    PhraseIndex safe_phrases_;  // in these a character is safe that is not so alone
    PhraseIndex sure_phrases_;  // in these a doubtful character is a suggestion
};

// Adds where the finding comes from.
void explain(Finding& finding, const ScriptConverter& converter, const ScriptChange& change) {
    finding.evidence.file = "opencc:" + std::string(converter.name());
    finding.evidence.key = change.key;
}

DraftSpan moved(Span at, std::uint32_t base) { return {at.begin + base, at.end + base}; }

// In bytes of the region, as the changes are.
Quotations quotations_of(const Draft& draft, const Region& region, std::span<const ScriptChange> changes) {
    std::vector<Span> spans;
    if (!changes.empty()) spans = find_quotations(draft.text, draft.signs->within(region.at.begin, region.at.end));
    for (Span& span : spans) span = {span.begin - region.at.begin, span.end - region.at.begin};
    return {slice(draft.text, region.at), spans, changes};
}

void ScriptStage::convert_region(const Draft& draft, const Region& region, Proposals& out) const {
    const ScriptConverter* converter = configured_.get();
    if (converter == nullptr) return;
    const std::string_view text = slice(draft.text, region.at);
    // Not idempotent from simplified text: 皇后 stays, but would not where its context has been converted already.
    if (converter->name().front() == 's' && draft.page.script == PageScript::traditional) {
        if (!holds_script_character(text, script_class::kSimplifiedOnly)) return;
    }
    std::vector<ScriptChange> changes;
    converter->convert(text, changes);
    for (ScriptChange& change : changes) {
        const DraftSpan at = moved(change.at, region.at.begin);
        if (draft.is_locked(at)) continue;
        Finding finding = finding_of(*rules_.convert, at, slice(text, change.at), change.text);
        explain(finding, *converter, change);
        out.findings.push_back(std::move(finding));
    }
}

void ScriptStage::simplify_region(const Draft& draft, const Region& region, Proposals& out) const {
    const std::string_view text = slice(draft.text, region.at);
    const ScriptConverter* converter = may_be_simplified(text) ? from_traditional_.get() : nullptr;
    if (converter == nullptr) return;

    std::vector<ScriptChange> changes;
    converter->convert(text, changes);
    split_characters(text, changes);
    const auto unwanted = [&](const ScriptChange& change) {
        return draft.is_locked(moved(change.at, region.at.begin)) || exceptions_.covers(text, change.at);
    };
    changes.erase(std::remove_if(changes.begin(), changes.end(), unwanted), changes.end());

    const Quotations quotations = quotations_of(draft, region, changes);
    const std::vector<Passage> passages = find_passages(text, changes, quotations, region.kind == RegionKind::quote);
    for (const Passage& passage : passages)
        report_passage(draft, region.at.begin, std::span(changes).subspan(passage.first, passage.count), out);
    const PassagePlaces places = places_of(text, changes, passages);
    const Texts texts{text, simplified(text, changes)};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (places.inside[i]) continue;
        const Certainty certainty = certainty_of(texts, changes[i], quotations);
        const Certainty most = places.beside[i] ? Certainty::lone : Certainty::safe;
        report_single(region.at.begin, text, changes[i], std::min(certainty, most), out);
    }
}

// How sure a change of its own is; little for those that are mostly names, lone for those that make no word (and for
// those beside a traditional passage).
ScriptStage::Certainty ScriptStage::certainty_of(const Texts& texts, const ScriptChange& change,
                                                 const Quotations& quotations) const {
    const std::string_view text = texts.text;
    const std::string_view old_text = slice(text, change.at);
    const bool japanese = near_japanese(text, change.at);
    const bool quoted = quotations.are_traditional_around(change.at);
    if (!japanese && !quoted && safe_phrases_.covers(text, change.at)) return Certainty::safe;
    if (old_text == change.key && all_have(old_text, script_class::kSafeTraditional)) {
        if (japanese || quoted) return Certainty::some;
        return words_ != nullptr && words_->surround(texts.simplified, change.at) ? Certainty::safe : Certainty::lone;
    }
    const std::vector<std::string>* doubtful = rules_.variant == nullptr ? nullptr : rules_.variant->param("doubtful");
    const bool doubted =
        doubtful != nullptr && std::find(doubtful->begin(), doubtful->end(), old_text) != doubtful->end();
    return doubted && !sure_phrases_.covers(text, change.at) ? Certainty::little : Certainty::some;
}

void ScriptStage::report_single(std::uint32_t base, std::string_view text, const ScriptChange& change,
                                Certainty certainty, Proposals& out) const {
    const std::string_view old_text = slice(text, change.at);
    const bool leaked = certainty >= Certainty::lone;
    const Rule* rule = leaked ? rules_.leaked_traditional : rules_.variant;
    if (rule == nullptr || (!leaked && !all_common_han(change.text))) return;
    Finding finding = finding_of(*rule, moved(change.at, base), old_text, change.text);
    explain(finding, *from_traditional_.get(), change);
    // Whatever the configuration says of the rule: a person decides these.
    if (certainty != Certainty::safe) finding.tier = finding.fix->tier = std::min(finding.tier, Tier::suggest);
    if (certainty == Certainty::lone) finding.confidence = std::min(finding.confidence, kLone);
    if (certainty == Certainty::little) finding.confidence = std::min(finding.confidence, 0.3f);
    if (certainty != Certainty::safe) {
        for (std::string& value : from_traditional_.get()->values_of(old_text)) {
            if (value != change.text && value != old_text) finding.others.push_back(std::move(value));
        }
    }
    out.findings.push_back(std::move(finding));
}

void ScriptStage::report_passage(const Draft& draft, std::uint32_t base, std::span<const ScriptChange> changes,
                                 Proposals& out) const {
    if (rules_.quoted == nullptr) return;
    const DraftSpan at(base + changes.front().at.begin, base + changes.back().at.end);
    Fix fix;
    fix.tier = rules_.quoted->tier;
    std::string converted;
    std::uint32_t done = at.begin;
    for (const ScriptChange& change : changes) {
        const DraftSpan place = moved(change.at, base);
        converted.append(draft.text, done, place.begin - done).append(change.text);
        done = place.end;
        fix.edits.push_back({place, change.text});
    }
    Finding finding = finding_of(*rules_.quoted, at, shorten(slice(draft.text, at)), shorten(converted));
    finding.fix = std::move(fix);
    explain(finding, *from_traditional_.get(), changes.front());
    out.findings.push_back(std::move(finding));
}

void ScriptStage::traditionalize_region(const Draft& draft, const Region& region, Proposals& out) const {
    if (rules_.leaked_simplified == nullptr) return;
    const std::string_view text = slice(draft.text, region.at);
    const ScriptConverter* converter =
        holds_script_character(text, script_class::kSimplifiedOnly) ? from_simplified_.get() : nullptr;
    if (converter == nullptr) return;
    std::vector<ScriptChange> changes;
    converter->convert(text, changes);
    split_characters(text, changes);
    for (const ScriptChange& change : changes) {
        const std::string_view old_text = slice(text, change.at);
        const DraftSpan at = moved(change.at, region.at.begin);
        if (!all_have(old_text, script_class::kSimplifiedOnly) || draft.is_locked(at) ||
            exceptions_.covers(text, change.at))
            continue;
        Finding finding = finding_of(*rules_.leaked_simplified, at, old_text, change.text);
        explain(finding, *converter, change);
        if (!all_have(old_text, script_class::kSafeSimplified) && finding.tier == Tier::safe) {
            finding.tier = finding.fix->tier = Tier::suggest;
            finding.confidence = std::min(finding.confidence, 0.8f);
            for (std::string& value : converter->values_of(old_text)) {
                if (value != change.text && value != old_text) finding.others.push_back(std::move(value));
            }
        }
        out.findings.push_back(std::move(finding));
    }
}

// One hint, at the first region that is clearly traditional.
void ScriptStage::report_mixed(const Draft& draft, Proposals& out) const {
    if (rules_.mixed == nullptr || draft.round != 1 || draft.regions.empty()) return;
    const Region* place = &draft.regions.front();
    for (const Region& region : draft.regions) {
        if (script_of(slice(draft.text, region.at)) == PageScript::traditional) {
            place = &region;
            break;
        }
    }
    const std::string_view text = slice(draft.text, place->at);
    std::uint32_t length = 0;
    for (int i = 0; i < 20 && length < text.size(); ++i) length += utf8::decode(text, length).length;
    const DraftSpan at(place->at.begin, place->at.begin + length);
    out.findings.push_back(remark_of(*rules_.mixed, at, slice(draft.text, at)));
}

void ScriptStage::propose(const Draft& draft, Proposals& out) const {
    if (!configured_.name().empty()) {
        // Once only: a second conversion of what the first has made is nobody's wish.
        if (draft.round != 1) return;
        for (const Region& region : draft.regions) convert_region(draft, region, out);
        return;
    }
    switch (draft.page.script) {
        case PageScript::mixed: return report_mixed(draft, out);
        case PageScript::traditional:
            for (const Region& region : draft.regions) traditionalize_region(draft, region, out);
            return;
        case PageScript::unknown:
        case PageScript::simplified:
            for (const Region& region : draft.regions) simplify_region(draft, region, out);
            return;
    }
}

Error unknown_rule(const Rule& rule) {
    Error error;
    error.code = ErrorCode::unknown_name;
    error.message = {"script 阶段没有规则“" + rule.id + "”", "the stage script has no rule “" + rule.id + "”"};
    error.advice = {"简繁规则由程序实现，只能调整现有规则的设置",
                    "rules of this stage are built in; only their settings can be changed"};
    error.where.file = rule.file;
    return error;
}

}  // namespace

Result<std::unique_ptr<Stage>> make_script_stage(const RuleBook& book, const std::vector<std::string>& exceptions,
                                                 const Words* words) {
    ScriptRules rules;
    const std::array<std::pair<std::string_view, const Rule**>, 6> slots = {{
        {"script/leaked-traditional", &rules.leaked_traditional},
        {"script/variant", &rules.variant},
        {"script/quoted", &rules.quoted},
        {"script/leaked-simplified", &rules.leaked_simplified},
        {"script/mixed", &rules.mixed},
        {"script/convert", &rules.convert},
    }};
    for (const Rule& rule : book.rules) {
        if (rule.stage != "script") continue;
        const auto* slot = std::find_if(slots.begin(), slots.end(), [&](const auto& s) { return s.first == rule.id; });
        if (slot == slots.end()) return unknown_rule(rule);
        if (rule.on) *slot->second = &rule;
    }
    std::string configured(rules.convert == nullptr ? std::string_view{} : rules.convert->text("to"));
    std::string to_traditional(rules.leaked_simplified == nullptr ? "s2tw"
                                                                  : rules.leaked_simplified->text("to", "s2tw"));
    for (const std::string& name : {std::string("t2s"), to_traditional, configured}) {
        if (name.empty()) continue;
        if (auto found = ScriptConverter::check(name); !found) return found.error();
    }
    return std::unique_ptr<Stage>(
        std::make_unique<ScriptStage>(rules, exceptions, words, std::move(to_traditional), std::move(configured)));
}

}  // namespace jiaodui
