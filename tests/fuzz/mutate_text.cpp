// How libFuzzer changes texts: every other time whole characters and words that mean something are put in, taken out or
// doubled, otherwise bytes as usual; what is no UTF-8 afterwards is taken out, for readers refuse it before anything
// interesting happens. Only linked with libFuzzer.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>

#include "pipeline/text/utf8.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using namespace jiaodui;

constexpr std::array<std::string_view, 96> kWords = {
    "，",     "。",   "：",     "？",     "！",          "、",     "（",     "）",     "“",      "”",      "‘",
    "’",      "「",   "」",     "《",     "》",          "…",      "……",     "—",      "——",     "·",      "～",
    "Ａ",     "１",   "％",     "　",     "\u00A0",      "\u00AD", "\u200B", "\u200D", "\uFEFF", "\uFFFC", "甲",
    "的",     "了",   "我们",   "什么",   "马督工",      "马杜公", "督工",   "臺灣",   "台灣",   "这里",   "這裡",
    "星期一", "周二", "2024年", "1月2日", "第",          "报导",   "OpenAi", "GPT-4o", "iphone", "AI",     "1,234",
    "3.14",   "50",   "...",    ",",      ".",           ":",      ";",      "?",      "!",      "(",      ")",
    "\"",     "'",    "-",      "--",     "~",           "~~",     "*",      "**",     "_",      "`",      "\n",
    "\n\n",   "\r\n", "  ",     "# ",     "> ",          "- ",     "1. ",    "|",      "\\",     "[",      "](",
    "<br>",   "<b>",  "</b>",   "&amp;",  "https://a.b", "$",      "{.a}",   "[^1]"};

// A place between two code points.
std::size_t some_place(std::string_view text, std::minstd_rand& random) {
    std::size_t at = random() % (text.size() + 1);
    while (at < text.size() && utf8::is_continuation(text[at])) ++at;
    return at;
}

std::size_t after_some(std::string_view text, std::size_t at, std::uint32_t characters) {
    for (; characters > 0 && at < text.size(); --characters) at += utf8::length_of(text[at]);
    return std::min(at, text.size());
}

void change_words(std::string& text, std::minstd_rand& random) {
    const std::size_t at = some_place(text, random);
    const std::size_t end = after_some(text, at, 1 + random() % 8);
    const std::string_view word = kWords[random() % kWords.size()];
    switch (random() % 5) {
        case 0: text.insert(at, text.substr(at, end - at)); break;
        case 1: text.erase(at, end - at); break;
        case 2: text.replace(at, after_some(text, at, 1) - at, word); break;
        default: text.insert(at, word);
    }
}

void repair(std::string& text) {
    while (const auto bad = utf8::first_invalid(text)) {
        std::size_t end = *bad + 1;
        while (end < text.size() && utf8::is_continuation(text[end])) ++end;
        text.erase(*bad, end - *bad);
    }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    std::minstd_rand random(seed);
    if (random() % 2 == 0) size = LLVMFuzzerMutate(data, size, max_size);
    std::string text(reinterpret_cast<const char*>(data), size);
    repair(text);
    for (unsigned times = random() % 4; times > 0; --times) change_words(text, random);
    if (text.size() > max_size) text.resize(max_size), repair(text);
    std::memcpy(data, text.data(), text.size());
    return text.size();
}
