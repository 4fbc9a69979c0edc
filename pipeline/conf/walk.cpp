// Tested by tests/unit/conf/walk_test.cpp.
#include "pipeline/conf/walk.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <unordered_set>

#include "pipeline/conf/ignore.hpp"
#include "pipeline/conf/project.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> kExtensions = {".md",  ".markdown", ".txt", ".srt",
                                                         ".vtt", ".ass",      ".ssa", ".lrc"};

bool has_default_extension(std::string_view name) {
    return std::any_of(kExtensions.begin(), kExtensions.end(), [&](std::string_view extension) {
        return name.size() > extension.size() &&
               std::equal(extension.rbegin(), extension.rend(), name.rbegin(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
    });
}

std::string join(const std::string& folder, const std::string& name) {
    if (folder.empty()) return name;
    return folder.back() == '/' ? folder + name : folder + "/" + name;
}

// The real path of a file's folder, with the file's own name: a link keeps its name.
fs::path real_path(const fs::path& path) {
    std::error_code failed;
    fs::path whole = fs::absolute(path, failed).lexically_normal();
    if (whole.has_parent_path() && !whole.has_filename()) whole = whole.parent_path();
    const fs::path folder = fs::weakly_canonical(whole.parent_path(), failed);
    return failed ? whole : folder / whole.filename();
}

struct Entry {
    std::string name;
    bool is_folder = false;
};

class Walker {
  public:
    Walker(const Config& config, bool ignore_files) : config_(config), ignore_files_(ignore_files) {
        std::error_code failed;
        root_ = fs::weakly_canonical(config.root.empty() ? fs::path(".") : fs::path(config.root), failed);
    }

    void argument(const std::string& given) {
        std::error_code failed;
        const auto status = fs::status(given, failed);
        if (fs::exists(status)) {
            named(given, fs::is_directory(status));
        } else if (is_pattern(given)) {
            pattern(given);
        } else {
            problem(given, {"没有这个文件或目录", "no such file or folder"}, {"检查路径", "check the path"});
        }
    }

    // A walk from above would come by this file and take it.
    [[nodiscard]] bool would_take(const std::string& file) const {
        const Place place = place_of(file, false);
        const IgnoreFiles ignores = ignores_above(place);
        const std::string& path = place.relative;
        for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
            const std::string folder = path.substr(0, slash);
            const bool hidden = folder[folder.rfind('/') + 1] == '.';
            if (hidden || config_.exclude.verdict(folder, true).value_or(false) || ignores.leaves_out(folder, true))
                return false;
        }
        const bool hidden = path[path.rfind('/') + 1] == '.';
        if (hidden || config_.exclude.verdict(path, false).value_or(false) || ignores.leaves_out(path, false))
            return false;
        return config_.include.empty() ? has_default_extension(path) : config_.include.covers(path);
    }

    // A file that is named itself is taken whatever it is called.
    [[nodiscard]] bool would_take_named(const std::string& file) const {
        const Place place = place_of(file, false);
        return !left_out(place, ignores_above(place), false);
    }

    Walked result;

  private:
    // Where an argument lies: relative to the root, or to itself when it lies outside.
    struct Place {
        std::string relative;
        fs::path base;  // what `relative` starts from
        bool inside = false;
    };

    Place place_of(const std::string& given, bool is_folder) const {
        fs::path real = real_path(given);
        std::error_code failed;
        if (is_folder) real = fs::weakly_canonical(given, failed);
        const fs::path relative = real.lexically_relative(root_);
        if (!relative.empty() && *relative.begin() != "..") {
            return {relative == "." ? std::string() : relative.generic_string(), root_, true};
        }
        if (is_folder) return {"", real, false};
        return {real.filename().string(), real.parent_path(), false};
    }

    // The ignore files of every folder above what lies at `place`.
    IgnoreFiles ignores_above(const Place& place) const {
        IgnoreFiles out;
        if (!ignore_files_ || !place.inside || place.relative.empty()) return out;
        out.enter(place.base.string(), "");
        for (std::size_t slash = place.relative.find('/'); slash != std::string::npos;
             slash = place.relative.find('/', slash + 1)) {
            const std::string above = place.relative.substr(0, slash);
            out.enter((place.base / above).string(), above);
        }
        return out;
    }

    bool left_out(const Place& place, const IgnoreFiles& ignores, bool is_folder) const {
        if (!place.inside || place.relative.empty()) return false;
        return config_.exclude.covers(place.relative, is_folder) ||
               ignores.covers(place.relative, is_folder, IgnoreFiles::Which::own);
    }

    void named(const std::string& given, bool is_folder) {
        const Place place = place_of(given, is_folder);
        IgnoreFiles ignores = ignores_above(place);
        if (left_out(place, ignores, is_folder)) {
            result.left_out.push_back(given);
        } else if (is_folder) {
            const std::string shown = fs::path(given).lexically_normal() == "." ? "" : given;
            folder(shown, place.relative, place, ignores);
        } else {
            take(given, (place.base / place.relative).string());
        }
    }

    void folder(const std::string& shown, const std::string& relative, const Place& top, IgnoreFiles& ignores) {
        const std::string path = relative.empty() ? top.base.string() : (top.base / relative).string();
        const auto entries = list(path, shown.empty() ? "." : shown);
        if (ignore_files_) ignores.enter(path, relative);
        for (const Entry& entry : entries) {
            const std::string below = relative.empty() ? entry.name : relative + "/" + entry.name;
            if (top.inside && config_.exclude.verdict(below, entry.is_folder).value_or(false)) continue;
            if (ignores.leaves_out(below, entry.is_folder)) continue;
            if (entry.is_folder) {
                folder(join(shown, entry.name), below, top, ignores);
            } else if (config_.include.empty() ? has_default_extension(entry.name) : config_.include.covers(below)) {
                take(join(shown, entry.name), join(path, entry.name));
            }
        }
        if (ignore_files_) ignores.leave();
    }

    std::vector<Entry> list(const std::string& path, const std::string& shown) {
        std::vector<Entry> out;
        std::error_code failed;
        fs::directory_iterator at(path, failed);
        for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
            std::string name = at->path().filename().string();
            std::error_code unknown;
            const auto kind = at->symlink_status(unknown).type();
            if (name.starts_with('.')) continue;
            if (kind == fs::file_type::directory || kind == fs::file_type::regular) {
                out.push_back({std::move(name), kind == fs::file_type::directory});
            }
        }
        if (failed) {
            problem(shown, {"目录读不了：" + failed.message(), "the folder cannot be read: " + failed.message()},
                    {"检查权限", "check the permissions"});
        }
        std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
        return out;
    }

    void pattern(const std::string& given) {
        const bool rooted = given.starts_with('/');
        const auto found = expand_pattern(rooted ? "/" : "", rooted ? given.substr(1) : given);
        const std::string fixed = fixed_part(given);
        const std::size_t named = place_of(fixed.empty() ? "." : fixed, true).relative.size();
        for (const std::string& file : found) {
            const std::string path = rooted ? "/" + file : file;
            const Place place = place_of(path, false);
            const IgnoreFiles ignores = ignores_above(place);
            if (left_out(place, ignores, false)) continue;
            if (ignores.covers(place.relative, false, IgnoreFiles::Which::both, named)) continue;
            take(path, (place.base / place.relative).string());
        }
        if (found.empty()) {
            problem(given, {"没有文件符合这个模式", "no file matches this pattern"}, {"检查路径", "check the path"});
        }
    }

    void take(const std::string& shown, std::string real) {
        if (seen_.insert(std::move(real)).second) result.files.push_back(shown);
    }

    void problem(const std::string& path, Message message, Message advice) {
        result.problems.push_back({ErrorCode::io, std::move(message), std::move(advice), {path, 0, 0}});
    }

    const Config& config_;
    bool ignore_files_;
    fs::path root_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

Walked walk(const std::vector<std::string>& arguments, const Config& config, bool ignore_files) {
    Walker walker(config, ignore_files);
    for (const std::string& argument : arguments) walker.argument(argument);
    return std::move(walker.result);
}

std::vector<bool> walk_would_take(const std::vector<std::string>& files, const std::vector<std::string>& arguments,
                                  const Config& config, bool ignore_files) {
    const Walker walker(config, ignore_files);
    const auto normal = [](const std::string& path) {
        std::error_code failed;
        std::string out = fs::absolute(path, failed).lexically_normal().generic_string();
        while (out.size() > 1 && out.back() == '/') out.pop_back();
        return out;
    };
    std::unordered_set<std::string> named;
    for (const std::string& argument : arguments) named.insert(normal(argument));
    const auto below_named = [&](std::string path) {
        for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0; slash = path.rfind('/')) {
            path.resize(slash);
            if (named.count(path) != 0) return true;
        }
        return named.count("/") != 0;
    };
    std::vector<bool> out;
    for (const std::string& file : files) {
        const std::string path = normal(file);
        if (named.count(path) != 0) {
            out.push_back(walker.would_take_named(file));
        } else {
            out.push_back(below_named(path) && walker.would_take(file));
        }
    }
    return out;
}

std::string path_in_root(const std::string& root, const std::string& path) {
    std::error_code failed;
    const fs::path real = real_path(path);
    const fs::path relative = real.lexically_relative(fs::weakly_canonical(root.empty() ? "." : root, failed));
    if (!relative.empty() && *relative.begin() != "..") return relative.generic_string();
    return real.relative_path().generic_string();
}

std::string page_terms_path(const std::string& page) {
    const std::size_t name = page.rfind('/') + 1;  // 0 where there is no folder
    const std::size_t dot = page.rfind('.');
    return (dot == std::string::npos || dot <= name ? page : page.substr(0, dot)) + ".terms.yaml";
}

}  // namespace jiaodui
