// An archive learned from one text, a dozen times in other surroundings.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/learn/from_archive.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::test {

// The lexicon lies in memory of its own.
class Learned {
  public:
    static constexpr int pages = 12;

    explicit Learned(const std::string& text) {
        LearnInput input;
        for (int i = 0; i < pages; ++i) input.files.push_back(std::to_string(i));
        input.jobs = 1;
        input.read = [&](const std::string& file) -> Result<std::string> {
            return "第" + file + "段说，" + text + "。" + filler();
        };
        input.parse = [](const std::string& file, std::string bytes) {
            return read(file, std::move(bytes), Format::plain);
        };
        const auto done = learn_archive(input);
        REQUIRE(done);
        aligned_.resize(done->bytes.size() / 8 + 1);
        std::copy(done->bytes.begin(), done->bytes.end(), reinterpret_cast<char*>(aligned_.data()));
        auto opened = ArchiveLexicon::of(
            *ArchiveFile::view({reinterpret_cast<const char*>(aligned_.data()), done->bytes.size()}, "x"), "x");
        REQUIRE(opened);
        archive_ = std::move(*opened);
    }
    [[nodiscard]] const ArchiveLexicon& archive() const { return *archive_; }

  private:
    // Text in which every character is about as frequent as any other.
    static std::string filler() {
        std::string out;
        for (char32_t i = 0; i < 1000; ++i) utf8::append(out, 0x4E00 + (i * 769) % 1000);
        return out;
    }

    std::vector<std::uint64_t> aligned_;
    std::optional<ArchiveLexicon> archive_;
};

}  // namespace jiaodui::test
