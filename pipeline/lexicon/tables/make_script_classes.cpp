// Writes script_classes.cpp, the table of script_class.hpp. Run by the build:
//     make_script_classes <safe.tsv> <output>
// For every character it asks OpenCC what t2s and s2t make of it.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/script_class.hpp"

using namespace jiaodui;

namespace {

std::map<std::string, std::string> read_safe(const char* path) {
    std::map<std::string, std::string> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const std::size_t tab = line.find('\t');
        if (line.empty() || line[0] == '#' || tab == std::string::npos) continue;
        out.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    return out;
}

// The conversion changes the character, and its own form is not among the possible results.
bool only_source(const ScriptConverter& converter, const std::string& text) {
    const std::vector<std::string> values = converter.values_of(text);
    for (const std::string& value : values) {
        if (value == text) return false;
    }
    return !values.empty();
}

std::uint8_t classify(const ScriptConverter& t2s, const ScriptConverter& s2t, char32_t ch,
                      const std::map<std::string, std::string>& safe, const std::map<std::string, int>& safe_forms) {
    std::string text;
    utf8::append(text, ch);
    const bool traditional = only_source(t2s, text);
    const bool simplified = only_source(s2t, text);
    std::uint8_t flags = 0;
    if (traditional && !simplified) flags |= script_class::kTraditionalOnly;
    if (simplified && !traditional) flags |= script_class::kSimplifiedOnly;
    if (t2s.may_change(ch)) flags |= script_class::kFromTraditional;
    if (s2t.may_change(ch)) flags |= script_class::kFromSimplified;
    if (const auto row = safe.find(text); row != safe.end()) {
        if (t2s.convert(text) != row->second) std::cerr << "safe.tsv: OpenCC has another form for " << text << '\n';
        flags |= script_class::kSafeTraditional;
    }
    const std::vector<std::string> forms = s2t.values_of(text);
    if (simplified && forms.size() == 1 && safe.count(forms[0]) != 0 && safe_forms.count(text) != 0 &&
        safe_forms.at(text) == 1) {
        flags |= script_class::kSafeSimplified;
    }
    return flags;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto t2s = ScriptConverter::load("t2s");
    const auto s2t = ScriptConverter::load("s2t");
    if (!t2s || !s2t) {
        std::cerr << describe((t2s ? s2t : t2s).error(), Lang::en) << '\n';
        return 1;
    }
    const std::map<std::string, std::string> safe = read_safe(argv[1]);
    if (safe.empty()) {
        std::cerr << argv[1] << ": no rows\n";
        return 1;
    }
    std::map<std::string, int> safe_forms;
    for (const auto& row : safe) ++safe_forms[row.second];
    const auto flags = [&](char32_t ch) { return static_cast<unsigned>(classify(**t2s, **s2t, ch, safe, safe_forms)); };

    std::ofstream out(argv[2]);
    out << "// Made by make_script_classes; not to be edited.\n#include \"pipeline/lexicon/script_class.hpp\"\n\n"
           "#include <algorithm>\n#include <iterator>\n\nnamespace jiaodui::script_class {\n\n"
           "const std::uint8_t kTable[kEnd - kBegin] = {";
    for (char32_t ch = script_class::kBegin; ch < script_class::kEnd; ++ch) {
        out << (ch % 32 == 0 ? "\n    " : "") << flags(ch) << ',';
    }
    out << "\n};\n\nnamespace {\nstruct Rare {\n    char32_t ch;\n    std::uint8_t flags;\n};\nconstexpr Rare kRare[] = {";
    int column = 0;
    for (char32_t ch = 0xF900; ch < 0x323B0; ++ch) {
        if (ch == 0xFB00) ch = 0x20000;
        if (const unsigned got = flags(ch)) out << (column++ % 8 == 0 ? "\n    " : " ") << '{' << static_cast<unsigned>(ch) << ", " << got << "},";
    }
    out << "\n};\n}  // namespace\n\nstd::uint8_t of_rare(char32_t ch) {\n"
           "    const auto* row = std::lower_bound(std::begin(kRare), std::end(kRare), ch,\n"
           "                                       [](const Rare& r, char32_t wanted) { return r.ch < wanted; });\n"
           "    return row != std::end(kRare) && row->ch == ch ? row->flags : std::uint8_t{0};\n}\n\n"
           "}  // namespace jiaodui::script_class\n";
    return out ? 0 : 1;
}
