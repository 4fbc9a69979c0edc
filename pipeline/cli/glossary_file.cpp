// Tested by tests/cli/glossary.md.
#include "pipeline/cli/glossary_file.hpp"

#include <filesystem>

#include "pipeline/conf/project.hpp"
#include "pipeline/review/safe_write.hpp"

namespace jiaodui::cli {

std::string glossary_to_change(const Project& project) {
    Problems problems;
    const auto files = glossary_files(project.root(), effective(project.config(), ""), problems);
    return files.empty() ? std::string() : project.root() + '/' + files.front();
}

Result<bool> change_glossary(const std::string& path, const GlossaryChange& change) {
    if (path.empty()) {
        return Error{ErrorCode::invalid_value,
                     {"配置里没有术语表", "the configuration names no glossary"},
                     {"用 --file 指定，并写进配置的 glossary:",
                      "name one with --file, and in the configuration under glossary:"},
                     {}};
    }
    std::error_code failed;
    const bool exists = std::filesystem::exists(path, failed);
    const Result<std::string> before = exists ? read_whole(path) : Result<std::string>(std::string());
    if (!before) return before.error();
    const Result<std::string> after = change(*before, path);
    if (!after) return after.error();
    if (*after == *before) return false;
    const Result<void> done = exists ? write_file(path, *before, *after) : put_file(path, *after);
    if (!done) return done.error();
    return true;
}

}  // namespace jiaodui::cli
