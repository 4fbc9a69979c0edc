#include "pipeline/base/file.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace jiaodui;

TEST_CASE("whole files are read, or it is said why not") {
    const auto path = (std::filesystem::temp_directory_path() / "jiaodui_file_test.bin").string();
    const std::string bytes = std::string("a\0b\r\n", 5) + std::string(70000, 'x');
    std::ofstream(path, std::ios::binary) << bytes;
    CHECK(*read_file(path) == bytes);
    CHECK(read_file(path, 5).error().code == ErrorCode::too_large);
    std::ofstream(path, std::ios::binary | std::ios::trunc);
    CHECK(read_file(path)->empty());
    std::filesystem::remove(path);
    CHECK(read_file(path).error().message.en == "no such file");
    CHECK(read_file(path).error().where.file == path);
    CHECK(read_file(std::filesystem::temp_directory_path().string()).error().code == ErrorCode::io);
}
