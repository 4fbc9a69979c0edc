// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/candidates.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "pipeline/homophone/attested_rows.hpp"
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
          counts_(counts),
          facts_(facts),
          sources_(sources),
          path_(path),
          archive_(sources.archive),
          offers_(page, facts, sources) {
        index_page();
    }

    std::vector<Candidate> find() {
        std::optional<AttestedRows> attested;
        if (archive_ != nullptr) attested.emplace(page_, facts_, sources_, offers_);
        for (std::uint32_t i = 0; i < page_.size(); ++i) {
            if (!may_change(i)) continue;
            if (attested) attested->look(i);
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
    void offer(std::uint32_t i, std::size_t size, float least) { offers_.offer(i, std::span(row_).first(size), least); }

    // --- words of the dictionary
    // About what the characters of the text cost as words of their own, log10.
    [[nodiscard]] float alone(std::size_t i, std::size_t size) const {
        float sum = 0;
        for (std::size_t k = i; k < i + size; ++k) sum += path_.single(page_.chars[k]);
        return sum * kAloneShare;
    }

    const std::vector<SoundChoice>& choices(std::uint32_t place) {
        const char32_t ch = page_.chars[place];
        const auto [found, is_new] = choices_.try_emplace(ch);
        if (!is_new) return found->second;
        const auto readings = sources_.pinyin.readings(ch);
        for (std::size_t i = 0; i < readings.size(); ++i) {
            if (!SoundClasses::counts(readings[i], i)) continue;
            found->second.push_back({readings[i].syllable, 0});
            for (const Pinyin::Neighbour& other : sources_.pinyin.neighbours(readings[i].syllable)) {
                if (other.kind == static_cast<std::uint8_t>(SoundClass::fuzzy1))
                    found->second.push_back({other.syllable, static_cast<float>(other.cost) / 20});
            }
        }
        return found->second;
    }

    void words(std::uint32_t i) {
        std::array<std::span<const SoundChoice>, Candidate::max_characters> sound;
        bool suspicious = false;
        std::string text;
        for (std::size_t size = 1; size <= Candidate::max_characters && may_change(i + size - 1); ++size) {
            const std::uint32_t place = i + static_cast<std::uint32_t>(size) - 1;
            suspicious = suspicious || facts_.suspicious[place] != 0;
            sound[size - 1] = choices(place);
            utf8::append(text, page_.chars[place]);
            if (size < 2 || !suspicious || cuts_likely_word(i, i + size) || sources_.pinyin.find(text)) continue;
            hits_.clear();
            sources_.pinyin.words_like(std::span(sound).first(size), kFuzzyCost, hits_);
            for (const SoundHit& hit : hits_) put_word(i, size, hit.word);
        }
    }

    // Without an archive: a word of the likeliest path that nobody suspects lies across an end.
    [[nodiscard]] bool cuts_likely_word(std::size_t begin, std::size_t end) const {
        if (archive_ != nullptr) return false;
        const auto cut = [&](std::size_t i) { return facts_.first_of_word[i] != 0; };
        return (!cut(begin) && facts_.suspicious[begin] == 0) || (!cut(end) && facts_.suspicious[end - 1] == 0);
    }

    void put_word(std::uint32_t i, std::size_t size, WordId id) {
        const float score = sources_.pinyin.model_score(id);
        if (sources_.pinyin.model_word(id) == LanguageModel::unknown || score < kLeastWordScore) return;
        if (archive_ == nullptr && score < alone(i, size)) return;
        const std::string_view word = sources_.pinyin.word(id);
        std::size_t at = 0;
        for (std::size_t k = 0; k < size; ++k) {
            const utf8::Decoded got = utf8::decode(word, at);
            at += got.length;
            row_[k] = character(got.ch);
        }
        offer(i, size, kLeastWordGain);
    }

    // --- strings of the page
    [[nodiscard]] static std::uint64_t join(std::uint64_t key, SoundClasses::Class sound) {
        return key << 16 | (sound + 1u);
    }

    template <class Visit>
    void for_keys(std::span<const char32_t> text, std::uint64_t key, Visit&& visit) const {
        if (text.empty()) return visit(key);
        for (const SoundClasses::Class sound : sources_.classes.of(text[0]))
            for_keys(text.subspan(1), join(key, sound), visit);
    }

    void index_page() {
        counts_.for_each([&](std::span<const char32_t> text, PageCounts::Count count) {
            if (count.given == 0 && (count.page < 2 || archive_ == nullptr)) return;
            PageString string{};
            string.given = count.given != 0;
            string.size = static_cast<std::uint8_t>(text.size());
            std::copy(text.begin(), text.end(), string.chars.begin());
            const auto number = static_cast<std::uint32_t>(strings_.size());
            strings_.push_back(string);
            for_keys(text, 0, [&](std::uint64_t key) { by_sound_.emplace_back(key, number); });
        });
        std::sort(by_sound_.begin(), by_sound_.end());
    }

    void of_the_page(std::uint32_t i) {
        for (std::size_t size = 2; size <= PageCounts::max_characters && may_change(i + size - 1); ++size) {
            const auto text = std::span(page_.chars).subspan(i, size);
            bool suspicious = false;
            for (std::size_t k = 0; k < size; ++k) suspicious = suspicious || facts_.suspicious[i + k] != 0;
            if (!suspicious) continue;
            for_keys(text, 0, [&](std::uint64_t key) {
                auto at = std::lower_bound(by_sound_.begin(), by_sound_.end(), std::pair(key, 0u));
                for (; at != by_sound_.end() && at->first == key; ++at) {
                    const PageString& string = strings_[at->second];
                    for (std::size_t k = 0; k < size; ++k) row_[k] = character(string.chars[k]);
                    offer(i, size, string.given ? kLeastGivenGain : kLeastPageGain);
                }
            });
        }
    }

    struct PageString {
        std::array<char32_t, PageCounts::max_characters> chars;
        std::uint8_t size;
        bool given;
    };

    const PageSymbols& page_;
    const PageCounts& counts_;
    const PlaceFacts& facts_;
    const SoundSources& sources_;
    WordPath& path_;
    const ArchiveLexicon* archive_;
    Offers offers_;
    std::unordered_map<char32_t, std::vector<SoundChoice>> choices_;
    std::array<Character, Candidate::max_characters> row_{};
    std::vector<SoundHit> hits_;
    std::vector<PageString> strings_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_sound_;
};

}  // namespace

std::vector<Candidate> find_candidates(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                                       const SoundSources& sources, WordPath& path) {
    return Finder(page, counts, facts, sources, path).find();
}

}  // namespace jiaodui
