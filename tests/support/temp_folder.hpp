// A folder of its own for a test, removed when the test is done.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace jiaodui::testing {

class TempFolder {
  public:
    TempFolder() {
        static std::atomic<int> number{0};
        path_ = std::filesystem::canonical(std::filesystem::temp_directory_path()) /
                ("jiaodui_test_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
        std::filesystem::create_directories(path_);
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    // Writes a file, making its folders; gives its path.
    std::string write(const std::string& relative, std::string_view text = "") const {
        const auto file = path_ / relative;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }
    [[nodiscard]] std::string path(const std::string& relative = "") const {
        return relative.empty() ? path_.string() : (path_ / relative).string();
    }

  private:
    std::filesystem::path path_;
};

}  // namespace jiaodui::testing
