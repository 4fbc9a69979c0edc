// Union by the smaller number. Tested by tests/unit/lexicon/sound_index_test.cpp.
#include "pipeline/lexicon/near_syllables.hpp"

#include <algorithm>
#include <numeric>

namespace jiaodui {

std::vector<Syllable> near_syllables(const Pinyin& pinyin) {
    std::vector<Syllable> least(pinyin.syllables());
    std::iota(least.begin(), least.end(), Syllable{0});
    const auto root = [&](Syllable at) {
        while (least[at] != at) at = least[at];
        return at;
    };
    for (Syllable syllable = 0; syllable < least.size(); ++syllable) {
        for (const Pinyin::Neighbour& other : pinyin.neighbours(syllable)) {
            if (other.kind != static_cast<std::uint8_t>(SoundClass::fuzzy1) || other.syllable >= least.size()) continue;
            const Syllable a = root(syllable), b = root(other.syllable);
            least[std::max(a, b)] = std::min(a, b);
        }
    }
    for (Syllable syllable = 0; syllable < least.size(); ++syllable) least[syllable] = root(syllable);
    return least;
}

}  // namespace jiaodui
