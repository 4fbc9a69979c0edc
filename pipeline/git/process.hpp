// run_program: another program, its input given and its output taken, without a shell in between.
//
// The law. Arguments reach the program as they are. Input and output are moved at the same time, so neither side can
// block the other. More output than the limit ends the program and is an Error; nothing else bounds its time. Safe to
// call from several threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

struct ProcessOptions {
    std::string_view input;        // bytes for its standard input
    std::string folder;            // where it runs; empty: the working directory
    std::size_t limit = 1u << 30;  // bytes of standard output
};

struct ProcessResult {
    int status = 0;   // exit status; 128 + signal when a signal ended it
    std::string out;  // standard output, all of it
    std::string err;  // standard error, its first 64 KiB
};

// argv[0] is looked for on the PATH. Errors: unavailable (no such program), io, too_large.
[[nodiscard]] Result<ProcessResult> run_program(const std::vector<std::string>& argv,
                                                const ProcessOptions& options = {});

}  // namespace jiaodui
