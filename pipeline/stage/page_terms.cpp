// The page's terms are an index of their own, made anew for each page: a few hundred short stretches.
// Of recurring stretches only those are looked at whose rare character recurs as often.
// Tested by tests/unit/stage/page_terms_test.cpp.
#include "pipeline/stage/page_terms.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "pipeline/lexicon/name_stretches.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/stage/sound_scan.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kShortest = 3;      // characters
constexpr std::size_t kMostTerms = 4000;  // of a page
constexpr float kMargin = 2.0f;
constexpr std::uint32_t kTimes = 2;  // a recurring name is said so many times as often as what it is misheard as

class PageTerms : public SoundPart {
  public:
    PageTerms(const Rule& rule, const StageInput& input) : rule_(rule), scan_(*input.sound) {
        if (const auto* keys = rule.param("keys")) keys_ = *keys;
        const auto number = [&](std::string_view key, std::string_view otherwise, std::uint32_t& to) {
            const std::string_view text = rule.text(key, otherwise);
            std::from_chars(text.data(), text.data() + text.size(), to);
        };
        number("least", "2", least_);
        number("recurring", "0", recurring_);
    }

    void propose(const Draft& draft, Proposals& out) const override {
        if (draft.round != 1 || (recurring_ == 0 && draft.page.front_matter.empty())) return;
        std::vector<std::u32string> given;  // what people wrote
        for (const std::string& key : keys_) add_source(draft, draft.page.value(key), given);
        for (const Region& region : draft.regions) {
            if (region.kind == RegionKind::heading) add_source(draft, slice(draft.text, region.at), given);
        }
        const std::vector<std::string> terms = recurring_ == 0 ? terms_of(given) : recurring_terms(draft);
        if (terms.empty()) return;
        SoundIndex index(scan_.pinyin());
        for (std::uint32_t id = 0; id < terms.size(); ++id) index.add(id, terms[id], {}, "off");
        tell(draft, given, terms, scan_.find(draft, index, terms), out);
    }

  private:
    // Simplified, as the text is read.
    void add_source(const Draft& draft, std::string_view text, std::vector<std::u32string>& out) const {
        if (text.empty()) return;
        const ScriptConverter* converter = draft.page.script == PageScript::traditional ? scan_.simplifier() : nullptr;
        out.push_back(characters_of(converter != nullptr ? converter->convert(text) : std::string(text)));
    }

    [[nodiscard]] std::vector<std::string> terms_of(const std::vector<std::u32string>& sources) const {
        const bool any = std::any_of(sources.begin(), sources.end(),
                                     [](const std::u32string& source) { return source.size() >= kShortest; });
        const Segmenter* segmenter = any ? scan_.segmenter() : nullptr;
        if (segmenter == nullptr) return {};
        std::set<std::string> out;
        NameStretches names(scan_.pinyin(), *segmenter);
        for (const std::u32string& source : sources) {
            names.for_each(source, kShortest, 0, [&](std::u32string_view name) {
                if (out.size() < kMostTerms && !names.padded(name)) out.insert(text_of(name));
            });
        }
        return {out.begin(), out.end()};
    }

    [[nodiscard]] std::vector<std::string> recurring_terms(const Draft& draft) const {
        const Segmenter* segmenter = draft.page.script == PageScript::traditional ? nullptr : scan_.segmenter();
        if (segmenter == nullptr) return {};
        const std::u32string text = characters_of(draft.text);
        NameStretches names(scan_.pinyin(), *segmenter);
        names.count(text);
        std::vector<std::u32string_view> all;
        names.for_each(text, kShortest, recurring_, [&](std::u32string_view name) { all.push_back(name); });
        std::sort(all.begin(), all.end());
        std::vector<std::string> out;
        for (std::size_t first = 0, last = 0; first < all.size() && out.size() < kMostTerms; first = last) {
            while (last < all.size() && all[last] == all[first]) ++last;
            if (last - first < recurring_ || names.padded(all[first])) continue;
            const auto same = std::span(all).subspan(first, last - first);
            const auto whole = std::count_if(
                same.begin(), same.end(), [&](std::u32string_view name) { return !names.cut_from_words(text, name); });
            if (static_cast<std::uint32_t>(whole) >= recurring_) out.push_back(text_of(all[first]));
        }
        return out;
    }

    void tell(const Draft& draft, const std::vector<std::u32string>& sources, const std::vector<std::string>& terms,
              const SoundPlaces& found, Proposals& out) const {
        // Places that differ in the same characters are the same mishearing, whatever stands around them.
        std::map<std::pair<std::u32string, std::u32string>, std::uint32_t> counts;
        const auto heard = [&](const SoundPlace& place) {
            return found.runs[place.run].characters.substr(place.match.begin, place.match.end - place.match.begin);
        };
        const auto core = [&](const SoundPlace& place) {
            std::u32string old = heard(place), want = characters_of(terms[place.match.term]);
            while (old.size() > 1 && old.back() == want.back()) old.pop_back(), want.pop_back();
            std::size_t same = 0;
            while (same + 1 < old.size() && old[same] == want[same]) ++same;
            return std::pair{old.substr(same), want.substr(same)};
        };
        const auto good = [&](const SoundPlace& place) {
            if (place.kind != SpanKind::free || place.word || place.loose || place.margin < kMargin ||
                !place.rivals.empty())
                return false;
            const std::u32string text = heard(place);
            return std::none_of(sources.begin(), sources.end(),
                                [&](const std::u32string& source) { return source.find(text) != source.npos; });
        };
        std::map<std::u32string, std::uint32_t> said;
        for (const SoundPlace& place : found.places) {
            if (good(place)) ++counts[core(place)];
            ++said[heard(place)];
        }
        const auto meant = [&](const SoundPlace& place) {
            const auto exact = found.exact.find(place.match.term);
            if (recurring_ != 0 && heard(place).size() == kShortest && place.match.other_tone > 0) return false;
            return recurring_ == 0 || (exact != found.exact.end() && exact->second >= kTimes * said[heard(place)]);
        };
        for (const SoundPlace& place : found.places) {
            if (!good(place) || counts[core(place)] < least_ || !meant(place)) continue;
            const std::string_view old = slice(draft.text, place.at);
            std::string want = terms[place.match.term];
            if (draft.page.script == PageScript::traditional)
                continue;  // the front matter's own script is not known for sure
            Finding finding = finding_of(rule_, place.at, old, std::move(want));
            finding.tier = finding.fix->tier = std::min(rule_.tier, Tier::suggest);
            finding.confidence = rule_.confidence * (place.match.other_tone > 0 ? 0.8f : 1.0f);
            finding.evidence = {"", 0, terms[place.match.term], {{"count", std::to_string(counts[core(place)])}}};
            out.findings.push_back(std::move(finding));
        }
    }

    const Rule& rule_;
    SoundScan scan_;
    std::vector<std::string> keys_;
    std::uint32_t least_ = 2;
    std::uint32_t recurring_ = 0;  // names of the text itself that stand there so many times; 0: those that are given
};

}  // namespace

std::unique_ptr<const SoundPart> make_page_terms(const Rule& rule, const StageInput& input, Problems&) {
    return std::make_unique<const PageTerms>(rule, input);
}

}  // namespace jiaodui
