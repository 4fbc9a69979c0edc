// ScriptConverter against OpenCC itself, for every configuration: on random strings of dictionary characters mixed with
// ordinary text, and on pages of the corpus where there is one (JIAODUI_CORPUS, default ../shared/corpus; else
// skipped).
#include <SimpleConverter.hpp>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/script_class.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

namespace {

std::string random_text(std::mt19937& random, const std::vector<std::string>& pieces) {
    std::uniform_int_distribution<std::size_t> length(0, 60);
    std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
    std::string out;
    for (std::size_t i = length(random); i > 0; --i) out += pieces[pick(random)];
    return out;
}

std::vector<std::string> pieces() {
    std::vector<std::string> out = {
        "，",       "。",     "\n",   "\r\n",   " ",      "a",      "7",    "“",    "”",    "の",   "\xEF\xBB\xBF",
        "é",        "😀",      "头发", "皇后",   "软件",   "干什么", "里面", "裡面", "著作", "瞭望", "老態龍鍾",
        "一目瞭然", "回覆文", "乾隆", "計程車", "出租车", "鼠标",   "台湾", "臺灣", "國学", "発展"};
    for (char32_t ch = script_class::kBegin; ch < script_class::kEnd; ++ch) {
        if (script_class_of(ch) == 0) continue;
        std::string text;
        utf8::append(text, ch);
        out.push_back(std::move(text));
    }
    return out;
}

std::vector<std::string> corpus(std::size_t wanted) {
    const char* given = std::getenv("JIAODUI_CORPUS");
    const fs::path root = given != nullptr ? fs::path(given) : fs::path(JIAODUI_SOURCE_DIR) / "../shared/corpus";
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".md") files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> out;
    const std::size_t each = std::max<std::size_t>(1, files.size() / wanted);
    for (std::size_t i = 0; i < files.size(); i += each) {
        std::ifstream in(files[i], std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        out.push_back(text.str());
    }
    return out;
}

}  // namespace

TEST_CASE("equal to OpenCC on random strings, and changes are in order and minimal") {
    const std::vector<std::string> all = pieces();
    for (const std::string_view name : ScriptConverter::names()) {
        const auto loaded = ScriptConverter::load(name);
        REQUIRE(loaded);
        const opencc::SimpleConverter reference{std::string(name)};
        std::mt19937 random(20240607);
        for (int i = 0; i < 1500; ++i) {
            const std::string text = random_text(random, all);
            const std::string converted = (*loaded)->convert(text);
            if (converted != reference.Convert(text)) FAIL(name << ": " << text);
            std::vector<ScriptChange> changes;
            (*loaded)->convert(text, changes);
            std::uint32_t end = 0;
            for (const ScriptChange& change : changes) {
                if (change.at.begin < end || slice(text, change.at) == change.text) FAIL(name << ": " << text);
                end = change.at.end;
            }
        }
    }
}

TEST_CASE("t2s leaves text as it is where the table of characters says so") {
    const auto t2s = ScriptConverter::load("t2s");
    REQUIRE(t2s);
    std::vector<std::string> all = {"么", "，", "这", "见了"};
    for (const std::string_view phrase : script_class::kPhrases) {
        for (std::size_t at = 0; at < phrase.size(); at += 3) all.emplace_back(phrase.substr(at, 3));
    }
    std::mt19937 random(20240608);
    int changed = 0, left = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random_text(random, all);
        const bool same = (*t2s)->convert(text) == text;
        if (!same && !may_be_simplified(text)) FAIL(text);
        ++(same ? left : changed);
    }
    CHECK(left > 1000);
    CHECK(changed > 1000);
    for (const std::string& key : (*t2s)->changing_keys()) {
        if (!may_be_simplified("见" + key)) FAIL(key);
    }
}

TEST_CASE("equal to OpenCC on pages, simplified and traditional") {
    const std::vector<std::string> pages = corpus(12);
    if (pages.empty()) {
        WARN("skipped: no corpus");
        return;
    }
    const auto s2t = ScriptConverter::load("s2t");
    REQUIRE(s2t);
    for (const std::string_view name : ScriptConverter::names()) {
        const auto loaded = ScriptConverter::load(name);
        REQUIRE(loaded);
        const opencc::SimpleConverter reference{std::string(name)};
        for (const std::string& page : pages) {
            for (const std::string& text : {page, (*s2t)->convert(page)}) {
                if ((*loaded)->convert(text) != reference.Convert(text)) FAIL(name);
            }
        }
    }
}

TEST_CASE("any bytes are survived, and what is not UTF-8 stays") {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> byte(0, 255);
    for (const std::string_view name : ScriptConverter::names()) {
        const auto loaded = ScriptConverter::load(name);
        REQUIRE(loaded);
        for (int i = 0; i < 300; ++i) {
            std::string text = "漢字汉字";
            for (int j = 0; j < 8; ++j)
                text[static_cast<std::size_t>(byte(random)) % text.size()] = static_cast<char>(byte(random));
            const std::string converted = (*loaded)->convert(text);
            CHECK(std::count(converted.begin(), converted.end(), '\xFF') ==
                  std::count(text.begin(), text.end(), '\xFF'));
        }
    }
}
