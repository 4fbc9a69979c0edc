// Tested by tests/unit/read/reader_test.cpp.
#include "pipeline/read/recognise.hpp"

#include <algorithm>
#include <string>

#include "pipeline/read/cue_writer.hpp"

namespace jiaodui {
namespace {

std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return bytes;
}

// The next line that is not blank, without the blanks around it; it is taken off `bytes`.
std::string_view next_line(std::string_view& bytes) {
    while (!bytes.empty()) {
        const TextLine line = line_at(bytes, 0);
        std::string_view text = bytes.substr(0, line.end);
        bytes.remove_prefix(line.next);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
        if (!text.empty()) return text;
    }
    return {};
}

bool starts_like(std::string_view text, std::string_view small) {
    if (text.size() < small.size()) return false;
    return std::equal(small.begin(), small.end(), text.begin(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
}

bool is_json(std::string_view bytes) {
    bytes = without_mark(bytes);
    const std::size_t at = bytes.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && (bytes[at] == '{' || bytes[at] == '[');
}

bool has_key(std::string_view bytes, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + '"';
    for (std::size_t at = bytes.find(quoted); at != std::string_view::npos; at = bytes.find(quoted, at + 1)) {
        const std::size_t after = bytes.find_first_not_of(" \t\r\n", at + quoted.size());
        if (after != std::string_view::npos && bytes[after] == ':') return true;
    }
    return false;
}

}  // namespace

bool looks_like_ass(std::string_view bytes) {
    bytes = without_mark(bytes).substr(0, 4096);
    return starts_like(next_line(bytes), "[script info]");
}

bool looks_like_lrc(std::string_view bytes) {
    bytes = without_mark(bytes).substr(0, 4096);
    for (int i = 0; i < 12; ++i) {
        std::string_view line = next_line(bytes);
        if (!line.starts_with('[')) return false;
        line.remove_prefix(1);
        const ClockTime time = clock_at(line, false);
        if (time.size > 0) return line.substr(time.size).starts_with(']');
        const std::size_t colon = line.find(':');  // [ti:…]
        if (colon == std::string_view::npos || colon == 0 || colon > 10 || line.back() != ']') return false;
    }
    return false;
}

bool looks_like_whispercpp(std::string_view bytes) { return is_json(bytes) && has_key(bytes, "transcription"); }

bool looks_like_funasr(std::string_view bytes) {
    return is_json(bytes) && (has_key(bytes, "sentence_info") || has_key(bytes, "sentences") ||
                              (has_key(bytes, "text") && has_key(bytes, "key") && !has_key(bytes, "segments")));
}

bool looks_like_whisper(std::string_view bytes) {
    return is_json(bytes) && !looks_like_whispercpp(bytes) && !looks_like_funasr(bytes) &&
           (has_key(bytes, "segments") || has_key(bytes, "text"));
}

bool looks_like_html(std::string_view bytes) {
    bytes = without_mark(bytes).substr(0, 4096);
    const std::string_view line = next_line(bytes);
    return starts_like(line, "<!doctype html") || starts_like(line, "<html");
}

bool looks_like_srt(std::string_view bytes) {
    bytes = without_mark(bytes).substr(0, 4096);
    std::string_view line = next_line(bytes);
    if (!line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos) line = next_line(bytes);
    const ClockTime begin = clock_at(line, true);
    if (begin.size == 0) return false;
    line.remove_prefix(begin.size);
    const std::size_t arrow = line.find_first_not_of(" \t");
    if (arrow == std::string_view::npos || line.substr(arrow, 3) != "-->") return false;
    line.remove_prefix(arrow + 3);
    const std::size_t end = line.find_first_not_of(" \t");
    return end != std::string_view::npos && clock_at(line.substr(end), true).size > 0;
}

bool looks_like_vtt(std::string_view bytes) {
    bytes = without_mark(bytes);
    return bytes.starts_with("WEBVTT") &&
           (bytes.size() == 6 || bytes[6] == ' ' || bytes[6] == '\t' || bytes[6] == '\n' || bytes[6] == '\r');
}

}  // namespace jiaodui
