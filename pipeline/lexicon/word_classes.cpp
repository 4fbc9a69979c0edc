// An open hash table that is used where it lies. Tested by tests/unit/lexicon/word_classes_test.cpp.
#include "pipeline/lexicon/word_classes.hpp"

#include <algorithm>

#include "pipeline/base/binary.hpp"
#include "pipeline/lexicon/feature_hash.hpp"
#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kSlot = 6;
constexpr std::uint64_t kProbes = 32;  // a word lies at most so far from its first slot
constexpr WordHash kEmptyWord = 79;

std::uint32_t check_of(WordHash word) { return static_cast<std::uint32_t>(word >> 32); }

WordHash grown(WordHash word, char32_t symbol) { return both(word, symbol); }

// Whether a word may go on from one symbol to the next.
bool touch(const LineSymbol& before, const LineSymbol& after) {
    return before.at.end == after.at.begin && !before.gap.line && is_han(before.symbol) && is_han(after.symbol);
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

}  // namespace

WordHash word_hash(std::u32string_view symbols) {
    WordHash word = kEmptyWord;
    for (const char32_t symbol : symbols) word = grown(word, symbol);
    return word;
}

bool WordClasses::view(std::string_view bytes, WordClasses& out) {
    const std::uint64_t slots = bytes.size() / kSlot;
    if (bytes.size() % kSlot != 0 || (slots & (slots - 1)) != 0) return false;
    out.slots_ = bytes;
    out.mask_ = slots == 0 ? 0 : slots - 1;
    return true;
}

std::string WordClasses::pack(std::vector<std::pair<WordHash, WordClass>> words) {
    if (words.empty()) return {};
    std::sort(words.begin(), words.end());
    std::uint64_t slots = 16;
    while (slots < words.size() * 2) slots *= 2;
    std::vector<std::pair<std::uint32_t, WordClass>> table(slots);
    for (const auto& [word, word_class] : words) {
        std::uint64_t slot = word & (slots - 1);
        for (std::uint64_t probe = 0; probe < kProbes; ++probe, slot = (slot + 1) & (slots - 1)) {
            if (table[slot].second != kNoWordClass) continue;
            table[slot] = {check_of(word), word_class};
            break;
        }  // no room within reach: the word is left out
    }
    BinaryWriter out;
    for (const auto& [check, word_class] : table) {
        out.u32(check);
        out.u8(static_cast<std::uint8_t>(word_class & 0xFF));
        out.u8(static_cast<std::uint8_t>(word_class >> 8));
    }
    return out.bytes();
}

WordClass WordClasses::class_of(WordHash word) const {
    std::uint64_t slot = word & mask_;
    for (std::uint64_t probe = 0; probe < kProbes; ++probe, slot = (slot + 1) & mask_) {
        const std::size_t at = slot * kSlot;
        const auto low = static_cast<unsigned char>(slots_[at + 4]), high = static_cast<unsigned char>(slots_[at + 5]);
        const auto word_class = static_cast<WordClass>(low | high << 8);
        if (word_class == kNoWordClass || u32_at(slots_, at) == check_of(word)) return word_class;
    }
    return kNoWordClass;
}

void WordClasses::find(LineText& text) const {
    text.words.clear();
    if (slots_.empty()) return;
    const std::size_t size = text.symbols.size();
    text.words.resize(size);
    for (std::size_t i = 0; i < size;) {
        WordHash word = grown(kEmptyWord, text.symbols[i].symbol), longer = word;
        WordClass word_class = class_of(word);
        std::size_t length = 1;
        for (std::size_t n = 1; n < longest && i + n < size && touch(text.symbols[i + n - 1], text.symbols[i + n]);
             ++n) {
            longer = grown(longer, text.symbols[i + n].symbol);
            if (const WordClass found = class_of(longer); found != kNoWordClass) {
                word = longer;
                word_class = found;
                length = n + 1;
            }
        }
        for (std::size_t n = 0; n < length; ++n) {
            text.words[i + n] = {check_of(word), word_class, static_cast<std::uint8_t>(n),
                                 static_cast<std::uint8_t>(length - 1 - n)};
        }
        i += length;
    }
}

}  // namespace jiaodui
