// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/candidates.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "pipeline/homophone/attested_rows.hpp"
#include "pipeline/homophone/near_singles.hpp"
#include "pipeline/homophone/page_strings.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr float kLeastWordGain = 0.0f;    // nats, of a dictionary word where there is none
constexpr float kLeastGivenGain = -4.0f;  // nats, of a string of the title, the description or a heading
constexpr float kLeastPageGain = 1.0f;    // nats, of a string that the page has more than once
constexpr float kLeastWordScore = -6.8f;  // log10, of a dictionary word
constexpr float kAloneShare = 0.8f;       // of their scores: what stands before helps
constexpr float kFuzzyCost = 2.0f;        // of all syllables of a dictionary word together

class Finder {
  public:
    Finder(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts, const SoundSources& sources,
           WordPath& path)
        : page_(page),
          facts_(facts),
          sources_(sources),
          path_(path),
          archive_(sources.archive),
          offers_(page, facts, sources),
          sounds_(page.size()),
          words_(sources.pinyin, kFuzzyCost),
          strings_(counts, sources.classes, sources.archive != nullptr) {}

    std::vector<Candidate> find(Span places) {
        std::optional<AttestedRows> attested;
        std::optional<NearSingles> near;
        if (archive_ != nullptr) {
            attested.emplace(page_, facts_, sources_, offers_);
            near.emplace(page_, facts_, sources_, path_, offers_);
        }
        for (std::uint32_t i = places.begin; i < places.end; ++i) {
            if (!may_change(i)) continue;
            if (attested) attested->look(i);
            if (near) near->look(i);
            words(i);
            of_the_page(i);
        }
        return offers_.take();
    }

  private:
    using Character = SoundClasses::Character;

    [[nodiscard]] bool may_change(std::size_t i) const { return offers_.may_change(i); }
    [[nodiscard]] Character character(char32_t ch) const {
        return {ch, archive_ != nullptr ? archive_->symbol(ch) : ArchiveSymbol{0}};
    }
    void offer(std::uint32_t i, std::size_t size, float least) {
        const auto row = std::span(row_).first(size);
        if (offers_.may_gain(i, row, least)) offers_.offer(i, row, least);
    }

    // --- words of the dictionary
    // About what the characters of the text cost as words of their own, log10.
    [[nodiscard]] float alone(std::size_t i, std::size_t size) const {
        float sum = 0;
        for (std::size_t k = i; k < i + size; ++k) sum += path_.single(page_.chars[k]);
        return sum * kAloneShare;
    }

    std::span<const SoundChoice> choices(std::uint32_t place) {
        if (!sounds_[place].empty()) return sounds_[place];
        const char32_t ch = page_.chars[place];
        const auto [found, is_new] = choices_.try_emplace(ch);
        if (!is_new) return sounds_[place] = found->second;
        const auto readings = sources_.pinyin.readings(ch);
        for (std::size_t i = 0; i < readings.size(); ++i) {
            if (!SoundClasses::counts(readings[i], i)) continue;
            found->second.push_back({readings[i].syllable, 0});
            for (const Pinyin::Neighbour& other : sources_.pinyin.neighbours(readings[i].syllable)) {
                if (other.kind == static_cast<std::uint8_t>(SoundClass::fuzzy1))
                    found->second.push_back({other.syllable, static_cast<float>(other.cost) / 20});
            }
        }
        return sounds_[place] = found->second;
    }

    void words(std::uint32_t i) {
        bool suspicious = false;
        words_.begin();
        for (std::size_t size = 1; size <= Candidate::max_characters && may_change(i + size - 1); ++size) {
            const std::uint32_t place = i + static_cast<std::uint32_t>(size) - 1;
            suspicious = suspicious || facts_.suspicious[place] != 0;
            words_.add(choices(place));
            if (words_.empty()) break;
            if (size < 2 || !suspicious || cuts_likely_word(i, i + size)) continue;
            hits_.clear();
            words_.take(hits_);
            if (hits_.empty() || is_word(i, size)) continue;
            for (const SoundHit& hit : hits_) put_word(i, size, hit);
        }
    }

    // A word sounds like itself, so it is mostly among the hits; not where a character is hardly ever read so.
    [[nodiscard]] bool is_word(std::uint32_t i, std::size_t size) {
        const auto text = std::span(page_.chars).subspan(i, size);
        const auto is_text = [&](const SoundHit& hit) {
            return std::equal(text.begin(), text.end(), hit.head.begin());
        };
        if (std::any_of(hits_.begin(), hits_.end(), is_text)) return true;
        text_.clear();
        for (const char32_t ch : text) utf8::append(text_, ch);
        return sources_.pinyin.find(text_).has_value();
    }

    // Without an archive: a word of the likeliest path that nobody suspects lies across an end.
    [[nodiscard]] bool cuts_likely_word(std::size_t begin, std::size_t end) const {
        if (archive_ != nullptr) return false;
        const auto cut = [&](std::size_t i) { return facts_.first_of_word[i] != 0; };
        return (!cut(begin) && facts_.suspicious[begin] == 0) || (!cut(end) && facts_.suspicious[end - 1] == 0);
    }

    void put_word(std::uint32_t i, std::size_t size, const SoundHit& hit) {
        static_assert(Candidate::max_characters <= SoundHit::head_size);
        if (hit.model_score < kLeastWordScore) return;
        if (archive_ == nullptr && hit.model_score < alone(i, size)) return;
        for (std::size_t k = 0; k < size; ++k) row_[k] = character(hit.head[k]);
        offer(i, size, kLeastWordGain);
    }

    // --- strings of the page
    void of_the_page(std::uint32_t i) {
        bool suspicious = false;
        strings_.begin();
        for (std::size_t size = 1; size <= PageCounts::max_characters && may_change(i + size - 1); ++size) {
            suspicious = suspicious || facts_.suspicious[i + size - 1] != 0;
            strings_.add(page_.chars[i + size - 1]);
            if (strings_.empty()) break;
            if (size < 2 || !suspicious) continue;
            const auto text = std::span(page_.chars).subspan(i, size);
            strings_.for_each([&](const PageStrings::String& string) {
                if (std::equal(text.begin(), text.end(), string.chars.begin()) || !is_like(text, string)) return;
                for (std::size_t k = 0; k < size; ++k) row_[k] = character(string.chars[k]);
                offer(i, size, string.given ? kLeastGivenGain : kLeastPageGain);
            });
        }
    }

    // Syllables of one class may be joined by way of others only, or differ in initial and final.
    [[nodiscard]] bool is_like(std::span<const char32_t> text, const PageStrings::String& string) const {
        return std::equal(text.begin(), text.end(), string.chars.begin(), [&](char32_t was, char32_t put) {
            return was == put || sources_.classes.relation(was, put) <= SoundClass::fuzzy1;
        });
    }

    const PageSymbols& page_;
    const PlaceFacts& facts_;
    const SoundSources& sources_;
    WordPath& path_;
    const ArchiveLexicon* archive_;
    Offers offers_;
    std::unordered_map<char32_t, std::vector<SoundChoice>> choices_;
    std::vector<std::span<const SoundChoice>> sounds_;  // of them, by place; empty before they are asked for
    Pinyin::SoundSearch words_;
    PageStrings strings_;
    std::string text_;  // that is asked whether it is a word
    std::array<Character, Candidate::max_characters> row_{};
    std::vector<SoundHit> hits_;
};

}  // namespace

std::vector<Candidate> find_candidates(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                                       const SoundSources& sources, WordPath& path, Span places) {
    return Finder(page, counts, facts, sources, path).find(places);
}

std::vector<Span> parts_of(const PageSymbols& page, const PlaceFacts& facts, std::size_t parts) {
    const auto size = static_cast<std::uint32_t>(page.size());
    const auto all = static_cast<std::size_t>(std::count(facts.suspicious.begin(), facts.suspicious.end(), 1));
    const std::size_t wanted = all / std::max<std::size_t>(parts, 1) + 1;
    std::vector<Span> out;
    for (std::uint32_t begin = 0, end = 0; begin < size; begin = end) {
        for (std::size_t suspicious = 0; end < size && suspicious < wanted; ++end) suspicious += facts.suspicious[end];
        while (end < size && page.is_han_at(end - 1) && page.locked[end - 1] == 0) ++end;
        out.push_back({begin, end});
    }
    return out;
}

}  // namespace jiaodui
