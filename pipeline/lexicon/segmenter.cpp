// A place keeps its two best hypotheses with different states; of two with the same state only the better can win
// later. Tested by tests/unit/lexicon/segmenter_test.cpp.
#include "pipeline/lexicon/segmenter.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr float other_token = -3.0f;  // letters, digits, marks

bool is_plain_han(char32_t ch) { return ch >= Pinyin::first_han && ch <= Pinyin::last_han; }

}  // namespace

void Segmenter::step(Scratch& scratch, const Edge& edge) const {
    Scratch::Place& to = scratch.places_[edge.to];
    const Scratch::Place& from = scratch.places_[edge.from];
    for (std::uint8_t parent = 0; parent < from.count; ++parent) {
        Scratch::Hypothesis next;
        next.from = static_cast<std::uint16_t>(edge.from);
        next.parent = parent;
        float score = edge.floor;
        if (edge.word == LanguageModel::unknown) {
            next.state = model_.nothing();
        } else {
            score = std::max(score, model_.score(from.best[parent].state, edge.word, next.state));
        }
        next.score = from.best[parent].score + score;
        // The same state: only the better stays.
        std::uint8_t slot = to.count;
        for (std::uint8_t i = 0; i < to.count; ++i) {
            if (to.best[i].state == next.state) slot = i;
        }
        if (slot < to.count) {
            if (next.score > to.best[slot].score) to.best[slot] = next;
        } else if (to.count < to.best.size()) {
            to.best[to.count++] = next;
        } else if (next.score > to.best[1].score) {
            to.best[1] = next;
        }
        if (to.count == 2 && to.best[1].score > to.best[0].score) std::swap(to.best[0], to.best[1]);
    }
}

void Segmenter::leave(Scratch& scratch, std::string_view text, std::size_t at, std::span<const Stretch> terms) const {
    const std::size_t last = scratch.characters_.size();
    for (const Stretch& term : terms) {
        if (term.begin == at && term.end > at && term.end <= last)
            step(scratch, {at, term.end, LanguageModel::unknown, term_word});
    }
    const char32_t ch = scratch.characters_[at];
    if (!is_plain_han(ch)) return step(scratch, {at, at + 1, LanguageModel::unknown, other_token});
    const LanguageModel::Word alone = characters_.word(ch);
    step(scratch, {at, at + 1, alone, alone == LanguageModel::unknown ? ModelCharacters::unknown_score : -99.0f});
    const std::string_view rest = text.substr(scratch.offsets_[at]);
    const Pinyin::WordRange range = pinyin_.words_at(rest);
    for (WordId id = range.first; id < range.last; ++id) {
        const std::string_view word = pinyin_.word(id);
        const std::size_t to = at + word.size() / Pinyin::han_bytes;
        if (word.empty() || to > last || !rest.starts_with(word)) continue;
        const LanguageModel::Word number = characters_.stored() ? pinyin_.model_word(id) : model_.word(word);
        step(scratch, {at, to, number, number == LanguageModel::unknown ? rare_word : -99.0f});
    }
}

float Segmenter::read(std::string_view text, std::span<const Stretch> terms, Scratch& scratch,
                      std::vector<Token>* tokens) const {
    scratch.characters_.clear();
    scratch.offsets_.clear();
    for (std::size_t at = 0; at < text.size() && scratch.characters_.size() < max_characters;) {
        const auto found = utf8::decode(text, at);
        scratch.characters_.push_back(found.ch);
        scratch.offsets_.push_back(static_cast<std::uint32_t>(at));
        at += found.length;
    }
    const std::size_t size = scratch.characters_.size();
    if (scratch.places_.size() < size + 1) scratch.places_.resize(size + 1);
    for (std::size_t i = 0; i <= size; ++i) scratch.places_[i].count = 0;
    scratch.places_[0].count = 1;
    scratch.places_[0].best[0] = {0, 0, 0, model_.nothing()};
    for (std::size_t at = 0; at < size; ++at) leave(scratch, text, at, terms);
    if (tokens != nullptr) {
        tokens->clear();
        std::uint8_t which = 0;
        for (std::size_t at = size; at > 0;) {
            const Scratch::Hypothesis& found = scratch.places_[at].best[which];
            tokens->push_back({found.from, static_cast<std::uint16_t>(at)});
            at = found.from;
            which = found.parent;
        }
        std::reverse(tokens->begin(), tokens->end());
    }
    return scratch.places_[size].best[0].score;
}

}  // namespace jiaodui
