// Dynamic programming from left to right. Tested by tests/unit/homophone/suggester_test.cpp.
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

float WordPath::score(std::span<const char32_t> text, std::vector<std::uint8_t>* cuts) {
    text = text.first(std::min(text.size(), max_length));
    spell(text);
    for (std::size_t i = 0; i <= text.size(); ++i) places_[i].count = 0;
    offer(0, 0, model_.nothing(), 0, 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Place here = places_[i];
        if (!is_character(text[i])) {
            const bool mark = text[i] == archive_symbol::kMark || text[i] == archive_symbol::kEdge;
            for (std::size_t k = 0; k < here.count; ++k)
                offer(i + 1, here.ways[k].score + (mark ? 0.0f : class_cost), model_.nothing(), 1, k);
            continue;
        }
        const auto extend = [&](LanguageModel::Word word, std::size_t length) {
            for (std::size_t k = 0; k < here.count; ++k) {
                LanguageModel::State after;
                const float gained = model_.score(here.ways[k].state, word, after);
                offer(i + length, here.ways[k].score + gained, after, length, k);
            }
        };
        if (const LanguageModel::Word word = characters_.word(text[i]); word != LanguageModel::unknown) {
            extend(word, 1);
        } else {
            for (std::size_t k = 0; k < here.count; ++k)
                offer(i + 1, here.ways[k].score + unknown_cost, model_.nothing(), 1, k);
        }
        const std::string_view rest = std::string_view(bytes_).substr(offsets_[i]);
        const Pinyin::WordRange range = pinyin_.words_at(rest);
        for (WordId id = range.first; id < range.last; ++id) {
            const std::string_view word = pinyin_.word(id);
            const std::size_t length = word.size() / Pinyin::han_bytes;
            if (length > max_word || length > text.size() - i || !rest.starts_with(word)) continue;
            if (const LanguageModel::Word number = number_of(id); number != LanguageModel::unknown)
                extend(number, length);
        }
    }
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
    return places_[text.size()].ways[0].score;
}

WordPath::Cover WordPath::cover(std::span<const char32_t> text, std::size_t begin, std::size_t end) {
    Cover best;
    const std::size_t first = end > max_word ? end - max_word : 0;
    const std::size_t last = std::min(text.size(), begin + max_word);
    const auto part = text.subspan(first, last - first);
    spell(part);
    if (end - begin == 1 && is_character(text[begin]) && characters_.word(text[begin]) != LanguageModel::unknown)
        best = {1, single(text[begin])};
    for (std::size_t i = first; i <= begin; ++i) {
        if (!is_character(text[i])) continue;
        const std::string_view rest = std::string_view(bytes_).substr(offsets_[i - first]);
        const Pinyin::WordRange range = pinyin_.words_at(rest);
        for (WordId id = range.first; id < range.last; ++id) {
            const std::string_view word = pinyin_.word(id);
            const std::size_t length = word.size() / Pinyin::han_bytes;
            if (length > max_word || i + length < end || length <= best.length || !rest.starts_with(word)) continue;
            const LanguageModel::Word number = number_of(id);
            if (number == LanguageModel::unknown) continue;
            best = {length, characters_.stored() ? pinyin_.model_score(id) : model_.score(number)};
        }
    }
    return best;
}

}  // namespace jiaodui
