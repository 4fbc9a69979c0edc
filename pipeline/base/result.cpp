// How an Error reads on a terminal. Tested by tests/cli/config.md.
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

Error fold(const Problems& problems) {
    assert(!problems.empty());
    Error out = problems.front();
    out.advice = {};
    const auto add = [](std::string& text, const std::string& advice) {
        if (!advice.empty()) text += "\n  " + advice;
    };
    add(out.message.zh, problems.front().advice.zh);
    add(out.message.en, problems.front().advice.en);
    for (std::size_t i = 1; i < problems.size(); ++i) {
        out.message.zh += '\n' + describe(problems[i], Lang::zh);
        out.message.en += '\n' + describe(problems[i], Lang::en);
    }
    return out;
}

}  // namespace jiaodui
