#include "pipeline/learn/word_discovery.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

// Every word found, with its count.
std::vector<std::string> words_of(const std::vector<std::string>& pages) {
    std::vector<std::string> gathered;
    for (const std::string& page : pages) gathered.push_back(gather_text(*read("a.txt", page, Format::plain)));
    const ArchiveText text = join_texts(std::vector<std::string_view>(gathered.begin(), gathered.end()), nullptr);
    std::vector<std::string> out;
    for (const FoundWord& word : discover_words(text)) {
        std::string line;
        for (const ArchiveSymbol symbol : word.symbols) utf8::append(line, text.characters[symbol]);
        out.push_back(line + ' ' + std::to_string(word.count) + '/' + std::to_string(word.pages));
    }
    return out;
}

bool has(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// Text in which every character is about as frequent as any other.
std::string filler() {
    std::string out;
    for (char32_t i = 0; i < 2000; ++i) utf8::append(out, 0x4E00 + (i * 769) % 1000);
    return out;
}

}  // namespace

TEST_CASE("a name that stands in many surroundings is found whole, and not in parts") {
    const auto words = words_of({filler() + "买龘鱻麤股票，听龘鱻麤唱歌", "问龘鱻麤。龘鱻麤！", "给龘鱻麤写信"});
    CHECK(has(words, "龘鱻麤 5/3"));
    CHECK_FALSE(has(words, "龘鱻 5/3"));
    CHECK_FALSE(has(words, "鱻麤 5/3"));
}

TEST_CASE("what always stands in the same surroundings, or seldom, is no word") {
    CHECK_FALSE(has(words_of({filler(), "听龘鱻麤唱听龘鱻麤唱听龘鱻麤唱听龘鱻麤唱听龘鱻麤唱"}), "龘鱻麤 5/1"));
    CHECK(words_of({filler() + "买龘鱻麤股，听龘鱻麤唱"}).empty());
}
