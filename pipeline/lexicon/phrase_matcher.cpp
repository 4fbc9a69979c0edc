// The data, all little-endian: a header; a bitmap of 65,536 bits for phrases of one code point; a bitmap of hashed
// pairs for the others, at least 16 bits a pair; then the trie. Its nodes are numbered level by level, so that the
// children of a node are neighbours: node k is reached by label[k] and its children are child[k] … child[k + 1] - 1,
// sorted by label. No edge needs a target. A pass of view() over the trie proves that every walk stays inside, whatever
// the bytes. Tested by tests/unit/lexicon/phrase_matcher_test.cpp and, against naive search,
// tests/property/phrase_property.cpp.
#include "pipeline/lexicon/phrase_matcher.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <numeric>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

struct PhraseMatcher::Header {
    char magic[8];
    std::uint32_t nodes;       // trie nodes, the root included
    std::uint32_t phrases;     // values are below this
    std::uint32_t pair_shift;  // the pair bitmap has 1 << (64 - shift) bits
    std::uint32_t reserved;
};

namespace {

constexpr char magic[8] = {'J', 'D', 'P', 'H', 'R', 'S', 'E', '2'};
constexpr std::uint32_t no_phrase = 0xFFFFFFFFu;
constexpr std::size_t single_words = 1024;  // 65,536 bits

constexpr std::size_t root_blocks = 1025;  // of 64 characters; the last one is all beyond the basic plane

constexpr std::size_t block_of(char32_t ch) { return ch > 0xFFFF ? root_blocks - 1 : ch >> 6; }
constexpr char32_t fold(char32_t ch) { return ch >= 'A' && ch <= 'Z' ? ch + 32 : ch; }

constexpr bool bit(const std::uint64_t* words, std::uint64_t index) {
    return (words[index >> 6] >> (index & 63) & 1) != 0;
}
void set_bit(std::uint64_t* words, std::uint64_t index) { words[index >> 6] |= std::uint64_t{1} << (index & 63); }

// A key for two neighbouring characters: their bytes, where both have three, so that Chinese text need not be decoded;
// else their code points.
constexpr std::uint64_t three_bytes(char32_t ch) {
    return (0xE0u | ch >> 12) | (0x80u | (ch >> 6 & 0x3F)) << 8 | (0x80u | (ch & 0x3F)) << 16;
}
constexpr bool has_three_bytes(char32_t ch) { return ch >= 0x800 && ch <= 0xFFFF; }
constexpr std::uint64_t pair_key(char32_t first, char32_t second) {
    if (has_three_bytes(first) && has_three_bytes(second)) return three_bytes(first) | three_bytes(second) << 24;
    return std::uint64_t{1} << 63 | std::uint64_t{first} << 24 | second;
}
constexpr std::uint64_t kSixBytes = 0xFFFFFFFFFFFFull;

// Eight bytes, the first one lowest.
inline std::uint64_t eight_bytes(const char* at) {
    std::uint64_t out = 0;
    std::memcpy(&out, at, sizeof out);
    if constexpr (std::endian::native == std::endian::big) out = __builtin_bswap64(out);
    return out;
}

// Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4.
constexpr std::uint64_t hash_of_key(std::uint64_t key) { return key * 0x9E3779B97F4A7C15ull; }
constexpr std::uint64_t pair_hash(char32_t first, char32_t second) { return hash_of_key(pair_key(first, second)); }

using Points = std::vector<char32_t>;

Points points_of(std::string_view phrase) {
    Points out;
    for (std::size_t at = 0; at < phrase.size();) {
        const auto found = utf8::decode(phrase, at);
        out.push_back(fold(found.ch));
        at += found.length;
    }
    return out;
}

// utf8::decode, folded, with the common cases first.
inline utf8::Decoded decode_folded(std::string_view text, std::uint32_t at) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + at;
    if ((bytes[0] & 0xF0) == 0xE0 && text.size() - at >= 3) {
        return {static_cast<char32_t>((bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F)), 3};
    }
    if (bytes[0] < 0x80) return {fold(bytes[0]), 1};
    return utf8::decode(text, at);
}

struct Trie {
    std::vector<std::uint32_t> label{0}, child, value{no_phrase};
};

// `sorted` is in order and without repetition; `ids` are their values.
Trie make_trie(const std::vector<Points>& sorted, const std::vector<std::uint32_t>& ids) {
    struct Range {
        std::size_t first, last;
    };
    Trie trie;
    std::vector<Range> level{{0, sorted.size()}};
    for (std::size_t depth = 0; !level.empty(); ++depth) {
        std::vector<Range> next;
        for (const Range range : level) {
            trie.child.push_back(static_cast<std::uint32_t>(trie.label.size()));
            std::size_t at = range.first;
            while (at < range.last && sorted[at].size() <= depth) ++at;  // the phrase that ends here
            while (at < range.last) {
                const char32_t ch = sorted[at][depth];
                std::size_t end = at;
                while (end < range.last && sorted[end][depth] == ch) ++end;
                trie.label.push_back(ch);
                trie.value.push_back(sorted[at].size() == depth + 1 ? ids[at] : no_phrase);
                next.push_back({at, end});
                at = end;
            }
        }
        level = std::move(next);
    }
    trie.child.push_back(static_cast<std::uint32_t>(trie.label.size()));
    return trie;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out(text);
    for (char& byte : out) byte = static_cast<char>(fold(static_cast<unsigned char>(byte)));
    return out;
}

bool PhraseMatcher::usable(std::string_view phrase) {
    return !phrase.empty() && phrase.size() <= 4 * max_code_points && utf8::count(phrase) <= max_code_points &&
           !utf8::first_invalid(phrase) && phrase.find("\xEF\xBF\xBC") == std::string_view::npos;
}

PhraseMatcher PhraseMatcher::build(std::span<const std::string_view> phrases) {
    std::vector<Points> points;
    std::vector<std::uint32_t> order, ids;
    for (const std::string_view phrase : phrases) points.push_back(usable(phrase) ? points_of(phrase) : Points());
    order.resize(points.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return points[a] != points[b] ? points[a] < points[b] : a < b; });
    std::vector<Points> sorted;
    for (const std::uint32_t id : order) {
        if (points[id].empty() || (!sorted.empty() && sorted.back() == points[id])) continue;
        sorted.push_back(points[id]);
        ids.push_back(id);
    }
    const Trie trie = make_trie(sorted, ids);
    std::uint32_t bits = 13;
    while (bits < 26 && (std::size_t{1} << bits) < 16 * sorted.size()) ++bits;
    const std::size_t nodes = trie.label.size();
    const std::size_t bytes = sizeof(Header) + 8 * single_words + (std::size_t{1} << (bits - 3)) + 4 * (3 * nodes + 1);

    PhraseMatcher out;
    out.own_.assign((bytes + 7) / 8, 0);
    Header header{};
    std::memcpy(header.magic, magic, 8);
    header.nodes = static_cast<std::uint32_t>(nodes);
    header.phrases = static_cast<std::uint32_t>(phrases.size());
    header.pair_shift = 64 - bits;
    std::memcpy(out.own_.data(), &header, sizeof header);
    std::uint64_t* singles = out.own_.data() + sizeof(Header) / 8;
    std::uint64_t* pairs = singles + single_words;
    for (const Points& phrase : sorted) {
        if (phrase.size() == 1) set_bit(singles, phrase[0] & 0xFFFF);
        else set_bit(pairs, pair_hash(phrase[0], phrase[1]) >> header.pair_shift);
    }
    auto* numbers = reinterpret_cast<std::uint32_t*>(pairs + (std::size_t{1} << (bits - 6)));
    numbers = std::copy(trie.label.begin(), trie.label.end(), numbers);
    numbers = std::copy(trie.value.begin(), trie.value.end(), numbers);
    std::copy(trie.child.begin(), trie.child.end(), numbers);
    [[maybe_unused]] const bool good =
        out.attach({reinterpret_cast<const char*>(out.own_.data()), out.own_.size() * 8});
    assert(good);
    return out;
}

Result<PhraseMatcher> PhraseMatcher::view(std::string_view bytes, std::uint32_t max_phrases) {
    PhraseMatcher out;
    if (!out.attach(bytes) || out.phrases_ > max_phrases) {
        return Error{ErrorCode::invalid_value,
                     {"词条数据损坏或版本不符", "the compiled phrases are damaged or of another version"},
                     {},
                     {}};
    }
    return out;
}

bool PhraseMatcher::attach(std::string_view bytes) {
    Header header{};
    if (bytes.size() < sizeof header || reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, magic, 8) != 0 || header.nodes == 0) return false;
    if (header.pair_shift < 38 || header.pair_shift > 51) return false;
    const std::size_t pair_words = std::size_t{1} << (64 - header.pair_shift - 6);
    const std::size_t fixed = sizeof header + 8 * (single_words + pair_words);
    const std::size_t total = fixed + 4 * (3 * std::size_t{header.nodes} + 1);
    if (bytes.size() != (total + 7) / 8 * 8) return false;
    singles_ = reinterpret_cast<const std::uint64_t*>(bytes.data() + sizeof header);
    pairs_ = singles_ + single_words;
    label_ = reinterpret_cast<const std::uint32_t*>(pairs_ + pair_words);
    value_ = label_ + header.nodes;
    child_ = value_ + header.nodes;
    for (std::uint32_t node = 0; node < header.nodes; ++node) {
        if (child_[node] <= node || child_[node] > child_[node + 1]) return false;
        if (value_[node] != no_phrase && value_[node] >= header.phrases) return false;
    }
    if (child_[header.nodes] != header.nodes) return false;
    index_root();
    has_singles_ = std::any_of(singles_, singles_ + single_words, [](auto word) { return word != 0; });
    nodes_ = header.nodes;
    phrases_ = header.phrases;
    pair_shift_ = header.pair_shift;
    bytes_ = bytes;
    return true;
}

// The root has thousands of children: where those of each block of 64 characters begin.
void PhraseMatcher::index_root() {
    root_.assign(root_blocks + 1, child_[1]);
    for (std::uint32_t node = child_[1]; node-- > child_[0];) root_[block_of(label_[node])] = node;
    for (std::size_t block = root_blocks; block-- > 0;) root_[block] = std::min(root_[block], root_[block + 1]);
}

template <bool longest>
void PhraseMatcher::walk(std::string_view text, std::uint32_t begin, std::uint32_t end,
                         std::vector<PhraseHit>& out) const {
    std::uint32_t node = 0;
    std::uint32_t at = begin;
    PhraseHit best{{begin, begin}, no_phrase};
    while (at < end) {
        const utf8::Decoded found = decode_folded(text, at);
        const char32_t ch = found.ch;
        const std::uint32_t* first = label_ + (node == 0 ? root_[block_of(ch)] : child_[node]);
        const std::uint32_t* last = label_ + (node == 0 ? root_[block_of(ch) + 1] : child_[node + 1]);
        const std::uint32_t* edge = std::lower_bound(first, last, static_cast<std::uint32_t>(ch));
        if (edge == last || *edge != ch) break;
        node = static_cast<std::uint32_t>(edge - label_);
        at += found.length;
        if (at > end) break;
        if (value_[node] == no_phrase) continue;
        if (is_alnum(ch) && at < text.size() && is_alnum(static_cast<unsigned char>(text[at]))) continue;
        best = {{begin, at}, value_[node]};
        if constexpr (!longest) out.push_back(best);
    }
    if constexpr (longest) {
        if (best.phrase != no_phrase) out.push_back(best);
    }
}

// Chinese text is runs of three-byte characters: no question about length, case or boundary is asked there, and two of
// them are hashed as they lie. Stops in front of the last one, or where the gathered places are full.
template <bool singles>
std::uint32_t PhraseMatcher::gather_run(std::string_view text, std::uint32_t at, std::uint32_t end,
                                        Places& places) const {
    const std::uint64_t* const pairs = pairs_;
    const std::uint32_t shift = pair_shift_;
    const char* const bytes = text.data();
    std::uint32_t* out = places.at.data() + places.count;
    const std::size_t room = places.at.size() - places.count;
    // Two characters must lie before the end, and eight bytes in the text.
    const std::size_t limit = std::min(
        {std::size_t{end} - std::min(end, 5u), text.size() - std::min<std::size_t>(text.size(), 7), at + 3 * room});
    const auto gather = [&](std::uint64_t two) {
        bool maybe = bit(pairs, hash_of_key(two & kSixBytes) >> shift);
        if constexpr (singles) maybe |= bit(singles_, decode_folded(text, at).ch & 0xFFFF);
        *out = at;
        out += maybe ? 1 : 0;
        at += 3;
    };
    // The leads of the second character and of the third.
    constexpr std::uint64_t kLeads = 0x00F00000F0000000ull;
    constexpr std::uint64_t kThreeBytes = 0x00E00000E0000000ull;
    while (at + 3 < limit) {
        const std::uint64_t two = eight_bytes(bytes + at);
        if ((two & kLeads) != kThreeBytes) break;
        gather(two);
        gather(eight_bytes(bytes + at));
    }
    while (at < limit) {
        const std::uint64_t two = eight_bytes(bytes + at);
        if ((two & 0xF0000000u) != 0xE0000000u) break;
        gather(two);
    }
    places.count = static_cast<std::size_t>(out - places.at.data());
    return at;
}

// In two steps, because the processor cannot foresee the filter's answer: places are gathered without a branch, then
// walked.
template <bool longest>
void PhraseMatcher::scan(std::string_view text, Span within, std::vector<PhraseHit>& out) const {
    if (nodes_ <= 1 || within.empty()) return;
    Places places;
    std::uint32_t at = within.begin;
    bool after_alnum = at > 0 && is_alnum(static_cast<unsigned char>(text[at - 1]));
    while (at < within.end) {
        places.count = 0;
        while (at < within.end && places.count < places.at.size()) {
            utf8::Decoded here = decode_folded(text, at);
            if (here.length == 3) {
                const std::uint32_t begin = at;
                at = has_singles_ ? gather_run<true>(text, at, within.end, places)
                                  : gather_run<false>(text, at, within.end, places);
                if (places.count == places.at.size()) break;
                if (at != begin) after_alnum = false;
                here = decode_folded(text, at);
            }
            const bool alnum = is_alnum(here.ch);
            if (alnum && after_alnum) {  // law 2: nothing begins within a Latin word
                do ++at;
                while (at < within.end && is_alnum(static_cast<unsigned char>(text[at])));
                continue;
            }
            const std::uint32_t next_at = at + here.length;
            const utf8::Decoded next = next_at < within.end ? decode_folded(text, next_at) : utf8::Decoded{};
            bool maybe = bit(pairs_, pair_hash(here.ch, next.ch) >> pair_shift_);
            if (has_singles_) maybe |= bit(singles_, here.ch & 0xFFFF);
            places.at[places.count] = at;
            places.count += maybe ? 1 : 0;
            after_alnum = alnum;
            at = next_at;
        }
        for (std::size_t i = 0; i < places.count; ++i) walk<longest>(text, places.at[i], within.end, out);
    }
}

void PhraseMatcher::find_all(std::string_view text, Span within, std::vector<PhraseHit>& out) const {
    scan<false>(text, within, out);
}

void PhraseMatcher::find_longest(std::string_view text, Span within, std::vector<PhraseHit>& out) const {
    scan<true>(text, within, out);
}

}  // namespace jiaodui
