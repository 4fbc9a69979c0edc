#include "pipeline/lexicon/archive_file.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;

namespace {

const std::vector<ArchiveSection> kSections{{"grams", "一二三"}, {"line", ""}, {"words", std::string(100, 'x')}};

std::string why_not(const std::string& bytes) {
    const testing::TempFolder folder;
    const auto file = ArchiveFile::open(folder.write("lexicon", bytes));
    return file ? "" : file.error().message.en + "; " + file.error().advice.en;
}

}  // namespace

TEST_CASE("sections come back as they were put") {
    const testing::TempFolder folder;
    const auto file = ArchiveFile::open(folder.write("lexicon", ArchiveFile::pack(kSections)));
    REQUIRE(file);
    for (const auto& [name, payload] : kSections) {
        CHECK(file->section(name) == payload);
        CHECK((payload.empty() || reinterpret_cast<std::uintptr_t>(file->section(name).data()) % 8 == 0));
    }
    CHECK(file->section("other").empty());
    CHECK(ArchiveFile::view(ArchiveFile::pack({}), "x").has_value());
}

TEST_CASE("what is wrong with a lexicon is said, and what to do") {
    const std::string good = ArchiveFile::pack(kSections);
    const std::string head = "the archive lexicon cannot be used: ";
    const std::string advice = "; run jiaodui learn again";
    CHECK(why_not("") == head + "jiaodui learn did not write this file" + advice);
    CHECK(why_not(std::string(400, 'x')) == head + "jiaodui learn did not write this file" + advice);
    CHECK(why_not(good.substr(0, good.size() - 1)) == head + "the file is incomplete (" +
                                                          std::to_string(good.size() - 1) + " bytes instead of " +
                                                          std::to_string(good.size()) + ")" + advice);
    std::string other = good;
    other[8] = 9;
    CHECK(why_not(other) ==
          head + "the file has version 9, the program reads version " + std::to_string(ArchiveFile::version) + advice);
    for (const std::size_t at : {std::size_t{24}, std::size_t{33}, good.size() - 60, good.size() - 1}) {
        std::string damaged = good;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        CHECK(why_not(damaged) == head + "the file is damaged" + advice);
    }
    const auto absent = ArchiveFile::open("/nowhere/lexicon");
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::unavailable);
}

TEST_CASE("what is opened without its checksum can be asked for it") {
    const testing::TempFolder folder;
    std::string bytes = ArchiveFile::pack(kSections);
    const auto good = ArchiveFile::open_unsealed(folder.write("good", bytes));
    REQUIRE(good);
    CHECK(good->intact().has_value());
    bytes.back() = static_cast<char>(bytes.back() ^ 4);
    const auto damaged = ArchiveFile::open_unsealed(folder.write("damaged", bytes));
    REQUIRE(damaged);
    const auto whole = damaged->intact();
    REQUIRE_FALSE(whole);
    CHECK(whole.error().message.en == "the archive lexicon cannot be used: the file is damaged");
    CHECK_FALSE(ArchiveFile::open_unsealed(folder.write("short", bytes.substr(0, 50))));
}
