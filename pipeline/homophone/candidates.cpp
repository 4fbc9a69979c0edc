// What is put is written into a copy of the page's symbols, scored there and taken back, so that nothing is allocated for a
// candidate that is dropped. Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/candidates.hpp"

#include <algorithm>
#include <tuple>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kAttested = 6;      // occurrences of four symbols that put a place above suspicion
// Nats that the text costs at a place before anything else is tried there: one character with what follows it, then two,
// three and four characters alone. What reads well is not decoded.
constexpr float kLeastCost[] = {12.0f, 9.0f, 13.0f, 17.0f};
constexpr float kLeastGain = 3.0f;          // nats
constexpr float kLeastWordGain = 0.0f;      // nats, of a dictionary word where there is none
constexpr float kLeastGivenGain = -4.0f;    // nats, of a string of the title, the description or a heading
constexpr float kLeastPageGain = 1.0f;      // nats, of a string that the page has more than once
constexpr float kBehind = 7.0f;             // nats that a candidate may lie behind the best one at its place
constexpr float kLeastWordScore = -6.8f;    // log10, of a dictionary word
constexpr float kLikelyWord = -4.6f;        // log10, of a word that nobody suspects without an archive
constexpr float kAloneShare = 0.8f;         // of their scores: what stands before helps
constexpr float kFuzzyCost = 2.0f;          // of all syllables of a dictionary word together
constexpr std::size_t kReach = ArchiveLexicon::max_order - 1;

class Finder {
  public:
    Finder(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts, const SoundSources& sources,
           WordPath& path)
        : page_(page), counts_(counts), facts_(facts), sources_(sources), path_(path), symbols_(page.symbols), archive_(sources.archive) {
        if (archive_ != nullptr) {
            costs_.assign(page.size() + 1, 0);
            for (std::size_t i = 0; i < page.size(); ++i) costs_[i + 1] = costs_[i] - facts.log_probability[i];
        }
        index_page();
    }

    std::vector<Candidate> find() {
        for (std::uint32_t i = 0; i < page_.size(); ++i) {
            if (!may_change(i)) continue;
            if (archive_ != nullptr && facts_.suspicious[i] != 0) attested(i);
            words(i);
            of_the_page(i);
        }
        const auto key = [](const Candidate& one) { return std::tie(one.begin, one.end, one.chars); };
        std::sort(out_.begin(), out_.end(), [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
        out_.erase(std::unique(out_.begin(), out_.end(),
                               [&](const Candidate& a, const Candidate& b) { return key(a) == key(b); }),
                   out_.end());
        if (archive_ != nullptr) drop_those_behind();
        return std::move(out_);
    }

  private:
    using Character = SoundClasses::Character;

    [[nodiscard]] bool may_change(std::size_t i) const { return i < page_.size() && page_.is_han_at(i) && page_.locked[i] == 0; }
    [[nodiscard]] bool all_may_change(std::size_t begin, std::size_t size) const {
        for (std::size_t i = begin; i < begin + size; ++i) {
            if (!may_change(i)) return false;
        }
        return true;
    }

    // What may stand for a character, itself first.
    const std::vector<Character>& alternatives(std::uint32_t place) {
        const char32_t ch = page_.chars[place];
        const auto [found, is_new] = alternatives_.try_emplace(ch);
        if (!is_new) return found->second;
        std::vector<Character>& list = found->second;
        list.push_back({ch, archive_ != nullptr ? archive_->symbol(ch) : ArchiveSymbol{0}});
        for (const SoundClasses::Class sound : sources_.classes.of(ch)) {
            for (const Character& one : sources_.classes.members(sound)) {
                const bool known = std::any_of(list.begin(), list.end(), [&](const Character& other) { return other.ch == one.ch; });
                if (!known && !SoundClasses::never(ch, one.ch)) list.push_back(one);
            }
        }
        return list;
    }

    // What the text costs from a place on, in nats.
    [[nodiscard]] float cost(std::size_t i, std::size_t size) const { return costs_[std::min(page_.size(), i + size)] - costs_[i]; }

    // --- rows of characters that the archive attests
    [[nodiscard]] bool agrees(std::size_t left, ArchiveSymbol first, ArchiveSymbol last, std::size_t right) const {
        return (page_.is_han_at(left) && archive_->follows(symbols_[left], first)) ||
               (page_.is_han_at(right) && archive_->follows(last, symbols_[right]));
    }

    void attested(std::uint32_t i) {
        if (cost(i, 1 + kReach) < kLeastCost[0]) return;
        const auto& first = alternatives(i);
        for (std::size_t k = 1; k < first.size(); ++k) {
            if (agrees(i - 1, first[k].symbol, first[k].symbol, i + 1)) {
                row_[0] = first[k];
                offer(i, 1, kLeastGain);
            }
        }
        if (!may_change(i + 1)) return;
        const bool pairs = cost(i, 2) >= kLeastCost[1];
        if (!pairs && cost(i, 3) < kLeastCost[2]) return;
        const auto& second = alternatives(i + 1);
        for (std::size_t k = 1; k < first.size(); ++k) {
            row_[0] = first[k];
            for (std::size_t m = 0; m < second.size(); ++m) {
                if (!archive_->follows(first[k].symbol, second[m].symbol)) continue;
                row_[1] = second[m];
                if (m > 0 && pairs && facts_.suspicious[i + 1] != 0) two(i);
                more(i, 2);
            }
        }
    }

    void two(std::uint32_t i) {
        const ArchiveSymbol left[3] = {symbols_[i - 1], row_[0].symbol, row_[1].symbol};
        const ArchiveSymbol right[3] = {row_[0].symbol, row_[1].symbol, symbols_[i + 2]};
        const bool together = (page_.is_han_at(i - 1) && archive_->follows(left[0], left[1]) && archive_->count(left) > 0) ||
                              (page_.is_han_at(i + 2) && archive_->follows(right[1], right[2]) && archive_->count(right) > 0) ||
                              archive_->count(row(2)) >= 10;
        if (together) offer(i, 2, kLeastGain);
    }

    // The row of `size` characters is attested pair by pair; longer ones must occur as a string.
    void more(std::uint32_t i, std::size_t size) {
        if (size == Candidate::max_characters || !may_change(i + size) || cost(i, size + 1) < kLeastCost[size]) return;
        bool suspicious = false;  // any place that a longer row could still change
        for (std::size_t k = i + size; k < i + Candidate::max_characters && k < page_.size(); ++k)
            suspicious = suspicious || facts_.suspicious[k] != 0;
        if (!suspicious) return;
        const auto& next = alternatives(static_cast<std::uint32_t>(i + size));
        for (std::size_t k = 0; k < next.size(); ++k) {
            if (!archive_->follows(row_[size - 1].symbol, next[k].symbol)) continue;
            row_[size] = next[k];
            if (archive_->count(row(size + 1)) < 2) continue;
            if (k > 0 && facts_.suspicious[i + size] != 0) offer(i, size + 1, kLeastGain);
            more(i, size + 1);
        }
    }

    std::span<const ArchiveSymbol> row(std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) grams_[i] = row_[i].symbol;
        return {grams_.data(), size};
    }

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
            row_[k] = {got.ch, archive_ != nullptr ? archive_->symbol(got.ch) : ArchiveSymbol{0}};
        }
        offer(i, size, kLeastWordGain);
    }

    // --- strings of the page
    [[nodiscard]] static std::uint64_t join(std::uint64_t key, SoundClasses::Class sound) { return key << 16 | (sound + 1u); }

    template <class Visit>
    void for_keys(std::span<const char32_t> text, std::uint64_t key, Visit&& visit) const {
        if (text.empty()) return visit(key);
        for (const SoundClasses::Class sound : sources_.classes.of(text[0])) for_keys(text.subspan(1), join(key, sound), visit);
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
        for (std::size_t size = 2; size <= PageCounts::max_characters && all_may_change(i, size); ++size) {
            const auto text = std::span(page_.chars).subspan(i, size);
            bool suspicious = false;
            for (std::size_t k = 0; k < size; ++k) suspicious = suspicious || facts_.suspicious[i + k] != 0;
            if (!suspicious) continue;
            for_keys(text, 0, [&](std::uint64_t key) {
                auto at = std::lower_bound(by_sound_.begin(), by_sound_.end(), std::pair(key, 0u));
                for (; at != by_sound_.end() && at->first == key; ++at) {
                    const PageString& string = strings_[at->second];
                    for (std::size_t k = 0; k < size; ++k)
                        row_[k] = {string.chars[k], archive_ != nullptr ? archive_->symbol(string.chars[k]) : ArchiveSymbol{0}};
                    offer(i, size, string.given ? kLeastGivenGain : kLeastPageGain);
                }
            });
        }
    }

    // --- all of them
    // A gain is worth less the less alike the sounds are.
    [[nodiscard]] float worth(const Candidate& one) const {
        float sum = one.archive_gain;
        for (std::uint32_t i = one.begin; i < one.end; ++i) {
            const char32_t put = one.chars[i - one.begin];
            if (put == page_.chars[i]) continue;
            const SoundClass sound = sources_.classes.relation(put, page_.chars[i]);
            sum -= sound == SoundClass::same_tone ? 0.0f : sound == SoundClass::same_syllable ? 2.0f : 3.0f;
        }
        return sum;
    }

    void drop_those_behind() {
        std::vector<float> worths(out_.size()), best(page_.size(), -100.0f);
        for (std::size_t i = 0; i < out_.size(); ++i) {
            worths[i] = worth(out_[i]);
            for (std::uint32_t at = out_[i].begin; at < out_[i].end; ++at) best[at] = std::max(best[at], worths[i]);
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < out_.size(); ++i) {
            const float most = *std::max_element(best.begin() + out_[i].begin, best.begin() + out_[i].end);
            if (worths[i] >= most - kBehind) out_[kept++] = out_[i];
        }
        out_.resize(kept);
    }

    // Puts row_[0, size) at place i, less what is not changed at its ends.
    void offer(std::uint32_t i, std::size_t size, float least) {
        std::size_t first = 0, last = size;
        while (first < last && row_[first].ch == page_.chars[i + first]) ++first;
        while (last > first && row_[last - 1].ch == page_.chars[i + last - 1]) --last;
        if (first == last) return;
        bool suspicious = false;
        for (std::size_t k = first; k < last; ++k) {
            if (row_[k].ch == page_.chars[i + k]) continue;
            if (SoundClasses::never(row_[k].ch, page_.chars[i + k]) || lengthens_number(i + k, row_[k].ch)) return;
            suspicious = suspicious || facts_.suspicious[i + k] != 0;
        }
        if (!suspicious) return;
        Candidate found;
        found.begin = i + static_cast<std::uint32_t>(first);
        found.end = i + static_cast<std::uint32_t>(last);
        for (std::size_t k = first; k < last; ++k) found.chars[k - first] = row_[k].ch;
        if (archive_ != nullptr) {
            found.archive_gain = gain(found.begin, found.end, first);
            if (found.archive_gain < least) return;
        }
        out_.push_back(found);
    }

    // 五是股票 → 五十股票: no string can tell what number was meant.
    [[nodiscard]] bool lengthens_number(std::size_t place, char32_t put) const {
        return SoundClasses::is_numeral(put) && ((place > 0 && SoundClasses::is_numeral(page_.chars[place - 1])) ||
                                                 (place + 1 < page_.size() && SoundClasses::is_numeral(page_.chars[place + 1])));
    }

    float gain(std::uint32_t begin, std::uint32_t end, std::size_t first) {
        const std::size_t reach = std::min(page_.size(), end + kReach);
        for (std::uint32_t k = begin; k < end; ++k) symbols_[k] = row_[first + k - begin].symbol;
        const float now = archive_->score(symbols_, begin, reach);
        for (std::uint32_t k = begin; k < end; ++k) symbols_[k] = page_.symbols[k];
        return now + (costs_[reach] - costs_[begin]);
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
    std::vector<ArchiveSymbol> symbols_;  // of the page; changed only while something is scored
    const ArchiveLexicon* archive_;
    std::vector<float> costs_;  // of the first i places
    std::unordered_map<char32_t, std::vector<Character>> alternatives_;
    std::unordered_map<char32_t, std::vector<SoundChoice>> choices_;
    std::array<Character, Candidate::max_characters> row_{};
    std::array<ArchiveSymbol, Candidate::max_characters> grams_{};
    std::vector<SoundHit> hits_;
    std::vector<PageString> strings_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_sound_;
    std::vector<Candidate> out_;
};

void look_by_archive(const PageSymbols& page, const ArchiveLexicon& archive, PlaceFacts& facts) {
    facts.log_probability.assign(page.size(), 0);
    facts.suspicious.assign(page.size(), 1);
    double sum = 0;
    for (std::size_t i = 0; i < page.size(); ++i) {
        const std::size_t from = i > kReach ? i - kReach : 0;
        facts.log_probability[i] = archive.log_probability(std::span(page.symbols).subspan(from, i - from), page.symbols[i]);
        if (page.is_han_at(i)) sum += facts.log_probability[i];
        if (i + 4 > page.size() || archive.count(std::span(page.symbols).subspan(i, 4)) < kAttested) continue;
        for (std::size_t k = i; k < i + 4; ++k) facts.suspicious[k] = 0;
    }
    facts.page_log_probability = page.han != 0 ? static_cast<float>(sum / static_cast<double>(page.han)) : 0;
}

// By clauses of the page: between marks and edges.
void look_by_words(const PageSymbols& page, WordPath& path, PlaceFacts& facts) {
    facts.suspicious.assign(page.size(), 0);
    facts.first_of_word.assign(page.size() + 1, 0);
    double sum = 0;
    std::vector<std::uint8_t> cuts;
    const auto ends = [&](std::size_t i) {
        return page.chars[i] == archive_symbol::kEdge || page.chars[i] == archive_symbol::kMark;
    };
    for (std::size_t i = 0; i < page.size();) {
        if (ends(i)) {
            facts.first_of_word[i] = 1;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < page.size() && end - i < WordPath::max_length && !ends(end)) ++end;
        const auto clause = std::span(page.chars).subspan(i, end - i);
        sum += path.score(clause, &cuts);
        std::size_t at = i;
        for (const std::uint8_t length : cuts) {
            const bool unlikely = length < 2 || path.cover(std::span(page.chars), at, at + length).score < kLikelyWord;
            facts.first_of_word[at] = 1;
            for (std::size_t k = at; k < at + length; ++k) {
                facts.word[k] = length;
                if (unlikely) facts.suspicious[k] = 1;
            }
            at += length;
        }
        i = end;
    }
    facts.page_log_probability = page.han != 0 ? static_cast<float>(sum / static_cast<double>(page.han)) : 0;
}

}  // namespace

PlaceFacts look_at_places(const PageSymbols& page, const SoundSources& sources, WordPath& path) {
    PlaceFacts facts;
    facts.word.assign(page.size(), 0);
    if (sources.archive != nullptr) look_by_archive(page, *sources.archive, facts);
    else look_by_words(page, path, facts);
    return facts;
}

std::vector<Candidate> find_candidates(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                                       const SoundSources& sources, WordPath& path) {
    return Finder(page, counts, facts, sources, path).find();
}

}  // namespace jiaodui
