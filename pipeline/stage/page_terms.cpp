// The page's terms are an index of their own, made anew for each page: a few hundred short stretches.
// Tested by tests/unit/stage/page_terms_test.cpp.
#include "pipeline/stage/page_terms.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/stage/sound_scan.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kShortest = 3, kLongest = 6;  // characters
constexpr std::size_t kMostTerms = 4000;            // of a page
constexpr float kCommon = -3.6f, kRare = -4.2f;     // scores of a character as a word
constexpr float kCommonWord = -5.0f;
constexpr float kMargin = 2.0f;

class PageTerms : public SoundPart {
  public:
    PageTerms(const Rule& rule, const StageInput& input) : rule_(rule), scan_(*input.sound) {
        if (const auto* keys = rule.param("keys")) keys_ = *keys;
        const std::string_view least = rule.text("least", "2");
        std::from_chars(least.data(), least.data() + least.size(), least_);
    }

    void propose(const Draft& draft, Proposals& out) const override {
        if (draft.round != 1 || draft.page.front_matter.empty()) return;
        std::vector<std::u32string> sources;
        for (const std::string& key : keys_) add_source(draft, draft.page.value(key), sources);
        for (const Region& region : draft.regions) {
            if (region.kind == RegionKind::heading) add_source(draft, slice(draft.text, region.at), sources);
        }
        std::vector<std::string> terms = terms_of(sources);
        if (terms.empty()) return;
        SoundIndex index(scan_.pinyin());
        for (std::uint32_t id = 0; id < terms.size(); ++id) index.add(id, terms[id], {}, "off");
        const SoundPlaces found = scan_.find(draft, index, terms);
        tell(draft, sources, terms, found, out);
    }

  private:
    // Simplified, as the text is read.
    void add_source(const Draft& draft, std::string_view text, std::vector<std::u32string>& out) const {
        if (text.empty()) return;
        const ScriptConverter* converter = draft.page.script == PageScript::traditional ? scan_.simplifier() : nullptr;
        out.push_back(characters_of(converter != nullptr ? converter->convert(text) : std::string(text)));
    }

    [[nodiscard]] std::vector<std::string> terms_of(const std::vector<std::u32string>& sources) const {
        std::set<std::string> out;
        const Segmenter* segmenter = nullptr;
        for (const std::u32string& source : sources) {
            for (std::size_t begin = 0; begin < source.size(); ++begin) {
                bool rare = false;
                for (std::size_t end = begin; end < source.size() && end - begin < kLongest && SoundIndex::is_han(source[end]); ++end) {
                    if (segmenter == nullptr && (segmenter = scan_.segmenter()) == nullptr) return {};
                    const float score = segmenter->character_score(source[end]);
                    if (score > kCommon) break;
                    rare = rare || score < kRare;
                    if (rare && end + 1 - begin >= kShortest && !padded(std::u32string_view(source).substr(begin, end + 1 - begin)) && out.size() < kMostTerms) out.insert(text_of(std::u32string_view(source).substr(begin, end + 1 - begin)));
                }
            }
        }
        return {out.begin(), out.end()};
    }

    // Begins or ends with a common word that the name can do without (总统|普拉博沃).
    [[nodiscard]] bool padded(std::u32string_view stretch) const {
        if (stretch.size() < kShortest + 2) return false;
        const Pinyin& pinyin = scan_.pinyin();
        const auto common = [&](std::u32string_view two) {
            const auto word = pinyin.find(text_of(two));
            return word && pinyin.model_score(*word) < 0 && pinyin.model_score(*word) > kCommonWord;
        };
        return common(stretch.substr(0, 2)) || common(stretch.substr(stretch.size() - 2));
    }

    void tell(const Draft& draft, const std::vector<std::u32string>& sources, const std::vector<std::string>& terms, const SoundPlaces& found,
              Proposals& out) const {
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
            if (place.kind != SpanKind::free || place.word || place.loose || place.margin < kMargin || !place.rivals.empty()) return false;
            const std::u32string text = heard(place);
            return std::none_of(sources.begin(), sources.end(), [&](const std::u32string& source) { return source.find(text) != source.npos; });
        };
        for (const SoundPlace& place : found.places) {
            if (good(place)) ++counts[core(place)];
        }
        for (const SoundPlace& place : found.places) {
            if (!good(place) || counts[core(place)] < least_) continue;
            const std::string_view old = slice(draft.text, place.at);
            std::string want = terms[place.match.term];
            if (draft.page.script == PageScript::traditional) continue;  // the front matter's own script is not known for sure
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
};

}  // namespace

std::unique_ptr<const SoundPart> make_page_terms(const Rule& rule, const StageInput& input, Problems&) {
    return std::make_unique<const PageTerms>(rule, input);
}

}  // namespace jiaodui
