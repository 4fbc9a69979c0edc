// A byte table tells Han lead bytes (E4–E9: U+4000–U+9FFF, where all but U+4DC0–U+4DFF is Han) from the rest, so the
// common case costs one look-up for three bytes. Tested by tests/unit/text/sign_index_test.cpp.
#include "pipeline/text/sign_index.hpp"

#include <algorithm>
#include <array>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

enum class Lead : std::uint8_t { other, han3, mark3, mark, alnum, line_feed };

constexpr std::array<Lead, 256> make_leads() {
    std::array<Lead, 256> table{};
    for (int byte = 0xE5; byte <= 0xE9; ++byte) table[static_cast<std::size_t>(byte)] = Lead::han3;
    for (int byte = 0; byte < 128; ++byte) {
        table[static_cast<std::size_t>(byte)] = is_alnum(static_cast<char32_t>(byte)) ? Lead::alnum : Lead::mark;
    }
    table[0xE2] = table[0xEF] = Lead::mark3;  // U+2000–2FFF and U+F000–FFFF: no Han but compatibility ideographs
    table['\n'] = Lead::line_feed;
    return table;
}

constexpr auto kLeads = make_leads();

// Compatibility ideographs are Han to every rule but the one on normal forms, which must see them.
bool is_compatibility_han(char32_t ch) { return (ch >= 0xF900 && ch <= 0xFAFF) || (ch >= 0x2F800 && ch <= 0x2FA1F); }

char32_t three_bytes(std::string_view text, std::uint32_t at) {
    const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(text[at + i]); };
    return static_cast<char32_t>((byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu));
}

}  // namespace

void SignIndex::build(std::string_view text) {
    signs.clear();
    runs.clear();
    signs.reserve(16 + text.size() / 16);  // one character in ten, and some room
    runs.reserve(8 + text.size() / 128);
    scan(text, 0, static_cast<std::uint32_t>(text.size()));
}

// Appends what stands in [at, size).
void SignIndex::scan(std::string_view text, std::uint32_t at, std::uint32_t size) {
    while (at < size) {
        switch (kLeads[static_cast<unsigned char>(text[at])]) {
            case Lead::han3:
                do at += 3;
                while (at < size && kLeads[static_cast<unsigned char>(text[at])] == Lead::han3);
                break;
            case Lead::mark3:
                if (at + 3 > size) {
                    signs.push_back({at, utf8::decode(text, at).ch});
                    return;
                }
                signs.push_back({at, three_bytes(text, at)});
                at += 3;
                break;
            case Lead::mark:
                signs.push_back({at, static_cast<char32_t>(text[at])});
                ++at;
                break;
            case Lead::line_feed: ++at; break;
            case Lead::alnum: {
                const std::uint32_t begin = at;
                while (at < size && kLeads[static_cast<unsigned char>(text[at])] == Lead::alnum) ++at;
                runs.push_back({begin, at});
                break;
            }
            case Lead::other: {
                const utf8::Decoded c = utf8::decode(text, at);
                if (!is_han(c.ch) || is_compatibility_han(c.ch)) signs.push_back({at, c.ch});
                at += c.length;
                break;
            }
        }
    }
}

namespace {

// A stretch of the new text that must be read, and what it takes the place of. No run of letters crosses its edges.
struct Window {
    Span old;
    Span now;
};

std::vector<Window> windows_of(std::string_view text, const OffsetMap& map) {
    const auto alnum = [&](std::uint32_t at) { return is_alnum(static_cast<unsigned char>(text[at])); };
    std::vector<Window> out;
    for (const OffsetMap::Step& step : map.steps()) {
        Window window{step.from, step.to};
        while (window.now.begin > 0 && alnum(window.now.begin - 1)) --window.now.begin;
        while (window.now.end < text.size() && alnum(window.now.end)) ++window.now.end;
        window.old.end += window.now.end - step.to.end;
        if (!out.empty() && window.now.begin <= out.back().now.end) {
            out.back().old.end = window.old.end;
            out.back().now.end = window.now.end;
            continue;
        }
        window.old.begin -= step.to.begin - window.now.begin;
        out.push_back(window);
    }
    return out;
}

}  // namespace

void SignIndex::revise(std::string_view text, const OffsetMap& map) {
    SignIndex old;
    old.signs.swap(signs);
    old.runs.swap(runs);
    signs.reserve(old.signs.size() + 64);
    runs.reserve(old.runs.size() + 16);
    auto sign = old.signs.begin();
    auto run = old.runs.begin();
    std::uint32_t shift = 0;  // modulo 2³²: what is left of the window has moved by it
    const auto keep_until = [&](std::uint32_t end) {
        for (; sign != old.signs.end() && sign->at < end; ++sign) signs.push_back({sign->at + shift, sign->ch});
        for (; run != old.runs.end() && run->begin < end; ++run) runs.push_back({run->begin + shift, run->end + shift});
    };
    for (const Window& window : windows_of(text, map)) {
        keep_until(window.old.begin);
        while (sign != old.signs.end() && sign->at < window.old.end) ++sign;
        while (run != old.runs.end() && run->begin < window.old.end) ++run;
        scan(text, window.now.begin, window.now.end);
        shift = window.now.end - window.old.end;
    }
    keep_until(0xFFFFFFFFu);
}

std::span<const Sign> SignIndex::within(std::uint32_t begin, std::uint32_t end) const {
    // Of the whole text, but for what is locked before and behind it.
    if (signs.size() > 1 && begin <= signs[1].at && signs[signs.size() - 2].at < end) {
        const std::size_t first = begin <= signs.front().at ? 0 : 1;
        return {signs.begin() + static_cast<std::ptrdiff_t>(first), signs.end() - (signs.back().at < end ? 0 : 1)};
    }
    const auto less = [](const Sign& sign, std::uint32_t at) { return sign.at < at; };
    const auto first = std::lower_bound(signs.begin(), signs.end(), begin, less);
    const auto last = std::lower_bound(first, signs.end(), end, less);
    return {first, last};
}

std::span<const LatinRun> SignIndex::runs_within(std::uint32_t begin, std::uint32_t end) const {
    const auto less = [](const LatinRun& run, std::uint32_t at) { return run.begin < at; };
    const auto first = std::lower_bound(runs.begin(), runs.end(), begin, less);
    const auto last = std::lower_bound(first, runs.end(), end, less);
    return {first, last};
}

}  // namespace jiaodui
