// The compiled glossary: entries as flat tables that are used where they lie (a file mapped into memory, or a string).
//
// All numbers are little-endian, 32 bits unless said; all texts lie in one blob. The forms of a glossary (terms,
// aliases, kept words, wrong forms) are grouped by their folded spelling, the key, which is what the matcher finds.
// view() checks every reference once, so that reading needs no checks. `format` changes with the layout and is part of
// the cache's key.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/rule/glossary_entry.hpp"

namespace jiaodui {

// Gives a simplified text in traditional characters. Empty: forms are compiled as written only.
using ToTraditional = std::function<std::string(std::string_view)>;

// Nothing can fail: what cannot be used was refused by the readers. The result's size is a multiple of 8.
[[nodiscard]] std::string glossary_pack(std::span<const GlossaryEntry> entries, const ToTraditional& to_traditional);

namespace packed {

inline constexpr std::uint32_t format = 2;

struct Text {
    std::uint32_t at = 0, size = 0;
};
struct Range {
    std::uint32_t first = 0, count = 0;
};

// In this order the first decides at a place where several forms read the same.
enum class FormKind : std::uint8_t { term, alias, keep, wrong };
enum class FormScript : std::uint8_t { both, traditional };

struct Form {
    Text text;
    std::uint32_t entry = 0;
    std::uint32_t line = 0;
    FormKind kind = FormKind::term;
    FormScript script = FormScript::both;  // traditional: spelt in characters that only traditional pages have
    std::uint8_t characters = 0;
    std::uint8_t head =
        0;  // bytes of context that the key has before and after the text: where letters or digits touch,
    std::uint8_t tail = 0;  // no boundary could be found otherwise (GPT4O with `before: GPT`)
    std::uint8_t reserved[3] = {};
    Range before, after, near, unless;  // in lists
};

struct Entry {
    Text term, traditional, note, source, sound, reading, fuzzy;
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint8_t tier = 0;  // 0: not said; else 1 + Tier
    std::uint8_t casing = 0;
    std::uint8_t proven = 0;
    std::uint8_t reserved = 0;
};

// The tables of one compiled glossary. Views of bytes that must outlive it, aligned to 8.
struct Tables {
    PhraseMatcher matcher;
    std::span<const std::uint32_t> key_forms;  // forms of key k: [key_forms[k], key_forms[k + 1])
    std::span<const Form> forms;
    std::span<const Entry> entries;
    std::span<const Text> lists;
    std::span<const Text> files;
    std::string_view blob;

    [[nodiscard]] std::string_view text(Text ref) const { return blob.substr(ref.at, ref.size); }
    [[nodiscard]] std::span<const Text> list(Range range) const { return lists.subspan(range.first, range.count); }
    [[nodiscard]] std::span<const Form> forms_of(std::uint32_t key) const {
        return forms.subspan(key_forms[key], key_forms[key + 1] - key_forms[key]);
    }
};

[[nodiscard]] Result<Tables> view(std::string_view bytes);

}  // namespace packed
}  // namespace jiaodui
