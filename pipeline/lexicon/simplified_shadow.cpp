// A table of the characters that script_class.hpp covers; all of them take three bytes, and so do their replacements.
// Tested by tests/unit/script/simplified_shadow_test.cpp.
#include "pipeline/lexicon/simplified_shadow.hpp"

#include <cstring>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/script_class.hpp"

namespace jiaodui {
namespace {

std::vector<char32_t> read_table() {
    const auto loaded = ScriptConverter::load("t2s");
    if (!loaded) return {};
    std::vector<char32_t> table(script_class::kEnd - script_class::kBegin);
    for (char32_t ch = script_class::kBegin; ch < script_class::kEnd; ++ch) {
        table[ch - script_class::kBegin] = ch;
        if ((script_class_of(ch) & script_class::kFromTraditional) == 0) continue;
        std::string key;
        utf8::append(key, ch);
        const std::vector<std::string> values = (*loaded)->values_of(key);
        if (values.empty()) continue;
        const utf8::Decoded value = utf8::decode(values.front(), 0);
        if (value.length == key.size() && value.length == values.front().size())
            table[ch - script_class::kBegin] = value.ch;
    }
    return table;
}

}  // namespace

std::string SimplifiedShadow::of(std::string_view text) const {
    std::call_once(once_, [this] { simplified_ = read_table(); });
    std::string out(text);
    if (simplified_.empty()) return out;
    for_script_characters(text, script_class::kFromTraditional,
                          [&](std::size_t at, char32_t ch, std::uint32_t, std::uint8_t) {
                              if (ch < script_class::kBegin || ch >= script_class::kEnd) return true;
                              std::string value;
                              utf8::append(value, simplified_[ch - script_class::kBegin]);
                              std::memcpy(out.data() + at, value.data(), value.size());
                              return true;
                          });
    return out;
}

}  // namespace jiaodui
