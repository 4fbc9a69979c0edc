#include "pipeline/conf/seal_record.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

namespace {

const auto kLater = std::chrono::system_clock::now() + std::chrono::hours(1);

// A folder for caches and a file beside it.
struct Place {
    testing::TempFolder folder;
    std::string file = folder.write("lexicon", "abc");
    Place() { ::setenv("XDG_CACHE_HOME", folder.path("cache").c_str(), 1); }
};

}  // namespace

TEST_CASE("a file that was found intact is known until somebody writes to it") {
    const Place place;
    CHECK_FALSE(SealRecord(place.file).known());
    SealRecord(place.file).remember(kLater);
    CHECK(SealRecord(place.file).known());
    std::fstream(place.file, std::ios::in | std::ios::out | std::ios::binary) << "x";  // as long as it was
    CHECK(fs::file_size(place.file) == 3);
    CHECK_FALSE(SealRecord(place.file).known());
}

TEST_CASE("another file in its place is not known, whatever its time") {
    const Place place;
    SealRecord(place.file).remember(kLater);
    const std::string other = place.folder.write("other", "abd");
    fs::last_write_time(other, fs::last_write_time(place.file));
    fs::rename(other, place.file);
    CHECK_FALSE(SealRecord(place.file).known());
}

TEST_CASE("what was changed a moment ago is not remembered, nor what changed meanwhile") {
    const Place place;
    SealRecord(place.file).remember();
    CHECK_FALSE(SealRecord(place.file).known());
    const SealRecord before(place.file);
    place.folder.write("lexicon", "abcd");
    before.remember(kLater);
    CHECK_FALSE(SealRecord(place.file).known());
}

TEST_CASE("without a cache, without a file and with a damaged record nothing is known") {
    const Place place;
    SealRecord(place.file).remember(kLater);
    REQUIRE(SealRecord(place.file).known());
    for (const auto& entry : fs::directory_iterator(place.folder.path("cache/jiaodui")))
        std::ofstream(entry.path()) << "1";
    CHECK_FALSE(SealRecord(place.file).known());
    const SealRecord absent(place.folder.path("absent"));
    absent.remember(kLater);
    CHECK_FALSE(absent.known());
    ::setenv("XDG_CACHE_HOME", "/dev/null", 1);
    SealRecord(place.file).remember(kLater);
    CHECK_FALSE(SealRecord(place.file).known());
}
