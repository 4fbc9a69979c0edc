// What a place is worth stands in tables below; how places are found and weighed, in sound_scan.cpp.
// Tested by tests/unit/stage/sound_terms_test.cpp.
#include "pipeline/stage/sound_terms.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>

#include "pipeline/homophone/sound_classes.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/stage/sound_scan.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kCrowd = 300;                      // terms of the user's glossaries
constexpr std::size_t kLeastApart = 3, kMostApart = 12;  // characters of a term that may have a syllable further off

struct Verdict {
    Tier tier = Tier::suggest;
    float confidence = 0;
};

// What a place is worth: confidence below and from the margin `sure`, nothing below `least`.
struct Worth {
    float least, little, sure, much;
};
constexpr Worth nothing{99, 0, 99, 0};

// Law 7.
Worth worth_of_half_alike(const SoundPlace& candidate) {
    if (candidate.kind != SpanKind::free || candidate.word) return nothing;
    if (candidate.match.end - candidate.match.begin == 3) return candidate.pieces ? Worth{5, 0.65f, 7, 0.75f} : nothing;
    return candidate.edge ? nothing : Worth{2, 0.7f, 4, 0.8f};
}

// Figures measured: right ones with each annotated page's own list and with all lists together, wrong ones with all
// lists on a fifth of the proofread pages (docs/accuracy.md). `crowded`: so many terms that of two characters nearly
// anything sounds like one.
Worth worth_of(const SoundPlace& candidate, bool on_page, bool crowded) {
    const SoundMatch& match = candidate.match;
    const bool fuzzy = match.fuzzy > 0, tone = match.other_tone > 0,
               lonely = candidate.lonely_left || candidate.lonely_right;
    const bool clean = candidate.kind == SpanKind::free && !candidate.word && !candidate.loose;
    if (match.half > 0) return worth_of_half_alike(candidate);
    if (match.end - match.begin <= 2) {
        if (candidate.word)
            return fuzzy ? nothing : Worth{0, crowded ? 0.4f : tone ? 0.55f : 0.65f, 2, tone ? 0.7f : 0.8f};
        if (candidate.kind != SpanKind::free || candidate.loose)
            return fuzzy || tone ? nothing : Worth{2, 0.6f, 4, 0.8f};
        if (lonely && !on_page) return fuzzy || tone ? nothing : Worth{2, 0.4f, 4, crowded ? 0.45f : 0.6f};
        if (fuzzy || tone) return on_page || !crowded ? Worth{2, 0.55f, 4, 0.7f} : Worth{2, 0.3f, 4, 0.45f};
        return Worth{2, crowded ? 0.7f : 0.8f, 4, crowded ? 0.75f : 0.9f};
    }
    if (match.far > 0) return clean ? Worth{2, on_page ? 0.75f : 0.55f, 4, 0.85f} : nothing;
    if (candidate.loose && match.end - match.begin == 3)
        return fuzzy ? Worth{4, 0.75f, 6, 0.8f} : Worth{2, 0.6f, 4, 0.85f};
    if (candidate.loose) return fuzzy ? Worth{2, on_page ? 0.8f : 0.6f, 4, 0.85f} : Worth{2, 0.75f, 4, 0.93f};
    if (candidate.word) return fuzzy || tone ? nothing : Worth{0, 0.55f, 2, 0.75f};
    if (!clean) return fuzzy ? Worth{4, 0.75f, 8, 0.9f} : tone ? Worth{2, 0.55f, 4, 0.8f} : Worth{0, 0.65f, 2, 0.9f};
    if (fuzzy)
        return match.end - match.begin > 3 ? Worth{0, on_page ? 0.75f : 0.55f, 4, 0.93f}
                                           : Worth{2, on_page ? 0.8f : 0.6f, 4, 0.93f};
    return Worth{0, on_page ? 0.8f : 0.55f, 2, 0.95f};
}

// Law 4. What is shipped has to be right on anybody's page, and nobody has said that it is about this one.
std::optional<Verdict> decide(const SoundPlace& candidate, bool on_page, bool crowded, bool shipped) {
    const SoundMatch& match = candidate.match;
    const std::size_t size = match.end - match.begin;
    const bool lonely = candidate.lonely_left || candidate.lonely_right;
    const bool clean = candidate.rivals.empty() && match.fuzzy == 0 && candidate.kind == SpanKind::free &&
                       !candidate.word && !candidate.loose && !lonely;
    const float need = match.other_tone > 0 ? 5.0f : size == 3 ? 3.0f : 2.0f;
    if (shipped) {
        const bool good = clean && (size >= 4 || match.other_tone == 0) &&
                          candidate.margin >= (size >= 4 && match.other_tone == 0 ? 2.0f : 4.0f);
        if (!good) return std::nullopt;
        // Two characters before a word, as in the names of companies, may well be another's.
        if (size >= 4 && match.other_tone == 0 && candidate.margin >= 4 && candidate.own >= 3)
            return Verdict{Tier::safe, 0.97f};
        return Verdict{Tier::suggest, 0.85f};
    }
    if (clean && size >= 3 && candidate.margin >= need) return Verdict{Tier::safe, 0.97f};
    const Worth worth = worth_of(candidate, on_page, crowded);
    if (candidate.margin < worth.least) return std::nullopt;
    Verdict out{Tier::suggest, candidate.margin < worth.sure ? worth.little : worth.much};
    if (!candidate.rivals.empty()) out.confidence *= 0.6f;
    return out;
}

bool is_shipped(const GlossaryTerm& term) { return term.file.starts_with("dictionaries/"); }

class SoundTerms : public SoundPart {
  public:
    SoundTerms(const Rule& rule, const StageInput& input)
        : rule_(rule), scan_(*input.sound), archive_(input.archive), index_(*input.sound->pinyin()) {
        if (input.glossary == nullptr) return;
        const auto& all = input.glossary->terms();
        const auto own = static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [](const GlossaryTerm& term) { return !is_shipped(term); }));
        std::size_t shipped = 0;
        const std::string_view least = rule.text("shipped", "0");
        std::from_chars(least.data(), least.data() + least.size(), shipped);
        for (const GlossaryTerm& term : all) {
            if (term.sound == "off") continue;
            const bool ours = is_shipped(term);
            const std::size_t size = utf8::count(term.term);
            if (ours && (shipped == 0 || size < shipped) && term.sound != "auto") continue;
            // `sound: yue qing` says the reading too.
            const bool says = term.reading.empty() && !term.sound.empty() && term.sound != "auto";
            const bool apart = !ours && own <= kCrowd && size >= kLeastApart && size <= kMostApart;
            if (!index_.add(static_cast<std::uint32_t>(terms_.size()), term.term, says ? term.sound : term.reading,
                            term.fuzzy, apart ? SoundIndex::Reach::one_apart : SoundIndex::Reach::near))
                continue;
            terms_.push_back(term);
            texts_.emplace_back(term.term);
            shipped_ += ours ? 1 : 0;
        }
        index_.compile();
    }

    void propose(const SoundText& text, Proposals& out) const override {
        SoundPlaces found = scan_.find(text, index_);
        scan_.weigh(text, texts_, found.places);
        for (const SoundPlace& place : found.places) tell(text, place, found.exact, out);
    }

  private:
    // Law 7: what the archive has is meant, and so is a numeral.
    [[nodiscard]] bool may_be_unheard(std::u32string_view stretch, std::string_view term) const {
        const std::u32string want = characters_of(term);
        for (std::size_t i = 0; i < stretch.size(); ++i) {
            if (stretch[i] != want[i] && SoundClasses::never(stretch[i], want[i])) return false;
        }
        if (archive_ == nullptr) return true;
        const std::vector<ArchiveSymbol> symbols = archive_->symbols_of(stretch);
        return archive_->count(std::span(symbols).first(std::min(symbols.size(), ArchiveLexicon::max_order))) == 0;
    }

    void tell(const SoundText& text, const SoundPlace& candidate, const std::map<std::uint32_t, std::uint32_t>& exact,
              Proposals& out) const {
        const bool traditional = text.traditional();
        const SoundMatch& match = candidate.match;
        const GlossaryTerm& term = terms_[match.term];
        if (match.half > 0 && !may_be_unheard(heard(text, candidate), texts_[match.term])) return;
        const bool pair_said = !term.fuzzy.empty();  // three characters are too few for a pair that nobody named
        if (match.far > 0 && !pair_said && match.end - match.begin == 3) return;
        const auto verdict =
            decide(candidate, exact.contains(match.term), index_.size() - shipped_ > kCrowd, is_shipped(term));
        if (!verdict) return;
        std::string want(term.term);
        if (traditional) {
            want = term.traditional;
            if (text.simplifier()->convert(want) != term.term) return;
        }
        const std::string_view old = slice(text.draft().text, candidate.at);
        if (want == old || utf8::count(want) != utf8::count(old)) return;
        Finding finding = finding_of(rule_, candidate.at, old, std::move(want));
        finding.tier = finding.fix->tier = std::min(rule_.tier, verdict->tier);
        finding.confidence = verdict->confidence;
        for (const std::uint32_t rival : candidate.rivals)
            finding.others.emplace_back(traditional ? terms_[rival].traditional : terms_[rival].term);
        char margin[16];
        std::snprintf(margin, sizeof margin, "%.2f", static_cast<double>(candidate.margin));
        const auto seen = exact.find(match.term);
        static constexpr const char* kinds[] = {"free", "cross", "part", "word"};
        finding.evidence = {std::string(term.file), term.line, std::string(term.term), {}};
        finding.evidence.facts.emplace_back("margin", margin);
        finding.evidence.facts.emplace_back("span", kinds[static_cast<int>(candidate.kind)]);
        finding.evidence.facts.emplace_back(
            "sound",
            std::to_string(match.changed) + "/" + std::to_string(match.other_tone) + "/" + std::to_string(match.fuzzy));
        if (match.half > 0) {
            finding.message.zh += "（有一字只是声母或韵母相近）";
            finding.message.en += " (but for one syllable, which is half alike)";
        }
        finding.evidence.facts.emplace_back(
            "lonely", std::string(candidate.lonely_left ? "l" : "-") + (candidate.lonely_right ? "r" : "-"));
        finding.evidence.facts.emplace_back("word", candidate.word ? "1" : "0");
        finding.evidence.facts.emplace_back("loose", candidate.loose ? "1" : "0");
        finding.evidence.facts.emplace_back("exact", std::to_string(seen == exact.end() ? 0 : seen->second));
        out.findings.push_back(std::move(finding));
    }

    const Rule& rule_;
    SoundScan scan_;
    const ArchiveLexicon* archive_;  // may be null
    SoundIndex index_;
    std::vector<GlossaryTerm> terms_;
    std::vector<std::string> texts_;
    std::size_t shipped_ = 0;  // of them
};

}  // namespace

std::unique_ptr<const SoundPart> make_sound_terms(const Rule& rule, const StageInput& input, Problems&) {
    return std::make_unique<const SoundTerms>(rule, input);
}

}  // namespace jiaodui
