// The checksum takes eight bytes a step (FNV-1a's step widened, with a shift so that high bits come down): about 4
// GB/s, so that opening a dictionary of some megabytes costs a millisecond. Tested by tests/unit/base/binary_test.cpp.
#include "pipeline/base/binary.hpp"

#include <bit>
#include <cassert>

namespace jiaodui {
namespace {

constexpr std::size_t kKindSize = 8;
constexpr std::size_t kHeadSize = kKindSize + 4 + 8 + 8;

std::uint64_t little_endian(const char* at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    }
    return value;
}

std::uint64_t checksum(std::string_view bytes) {
    std::uint64_t state = 0xCBF29CE484222325ull ^ bytes.size();
    const auto step = [&](std::uint64_t word) {
        state = (state ^ word) * 0x9E3779B97F4A7C15ull;
        state ^= state >> 32;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) step(little_endian(bytes.data() + at, 8));
    if (at < bytes.size()) step(little_endian(bytes.data() + at, bytes.size() - at));
    return state;
}

std::string padded(std::string_view kind) {
    assert(kind.size() <= kKindSize);
    std::string out(kind.substr(0, kKindSize));
    out.resize(kKindSize, '\0');
    return out;
}

}  // namespace

void BinaryWriter::f32(float value) { u32(std::bit_cast<std::uint32_t>(value)); }

void BinaryWriter::count(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
}

void BinaryWriter::text(std::string_view value) {
    count(value.size());
    bytes_ += value;
}

std::uint64_t BinaryReader::fixed(std::size_t size) {
    if (bytes_.size() - at_ < size) {
        fail();
        return 0;
    }
    const std::uint64_t value = little_endian(bytes_.data() + at_, size);
    at_ += size;
    return value;
}

float BinaryReader::f32() { return std::bit_cast<float>(u32()); }

std::uint64_t BinaryReader::count() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = u8();
        if (shift == 63 && byte > 1) break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    fail();
    return 0;
}

std::string_view BinaryReader::text() {
    const std::uint64_t size = count();
    if (size > bytes_.size() - at_) {
        fail();
        return {};
    }
    const std::string_view found = bytes_.substr(at_, static_cast<std::size_t>(size));
    at_ += found.size();
    return found;
}

std::size_t BinaryReader::items(std::size_t each) {
    const std::uint64_t number = count();
    if (number > (bytes_.size() - at_) / each) {
        fail();
        return 0;
    }
    return static_cast<std::size_t>(number);
}

std::string seal(std::string_view kind, std::uint32_t version, std::string_view payload) {
    BinaryWriter head;
    head.u32(version);
    head.u64(payload.size());
    head.u64(checksum(payload));
    std::string out = padded(kind) + head.bytes();
    out += payload;
    return out;
}

Result<std::string_view> unseal(std::string_view kind, std::uint32_t version, std::string_view bytes,
                                const std::string& file) {
    const auto refuse = [&](Message message) {
        return Error{
            ErrorCode::unavailable, std::move(message), {"重新安装 jiaodui", "install jiaodui again"}, {file, 0, 0}};
    };
    if (bytes.size() < kHeadSize || bytes.substr(0, kKindSize) != padded(kind)) {
        return refuse({"不是 " + std::string(kind) + " 数据文件", "not a data file of kind " + std::string(kind)});
    }
    BinaryReader head(bytes.substr(kKindSize));
    if (const std::uint32_t found = head.u32(); found != version) {
        return refuse({"数据文件是第 " + std::to_string(found) + " 版，程序要第 " + std::to_string(version) + " 版",
                       "the data file has version " + std::to_string(found) + ", the program reads version " +
                           std::to_string(version)});
    }
    const std::uint64_t size = head.u64();
    const std::uint64_t sum = head.u64();
    const std::string_view payload = bytes.substr(kHeadSize);
    if (size != payload.size() || sum != checksum(payload)) {
        return refuse({"数据文件已损坏", "the data file is damaged"});
    }
    return payload;
}

}  // namespace jiaodui
