// Dynamic programming from left to right. Tested by tests/unit/homophone/word_path_test.cpp.
#include "pipeline/homophone/word_path.hpp"

#include <algorithm>

#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_character(char32_t ch) { return ch >= archive_symbol::kFirstHan; }

}  // namespace

LanguageModel::Word WordPath::number_of(WordId id) const {
    return characters_.stored() ? pinyin_.model_word(id) : model_.word(pinyin_.word(id));
}

void WordPath::spell(std::span<const char32_t> text) {
    bytes_.clear();
    offsets_.clear();
    for (const char32_t ch : text) {
        offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
        if (is_character(ch)) utf8::append(bytes_, ch);
        else bytes_ += ' ';
    }
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

void WordPath::offer(std::size_t at, float score, const LanguageModel::State& state, std::size_t length,
                     std::size_t from) {
    Place& place = places_[at];
    std::size_t i = place.count;
    while (i > 0 && place.ways[i - 1].score < score) --i;
    if (i == std::size(place.ways)) return;
    place.count = std::min(place.count + 1, std::size(place.ways));
    for (std::size_t k = place.count; k-- > i + 1;) place.ways[k] = place.ways[k - 1];
    place.ways[i] = {score, state, static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(from)};
}

const WordPath::Scored& WordPath::scored(const LanguageModel::State& before, LanguageModel::Word word) {
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ull;
    Scored& last = scored_[((before.hash() ^ std::uint64_t{word} << 16) * kMix >> 40) % kScored];
    if (last.word == word && last.before == before) return last;
    last.before = before;
    last.word = word;
    last.score = model_.score(before, word, last.after);
    return last;
}

// The text must have been spelt.
Pinyin::WordRange WordPath::words_at(std::span<const char32_t> text, std::size_t at) {
    if (at + 1 >= text.size()) return {};
    Begun& last = begun_[(text[at] * 31 + text[at + 1]) % kBegun];
    if (last.first != text[at] || last.second != text[at + 1])
        last = {text[at], text[at + 1], pinyin_.words_at(std::string_view(bytes_).substr(offsets_[at]))};
    return last.words;
}

void WordPath::extend(std::size_t at, LanguageModel::Word word, std::size_t length) {
    const Place& here = places_[at];
    for (std::size_t k = 0; k < here.count; ++k) {
        const Scored& next = scored(here.ways[k].state, word);
        offer(at + length, here.ways[k].score + next.score, next.after, length, k);
    }
}

// Dictionary words of `least` characters and more.
void WordPath::words_from(std::span<const char32_t> text, std::size_t at, std::size_t least) {
    const std::string_view rest = std::string_view(bytes_).substr(offsets_[at]);
    const Pinyin::WordRange range = words_at(text, at);
    for (WordId id = range.first; id < range.last; ++id) {
        const std::string_view word = pinyin_.word(id);
        const std::size_t length = word.size() / Pinyin::han_bytes;
        if (length < least || length > max_word || length > text.size() - at || !rest.starts_with(word)) continue;
        if (const LanguageModel::Word number = number_of(id); number != LanguageModel::unknown)
            extend(at, number, length);
    }
}

void WordPath::step(std::span<const char32_t> text, std::size_t at) {
    const char32_t ch = text[at];
    const auto pass = [&](float cost) {
        const Place& here = places_[at];
        for (std::size_t k = 0; k < here.count; ++k) offer(at + 1, here.ways[k].score + cost, model_.nothing(), 1, k);
    };
    if (!is_character(ch)) return pass(ch == archive_symbol::kMark || ch == archive_symbol::kEdge ? 0.0f : class_cost);
    const LanguageModel::Word word = characters_.word(ch);
    if (word != LanguageModel::unknown) extend(at, word, 1);
    else pass(unknown_cost);
    words_from(text, at, 1);
}

float WordPath::score(std::span<const char32_t> text, std::vector<std::uint8_t>* cuts) {
    text = text.first(std::min(text.size(), max_length));
    places_[0].count = 0;
    offer(0, 0, model_.nothing(), 0, 0);
    const float best = score_again(text, 0);
    if (cuts != nullptr) {
        cuts->clear();
        std::size_t way = 0;
        for (std::size_t at = text.size(); at > 0;) {
            const Way& last = places_[at].ways[way];
            cuts->push_back(last.length);
            at -= last.length;
            way = last.from;
        }
        std::reverse(cuts->begin(), cuts->end());
    }
    return best;
}

// The ways to the places up to `unchanged` stand; of what begins before it only words that reach beyond are new.
float WordPath::score_again(std::span<const char32_t> text, std::size_t unchanged) {
    text = text.first(std::min(text.size(), max_length));
    spell(text);
    for (std::size_t i = unchanged + 1; i <= text.size(); ++i) places_[i].count = 0;
    for (std::size_t i = unchanged > max_word ? unchanged - max_word : 0; i < unchanged; ++i) {
        if (is_character(text[i])) words_from(text, i, unchanged - i + 1);
    }
    for (std::size_t i = unchanged; i < text.size(); ++i) step(text, i);
    return places_[text.size()].ways[0].score;
}

WordPath::Cover WordPath::cover(std::span<const char32_t> text, std::size_t begin, std::size_t end) {
    Cover best;
    const std::size_t first = end > max_word ? end - max_word : 0;
    const std::size_t last = std::min(text.size(), begin + max_word);
    const auto part = text.subspan(first, last - first);
    spell(part);
    if (end - begin == 1 && is_character(text[begin]) && characters_.word(text[begin]) != LanguageModel::unknown)
        best = {1, single(text[begin]), begin};
    for (std::size_t i = first; i <= begin; ++i) {
        if (!is_character(text[i])) continue;
        const std::string_view rest = std::string_view(bytes_).substr(offsets_[i - first]);
        const Pinyin::WordRange range = words_at(part, i - first);
        for (WordId id = range.first; id < range.last; ++id) {
            const std::string_view word = pinyin_.word(id);
            const std::size_t length = word.size() / Pinyin::han_bytes;
            if (length > max_word || i + length < end || length <= best.length || !rest.starts_with(word)) continue;
            const LanguageModel::Word number = number_of(id);
            if (number == LanguageModel::unknown) continue;
            best = {length, characters_.stored() ? pinyin_.model_score(id) : model_.score(number), i};
        }
    }
    return best;
}

}  // namespace jiaodui
