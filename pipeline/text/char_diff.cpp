// Code points or lines become symbols, diff_sequences compares them, and the indices become bytes
// again. Tested by tests/unit/text/char_diff_test.cpp.
#include "pipeline/text/char_diff.hpp"

#include <unordered_map>

#include "pipeline/text/han.hpp"
#include "pipeline/text/sequence_diff.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// Symbols of a text, and where each begins; one more offset for the end.
struct Symbols {
    std::vector<std::uint32_t> values;
    std::vector<std::uint32_t> begins;

    Span bytes(Span indices) const { return {begins[indices.begin], begins[indices.end]}; }
};

Symbols code_points(std::string_view text) {
    Symbols out;
    std::size_t at = 0;
    while (at < text.size()) {
        const utf8::Decoded c = utf8::decode(text, at);
        out.begins.push_back(static_cast<std::uint32_t>(at));
        out.values.push_back(static_cast<std::uint32_t>(c.ch));
        at += c.length;
    }
    out.begins.push_back(static_cast<std::uint32_t>(text.size()));
    return out;
}

using LineNumbers = std::unordered_map<std::string_view, std::uint32_t>;

Symbols lines_of(std::string_view text, LineNumbers& numbers) {
    Symbols out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t feed = text.find('\n', at);
        const std::size_t end = feed == std::string_view::npos ? text.size() : feed + 1;
        const auto number = static_cast<std::uint32_t>(numbers.size());
        out.begins.push_back(static_cast<std::uint32_t>(at));
        out.values.push_back(numbers.try_emplace(text.substr(at, end - at), number).first->second);
        at = end;
    }
    out.begins.push_back(static_cast<std::uint32_t>(text.size()));
    return out;
}

// A stretch of one or two letters or digits between two changes, all of one Latin word.
bool joins(const Symbols& text, Span equal) {
    if (equal.size() > 2) return false;
    for (std::uint32_t i = equal.begin; i < equal.end; ++i) {
        if (!is_alnum(static_cast<char32_t>(text.values[i]))) return false;
    }
    return true;
}

void tidy(std::vector<SequenceChange>& changes, const Symbols& before) {
    std::size_t kept = 0;
    for (std::size_t i = 1; i < changes.size(); ++i) {
        if (joins(before, {changes[kept].before.end, changes[i].before.begin})) {
            changes[kept].before.end = changes[i].before.end;
            changes[kept].after.end = changes[i].after.end;
        } else {
            changes[++kept] = changes[i];
        }
    }
    if (!changes.empty()) changes.resize(kept + 1);
}

std::vector<TextChange> in_bytes(const std::vector<SequenceChange>& changes, const Symbols& before,
                                 const Symbols& after) {
    std::vector<TextChange> out;
    out.reserve(changes.size());
    for (const SequenceChange& change : changes) {
        out.push_back({before.bytes(change.before), after.bytes(change.after)});
    }
    return out;
}

}  // namespace

std::vector<TextChange> diff_characters(std::string_view before, std::string_view after) {
    const Symbols a = code_points(before);
    const Symbols b = code_points(after);
    std::vector<SequenceChange> changes = diff_sequences(a.values, b.values);
    tidy(changes, a);
    return in_bytes(changes, a, b);
}

std::vector<TextChange> diff_lines(std::string_view before, std::string_view after) {
    LineNumbers numbers;
    const Symbols a = lines_of(before, numbers);
    const Symbols b = lines_of(after, numbers);
    return in_bytes(diff_sequences(a.values, b.values), a, b);
}

std::vector<TextChange> diff_texts(std::string_view before, std::string_view after) {
    std::vector<TextChange> out;
    for (const TextChange& block : diff_lines(before, after)) {
        for (TextChange change : diff_characters(slice(before, block.before), slice(after, block.after))) {
            change.before.begin += block.before.begin;
            change.before.end += block.before.begin;
            change.after.begin += block.after.begin;
            change.after.end += block.after.begin;
            out.push_back(change);
        }
    }
    return out;
}

}  // namespace jiaodui
