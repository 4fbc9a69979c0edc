// Writes script_classes.cpp, the table of script_class.hpp. Run by the build:
//     make_script_classes <safe.tsv> <output>
// For every character it asks OpenCC what t2s and s2t make of it.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/script_class.hpp"
#include "pipeline/text/characters.hpp"

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

struct Converters {
    std::shared_ptr<const ScriptConverter> t2s, s2t, s2tw, s2hk;
};

// One traditional form alone, the same in Taiwan and Hong Kong, and it leads back.
bool safe_simplified(const Converters& c, const std::string& text) {
    const std::string form = c.s2tw->convert(text);
    return c.s2t->values_of(text).size() == 1 && form == c.s2hk->convert(text) && c.t2s->convert(form) == text;
}

// What t2s replaces: characters whatever stands beside them, and phrases that hold none of these.
struct Replaced {
    std::set<char32_t> alone;
    std::set<std::string> phrases;
    std::set<char32_t> in_phrases;

    explicit Replaced(const ScriptConverter& t2s) {
        const std::vector<std::string> keys = t2s.changing_keys();
        for (const std::string& key : keys) {
            if (const std::u32string chars = characters_of(key); chars.size() == 1) alone.insert(chars.front());
        }
        for (const std::string& key : keys) {
            const std::u32string chars = characters_of(key);
            if (std::any_of(chars.begin(), chars.end(), [&](char32_t ch) { return alone.contains(ch); })) continue;
            phrases.insert(key);
            for (const char32_t ch : chars) {
                if (t2s.may_change(ch)) in_phrases.insert(ch);
            }
        }
    }
};

std::uint8_t classify(const Converters& c, const Replaced& replaced, char32_t ch,
                      const std::map<std::string, std::string>& safe) {
    std::string text;
    utf8::append(text, ch);
    const bool traditional = only_source(*c.t2s, text);
    // Hong Kong writes 户 税 温 as simplified text does.
    const bool simplified = only_source(*c.s2t, text) && c.s2tw->convert(text) != text && c.s2hk->convert(text) != text;
    std::uint8_t flags = 0;
    if (traditional && !simplified) flags |= script_class::kTraditionalOnly;
    if (simplified && !traditional) flags |= script_class::kSimplifiedOnly;
    if (c.t2s->may_change(ch)) flags |= script_class::kFromTraditional;
    if (c.s2t->may_change(ch)) flags |= script_class::kFromSimplified;
    if (replaced.alone.contains(ch)) flags |= script_class::kAloneFromTraditional;
    if (replaced.in_phrases.contains(ch)) flags |= script_class::kPhraseFromTraditional;
    if (const auto row = safe.find(text); row != safe.end()) {
        if (c.t2s->convert(text) != row->second) std::cerr << "safe.tsv: OpenCC has another form for " << text << '\n';
        flags |= script_class::kSafeTraditional;
    }
    const bool in_use = std::any_of(safe.begin(), safe.end(), [&](const auto& row) { return row.second == text; });
    if (simplified && !traditional && in_use && safe_simplified(c, text)) flags |= script_class::kSafeSimplified;
    return flags;
}

void write_phrases(std::ostream& out, const std::set<std::string>& phrases) {
    out << "constexpr std::array<std::string_view, " << phrases.size() << "> kPhraseTexts{";
    int column = 0;
    for (const std::string& phrase : phrases) out << (column++ % 8 == 0 ? "\n    " : " ") << '"' << phrase << "\",";
    out << "\n};\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    Converters converters;
    for (const auto& [name, slot] : {std::pair{"t2s", &converters.t2s},
                                     {"s2t", &converters.s2t},
                                     {"s2tw", &converters.s2tw},
                                     {"s2hk", &converters.s2hk}}) {
        const auto loaded = ScriptConverter::load(name);
        if (!loaded) {
            std::cerr << describe(loaded.error(), Lang::en) << '\n';
            return 1;
        }
        *slot = *loaded;
    }
    const std::map<std::string, std::string> safe = read_safe(argv[1]);
    if (safe.empty()) {
        std::cerr << argv[1] << ": no rows\n";
        return 1;
    }
    const Replaced replaced(*converters.t2s);
    const auto flags = [&](char32_t ch) { return static_cast<unsigned>(classify(converters, replaced, ch, safe)); };

    std::ofstream out(argv[2]);
    out << "// Made by make_script_classes; not to be edited.\n#include \"pipeline/lexicon/script_class.hpp\"\n\n"
           "#include <algorithm>\n#include <array>\n#include <iterator>\n\nnamespace jiaodui::script_class "
           "{\n\n"
           "const std::uint8_t kTable[kEnd - kBegin] = {";
    for (char32_t ch = script_class::kBegin; ch < script_class::kEnd; ++ch) {
        out << (ch % 32 == 0 ? "\n    " : "") << flags(ch) << ',';
    }
    out << "\n};\n\nnamespace {\nstruct Rare {\n    char32_t ch;\n    std::uint8_t flags;\n};\nconstexpr Rare kRare[] "
           "= {";
    int column = 0;
    for (char32_t ch = 0xF900; ch < 0x323B0; ++ch) {
        if (ch == 0xFB00) ch = 0x20000;
        const unsigned got = flags(ch);
        if (got == 0) continue;
        out << (column++ % 8 == 0 ? "\n    " : " ") << '{' << static_cast<unsigned>(ch) << ", " << got << "},";
    }
    out << "\n};\n";
    write_phrases(out, replaced.phrases);
    out << "}  // namespace\n\nconst std::span<const std::string_view> kPhrases = kPhraseTexts;\n\nstd::uint8_t "
           "of_rare(char32_t ch) {\n"
           "    const auto* row = std::lower_bound(std::begin(kRare), std::end(kRare), ch,\n"
           "                                       [](const Rare& r, char32_t wanted) { return r.ch < wanted; });\n"
           "    return row != std::end(kRare) && row->ch == ch ? row->flags : std::uint8_t{0};\n}\n\n"
           "}  // namespace jiaodui::script_class\n";
    return out ? 0 : 1;
}
