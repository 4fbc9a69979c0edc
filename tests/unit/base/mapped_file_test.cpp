#include "pipeline/base/mapped_file.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

using namespace jiaodui;

TEST_CASE("a file in memory has the file's bytes, whatever the size of the pages") {
    const auto path = (std::filesystem::temp_directory_path() / "jiaodui_mapped_file_test.bin").string();
    for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{2} << 20, (std::size_t{5} << 20) + 3}) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        for (const Paging paging : {Paging::small, Paging::large}) {
            Result<MappedFile> file = MappedFile::open(path, paging);
            REQUIRE(file);
            const MappedFile moved = std::move(*file);
            CHECK(moved.bytes() == bytes);
        }
    }
    std::filesystem::remove(path);
    CHECK(MappedFile::open(path, Paging::large).error().code == ErrorCode::unavailable);
    CHECK(MappedFile::open(std::filesystem::temp_directory_path().string(), Paging::large).error().code ==
          ErrorCode::io);
}
