// The page's terms are an index of their own, made anew for each page: a few hundred short stretches.
// Of recurring stretches only those are looked at whose rare character recurs as often.
// Tested by tests/unit/stage/page_terms_test.cpp.
#include "pipeline/stage/page_terms.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "pipeline/lexicon/name_stretches.hpp"
#include "pipeline/stage/sound_scan.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/numeral.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kShortest = 3;      // characters
constexpr std::size_t kMostTerms = 4000;  // of a page
constexpr float kMargin = 2.0f;
constexpr std::uint32_t kTimes = 2;  // a recurring name is said so many times as often as what it is misheard as

// It ends within a number: 宝鸡十 of 宝鸡十几年.
bool cuts_number(std::u32string_view text, std::u32string_view stretch) {
    const std::size_t end = static_cast<std::size_t>(stretch.data() - text.data()) + stretch.size();
    if (end >= text.size() || !is_han_numeral(text[end - 1])) return false;
    return is_han_numeral(text[end]) || std::u32string_view(U"几多余来").find(text[end]) != std::u32string_view::npos;
}

class PageTerms : public SoundPart {
  public:
    PageTerms(const Rule& rule, const StageInput& input)
        : rule_(rule), sound_(*input.sound), pinyin_(*sound_.pinyin()), scan_(sound_), empty_(pinyin_) {
        if (const auto* keys = rule.param("keys")) keys_ = *keys;
        const auto number = [&](std::string_view key, std::string_view otherwise, std::uint32_t& to) {
            const std::string_view text = rule.text(key, otherwise);
            std::from_chars(text.data(), text.data() + text.size(), to);
        };
        number("least", "2", least_);
        number("recurring", "0", recurring_);
    }

    void propose(const SoundText& text, Proposals& out) const override {
        const Draft& draft = text.draft();
        if (draft.round != 1 || (recurring_ == 0 && draft.page.front_matter.empty())) return;
        // The front matter's own script is not known for sure.
        if (text.traditional()) return;
        std::vector<std::u32string> given;  // what people wrote
        for (const std::string& key : keys_) add_source(draft.page.value(key), given);
        for (const Region& region : draft.regions) {
            if (region.kind == RegionKind::heading) add_source(slice(draft.text, region.at), given);
        }
        const std::vector<std::string> terms = recurring_ == 0 ? terms_of(given) : recurring_terms(text);
        if (terms.empty()) return;
        SoundIndex index = empty_;
        for (std::uint32_t id = 0; id < terms.size(); ++id) index.add(id, terms[id], {}, "off");
        index.compile();
        Places places(*this, text, given, terms, scan_.find(text, index));
        places.drop_hopeless();
        scan_.weigh(text, terms, places.found.places);
        places.tell(out);
    }

  private:
    static void add_source(std::string_view text, std::vector<std::u32string>& out) {
        if (!text.empty()) out.push_back(characters_of(text));
    }

    [[nodiscard]] std::vector<std::string> terms_of(const std::vector<std::u32string>& sources) const {
        const bool any = std::any_of(sources.begin(), sources.end(),
                                     [](const std::u32string& source) { return source.size() >= kShortest; });
        const ModelCharacters* characters = any ? sound_.characters() : nullptr;
        if (characters == nullptr) return {};
        std::vector<std::u32string_view> all;
        NameStretches names(pinyin_, *characters);
        for (const std::u32string& source : sources)
            names.for_each(source, kShortest, 0, [&](std::u32string_view name) {
                if (!cuts_number(source, name)) all.push_back(name);
            });
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        std::vector<std::string> out;
        for (std::size_t i = 0; i < all.size() && out.size() < kMostTerms; ++i) {
            if (!names.padded(all[i])) out.push_back(text_of(all[i]));
        }
        return out;
    }

    [[nodiscard]] std::vector<std::string> recurring_terms(const SoundText& page) const {
        const ModelCharacters* characters = sound_.characters();
        if (characters == nullptr) return {};
        const std::u32string_view text = page.characters();
        NameStretches names(pinyin_, *characters);
        names.count(text);
        std::vector<std::u32string_view> all;
        names.for_each(text, kShortest, recurring_, [&](std::u32string_view name) { all.push_back(name); });
        std::sort(all.begin(), all.end());
        std::vector<std::string> out;
        for (std::size_t first = 0, last = 0; first < all.size() && out.size() < kMostTerms; first = last) {
            while (last < all.size() && all[last] == all[first]) ++last;
            if (last - first < recurring_ || names.padded(all[first])) continue;
            std::uint32_t whole = 0;
            for (std::size_t i = first; i < last && whole < recurring_; ++i)
                whole += names.cut_from_words(text, all[i]) ? 0 : 1;
            if (whole >= recurring_) out.push_back(text_of(all[first]));
        }
        return out;
    }

    // What sounds like a term on one page.
    struct Places {
        using Core = std::pair<std::u32string, std::u32string>;

        const PageTerms& rule;
        const SoundText& text;
        const std::vector<std::u32string>& sources;
        const std::vector<std::string>& terms;
        SoundPlaces found;
        std::map<std::u32string_view, std::uint32_t> said;  // places with that wording

        Places(const PageTerms& by, const SoundText& page, const std::vector<std::u32string>& given,
               const std::vector<std::string>& names, SoundPlaces places)
            : rule(by), text(page), sources(given), terms(names), found(std::move(places)) {
            for (const SoundPlace& place : found.places) ++said[heard(text, place)];
        }

        // Places that differ in the same characters are the same mishearing, whatever stands around them.
        [[nodiscard]] Core core(const SoundPlace& place) const {
            std::u32string old(heard(text, place)), want = characters_of(terms[place.match.term]);
            while (old.size() > 1 && old.back() == want.back()) old.pop_back(), want.pop_back();
            std::size_t same = 0;
            while (same + 1 < old.size() && old[same] == want[same]) ++same;
            return {old.substr(same), want.substr(same)};
        }
        // What can be said without the language model, of all places of one wording alike.
        [[nodiscard]] bool may_be_good(const SoundPlace& place) const {
            if (place.word || !place.rivals.empty()) return false;
            const std::u32string_view wording = heard(text, place);
            return std::none_of(sources.begin(), sources.end(),
                                [&](const std::u32string& source) { return source.find(wording) != source.npos; });
        }
        [[nodiscard]] static bool good(const SoundPlace& place) {
            return place.kind == SpanKind::free && !place.loose && place.margin >= kMargin;
        }
        [[nodiscard]] bool meant(const SoundPlace& place) const {
            if (rule.recurring_ == 0) return true;
            const std::u32string_view wording = heard(text, place);
            if (wording.size() == kShortest && place.match.other_tone > 0) return false;
            const auto exact = found.exact.find(place.match.term);
            return exact != found.exact.end() && exact->second >= kTimes * said.at(wording);
        }

        // Of a mishearing that nothing can be said of no place need be weighed.
        void drop_hopeless() {
            std::map<Core, std::uint32_t> counts;
            std::set<Core> wanted;
            std::erase_if(found.places, [&](const SoundPlace& place) { return !may_be_good(place); });
            for (const SoundPlace& place : found.places) {
                ++counts[core(place)];
                if (meant(place)) wanted.insert(core(place));
            }
            std::erase_if(found.places, [&](const SoundPlace& place) {
                return !wanted.contains(core(place)) || counts[core(place)] < rule.least_;
            });
        }

        void tell(Proposals& out) const {
            std::map<Core, std::uint32_t> counts;
            for (const SoundPlace& place : found.places) counts[core(place)] += good(place) ? 1 : 0;
            for (const SoundPlace& place : found.places) {
                const std::uint32_t times = counts[core(place)];
                if (!good(place) || times < rule.least_ || !meant(place)) continue;
                const std::string& want = terms[place.match.term];
                Finding finding = finding_of(rule.rule_, place.at, slice(text.draft().text, place.at), want);
                finding.tier = finding.fix->tier = std::min(rule.rule_.tier, Tier::suggest);
                finding.confidence = rule.rule_.confidence * (place.match.other_tone > 0 ? 0.8f : 1.0f);
                finding.evidence = {"", 0, want, {{"count", std::to_string(times)}}};
                out.findings.push_back(std::move(finding));
            }
        }
    };

    const Rule& rule_;
    const SoundLexicon& sound_;
    const Pinyin& pinyin_;
    SoundScan scan_;
    SoundIndex empty_;  // copied for each page
    std::vector<std::string> keys_;
    std::uint32_t least_ = 2;
    std::uint32_t recurring_ = 0;  // names of the text itself that stand there so many times; 0: those that are given
};

}  // namespace

std::unique_ptr<const SoundPart> make_page_terms(const Rule& rule, const StageInput& input, Problems&) {
    return std::make_unique<const PageTerms>(rule, input);
}

}  // namespace jiaodui
