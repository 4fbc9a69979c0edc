// The formats, by name. To add one: its file, a maker in formats.hpp, a line here. Tested by
// tests/unit/emit/emit_test.cpp.
#include <algorithm>
#include <array>

#include "pipeline/emit/formats.hpp"

namespace jiaodui {
namespace {

struct Report {
    std::string_view name;
    std::unique_ptr<Emitter> (*make)(std::ostream&, EmitOptions);
    bool for_people;  // read on a screen, so it may go through a pager
};

constexpr std::array kFormats{
    Report{"full", make_full, true},        Report{"concise", make_concise, true}, Report{"json", make_json, false},
    Report{"jsonl", make_jsonl, false},     Report{"diff", make_diff, true},       Report{"words", make_words, true},
    Report{"side", make_side, true},        Report{"sarif", make_sarif, false},    Report{"rdjson", make_rdjson, false},
    Report{"rdjsonl", make_rdjsonl, false}, Report{"github", make_github, false},  Report{"gitlab", make_gitlab, false},
    Report{"junit", make_junit, false},     Report{"html", make_html, false},      Report{"critic", make_critic, true},
    Report{"tsv", make_tsv, false},
};

constexpr auto kNames = [] {
    std::array<std::string_view, kFormats.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kFormats[i].name;
    return names;
}();

const Report* find(std::string_view name) {
    const auto it = std::find_if(kFormats.begin(), kFormats.end(), [&](const Report& f) { return f.name == name; });
    return it == kFormats.end() ? nullptr : &*it;
}

}  // namespace

std::span<const std::string_view> format_names() { return kNames; }

bool format_for_people(std::string_view format) {
    const Report* found = find(format);
    return found != nullptr && found->for_people;
}

std::unique_ptr<Emitter> make_emitter(std::string_view format, std::ostream& out, EmitOptions options) {
    const Report* found = find(format);
    return found == nullptr ? nullptr : found->make(out, std::move(options));
}

}  // namespace jiaodui
