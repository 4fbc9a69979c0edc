// jiaodui_pack: compiles data at build time. Not installed.
//
//   jiaodui_pack words WORDS.txt OUT        lines of `word reading weight`, as `libime_pinyindict -d` prints them
//   jiaodui_pack glossary ROOT OUT FILE…    glossaries, named in findings by their path below ROOT; any problem is an error
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/base/file.hpp"
#include "pipeline/base/mapped_file.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/glossary_pack.hpp"

namespace {

using namespace jiaodui;

int fail(const Error& error) {
    std::cerr << describe(error, Lang::en) << '\n';
    return 1;
}

// By rename, so that a build that is interrupted leaves no half file.
int write(const std::string& path, std::string_view bytes) {
    const std::string part = path + ".part";
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out && std::rename(part.c_str(), path.c_str()) == 0) return 0;
    return fail({ErrorCode::io, {"写不了", "cannot write"}, {}, {path, 0, 0}});
}

int pack_words(const std::string& from, const std::string& to) {
    const auto file = MappedFile::open(from);
    if (!file) return fail(file.error());
    std::vector<std::string_view> words;
    std::string_view rest = file->bytes();
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        words.push_back(line.substr(0, line.find(' ')));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return write(to, Words::pack(std::move(words)));
}

int pack_glossaries(const std::string& root, const std::string& to, const std::vector<std::string>& files) {
    std::vector<GlossaryEntry> entries;
    Problems problems;
    for (const std::string& file : files) {
        const auto text = read_file(file);
        if (!text) return fail(text.error());
        const bool below = file.compare(0, root.size() + 1, root + "/") == 0;
        for (GlossaryEntry& entry : glossary_load(*text, below ? file.substr(root.size() + 1) : file, problems)) entries.push_back(std::move(entry));
    }
    for (const Error& problem : problems) fail(problem);
    if (!problems.empty()) return 1;
    const auto converter = ScriptConverter::load("s2t");
    if (!converter) return fail(converter.error());
    const ToTraditional to_traditional = [&](std::string_view text) { return (*converter)->convert(text); };
    return write(to, glossary_pack(entries, to_traditional));
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> args(values + 1, values + count);
    if (args.size() == 3 && args[0] == "words") return pack_words(args[1], args[2]);
    if (args.size() >= 3 && args[0] == "glossary") return pack_glossaries(args[1], args[2], {args.begin() + 3, args.end()});
    std::cerr << "usage: jiaodui_pack words WORDS.txt OUT | glossary ROOT OUT FILE...\n";
    return 2;
}
