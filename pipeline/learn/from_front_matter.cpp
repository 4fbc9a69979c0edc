// Three characters of the head are found in the body by their sounds and widened on both sides as long as the sounds
// agree; the characters that differ are then widened to words of the head. Tested by
// tests/unit/learn/corrections_test.cpp.
#include "pipeline/learn/from_front_matter.hpp"

#include <algorithm>
#include <unordered_map>

namespace jiaodui {
namespace {

constexpr std::size_t kLeast = 3;
constexpr std::size_t kShown = 8;

// A stretch of Han of the view, and where each begins.
struct Run {
    std::vector<char32_t> characters;
    std::vector<std::uint32_t> keys;
    std::uint32_t begin = 0;
    bool in_head = false;
};

std::vector<Run> runs_of(const Document& page, const SoundKey& sound_key) {
    std::vector<Run> out;
    for (const Region& region : page.regions) {
        Run run;
        const auto close = [&] {
            if (run.characters.size() >= kLeast) out.push_back(run);
            run = Run{};
        };
        for (std::uint32_t at = region.at.begin; at < region.at.end;) {
            const utf8::Decoded got = utf8::decode(page.view, at);
            if (!is_han(got.ch) || got.length != 3) {
                close();
            } else {
                if (run.characters.empty()) run.begin = at;
                run.in_head = region.kind == RegionKind::title || region.kind == RegionKind::heading;
                run.characters.push_back(got.ch);
                run.keys.push_back(sound_key(got.ch));
            }
            at += got.length;
        }
        close();
    }
    return out;
}

struct Place {
    std::uint32_t run = 0, at = 0;
};

std::uint64_t key_at(const Run& run, std::size_t at) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < kLeast; ++i) {
        if (run.keys[at + i] == 0) return 0;
        key = key << 16 | run.keys[at + i];
    }
    return key;
}

std::string text_of(const std::vector<char32_t>& characters, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) utf8::append(out, characters[i]);
    return out;
}

// The stretch of both that sounds alike, around three that do.
struct Match {
    std::size_t head = 0, body = 0, size = 0;
};

Match widen(const Run& head, std::size_t at, const Run& body, std::size_t in, const SoundsLike& sounds_like) {
    Match match{at, in, kLeast};
    const auto alike = [&](std::size_t a, std::size_t b) {
        return head.characters[a] == body.characters[b] || sounds_like(body.characters[b], head.characters[a]);
    };
    while (match.head > 0 && match.body > 0 && alike(match.head - 1, match.body - 1))
        --match.head, --match.body, ++match.size;
    while (match.head + match.size < head.characters.size() && match.body + match.size < body.characters.size() &&
           alike(match.head + match.size, match.body + match.size)) {
        ++match.size;
    }
    return match;
}

// The differing characters with the words of the head that they belong to, one correction a word.
void add_corrections(const Run& head, const Run& body, const Match& match, const WordBounds& bounds,
                     std::vector<Correction>& out) {
    const auto starts = bounds.of(head.characters);
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        std::size_t begin = starts[i], end = starts[i + 1];
        const bool inside = begin >= match.head && end <= match.head + match.size;
        if (!inside) continue;
        const std::size_t from = match.body + (begin - match.head);
        if (std::equal(head.characters.begin() + static_cast<std::ptrdiff_t>(begin),
                       head.characters.begin() + static_cast<std::ptrdiff_t>(end),
                       body.characters.begin() + static_cast<std::ptrdiff_t>(from))) {
            continue;
        }
        // Single characters that differ beside each other, or beside one that does not, are one name.
        while (end - begin < 2 && i + 2 < starts.size() && starts[i + 2] <= match.head + match.size)
            end = starts[++i + 1];
        if (end - begin < 2 && begin > match.head) --begin;
        if (end - begin < 2) continue;
        Correction found;
        const std::size_t body_begin = match.body + (begin - match.head), body_end = body_begin + (end - begin);
        found.right = text_of(head.characters, begin, end);
        found.wrong = text_of(body.characters, body_begin, body_end);
        found.before = text_of(body.characters, body_begin - std::min(body_begin, kShown), body_begin);
        found.after = text_of(body.characters, body_end, std::min(body.characters.size(), body_end + kShown));
        out.push_back(std::move(found));
    }
}

}  // namespace

std::vector<Correction> corrections_by_front_matter(const Document& page, const WordBounds& bounds,
                                                    const SoundKey& sound_key, const SoundsLike& sounds_like) {
    const std::vector<Run> runs = runs_of(page, sound_key);
    std::unordered_map<std::uint64_t, Place> heads;  // the first place of three sounds in the head
    for (std::uint32_t r = 0; r < runs.size(); ++r) {
        for (std::uint32_t at = 0; runs[r].in_head && at + kLeast <= runs[r].characters.size(); ++at) {
            if (const std::uint64_t key = key_at(runs[r], at); key != 0) heads.emplace(key, Place{r, at});
        }
    }
    std::vector<Correction> out;
    for (const Run& body : runs) {
        for (std::size_t in = 0; !body.in_head && in + kLeast <= body.characters.size();) {
            const std::uint64_t key = key_at(body, in);
            const auto found = key == 0 ? heads.end() : heads.find(key);
            if (found == heads.end()) {
                ++in;
                continue;
            }
            const Run& head = runs[found->second.run];
            const Match match = widen(head, found->second.at, body, in, sounds_like);
            bool same = false, differs = false;
            for (std::size_t i = 0; i < match.size; ++i) {
                (head.characters[match.head + i] == body.characters[match.body + i] ? same : differs) = true;
            }
            if (same && differs) add_corrections(head, body, match, bounds, out);
            in = match.body + match.size;
        }
    }
    return out;
}

}  // namespace jiaodui
