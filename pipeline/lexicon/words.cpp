// Layout of words.bin, all numbers 32-bit little-endian: "JDWORDS1", count, slots (a power of two), blob size, 0; the
// slots; the blob. A slot is the place of a word in the blob, found by FNV-1a with linear probing; at most half of the
// slots are used, so a search ends; should a damaged file be full it ends after one round. Every place is checked
// before it is read. Tested by tests/unit/lexicon/words_test.cpp.
#include "pipeline/lexicon/words.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/text/han.hpp"
#include "pipeline/text/hash.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view magic = "JDWORDS1";
constexpr std::size_t header_size = 24;
constexpr std::uint32_t han_bytes = 3;  // of every character that a packed word holds

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + at, 4);
    return value;
}

void put(std::string& out, std::size_t value) {
    const auto number = static_cast<std::uint32_t>(value);
    out.append(reinterpret_cast<const char*>(&number), 4);
}

std::uint32_t hash_of(std::string_view word) {
    std::uint64_t value = 0xCBF29CE484222325ull;
    for (const char byte : word) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3ull;
    return static_cast<std::uint32_t>(value ^ (value >> 32));
}

bool is_plain_han(char32_t ch) { return ch <= 0xFFFF && is_han(ch); }

bool packable(std::string_view word) {
    if (word.size() < 2 * han_bytes || word.size() > Words::max_characters * han_bytes) return false;
    if (word.size() % han_bytes != 0) return false;
    for (std::size_t at = 0; at < word.size(); at += han_bytes) {
        const auto found = utf8::decode(word, at);
        if (found.length != han_bytes || !is_plain_han(found.ch)) return false;
    }
    return true;
}

// The neighbourhood of a span: the Han characters around it, as one stretch of text.
struct Window {
    std::string_view text;
    std::size_t begin = 0;  // of the span, in characters
    std::size_t end = 0;
};

Window window_around(std::string_view text, Span span) {
    std::size_t first = span.begin, last = span.end;
    for (std::size_t n = 0; n < Words::max_characters; ++n) {
        const auto before = utf8::decode_before(text, first);
        if (before.length != han_bytes || !is_plain_han(before.ch)) break;
        first -= before.length;
    }
    for (std::size_t n = 0; n < Words::max_characters; ++n) {
        const auto after = utf8::decode(text, last);
        if (after.length != han_bytes || !is_plain_han(after.ch)) break;
        last += after.length;
    }
    return {text.substr(first, last - first), (span.begin - first) / han_bytes, (span.end - first) / han_bytes};
}

// Which of the two edges a reading straddles.
struct Straddle {
    bool begin = false;
    bool end = false;
    void add(const Window& window, std::size_t from, std::size_t to) {
        begin |= from < window.begin && window.begin < to;
        end |= from < window.end && window.end < to;
    }
};

Straddle read_forward(const Words& words, const Window& window, std::size_t size) {
    Straddle out;
    for (std::size_t at = 0; at < size;) {
        std::size_t length = std::min(Words::max_characters, size - at);
        while (length > 1 && !words.contains(window.text.substr(at * han_bytes, length * han_bytes))) --length;
        out.add(window, at, at + length);
        at += length;
    }
    return out;
}

Straddle read_backward(const Words& words, const Window& window, std::size_t size) {
    Straddle out;
    for (std::size_t at = size; at > 0;) {
        std::size_t length = std::min(Words::max_characters, at);
        while (length > 1 && !words.contains(window.text.substr((at - length) * han_bytes, length * han_bytes))) {
            --length;
        }
        out.add(window, at - length, at);
        at -= length;
    }
    return out;
}

}  // namespace

Result<Words> Words::load(const std::string& path) {
    auto file = MappedFile::open(path);
    if (!file) return file.error();
    auto shared = std::make_shared<const MappedFile>(std::move(*file));
    auto words = view(shared->bytes());
    if (!words) {
        Error error = words.error();
        error.where.file = path;
        return error;
    }
    words->file_ = std::move(shared);
    return words;
}

Result<Words> Words::view(std::string_view bytes) {
    const Error damaged{ErrorCode::invalid_value,
                        {"词表文件损坏或版本不符", "the word list is damaged or of another version"},
                        {"请重新安装或重新构建", "install or build the program again"},
                        {}};
    if (bytes.size() < header_size || bytes.substr(0, magic.size()) != magic) return damaged;
    const std::uint64_t count = number_at(bytes, 8), slots = number_at(bytes, 12), blob = number_at(bytes, 16);
    if (slots == 0 || (slots & (slots - 1)) != 0 || bytes.size() != header_size + 4 * slots + blob) return damaged;
    Words words;
    words.slots_ = bytes.substr(header_size, 4 * slots);
    words.blob_ = bytes.substr(header_size + 4 * slots);
    words.mask_ = static_cast<std::uint32_t>(slots - 1);
    words.count_ = count;
    return words;
}

std::string Words::pack(std::vector<std::string_view> words) {
    words.erase(std::remove_if(words.begin(), words.end(), [](auto word) { return !packable(word); }), words.end());
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::size_t slots = 16;
    while (slots < 2 * words.size()) slots *= 2;
    std::vector<std::uint32_t> table(slots, 0);
    std::string blob(1, '\0');
    for (const std::string_view word : words) {
        std::size_t slot = hash_of(word) & (slots - 1);
        while (table[slot] != 0) slot = (slot + 1) & (slots - 1);
        table[slot] = static_cast<std::uint32_t>(blob.size());
        blob.push_back(static_cast<char>(word.size()));
        blob.append(word);
    }
    std::string out(magic);
    for (const std::size_t value : {words.size(), slots, blob.size(), std::size_t{0}}) put(out, value);
    for (const std::uint32_t value : table) put(out, value);
    return out + blob;
}

bool Words::contains(std::string_view word) const {
    if (slots_.empty() || word.size() < 2 * han_bytes || word.size() > max_characters * han_bytes) return false;
    std::uint32_t slot = hash_of(word) & mask_;
    for (std::uint32_t tried = 0; tried <= mask_; ++tried, slot = (slot + 1) & mask_) {
        const std::size_t place = number_at(slots_, std::size_t{4} * slot);
        if (place == 0 || place >= blob_.size()) return false;
        if (blob_.substr(place + 1, static_cast<unsigned char>(blob_[place])) == word) return true;
    }
    return false;
}

Words::Cut Words::cut(std::string_view text, Span span) const {
    // What is not Han is not cut, and the arithmetic of the readings is in characters of three bytes.
    if (slots_.empty() || span.empty()) return {};
    for (std::size_t at = span.begin; at < span.end; at += han_bytes) {
        const auto found = utf8::decode(text, at);
        if (found.length != han_bytes || !is_plain_han(found.ch)) return {};
    }
    const Window window = window_around(text, span);
    const std::size_t size = window.text.size() / han_bytes;
    const Straddle forward = read_forward(*this, window, size);
    if (!forward.begin && !forward.end) return {};
    const Straddle backward = read_backward(*this, window, size);
    return {forward.begin && backward.begin, forward.end && backward.end};
}

bool Words::surround(std::string_view text, Span span) const {
    if (slots_.empty() || span.empty()) return false;
    const Window window = window_around(text, span);
    const std::size_t size = window.text.size() / han_bytes;
    for (std::size_t from = 0; from <= window.begin; ++from) {
        for (std::size_t to = window.end; to <= std::min(size, from + max_characters); ++to) {
            if (to - from > window.end - window.begin &&
                contains(window.text.substr(from * han_bytes, (to - from) * han_bytes)))
                return true;
        }
    }
    return false;
}

}  // namespace jiaodui
