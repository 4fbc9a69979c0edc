#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "pipeline/conf/cache.hpp"
#include "pipeline/rule/glossary_cache.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

TEST_CASE("a user's glossary is compiled once, and again when the cache is damaged or cannot be used") {
    const fs::path base = fs::temp_directory_path() / ("jiaodui-cache-test-" + std::to_string(::getpid()));
    fs::create_directories(base);
    ::setenv("XDG_CACHE_HOME", base.c_str(), 1);
    const std::string folder = cache_folder();
    CHECK(folder == (base / "jiaodui").string());
    CHECK((fs::status(folder).permissions() & fs::perms::all) == fs::perms::owner_all);

    const std::vector<GlossaryFile> files = {{"a.yaml", "- {term: 马督工, wrong: 马杜公}\n"},
                                             {"b.tsv", "俄由款\t俄油款\n"}};
    const auto entries = [&](const std::string& where) {
        Glossary glossary;
        Problems problems;
        CHECK(add_user_glossaries(glossary, files, {}, "", where, problems));
        CHECK(problems.empty());
        return glossary.entries();
    };
    const auto count = [&] { return std::distance(fs::directory_iterator(folder), fs::directory_iterator()); };
    CHECK(entries(folder) == 2);
    REQUIRE(count() == 1);
    CHECK(entries(folder) == 2);
    std::ofstream(fs::directory_iterator(folder)->path()) << "damaged";
    CHECK(entries(folder) == 2);
    CHECK(count() == 1);
    CHECK(fs::file_size(fs::directory_iterator(folder)->path()) > 100);
    CHECK(entries("") == 2);
    CHECK(entries("/nonexistent/folder") == 2);

    Glossary glossary;
    Problems problems;
    CHECK(add_user_glossaries(glossary, {{"c.yaml", "- {term: 甲, worng: 乙}\n- term: 丙丁\n"}}, {}, "", folder,
                              problems));
    CHECK(problems.size() == 1);
    CHECK(glossary.entries() == 1);
    CHECK(count() == 1);
    fs::permissions(folder, fs::perms::all);
    CHECK(cache_folder().empty());
    fs::remove_all(base);
}
