// Tested by tests/unit/conf/project_test.cpp.
#include "pipeline/conf/project.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "pipeline/conf/glob.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfigName = ".jiaodui.yaml";

fs::path absolute(const std::string& folder) {
    std::error_code failed;
    fs::path path = fs::weakly_canonical(folder.empty() ? "." : folder, failed);
    return failed ? fs::path(folder) : path;
}

bool is_there(const fs::path& path) {
    std::error_code failed;
    return fs::exists(path, failed);
}

// Calls `visit` for the folder and each above it until it says stop or a git work tree ends.
template <class Visit>
void ascend(const std::string& folder, const Visit& visit) {
    for (fs::path at = absolute(folder);; at = at.parent_path()) {
        const bool top = is_there(at / ".git");
        if (visit(at, top) || top || at == at.parent_path() || at.empty()) return;
    }
}

bool lies_inside(const fs::path& root, const fs::path& path) {
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(path, failed);
    if (failed) return false;
    const fs::path relative = real.lexically_relative(fs::weakly_canonical(root, failed));
    return !failed && !relative.empty() && *relative.begin() != "..";
}

}  // namespace

std::optional<std::string> find_config(const std::string& folder) {
    std::optional<std::string> found;
    ascend(folder, [&](const fs::path& at, bool) {
        if (!is_there(at / kConfigName)) return false;
        found = (at / kConfigName).string();
        return true;
    });
    return found;
}

std::string find_root(const std::string& folder) {
    std::string root = absolute(folder).string();
    ascend(folder, [&](const fs::path& at, bool top) {
        if (!top && !is_there(at / kConfigName)) return false;
        root = at.string();
        return true;
    });
    return root;
}

std::optional<Message> strays(std::string_view path) {
    if (path.empty()) return Message{"路径是空的", "the path is empty"};
    if (path.front() == '/') return Message{"只能用相对路径", "an absolute path is not allowed"};
    if (path.find('\0') != std::string_view::npos)
        return Message{"路径含有控制字符", "the path has a control character"};
    // Patterns may hold `..` only as a name of its own; counting is enough, and holds whatever the stars stand for.
    int depth = 0;
    for (const fs::path& name : fs::path(path)) {
        if (name == "..") --depth;
        else if (name != "." && !name.empty() && name != "**") ++depth;
        if (depth < 0) return Message{"路径走出了项目目录", "the path leads out of the project"};
    }
    return std::nullopt;
}

std::vector<std::string> expand_pattern(const std::string& folder, std::string_view pattern) {
    std::vector<std::string> out;
    const std::string fixed = fixed_part(pattern);
    std::string tied = "/";
    tied += pattern.substr(fixed.size());
    const auto glob = Glob::parse(tied);
    if (!glob) return out;
    const fs::path top = fs::path(folder.empty() ? "." : folder) / fixed;
    std::error_code failed;
    fs::recursive_directory_iterator at(top, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        const std::string name = at->path().filename().string();
        const bool is_folder = at->is_directory(failed);
        if (is_folder && name.starts_with('.')) {
            at.disable_recursion_pending();
            continue;
        }
        const std::string relative = at->path().lexically_relative(top).generic_string();
        if (!is_folder && at->is_regular_file(failed) && glob->matches(relative, false))
            out.push_back(fixed + relative);
        failed.clear();
    }
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<std::string>> files_named(const std::string& root, std::string_view pattern) {
    if (auto why = strays(pattern)) {
        return Error{ErrorCode::invalid_value,
                     {why->zh + "：" + std::string(pattern), why->en + ": " + std::string(pattern)},
                     {"从项目根目录写起", "start from the project's root"},
                     {}};
    }
    const fs::path folder = absolute(root);
    const bool plain = !is_pattern(pattern);
    if (plain && !is_there(folder / pattern)) {
        return Error{ErrorCode::io,
                     {"没有这个文件：" + std::string(pattern), "no such file: " + std::string(pattern)},
                     {"路径从项目根目录算起", "paths start from the project's root"},
                     {}};
    }
    const auto found =
        plain ? std::vector<std::string>{std::string(pattern)} : expand_pattern(folder.string(), pattern);
    for (const std::string& file : found) {
        if (lies_inside(folder, folder / file)) continue;
        return Error{ErrorCode::invalid_value,
                     {"链接指向项目之外：" + file, "a link that leads out of the project: " + file},
                     {"把文件复制到项目里", "copy the file into the project"},
                     {}};
    }
    return found;
}

std::vector<std::string> glossary_files(const std::string& root, const Settings& settings, Problems& problems) {
    std::vector<std::string> out;
    for (const std::string& pattern : settings.glossaries) {
        const auto found = files_named(root, pattern);
        if (!found) {
            problems.push_back(found.error());
            continue;
        }
        for (const std::string& file : *found) {
            if (std::find(out.begin(), out.end(), file) == out.end()) out.push_back(file);
        }
    }
    return out;
}

}  // namespace jiaodui
