// Bytes that nobody vouches for: compiled rules, the word list, compiled phrases, tables, the undo journal. They are
// refused, or everything in them can be used. The first byte chooses; the rest is the file.
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/base/binary.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/review/undo.hpp"
#include "pipeline/rule/compiled.hpp"
#include "pipeline/text/hash.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kProse = "我们打开了俄国游客的方式，GPT-4 说：学校来了校长。";

void rules(std::string_view payload) {
    (void)read_compiled_rules(payload, "rules.bin");
    const auto book = read_compiled_rules(seal("JDRULES", kRulesVersion, payload), "rules.bin");
    if (!book) return;
    const auto again = read_compiled_rules(compile_rules(*book), "rules.bin");
    fuzz::require(again.has_value() && again->rules.size() == book->rules.size(), "what was read can be written");
}

void words(std::string_view bytes) {
    const auto list = Words::view(bytes);
    if (!list) return;
    for (std::uint32_t at = 0; at + 6 <= kProse.size() && at < 30; at += 3) {
        (void)list->contains(kProse.substr(at, 6));
        (void)list->cut(kProse, {at, at + 6});
    }
}

void phrases(std::string_view bytes) {
    std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(aligned.data(), bytes.data(), bytes.size());
    const auto matcher = PhraseMatcher::view({reinterpret_cast<const char*>(aligned.data()), bytes.size()}, 1000);
    if (!matcher) return;
    std::vector<PhraseHit> hits;
    matcher->find_all(kProse, {0, static_cast<std::uint32_t>(kProse.size())}, hits);
    matcher->find_longest(kProse, {0, static_cast<std::uint32_t>(kProse.size())}, hits);
    for (const PhraseHit& hit : hits) {
        fuzz::require(hit.phrase < 1000 && hit.at.end <= kProse.size() && hit.at.begin < hit.at.end, "hits are inside");
    }
}

void table(std::string_view text) {
    Problems problems;
    const TsvTable rows(text, "a.tsv", 2, 4, problems);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TsvRow row = rows.row(i);
        fuzz::require(row.cells.size() >= 2 && row.cells.size() <= 4 && !row.cell(0).empty(), "rows have their cells");
        for (const std::string_view cell : row.cells) (void)split_bars(cell);
    }
}

void write(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// `@` in the journal stands for hash and size of the files as they are, so that only the path decides.
void journal(std::string_view text) {
    static const fs::path top = fs::temp_directory_path() / ("jiaodui_fuzz_" + std::to_string(::getpid()));
    const fs::path root = top / "project", undo = root / ".jiaodui" / "undo";
    fs::create_directories(undo);
    constexpr std::string_view kNow = "now", kBefore = "before";
    for (const char* name : {"secret", "project/a.md", "project/.jiaodui/own"}) write(top / name, kNow);
    if (!fs::is_symlink(root / "out")) fs::create_directory_symlink("..", root / "out");
    for (const char* name : {"0", "1"}) write(undo / name, kBefore);
    Hasher hasher;
    hasher.add(kNow);
    const std::string known = hex16(hasher.value()) + '\t' + std::to_string(kNow.size());
    std::string lines;
    for (const char c : text) c == '@' ? lines += known : lines += c;
    write(undo / "journal", lines);
    const auto done = undo_last_run(root);
    fuzz::require(contents(top / "secret") == kNow, "undo writes nothing outside the project", lines);
    fuzz::require(contents(root / ".jiaodui" / "own") == kNow, "undo writes nothing into its own folder", lines);
    if (done && !done->restored.empty())
        fuzz::require(contents(root / "a.md") == kBefore, "what was restored is back", lines);
    std::error_code ignored;
    fs::remove_all(top, ignored);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input = fuzz::text_of(data, size);
    if (size > (1u << 16)) return 0;
    switch (fuzz::choose(input, 5)) {
        case 0: rules(input); break;
        case 1: words(input); break;
        case 2: phrases(input); break;
        case 3: table(input); break;
        default: journal(input);
    }
    return 0;
}
