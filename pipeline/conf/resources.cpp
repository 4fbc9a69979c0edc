// The program's own path is what the system says it is, not argv[0]. Tested by tests/unit/conf/resources_test.cpp and,
// where there is no /proc, tests/outside/deb_test.sh.
#include "pipeline/conf/resources.hpp"

#include <sys/auxv.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "pipeline/base/file.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

// Where the program lies; empty when the system does not say.
fs::path program_folder() {
    std::error_code failed;
    fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) {  // no /proc: a bare chroot
        const auto* started = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
        program = started == nullptr ? fs::path() : fs::canonical(started, failed);
    }
    return program.parent_path();
}

std::vector<std::string> places() {
    if (const char* given = std::getenv("JIAODUI_RESOURCES"); given != nullptr && *given != '\0') return {given};
    const fs::path folder = program_folder();
    if (folder.empty()) return {};
    return {(folder.parent_path() / "share/jiaodui").string(), (folder / "share/jiaodui").string()};
}

}  // namespace

Result<Resources> Resources::find() {
    std::string tried;
    for (const std::string& place : places()) {
        std::error_code failed;
        if (fs::is_directory(place, failed)) return Resources(place);
        tried += (tried.empty() ? "" : ", ") + place;
    }
    return Error{ErrorCode::unavailable,
                 {"找不到随程序安装的规则和词库（" + tried + "）",
                  "the shipped rules and dictionaries are missing (" + tried + ")"},
                 {"重新安装，或用环境变量 JIAODUI_RESOURCES 指出所在目录",
                  "install the program again, or set JIAODUI_RESOURCES to their folder"},
                 {}};
}

std::string Resources::path(std::string_view relative) const {
    std::string out = folder_;
    out += '/';
    out += relative;
    return out;
}

Result<std::string> Resources::read_text(std::string_view relative) const { return read_file(path(relative)); }

std::string Resources::module(std::string_view name) const {
    // share/jiaodui lies two folders below the prefix, in the build tree as when installed.
    const std::string prefix = folder_ + "/../../";
    std::vector<std::string> places = {prefix + JIAODUI_MODULE_DIRECTORY, prefix + "lib/jiaodui"};
    std::error_code failed;
    if (const fs::path folder = program_folder(); !folder.empty()) {
        places.push_back((folder / ".." / JIAODUI_MODULE_DIRECTORY).string());
        places.push_back((folder / "lib/jiaodui").string());
    }
    for (const std::string& place : places) {
        std::string path = place + "/" + std::string(name);
        if (fs::is_regular_file(path, failed)) return path;
    }
    return {};
}

}  // namespace jiaodui
