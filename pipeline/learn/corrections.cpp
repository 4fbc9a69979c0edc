// Tested by tests/unit/learn/corrections_test.cpp.
#include "pipeline/learn/corrections.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "pipeline/lexicon/script_class.hpp"
#include "pipeline/text/sequence_diff.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kLongestChange = 4;
constexpr std::uint32_t kAround = 10;        // characters on either side that must agree …
constexpr std::uint32_t kMostDiffering = 4;  // … but for so many
constexpr std::uint32_t kWindow = 16;        // characters on either side in which words are sought
constexpr std::uint32_t kShown = 8;
constexpr std::uint32_t kLongestWord = 6;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// The letters and digits of a page, with their places.
struct Content {
    std::vector<std::uint32_t> characters;
    std::vector<Span> at;            // bytes of the view
    std::vector<std::uint32_t> run;  // characters with one number stand together, all Han; others have none
};

Content content_of(const Document& page) {
    Content out;
    std::uint32_t run = 0;
    for (const Region& region : page.regions) {
        ++run;
        for (std::uint32_t at = region.at.begin; at < region.at.end;) {
            const utf8::Decoded got = utf8::decode(page.view, at);
            const Span place{at, at + got.length};
            at = place.end;
            const bool han = is_han(got.ch);
            if (!han) ++run;
            if (!han && !is_content(got.ch)) continue;
            out.characters.push_back(static_cast<std::uint32_t>(got.ch));
            out.at.push_back(place);
            out.run.push_back(han ? run : kNone);
        }
    }
    return out;
}

// Half-open, of characters.
struct Stretch {
    std::uint32_t begin = 0, end = 0;
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
};

class Finder {
  public:
    Finder(const Document& old_page, const Document& new_page, const WordBounds& bounds, const SoundsLike& sounds_like)
        : new_page_(new_page),
          bounds_(bounds),
          sounds_like_(sounds_like),
          old_(content_of(old_page)),
          new_(content_of(new_page)) {}

    std::vector<Correction> find() {
        const auto changes = diff_sequences(old_.characters, new_.characters);
        align(changes);
        std::vector<Correction> out;
        for (const SequenceChange& change : changes) {
            if (!is_mishearing(change) || !surroundings_agree(change)) continue;
            const auto word = widened({change.after.begin, change.after.end});
            if (!word || (!out.empty() && word->begin < done_)) continue;  // two changes in one word are one correction
            done_ = word->end;
            Correction found = correction(*word);
            if (found.wrong != found.right) out.push_back(std::move(found));
        }
        return out;
    }

  private:
    // By character of the new text: its place in the old one, where it is the same or replaced one for one.
    void align(const std::vector<SequenceChange>& changes) {
        old_of_.assign(new_.characters.size(), kNone);
        differing_.assign(new_.characters.size() + 1, 0);
        std::uint32_t from = 0, into = 0;
        const auto same_until = [&](std::uint32_t end) {
            for (; into < end; ++into) old_of_[into] = from++;
        };
        for (const SequenceChange& change : changes) {
            same_until(change.after.begin);
            const bool replaced = change.before.size() == change.after.size();
            for (std::uint32_t i = 0; i < change.after.size(); ++i) {
                if (replaced) old_of_[change.after.begin + i] = change.before.begin + i;
                differing_[change.after.begin + i] = 1;
            }
            if (change.before.size() > change.after.size() && change.after.begin < new_.characters.size()) {
                differing_[change.after.begin] += change.before.size() - change.after.size();
            }
            from = change.before.end;
            into = change.after.end;
        }
        same_until(static_cast<std::uint32_t>(new_.characters.size()));
        for (std::size_t i = 0, sum = 0; i < differing_.size(); ++i) {
            const std::size_t here = differing_[i];
            differing_[i] = static_cast<std::uint32_t>(sum);
            sum += here;
        }
    }

    bool is_mishearing(const SequenceChange& change) const {
        const std::uint32_t size = change.after.size();
        if (size == 0 || size != change.before.size() || size > kLongestChange) return false;
        for (std::uint32_t i = 0; i < size; ++i) {
            const std::uint32_t from = change.before.begin + i, into = change.after.begin + i;
            if (old_.run[from] == kNone || new_.run[into] == kNone) return false;
            // That one was written in the other script is no correction.
            if ((script_class_of(static_cast<char32_t>(old_.characters[from])) & script_class::kTraditionalOnly) != 0)
                return false;
            if (old_.run[from] != old_.run[change.before.begin] || new_.run[into] != new_.run[change.after.begin])
                return false;
            if (!sounds_like_(static_cast<char32_t>(old_.characters[from]),
                              static_cast<char32_t>(new_.characters[into])))
                return false;
        }
        return true;
    }

    bool surroundings_agree(const SequenceChange& change) const {
        const auto size = static_cast<std::uint32_t>(new_.characters.size());
        const std::uint32_t begin = change.after.begin - std::min(kAround, change.after.begin);
        const std::uint32_t end = std::min(size, change.after.end + kAround);
        return differing_[end] - differing_[begin] <= change.after.size() + kMostDiffering;
    }

    // The character may join the word: same run in both texts, and heard for what stands there in the old one.
    bool joins(std::uint32_t at, std::uint32_t neighbour) const {
        if (new_.run[at] == kNone || new_.run[at] != new_.run[neighbour]) return false;
        const std::uint32_t a = old_of_[at], b = old_of_[neighbour];
        if (a == kNone || b == kNone || old_.run[a] != old_.run[b] || (at < neighbour ? a + 1 != b : b + 1 != a))
            return false;
        const auto is = static_cast<char32_t>(new_.characters[at]), was = static_cast<char32_t>(old_.characters[a]);
        return is == was || sounds_like_(was, is);
    }

    std::optional<Stretch> widened(Stretch change) const {
        const Stretch window = run_around(change);
        std::vector<char32_t> characters;
        for (std::uint32_t i = window.begin; i < window.end; ++i)
            characters.push_back(static_cast<char32_t>(new_.characters[i]));
        Stretch word = change;
        const auto starts = bounds_.of(characters);
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
            const Stretch token{window.begin + starts[i], window.begin + starts[i + 1]};
            if (token.begin >= change.end || token.end <= change.begin) continue;
            while (word.begin > token.begin && joins(word.begin - 1, word.begin)) --word.begin;
            while (word.end < token.end && joins(word.end, word.end - 1)) ++word.end;
        }
        const auto whole = word.size() > 1 ? std::optional<Stretch>(word) : with_neighbour(word, window);
        return whole ? std::optional<Stretch>(with_usual_company(*whole, window)) : std::nullopt;
    }

    // A part of a name goes with the rest: what stands beside the word in at least half of all places of the archive.
    Stretch with_usual_company(Stretch word, Stretch window) const {
        const auto count = [&](std::uint32_t begin, std::uint32_t end) {
            std::vector<char32_t> characters;
            for (std::uint32_t i = begin; i < end; ++i) characters.push_back(static_cast<char32_t>(new_.characters[i]));
            return bounds_.count(characters);
        };
        while (word.size() < kLongestWord) {
            const std::uint32_t alone = count(word.begin, word.end);
            const auto usual = [&](std::uint32_t together) { return together >= 2 && 2 * together >= alone; };
            if (word.begin > window.begin && joins(word.begin - 1, word.begin) &&
                usual(count(word.begin - 1, word.end)))
                --word.begin;
            else if (word.end < window.end && joins(word.end, word.end - 1) && usual(count(word.begin, word.end + 1)))
                ++word.end;
            else break;
        }
        return word;
    }

    // The Han around the change, as far as kWindow.
    Stretch run_around(Stretch change) const {
        Stretch out = change;
        const std::uint32_t run = new_.run[change.begin];
        while (out.begin > 0 && change.begin - out.begin < kWindow && new_.run[out.begin - 1] == run) --out.begin;
        while (out.end < new_.run.size() && out.end - change.end < kWindow && new_.run[out.end] == run) ++out.end;
        return out;
    }

    std::optional<Stretch> with_neighbour(Stretch word, Stretch window) const {
        const auto character = [&](std::uint32_t at) { return static_cast<char32_t>(new_.characters[at]); };
        const bool left = word.begin > window.begin && joins(word.begin - 1, word.begin) &&
                          !goes_with_anything(character(word.begin - 1));
        const bool right =
            word.end < window.end && joins(word.end, word.begin) && !goes_with_anything(character(word.end));
        if (!left && !right) return std::nullopt;
        const double with_left = left ? bounds_.attraction(character(word.begin - 1), character(word.begin)) : -1;
        const double with_right = right ? bounds_.attraction(character(word.begin), character(word.end)) : -1;
        if (with_left > with_right) --word.begin;
        else ++word.end;
        return word;
    }

    Correction correction(Stretch word) const {
        Correction out;
        for (std::uint32_t i = word.begin; i < word.end; ++i) {
            utf8::append(out.right, static_cast<char32_t>(new_.characters[i]));
            utf8::append(out.wrong, static_cast<char32_t>(old_.characters[old_of_[i]]));
        }
        std::uint32_t begin = new_.at[word.begin].begin, end = new_.at[word.end - 1].end;
        for (std::uint32_t n = 0; n < kShown; ++n) {
            const auto got = utf8::decode_before(new_page_.view, begin);
            if (got.length == 0 || got.ch == U'\uFFFC' || got.ch == '\n') break;
            begin -= got.length;
        }
        for (std::uint32_t n = 0; n < kShown; ++n) {
            const auto got = utf8::decode(new_page_.view, end);
            if (got.length == 0 || got.ch == U'\uFFFC' || got.ch == '\n') break;
            end += got.length;
        }
        out.before = new_page_.view.substr(begin, new_.at[word.begin].begin - begin);
        out.after = new_page_.view.substr(new_.at[word.end - 1].end, end - new_.at[word.end - 1].end);
        return out;
    }

    const Document& new_page_;
    const WordBounds& bounds_;
    const SoundsLike& sounds_like_;
    const Content old_, new_;
    std::vector<std::uint32_t> old_of_;
    std::vector<std::uint32_t> differing_;  // characters before this one that differ
    std::uint32_t done_ = 0;
};

}  // namespace

std::vector<Correction> corrections_between(const Document& old_page, const Document& new_page,
                                            const WordBounds& bounds, const SoundsLike& sounds_like) {
    return Finder(old_page, new_page, bounds, sounds_like).find();
}

}  // namespace jiaodui
