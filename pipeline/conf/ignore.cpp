// Tested by tests/unit/conf/walk_test.cpp.
#include "pipeline/conf/ignore.hpp"

#include "pipeline/base/file.hpp"

namespace jiaodui {
namespace {

constexpr std::uint64_t kLargest = 1u << 20;  // bytes; a larger ignore file is none

GlobList read_list(const std::string& path) {
    GlobList out;
    if (const auto text = read_file(path, kLargest)) out.add_ignore_file(*text);
    return out;
}

}  // namespace

void IgnoreFiles::enter(const std::string& folder, std::string_view relative) {
    levels_.push_back({relative.empty() ? 0 : relative.size() + 1, read_list(folder + "/.gitignore"),
                       read_list(folder + "/.jiaoduiignore")});
}

bool IgnoreFiles::leaves_out(std::string_view path, bool is_folder, Which which) const {
    for (const auto list : {&Level::own, &Level::git}) {
        if (list == &Level::git && which == Which::own) break;
        for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
            const GlobList& globs = (*level).*list;
            if (globs.empty() || level->prefix >= path.size()) continue;
            if (const auto said = globs.verdict(path.substr(level->prefix), is_folder)) return *said;
        }
    }
    return false;
}

bool IgnoreFiles::covers(std::string_view path, bool is_folder, Which which, std::size_t from) const {
    for (std::size_t end = path.find('/', from + 1); end != std::string_view::npos; end = path.find('/', end + 1)) {
        if (leaves_out(path.substr(0, end), true, which)) return true;
    }
    return leaves_out(path, is_folder, which);
}

}  // namespace jiaodui
