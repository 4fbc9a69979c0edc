// What all fuzzers share. A fuzzer feeds arbitrary bytes to one part of the library and holds the part's promise
// against them, not only that it does not crash; a broken promise ends the process, which libFuzzer and replay.cpp both
// notice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pipeline/conf/resources.hpp"
#include "pipeline/engine/assemble.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace jiaodui::fuzz {

inline void require(bool holds, const char* promise, std::string_view detail = {}) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n%s\n", promise, std::string(detail).c_str());
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Takes the first byte of the input as a choice among `count`.
inline unsigned choose(std::string_view& input, unsigned count) {
    if (input.empty()) return 0;
    const auto byte = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return byte % count;
}

// The data of the build tree that the fuzzer belongs to.
inline const Library& shipped() {
    static const Library library = [] {
        Result<Library> opened = Library::open(Resources::at(JIAODUI_SHARE));
        require(opened.has_value(), "the shipped data can be opened");
        return std::move(*opened);
    }();
    return library;
}

}  // namespace jiaodui::fuzz
