// The forward pass over eight states, each with the history of its likeliest predecessor.
// Tested by tests/unit/lexicon/line_end_test.cpp.
#include "pipeline/lexicon/line_end_decoder.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

struct State {
    float probability = 0;
    LineHistory history;
};

constexpr float kNegligible = 0.02f;  // states less likely than this do not speak for the next place
constexpr std::size_t kMostStates = 4;

// The likeliest states, sure to be at least one, their probabilities summing to one.
void keep_likely(std::vector<State>& states) {
    std::stable_sort(states.begin(), states.end(),
                     [](const State& a, const State& b) { return a.probability > b.probability; });
    std::size_t kept = 1;
    while (kept < states.size() && kept < kMostStates && states[kept].probability >= kNegligible) ++kept;
    states.resize(kept);
    float sum = 0;
    for (const State& state : states) sum += state.probability;
    for (State& state : states) state.probability /= sum;
}

// How much less than a full stop a paragraph's end is believed: on pages of another kind than those learned from it is
// said too often, and on pages of the same kind nothing is lost (chosen on both, docs/segment.md).
constexpr float kParagraph = 0.6f;
// How much more than their probability ？ ！ ： are believed: an archive that has few of them would have hardly any
// said. On pages of either kind as many places are right, and half again as many of these marks are found.
constexpr float kRareMark = 2;

// The mark first, then whether a paragraph ends with it: a full stop and a paragraph are one answer to the first
// question. To say a sentence's end below one half, a comma being likelier, gives more of the full stops (F1) for fewer
// right places: on pages held out for choosing (sha1 of the path mod 5 = 1, three fifths learned) F1 0.700 and exact
// 0.747 as it is, 0.711 and 0.746 from 0.43 on, 0.717 and 0.744 from 0.40 on.
LineEnd best_of(const LineEndScores& probability, bool may_join) {
    const auto of = [&](LineEnd end) { return probability[static_cast<std::size_t>(end)]; };
    LineEnd best = LineEnd::comma;
    float most = of(LineEnd::comma);
    if (of(LineEnd::stop) + of(LineEnd::paragraph) > most) {
        best = kParagraph * of(LineEnd::paragraph) > of(LineEnd::stop) ? LineEnd::paragraph : LineEnd::stop;
        most = of(LineEnd::stop) + of(LineEnd::paragraph);
    }
    const auto or_else = [&](LineEnd end, float worth) {
        if (of(end) * worth <= most) return;
        best = end;
        most = of(end) * worth;
    };
    if (may_join) or_else(LineEnd::join, 1);
    or_else(LineEnd::enumeration, 1);
    or_else(LineEnd::question, kRareMark);
    or_else(LineEnd::exclamation, kRareMark);
    or_else(LineEnd::colon, kRareMark);
    return best;
}

}  // namespace

LineEnd best_mark(const LineEndChoice& choice) {
    const LineEnd best = best_of(choice.probability, false);
    return best == LineEnd::paragraph && choice.best == LineEnd::join ? LineEnd::stop : best;
}

std::vector<LineEndChoice> decode_line_ends(const LineEndModel& model, LineText& text,
                                            std::span<const OpenPlace> places) {
    model.words().find(text);
    std::vector<LineEndChoice> choices(places.size());
    std::vector<State> states{{1.0f, {}}}, next;
    std::vector<FeatureHash> features;
    for (std::size_t p = 0; p < places.size(); ++p) {
        const OpenPlace& place = places[p];
        LineEndChoice& choice = choices[p];
        for (std::size_t y = kLineEnds; y-- > 0;) {
            if (place.may.has(static_cast<LineEnd>(y))) choice.best = static_cast<LineEnd>(y);
        }
        if (place.may.size() == 1) {
            choice.probability[static_cast<std::size_t>(choice.best)] = 1;
            for (State& state : states)
                state.history =
                    state.history.then(place.ends_paragraph ? LineEnd::paragraph : choice.best, place.at.symbol);
            continue;
        }
        place_features(text, place.at, features);
        LineEndScores fixed = place.prior != nullptr ? *place.prior : LineEndScores{};
        model.add(features, fixed);
        std::array<float, kLineEnds> best_share{};
        std::array<std::size_t, kLineEnds> from{};
        for (std::size_t s = 0; s < states.size(); ++s) {
            LineEndScores scores = fixed;
            history_features(text, place.at, states[s].history, features);
            model.add(features, scores);
            for (std::size_t y = 0; y < kLineEnds; ++y) {
                if (!place.may.has(static_cast<LineEnd>(y))) scores[y] = -1e4f;
            }
            to_probabilities(scores);
            for (std::size_t y = 0; y < kLineEnds; ++y) {
                const float share = states[s].probability * scores[y];
                choice.probability[y] += share;
                if (share > best_share[y]) {
                    best_share[y] = share;
                    from[y] = s;
                }
            }
        }
        choice.best = best_of(choice.probability, true);
        if (place.within_line) continue;
        next.clear();
        for (std::size_t y = 0; y < kLineEnds; ++y) {
            if (choice.probability[y] <= 0) continue;
            const auto end = static_cast<LineEnd>(y);
            next.push_back(
                {choice.probability[y],
                 states[from[y]].history.then(place.ends_paragraph ? LineEnd::paragraph : end, place.at.symbol)});
        }
        keep_likely(next);
        states.swap(next);
    }
    return choices;
}

}  // namespace jiaodui
