// Tested by tests/unit/lexicon/line_end_test.cpp.
#include "pipeline/lexicon/line_end.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kMarks[kLineEnds] = {"", "，", "。", "、", "？", "！", "：", ""};

}  // namespace

std::string_view mark_of(LineEnd end) { return kMarks[static_cast<std::size_t>(end)]; }

bool line_end_of(char32_t mark, LineEnd& end) {
    switch (mark) {
        case U'，': end = LineEnd::comma; return true;
        case U'。': end = LineEnd::stop; return true;
        case U'、': end = LineEnd::enumeration; return true;
        case U'？': end = LineEnd::question; return true;
        case U'！': end = LineEnd::exclamation; return true;
        case U'：': end = LineEnd::colon; return true;
        default: return false;
    }
}

}  // namespace jiaodui
