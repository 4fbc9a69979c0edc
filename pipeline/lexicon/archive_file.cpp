// The checksum runs in four lanes of eight bytes, so that opening forty megabytes costs some milliseconds. Tested by
// tests/unit/lexicon/archive_file_test.cpp and tests/fuzz/fuzz_lexicon.cpp.
#include "pipeline/lexicon/archive_file.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

#include "pipeline/base/binary.hpp"

namespace jiaodui {
namespace {

static_assert(std::endian::native == std::endian::little, "sections are used where they lie");

constexpr std::string_view kMagic("JDLEXIC\0", 8);
constexpr std::size_t kNameSize = 8;
constexpr std::size_t kHeadSize = 8 + 4 + 4 + 8 + 8;
constexpr std::size_t kRowSize = kNameSize + 8 + 8;
constexpr std::size_t kMostSections = 64;

std::uint64_t checksum_of(std::string_view bytes) {
    std::array<std::uint64_t, 4> lanes{0xCBF29CE484222325ull ^ bytes.size(), 1, 2, 3};
    const auto step = [](std::uint64_t& lane, std::uint64_t word) {
        lane = (lane ^ word) * 0x9E3779B97F4A7C15ull;
        lane ^= lane >> 32;
    };
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        std::array<std::uint64_t, 4> words{};
        std::memcpy(words.data(), bytes.data() + at, 32);
        for (std::size_t i = 0; i < 4; ++i) step(lanes[i], words[i]);
    }
    for (; at < bytes.size(); ++at) step(lanes[at % 4], static_cast<unsigned char>(bytes[at]));
    for (std::size_t i = 1; i < 4; ++i) step(lanes[0], lanes[i]);
    return lanes[0];
}

std::size_t aligned(std::size_t size) { return (size + 7) / 8 * 8; }

Message damage() { return {"文件已损坏", "the file is damaged"}; }

Result<ArchiveFile> sealed(Result<ArchiveFile> file) {
    if (!file) return file;
    if (const Result<void> whole = file->intact(); !whole) return whole.error();
    return file;
}

}  // namespace

Error ArchiveFile::unusable(const std::string& name, Message why) {
    return {ErrorCode::invalid_value,
            {"存档词库不能用：" + why.zh, "the archive lexicon cannot be used: " + why.en},
            {"请重新运行 jiaodui learn", "run jiaodui learn again"},
            {name, 0, 0}};
}

Result<ArchiveFile> ArchiveFile::open(const std::string& path, Paging paging) {
    return sealed(open_unsealed(path, paging));
}

Result<ArchiveFile> ArchiveFile::view(std::string_view bytes, const std::string& name) {
    return sealed(view_unsealed(bytes, name));
}

Result<void> ArchiveFile::intact() const {
    if (checksum_of(body_) != checksum_) return unusable(name_, damage());
    return {};
}

Result<ArchiveFile> ArchiveFile::open_unsealed(const std::string& path, Paging paging) {
    auto file = MappedFile::open(path, paging);
    if (!file) return file.error();
    auto shared = std::make_shared<const MappedFile>(std::move(*file));
    auto out = view_unsealed(shared->bytes(), path);
    if (out) out->file_ = std::move(shared);
    return out;
}

Result<ArchiveFile> ArchiveFile::view_unsealed(std::string_view bytes, const std::string& name) {
    if (bytes.size() < kHeadSize || bytes.substr(0, kMagic.size()) != kMagic) {
        return unusable(name, {"不是 jiaodui learn 写的文件", "jiaodui learn did not write this file"});
    }
    BinaryReader head(bytes.substr(kMagic.size()));
    if (const std::uint32_t found = head.u32(); found != version) {
        const std::string is = std::to_string(found), wanted = std::to_string(version);
        return unusable(name, {"文件是第 " + is + " 版，程序要第 " + wanted + " 版",
                               "the file has version " + is + ", the program reads version " + wanted});
    }
    const std::uint32_t count = head.u32();
    const std::uint64_t size = head.u64();
    ArchiveFile out;
    out.name_ = name;
    out.checksum_ = head.u64();
    if (size != bytes.size()) {
        const std::string is = std::to_string(bytes.size()), wanted = std::to_string(size);
        return unusable(name, {"文件不完整（" + is + " 字节，应为 " + wanted + "）",
                               "the file is incomplete (" + is + " bytes instead of " + wanted + ")"});
    }
    out.body_ = bytes.substr(kHeadSize);
    if (count > kMostSections || bytes.size() < kHeadSize + count * kRowSize) return unusable(name, damage());
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view row = bytes.substr(kHeadSize + i * kRowSize, kRowSize);
        std::string_view label = row.substr(0, kNameSize);
        label = label.substr(0, std::min(label.find('\0'), label.size()));
        BinaryReader numbers(row.substr(kNameSize));
        const std::uint64_t offset = numbers.u64(), length = numbers.u64();
        if (offset % 8 != 0 || offset > bytes.size() || length > bytes.size() - offset) return unusable(name, damage());
        out.sections_.emplace_back(label, bytes.substr(offset, length));
    }
    return out;
}

std::string ArchiveFile::pack(const std::vector<ArchiveSection>& sections) {
    assert(sections.size() <= kMostSections);
    std::size_t offset = aligned(kHeadSize + sections.size() * kRowSize);
    std::string names;
    for (const auto& [name, payload] : sections) {
        assert(name.size() <= kNameSize);
        std::string padded = name.substr(0, kNameSize);
        padded.resize(kNameSize, '\0');
        BinaryWriter numbers;
        numbers.u64(offset);
        numbers.u64(payload.size());
        names += padded + numbers.bytes();
        offset = aligned(offset + payload.size());
    }
    std::string body = std::move(names);
    body.reserve(offset - kHeadSize);
    for (const auto& [name, payload] : sections) {
        body.resize(aligned(kHeadSize + body.size()) - kHeadSize, '\0');
        body += payload;
    }
    body.resize(aligned(kHeadSize + body.size()) - kHeadSize, '\0');
    BinaryWriter head;
    head.u32(version);
    head.u32(static_cast<std::uint32_t>(sections.size()));
    head.u64(kHeadSize + body.size());
    head.u64(checksum_of(body));
    return std::string(kMagic) + head.bytes() + body;
}

std::string_view ArchiveFile::section(std::string_view name) const {
    for (const auto& [label, bytes] : sections_) {
        if (label == name) return bytes;
    }
    return {};
}

}  // namespace jiaodui
