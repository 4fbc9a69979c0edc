// One pass over the text, three bytes at a time: a character is compared with its next four neighbours, and only where
// their last bytes agree are the units compared. Phrases of the table are tried at every place where they would
// cover the repetition. Tested by tests/unit/rule/repeat_test.cpp.
#include "pipeline/rule/kinds/repeat.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "pipeline/lexicon/words.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kHan = 3;  // bytes of a character of the blocks that are looked at (U+4000–U+9FFF)
constexpr std::uint32_t kLongest = 4;
constexpr char32_t kAny = U'?';

using Phrase = std::u32string;

bool is_common_han_lead(char byte) {
    const auto b = static_cast<unsigned char>(byte);
    return b >= 0xE4 && b <= 0xE9;
}

// The last two bytes of the character at `at`; of two different ones they hardly ever agree.
std::uint16_t tail(const char* text, std::uint32_t at) {
    std::uint16_t bytes = 0;
    std::memcpy(&bytes, text + at + 1, sizeof bytes);
    return bytes;
}

Phrase decoded(std::string_view text) {
    Phrase out;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded c = utf8::decode(text, i);
        out += c.ch;
        i += c.length;
    }
    return out;
}

std::u32string characters_of(const Rule& rule, std::string_view key) {
    std::u32string out;
    if (const auto* values = rule.param(key)) {
        for (const std::string& value : *values) out += decoded(value);
    }
    return out;
}

bool is_numeral(char32_t ch) {
    return std::u32string_view(U"〇零一二三四五六七八九十百千万亿两点几").find(ch) != std::u32string_view::npos;
}

class RepeatWord : public Matcher {
  public:
    RepeatWord(const Rule& rule, const Words* words, const std::vector<Phrase>& phrases)
        : rule_(rule),
          words_(words),
          single_(characters_of(rule, "single")),
          suffixes_(characters_of(rule, "suffixes")) {
        for (const Phrase& phrase : phrases) index(phrase);
    }

    void find(const Scope& scope, std::vector<Finding>& out) const override {
        const std::string_view text = scope.draft.text.substr(0, scope.range.end);
        std::uint32_t at = scope.range.begin;
        while (at < text.size()) {
            at = over_distinct(text, at);
            if (!is_common_han_lead(text[at])) {
                at += utf8::length_of(text[at]);
                continue;
            }
            const std::uint32_t unit = unit_at(text, at);
            if (unit == 0) {
                at += kHan;
                continue;
            }
            std::uint32_t end = at + 2 * unit;
            while (end + unit <= text.size() && text.compare(end, unit, text, at, unit) == 0) end += unit;
            if (is_slip(scope, text, {at, end}, unit)) {
                out.push_back(finding_of(rule_, DraftSpan(at, end), text.substr(at, end - at),
                                         std::string(text.substr(at, unit))));
            }
            at = end - kHan;  // its last character may begin another one
        }
    }

  private:
    // The first place from here on that is no Han, or where one of the next four characters may be the same. Nearly
    // always none is.
    static std::uint32_t over_distinct(std::string_view text, std::uint32_t at) {
        const std::size_t limit = text.size() - std::min<std::size_t>(text.size(), (kLongest + 1) * kHan - 1);
        const char* const bytes = text.data();
        while (at < limit && is_common_han_lead(bytes[at])) {
            const std::uint16_t first = tail(bytes, at);
            const bool any = first == tail(bytes, at + kHan) || first == tail(bytes, at + 2 * kHan) ||
                             first == tail(bytes, at + 3 * kHan) || first == tail(bytes, at + 4 * kHan);
            if (any) break;
            at += kHan;
        }
        return at;
    }

    // The bytes of the shortest unit that begins here and stands twice; 0 when there is none.
    static std::uint32_t unit_at(std::string_view text, std::uint32_t at) {
        const auto left = static_cast<std::uint32_t>(text.size()) - at;
        for (std::uint32_t unit = kHan; unit <= kLongest * kHan && 2 * unit <= left; unit += kHan) {
            if (std::memcmp(text.data() + at, text.data() + at + unit, unit) == 0) return unit;
        }
        return 0;
    }

    [[nodiscard]] bool is_slip(const Scope& scope, std::string_view text, Span at, std::uint32_t unit) const {
        const Phrase repeated = decoded(text.substr(at.begin, unit));
        if (!std::all_of(repeated.begin(), repeated.end(), is_han)) return false;
        if (repeated.size() == 1) {
            if (at.size() != 2 * unit || single_.find(repeated[0]) == std::u32string::npos) return false;
        } else if (std::all_of(repeated.begin(), repeated.end(), is_numeral)) {
            return false;
        }
        if (scope.draft.has_anchor_inside(at)) return false;
        return !is_phrase(text, at, repeated) && !is_of_other_words(text, at, unit);
    }

    // Whether words begin or end where the two halves do not; of a single character nearly any may.
    [[nodiscard]] bool is_of_other_words(std::string_view text, Span at, std::uint32_t unit) const {
        if (words_ == nullptr || unit == kHan) return false;
        const Words::Cut cut = words_->cut(text, at);
        const bool word = words_->contains(text.substr(at.begin, unit));
        if (!word && cut.begin && words_->cut(text, {at.begin + unit, at.end}).begin) return true;
        if (begins_word(text, at.end)) return false;
        return cut.end || (word && suffixes_.find(utf8::decode(text, at.end).ch) != std::u32string::npos);
    }

    [[nodiscard]] bool begins_word(std::string_view text, std::uint32_t at) const {
        for (std::size_t size = 2; size <= Words::max_characters && at + size * kHan <= text.size(); ++size) {
            if (words_->contains(text.substr(at, size * kHan))) return true;
        }
        return false;
    }

    // A phrase that holds the repetition holds its characters, so it is listed under each of its own.
    void index(const Phrase& phrase) {
        Phrase seen;
        for (const char32_t ch : phrase) {
            if (ch == kAny || seen.find(ch) != Phrase::npos) continue;
            seen += ch;
            phrases_[ch].push_back(phrase);
        }
    }

    [[nodiscard]] bool is_phrase(std::string_view text, Span at, const Phrase& repeated) const {
        for (const char32_t key : repeated) {
            const auto it = phrases_.find(key);
            if (it == phrases_.end()) continue;
            for (const Phrase& phrase : it->second) {
                if (covers_repetition(text, at, repeated.size(), phrase)) return true;
            }
        }
        return false;
    }

    // Does the phrase stand so that both units lie within it?
    static bool covers_repetition(std::string_view text, Span at, std::size_t unit, const Phrase& phrase) {
        if (phrase.size() < 2 * unit) return false;
        std::uint32_t begin = at.begin;
        for (std::size_t lead = 0; lead + 2 * unit <= phrase.size(); ++lead) {
            if (stands_at(text, begin, phrase)) return true;
            const utf8::Decoded before = utf8::decode_before(text, begin);
            if (before.length == 0) return false;
            begin -= before.length;
        }
        return false;
    }

    static bool stands_at(std::string_view text, std::uint32_t at, const Phrase& phrase) {
        for (const char32_t wanted : phrase) {
            const utf8::Decoded c = utf8::decode(text, at);
            if (wanted == kAny ? !is_han(c.ch) : c.ch != wanted) return false;
            at += c.length;
        }
        return true;
    }

    const Rule& rule_;
    const Words* words_;
    std::u32string single_, suffixes_;
    std::unordered_map<char32_t, std::vector<Phrase>> phrases_;  // by each character they hold
};

// First columns of the rows of a table; `#` begins a comment.
std::vector<Phrase> first_columns(std::string_view table) {
    std::vector<Phrase> out;
    while (!table.empty()) {
        const std::size_t stop = table.find('\n');
        std::string_view row = table.substr(0, stop);
        table.remove_prefix(stop == std::string_view::npos ? table.size() : stop + 1);
        if (row.ends_with('\r')) row.remove_suffix(1);
        if (row.empty() || row.front() == '#') continue;
        out.push_back(decoded(row.substr(0, row.find('\t'))));
    }
    return out;
}

}  // namespace

std::unique_ptr<const Matcher> make_repeat_word(const Rule& rule, const MatcherSources& from, Problems& problems) {
    std::vector<Phrase> phrases;
    if (const auto* tables = rule.param("table")) {
        for (const std::string& path : *tables) {
            const Result<std::string> table = from.read(path);
            if (!table) {
                problems.push_back(table.error());
                return nullptr;
            }
            for (Phrase& phrase : first_columns(*table)) phrases.push_back(std::move(phrase));
        }
    }
    return std::make_unique<RepeatWord>(rule, from.words, phrases);
}

}  // namespace jiaodui
