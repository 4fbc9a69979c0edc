// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/sound_classes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/near_syllables.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kLeastCount = 8;  // of a character in the archive
constexpr float kLeastScore = -6.0f;      // of a character in the language model, log10

constexpr std::u32string_view kGroups[] = {U"的地得", U"他她它", U"在再",   U"做作", U"那哪",
                                           U"吗嘛",   U"呢呐",   U"啊阿呀", U"吧罢", U"了啦",
                                           U"唉哎",   U"两俩",   U"象像",   U"余馀", U"一二三四五六七八九十百千万亿零"};

// The number of each character's group, 0 for none: asked of every pair of characters.
constexpr auto kGroupOf = [] {
    std::array<std::uint8_t, Pinyin::last_han - Pinyin::first_han + 1> all{};
    for (std::size_t i = 0; i < std::size(kGroups); ++i) {
        for (const char32_t ch : kGroups[i]) all[ch - Pinyin::first_han] = static_cast<std::uint8_t>(i + 1);
    }
    return all;
}();

int group_of(char32_t ch) {
    const std::uint32_t at = ch - Pinyin::first_han;
    return at < kGroupOf.size() ? kGroupOf[at] : 0;
}

}  // namespace

bool SoundClasses::is_numeral(char32_t ch) { return ch == archive_symbol::kDigits || group_of(ch) == group_of(U'一'); }

bool SoundClasses::never(char32_t a, char32_t b) {
    const int group = group_of(a);
    return group != 0 && group == group_of(b);
}

SoundClasses::SoundClasses(const Pinyin& pinyin, const LanguageModel* model, const ArchiveLexicon* archive)
    : pinyin_(pinyin),
      class_of_syllable_(near_syllables(pinyin)),
      classes_((kLast - kFirst + 1) * kMost),
      count_(kLast - kFirst + 1),
      syllables_(classes_.size()),
      syllable_count_(count_.size()) {
    struct Member {
        Class sound;
        float weight;
        Character character;
    };
    std::vector<Member> all;
    for (char32_t ch = kFirst; ch <= kLast; ++ch) {
        const auto readings = pinyin.readings(ch);
        if (readings.empty()) continue;
        Class* mine = &classes_[(ch - kFirst) * kMost];
        std::uint8_t& count = count_[ch - kFirst];
        std::uint8_t& spelt = syllable_count_[ch - kFirst];
        for (std::size_t i = 0; i < readings.size() && count < kMost; ++i) {
            if (!counts(readings[i], i) || readings[i].syllable >= class_of_syllable_.size()) continue;
            if (spelt < kMost) syllables_[(ch - kFirst) * kMost + spelt++] = readings[i].syllable;
            const Class sound = class_of_syllable_[readings[i].syllable];
            if (std::find(mine, mine + count, sound) == mine + count) mine[count++] = sound;
        }
        Character character{ch, 0};
        float weight = 0;
        if (archive != nullptr) {
            character.symbol = archive->symbol(ch);
            const std::uint32_t times = archive->count(std::span(&character.symbol, 1));
            if (character.symbol < archive_symbol::kFirstHan || times < kLeastCount) continue;
            weight = static_cast<float>(times);
        } else if (model != nullptr) {
            std::string text;
            utf8::append(text, ch);
            const LanguageModel::Word word = model->word(text);
            if (word == LanguageModel::unknown) continue;
            weight = model->score(word);
            if (weight < kLeastScore) continue;
        }
        for (std::uint8_t i = 0; i < count; ++i) all.push_back({mine[i], weight, character});
    }
    std::stable_sort(all.begin(), all.end(), [](const Member& a, const Member& b) {
        return a.sound != b.sound ? a.sound < b.sound : a.weight > b.weight;
    });
    begins_.assign(class_of_syllable_.size() + 1, 0);
    for (const Member& one : all) {
        ++begins_[one.sound + 1u];
        members_.push_back(one.character);
    }
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

std::span<const SoundClasses::Class> SoundClasses::of(char32_t ch) const {
    if (ch < kFirst || ch > kLast) return {};
    return {&classes_[(ch - kFirst) * kMost], count_[ch - kFirst]};
}

SoundClass SoundClasses::relation(char32_t a, char32_t b) const {
    SoundClass best = SoundClass::other;
    const auto of_a = pinyin_.readings(a), of_b = pinyin_.readings(b);
    for (std::size_t i = 0; i < of_a.size(); ++i) {
        if (!counts(of_a[i], i)) continue;
        for (std::size_t k = 0; k < of_b.size(); ++k) {
            if (!counts(of_b[k], k)) continue;
            SoundClass kind = pinyin_.relation(of_a[i].syllable, of_b[k].syllable).kind;
            if (of_a[i].syllable == of_b[k].syllable)
                kind = (of_a[i].tones & of_b[k].tones) != 0 ? SoundClass::same_tone : SoundClass::same_syllable;
            best = std::min(best, kind);
        }
    }
    return best;
}

Likeness::Likeness(const Pinyin& pinyin, const SoundClasses& classes, char32_t ch)
    : classes_(classes), by_syllable_(pinyin.syllables(), SoundClass::other) {
    for (const Syllable syllable : classes.syllables(ch)) {
        by_syllable_[syllable] = SoundClass::same_syllable;
        for (const Pinyin::Neighbour& near : pinyin.neighbours(syllable)) {
            if (near.syllable < by_syllable_.size())
                by_syllable_[near.syllable] = std::min(by_syllable_[near.syllable], static_cast<SoundClass>(near.kind));
        }
    }
}

}  // namespace jiaodui
