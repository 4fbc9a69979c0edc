// The formats, by name. To add one: its file, a maker in formats.hpp, a line here. Tested by
// tests/unit/emit/emit_test.cpp.
#include <algorithm>
#include <array>

#include "pipeline/emit/formats.hpp"

namespace jiaodui {
namespace {

using Maker = std::unique_ptr<Emitter> (*)(std::ostream&, EmitOptions);

constexpr std::array<std::string_view, 10> kNames{
    "full", "concise", "json", "jsonl", "diff", "words", "side", "html", "critic", "tsv"};
constexpr std::array<Maker, kNames.size()> kMakers{
    make_full,  make_concise, make_json, make_jsonl,  make_diff,
    make_words, make_side,    make_html, make_critic, make_tsv};

}  // namespace

std::span<const std::string_view> format_names() { return kNames; }

std::unique_ptr<Emitter> make_emitter(std::string_view format, std::ostream& out,
                                      EmitOptions options) {
    const auto it = std::find(kNames.begin(), kNames.end(), format);
    if (it == kNames.end()) return nullptr;
    return kMakers[static_cast<std::size_t>(it - kNames.begin())](out, std::move(options));
}

}  // namespace jiaodui
