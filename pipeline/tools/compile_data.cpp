// jiaodui-compile-data: the build's own tool. Turns the data that people write into the files that the program reads.
//
//     jiaodui-compile-data rules FOLDER OUT [DEPFILE]       rules/**.yaml
//     jiaodui-compile-data glossary FOLDER OUT [DEPFILE]    dictionaries/glossary/*; findings name them from
//     `dictionaries/` on jiaodui-compile-data pinyin FOLDER OUT [DEPFILE]      words.txt as below, Unihan_Readings.txt
//     and fuzzy.tsv in one folder jiaodui-compile-data words WORDS.txt OUT [DEPFILE]    lines of `word reading weight`,
//     as `libime_pinyindict -d` prints
//
// Every problem is printed with its file, line and column; then it exits with 1 and the build stops. The depfile names
// each folder and file that was read, so that a new file is noticed without being listed anywhere. A further kind of
// data is one more function and one more row of the table.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "pipeline/base/file.hpp"
#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/compiled.hpp"
#include "pipeline/rule/glossary_pack.hpp"
#include "pipeline/rule/load.hpp"

namespace {

namespace fs = std::filesystem;
using namespace jiaodui;

// The bytes to write; nothing after a problem.
using Compile = std::optional<std::string> (*)(const std::string& from, Problems& problems);

std::optional<std::string> rules(const std::string& folder, Problems& problems) {
    const RuleBook book = load_rules(folder, problems);
    if (!problems.empty()) return std::nullopt;
    return compile_rules(book);
}

std::optional<std::string> glossary(const std::string& folder, Problems& problems) {
    std::vector<std::string> files;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed); !failed && at != fs::directory_iterator(); at.increment(failed)) {
        if (at->path().extension() != ".md") files.push_back(at->path().string());
    }
    std::sort(files.begin(), files.end());
    const std::string root = fs::path(folder).parent_path().parent_path().string() + "/";
    std::vector<GlossaryEntry> entries;
    for (const std::string& file : files) {
        const auto text = read_file(file);
        if (!text) {
            problems.push_back(text.error());
            continue;
        }
        const std::string name = file.starts_with(root) ? file.substr(root.size()) : file;
        for (GlossaryEntry& entry : glossary_load(*text, name, problems)) entries.push_back(std::move(entry));
    }
    const auto converter = ScriptConverter::load("s2t");
    if (!converter) problems.push_back(converter.error());
    if (!problems.empty()) return std::nullopt;
    return glossary_pack(entries, [&](std::string_view text) { return (*converter)->convert(text); });
}

std::optional<std::string> words(const std::string& from, Problems& problems) {
    const auto file = MappedFile::open(from);
    if (!file) {
        problems.push_back(file.error());
        return std::nullopt;
    }
    std::vector<std::string_view> found;
    std::string_view rest = file->bytes();
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        found.push_back(line.substr(0, line.find(' ')));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return Words::pack(std::move(found));
}

// With the words' places in the language model of this machine, where there is one.
std::optional<std::string> pinyin(const std::string& folder, Problems& problems) {
    std::string texts[3];
    constexpr std::string_view names[] = {"words.txt", "Unihan_Readings.txt", "fuzzy.tsv"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        auto text = read_file(folder + "/" + std::string(names[i]));
        if (text) texts[i] = std::move(*text);
        else problems.push_back(text.error());
    }
    if (!problems.empty()) return std::nullopt;
    // The tool lies three folders below the build's root, in whose lib/ the module is.
    const auto model = LanguageModel::open(Resources::at(folder + "/../../../share/jiaodui"));
    auto packed = Pinyin::pack(texts[0], texts[1], texts[2], model ? model->get() : nullptr);
    if (packed) return std::move(*packed);
    problems.push_back(packed.error());
    return std::nullopt;
}

struct Command {
    std::string_view name;
    Compile compile;
    std::string_view extensions;  // of the files that it reads, each with its dot
};

constexpr std::array<Command, 4> kCommands = {{
    {"rules", rules, ".yaml.yml"},
    {"glossary", glossary, ".yaml.yml.tsv.txt"},
    {"pinyin", pinyin, ".txt.tsv"},
    {"words", words, ".txt"},
}};

bool write(const std::string& path, std::string_view bytes) {
    std::error_code ignored;
    fs::create_directories(fs::path(path).parent_path(), ignored);
    const std::string half = path + ".part";
    std::ofstream out(half, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    std::error_code failed;
    if (out) fs::rename(half, path, failed);
    if (out && !failed) return true;
    std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
    return false;
}

// A path as Make and Ninja read it.
std::string escaped(const std::string& path) {
    std::string out;
    for (const char c : path) {
        if (c == ' ' || c == '#') out += '\\';
        if (c == '$') out += '$';
        out += c;
    }
    return out;
}

std::string dependencies(const std::string& from, const std::string& output, std::string_view extensions) {
    std::string out = escaped(output) + ": " + escaped(from);
    std::error_code failed;
    fs::recursive_directory_iterator at(from, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        const std::string extension = at->path().extension().string();
        const bool wanted = !extension.empty() && extensions.find(extension) != std::string_view::npos;
        if (wanted || at->is_directory(failed)) out += " \\\n  " + escaped(at->path().string());
    }
    return out + "\n";
}

int run(const std::vector<std::string>& arguments) {
    for (const Command& command : kCommands) {
        if (arguments.size() < 3 || arguments.size() > 4 || arguments[0] != command.name) continue;
        Problems problems;
        const auto bytes = command.compile(arguments[1], problems);
        for (const Error& problem : problems) std::fprintf(stderr, "%s\n", describe(problem, Lang::en).c_str());
        if (!bytes || !problems.empty()) return 1;
        if (!write(arguments[2], *bytes)) return 1;
        if (arguments.size() == 3) return 0;
        return write(arguments[3], dependencies(arguments[1], arguments[2], command.extensions)) ? 0 : 1;
    }
    std::fprintf(stderr, "usage: jiaodui-compile-data rules|glossary|pinyin|words FROM OUT [DEPFILE]\n");
    return 2;
}

}  // namespace

int main(int count, char** words) { return run({words + 1, words + count}); }
