// A trie over classes of syllables: all syllables that tier-1 pairs join are one class (a term's polyphones are several
// paths); its edges lie in one hash table. What the trie finds is then judged character by character. Of three l, n and
// r the classes make one, and zhang and zan too; the judgement calls those unlike or tier 2, and refuses them. Where a
// character may be further off, its place has an edge that every character follows. Tested by
// tests/unit/lexicon/sound_index_test.cpp.
#include "pipeline/lexicon/sound_index.hpp"

#include <algorithm>

#include "pipeline/lexicon/near_syllables.hpp"
#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr std::uint16_t literal_base = 0x8000;
constexpr std::uint32_t none = 0xFFFFFFFFu;

std::uint16_t literal_class(char32_t ch) {
    if (ch >= 'A' && ch <= 'Z') ch += 32;
    return static_cast<std::uint16_t>(literal_base | (ch & 0x7FFF));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out(1);
    for (const char c : text) {
        if (c == ' ' || c == '\'' || c == ',') out.emplace_back();
        else out.back() += c;
    }
    std::erase(out, std::string());
    return out;
}

// A syllable's reading in a source: those of no share hardly occur, unless all are so.
bool occurs(std::span<const Reading> readings, std::size_t at) { return at == 0 || readings[at].share > 0; }

std::pair<std::string_view, std::string_view> parts_of(std::string_view name) {
    std::size_t size = name.find_first_of("aeiouv");
    if (size == std::string_view::npos) size = 0;
    return {name.substr(0, size), name.substr(size)};
}

}  // namespace

SoundIndex::SoundIndex(const Pinyin& pinyin)
    : pinyin_(pinyin), class_of_(near_syllables(pinyin)), class_heads_(pinyin.syllables()), slots_(1024), nodes_(1) {}

template <class F>
void SoundIndex::each_class(char32_t ch, F visit) const {
    if (!is_han(ch)) return visit(literal_class(ch));
    const auto readings = pinyin_.readings(ch);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!occurs(readings, i)) break;
        const Class which = class_of_[readings[i].syllable];
        bool seen = false;
        for (std::size_t j = 0; j < i; ++j) seen = seen || class_of_[readings[j].syllable] == which;
        if (!seen) visit(which);
    }
}

std::uint32_t SoundIndex::child(std::uint32_t node, Class which) const {
    const std::uint64_t key = 1 + (std::uint64_t{node} << 16 | which);
    for (std::size_t at = (key * 0x9E3779B97F4A7C15ull) >> 20 & (slots_.size() - 1);;
         at = (at + 1) & (slots_.size() - 1)) {
        if (slots_[at].key == key) return slots_[at].child;
        if (slots_[at].key == 0) return none;
    }
}

void SoundIndex::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.key == 0) continue;
        std::size_t at = (slot.key * 0x9E3779B97F4A7C15ull) >> 20 & (slots_.size() - 1);
        while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = slot;
    }
}

std::uint32_t SoundIndex::make_child(std::uint32_t node, Class which) {
    const std::uint32_t found = child(node, which);
    if (found != none) return found;
    if (2 * ++used_ > slots_.size()) grow();
    const std::uint64_t key = 1 + (std::uint64_t{node} << 16 | which);
    std::size_t at = (key * 0x9E3779B97F4A7C15ull) >> 20 & (slots_.size() - 1);
    while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {key, static_cast<std::uint32_t>(nodes_.size())};
    nodes_.emplace_back();
    return slots_[at].child;
}

// `any`: the place that may be any character, counted from the first of the choices.
void SoundIndex::insert(std::uint32_t term, std::span<const Choice> choices, std::uint32_t node, std::size_t any,
                        std::size_t& left) {
    if (left == 0) return;
    if (choices.empty()) {
        --left;
        chain_.push_back({term, nodes_[node].first});
        nodes_[node].first = static_cast<std::int32_t>(chain_.size() - 1);
        return;
    }
    const std::size_t next = any == kNowhere ? kNowhere : any - 1;  // 0 - 1 is kNowhere
    if (any == 0) return insert(term, choices.subspan(1), make_child(node, kAny), next, left);
    for (const Class which : choices[0]) {
        if (left > 0) insert(term, choices.subspan(1), make_child(node, which), next, left);
    }
}

bool SoundIndex::good_reading(const Pinyin& pinyin, std::string_view term, std::string_view reading) {
    const std::u32string text = characters_of(term);
    const auto names = words_of(reading);
    return names.size() == static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_han)) &&
           std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return pinyin.syllable(name).has_value(); });
}

bool SoundIndex::add(std::uint32_t id, std::string_view spelling, std::string_view reading, std::string_view fuzzy,
                     Reach reach) {
    Term term{id, characters_of(spelling), {}, {}, fuzzy == "off"};
    const auto han = std::count_if(term.text.begin(), term.text.end(), is_han);
    if (term.text.size() > max_characters || han < 2 || !std::all_of(term.text.begin(), term.text.end(), takes))
        return false;
    if (!reading.empty()) {
        if (!good_reading(pinyin_, spelling, reading)) return false;
        std::size_t next = 0;
        const auto names = words_of(reading);
        for (const char32_t ch : term.text)
            term.reading.push_back(is_han(ch) ? *pinyin_.syllable(names[next++]) : Syllable{0});
    }
    for (const std::string& pair : words_of(term.strict ? std::string_view() : fuzzy)) {
        const std::size_t slash = pair.find('/');
        if (slash != std::string::npos) term.fuzzy.emplace_back(pair.substr(0, slash), pair.substr(slash + 1));
    }
    term.one_apart = reach == Reach::one_apart && fuzzy.empty();
    if (choices_.size() < term.text.size()) choices_.resize(term.text.size());
    const auto choices = std::span(choices_).first(term.text.size());
    for (std::size_t i = 0; i < term.text.size(); ++i) {
        choose(term, i, choices[i]);
        if (choices[i].empty()) return false;  // a character that nobody can read
    }
    std::size_t left = max_spellings;
    const auto number = static_cast<std::uint32_t>(terms_.size());
    terms_.push_back(std::move(term));
    insert(number, choices, 0, kNowhere, left);
    for (std::size_t i = 0; terms_.back().one_apart && i < choices.size(); ++i) {
        if (!is_han(terms_.back().text[i])) continue;
        any_ = true;
        if (i < kHeads) any_heads_ |= static_cast<std::uint8_t>(1u << i);
        left = max_apart;
        insert(number, choices, 0, i, left);
    }
    if (heads_.empty()) heads_.resize(kLiterals + Pinyin::last_han - first_han + 1);
    shortest_ = std::min(shortest_, choices.size());
    for (std::size_t i = 0; i < std::min(kHeads, choices.size()); ++i) {
        const auto place = static_cast<std::uint8_t>(1u << i);
        for (const Class which : choices[i]) {
            if (which < literal_base) class_heads_[which] |= place;
        }
        const char32_t ch = terms_.back().text[i];
        if (!is_literal(ch)) continue;
        heads_[ch] |= place;
        if (ch >= 'A' && ch <= 'Z') heads_[ch + 32] |= place;
        if (ch >= 'a' && ch <= 'z') heads_[ch - 32] |= place;
    }
    return true;
}

void SoundIndex::compile() {
    for (Syllable syllable = 0; syllable < class_of_.size(); ++syllable) {
        const std::uint8_t places = class_heads_[class_of_[syllable]];
        if (places == 0) continue;
        for (const std::uint16_t ch : pinyin_.characters(syllable)) heads_[head_at(ch)] |= places;
    }
    for (std::size_t head = kLiterals; any_ && head < heads_.size(); ++head) heads_[head] |= any_heads_;
}

void SoundIndex::choose(const Term& term, std::size_t at, Choice& out) const {
    const char32_t ch = term.text[at];
    out.clear();
    if (!term.reading.empty() && is_han(ch)) out = {class_of_[term.reading[at]]};
    else each_class(ch, [&](Class which) { out.push_back(which); });
    if (term.fuzzy.empty() || !is_han(ch)) return;
    std::vector<Syllable> own;
    if (!term.reading.empty()) own = {term.reading[at]};
    else
        for (const Reading& reading : pinyin_.readings(ch)) own.push_back(reading.syllable);
    for (const Syllable syllable : own) {
        for (const auto& other : pinyin_.neighbours(syllable)) {
            const Class which = class_of_[other.syllable];
            if (accepts(term, syllable, other.syllable) && std::find(out.begin(), out.end(), which) == out.end())
                out.push_back(which);
        }
    }
}

// Whether two syllables differ by a pair that the term names.
bool SoundIndex::accepts(const Term& term, Syllable a, Syllable b) const {
    const auto [initial_a, final_a] = parts_of(pinyin_.name(a));
    const auto [initial_b, final_b] = parts_of(pinyin_.name(b));
    const auto named = [&](std::string_view x, std::string_view y) {
        return std::any_of(term.fuzzy.begin(), term.fuzzy.end(), [&](const auto& pair) {
            return (pair.first == x && pair.second == y) || (pair.first == y && pair.second == x);
        });
    };
    return (initial_a == initial_b && named(final_a, final_b)) || (final_a == final_b && named(initial_a, initial_b));
}

SoundRelation SoundIndex::relation(const Term& term, std::size_t at, char32_t ch) const {
    SoundRelation best;
    const auto mine = pinyin_.readings(term.text[at]);
    const auto theirs = pinyin_.readings(ch);
    const auto consider = [&](Syllable syllable, std::uint8_t tones) {
        for (std::size_t i = 0; i < theirs.size() && occurs(theirs, i); ++i) {
            SoundRelation now = pinyin_.relation(syllable, theirs[i].syllable);
            if (now.kind >= SoundClass::fuzzy2 && accepts(term, syllable, theirs[i].syllable))
                now.kind = SoundClass::fuzzy2;
            else if (now.kind == SoundClass::other || (now.kind == SoundClass::fuzzy2 && !term.one_apart)) continue;
            if (now.kind == SoundClass::same_syllable && (tones & theirs[i].tones) != 0)
                now.kind = SoundClass::same_tone;
            if (now.kind < best.kind) best = now;
        }
    };
    if (!term.reading.empty()) {
        consider(term.reading[at], pinyin_.tones(term.text[at], term.reading[at]));
    } else {
        for (std::size_t i = 0; i < mine.size() && occurs(mine, i); ++i) consider(mine[i].syllable, mine[i].tones);
    }
    return best;
}

bool SoundIndex::half_alike(Syllable a, Syllable b) const {
    const auto [initial_a, final_a] = parts_of(pinyin_.name(a));
    const auto [initial_b, final_b] = parts_of(pinyin_.name(b));
    if (initial_a == initial_b || final_a == final_b) return true;
    // One half of b in a: like a where the halves are a pair.
    const auto like = [&](std::string_view initial, std::string_view final) {
        const auto mixed = pinyin_.syllable(std::string(initial).append(final));
        return mixed && pinyin_.relation(a, *mixed).kind != SoundClass::other;
    };
    return like(initial_b, final_a) || like(initial_a, final_b);
}

bool SoundIndex::half_alike(const Term& term, std::size_t at, char32_t ch) const {
    const auto theirs = pinyin_.readings(ch);
    const auto like = [&](Syllable syllable) {
        for (std::size_t i = 0; i < theirs.size() && occurs(theirs, i); ++i) {
            if (half_alike(syllable, theirs[i].syllable)) return true;
        }
        return false;
    };
    if (!term.reading.empty()) return like(term.reading[at]);
    const auto mine = pinyin_.readings(term.text[at]);
    for (std::size_t i = 0; i < mine.size() && occurs(mine, i); ++i) {
        if (like(mine[i].syllable)) return true;
    }
    return false;
}

bool SoundIndex::judge(std::span<const char32_t> stretch, const Term& term, SoundMatch& match) const {
    for (std::size_t i = 0; i < stretch.size(); ++i) {
        if (stretch[i] == term.text[i]) continue;
        if (!is_han(stretch[i]) || !is_han(term.text[i])) {
            if (literal_class(stretch[i]) != literal_class(term.text[i])) return false;
            continue;
        }
        ++match.changed;
        const SoundClass kind = relation(term, i, stretch[i]).kind;
        if (kind == SoundClass::other) {
            if (!term.one_apart || match.half > 0 || !half_alike(term, i, stretch[i])) return false;
            ++match.half;
        }
        if (kind == SoundClass::same_syllable) ++match.other_tone;
        if (kind >= SoundClass::fuzzy1) ++match.fuzzy;
        if (kind == SoundClass::fuzzy2) ++match.far;
    }
    if ((term.strict && match.fuzzy > 0) || (term.one_apart && match.far > 1)) return false;
    if (match.half > 0 && match.fuzzy > match.half) return false;
    match.exact = match.changed == 0;
    return true;
}

void SoundIndex::walk(std::span<const char32_t> run, std::size_t begin, std::size_t at, std::uint32_t node,
                      std::vector<SoundMatch>& out) const {
    for (std::int32_t link = nodes_[node].first; link >= 0; link = chain_[static_cast<std::size_t>(link)].next) {
        const Term& term = terms_[chain_[static_cast<std::size_t>(link)].term];
        SoundMatch match{term.id, static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(at), 0, 0, 0, 0, 0,
                         false};
        if (judge(run.subspan(begin, at - begin), term, match)) out.push_back(match);
    }
    if (at == run.size() || at - begin == max_characters) return;
    each_class(run[at], [&](Class which) {
        const std::uint32_t next = child(node, which);
        if (next != none) walk(run, begin, at + 1, next, out);
    });
    if (!any_ || !is_han(run[at])) return;
    const std::uint32_t next = child(node, kAny);
    if (next != none) walk(run, begin, at + 1, next, out);
}

void SoundIndex::find(std::span<const char32_t> run, std::vector<SoundMatch>& out) const {
    if (terms_.empty()) return;
    run = run.first(std::min<std::size_t>(run.size(), 0xFFFF));
    const std::size_t asked = std::min(kHeads, shortest_);
    const unsigned all = 1u << (asked - 1);
    // Bit i: the last i + 1 characters may be the first ones of a term.
    unsigned begun = 0;
    for (std::size_t at = 0; at < run.size(); ++at) {
        const std::size_t head = head_at(run[at]);
        begun = head < heads_.size() ? (begun << 1 | 1) & heads_[head] : 0;
        if ((begun & all) == 0) continue;
        const std::size_t begin = at + 1 - asked;
        // A term does not begin inside a word of letters or a number.
        if (begin > 0 && !is_han(run[begin]) && !is_han(run[begin - 1])) continue;
        const std::size_t first = out.size();
        walk(run, begin, begin, 0, out);
        if (out.size() < first + 2) continue;
        // Paths of polyphones may find a term twice.
        std::sort(
            out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
            [](const SoundMatch& a, const SoundMatch& b) { return a.end != b.end ? a.end < b.end : a.term < b.term; });
        out.erase(
            std::unique(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                        [](const SoundMatch& a, const SoundMatch& b) { return a.end == b.end && a.term == b.term; }),
            out.end());
    }
}

}  // namespace jiaodui
