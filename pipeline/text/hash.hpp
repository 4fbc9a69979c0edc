// A stable 64-bit hash (FNV-1a: Fowler, Noll, Vo 1991; http://www.isthe.com/chongo/tech/comp/fnv/) for names that must
// be the same on every machine: ids of findings, keys of caches. Not for untrusted hash tables, not for secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jiaodui {

class Hasher {
  public:
    void add(std::string_view bytes) {
        for (const char byte : bytes) add_byte(static_cast<unsigned char>(byte));
    }
    // A length-prefixed field: ("ab","c") and ("a","bc") hash differently.
    void add_field(std::string_view bytes) {
        add_number(bytes.size());
        add(bytes);
    }
    void add_number(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(value >> shift));
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

  private:
    void add_byte(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001B3ull; }
    std::uint64_t state_ = 0xCBF29CE484222325ull;
};

// Sixteen lower-case hexadecimal digits.
[[nodiscard]] inline std::string hex16(std::uint64_t value) {
    std::string out(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = "0123456789abcdef"[value & 15];
    return out;
}

}  // namespace jiaodui
