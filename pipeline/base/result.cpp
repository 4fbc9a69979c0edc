// How an Error reads on a terminal. Tested by tests/unit/base/result_test.cpp.
#include "pipeline/base/result.hpp"

namespace jiaodui {

std::string describe(const Error& error, Lang lang) {
    std::string out;
    if (!error.where.file.empty()) {
        out += error.where.file;
        if (error.where.line != 0) {
            out += ':' + std::to_string(error.where.line);
            if (error.where.column != 0) out += ':' + std::to_string(error.where.column);
        }
        out += ": ";
    }
    out += error.message.in(lang);
    if (!error.advice.empty()) out += "\n  " + error.advice.in(lang);
    return out;
}

}  // namespace jiaodui
