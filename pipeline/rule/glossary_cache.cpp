// Tested by tests/unit/rule/glossary_cache_test.cpp.
#include "pipeline/rule/glossary_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

std::string name_of(const std::vector<GlossaryFile>& files, std::string_view conversion) {
    Hasher hasher;
    hasher.add_number(packed::format);
    hasher.add_field(conversion);
    for (const GlossaryFile& file : files) {
        hasher.add_field(file.name);
        hasher.add_field(file.text);
    }
    return "glossary-" + hex16(hasher.value()) + ".bin";
}

// Nobody is told when it fails; the next run tries again.
void store(const std::string& path, std::string_view bytes) {
    std::string part = path + ".XXXXXX";
    const int file = mkstemp(part.data());
    if (file < 0) return;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
        if (wrote <= 0) break;
        done += static_cast<std::size_t>(wrote);
    }
    const bool closed = ::close(file) == 0;
    if (done != bytes.size() || !closed || std::rename(part.c_str(), path.c_str()) != 0) ::unlink(part.c_str());
}

}  // namespace

std::string cache_folder() {
    const char* base = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    fs::path path;
    if (base != nullptr && *base == '/') path = base;
    else if (home != nullptr && *home == '/') path = fs::path(home) / ".cache";
    else return {};
    std::error_code failed;
    fs::create_directories(path, failed);
    path /= "jiaodui";
    if (::mkdir(path.c_str(), 0700) == 0) return path.string();
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid()) return {};
    if ((info.st_mode & 022) != 0) return {};  // others could put files there
    return path.string();
}

Result<void> add_user_glossaries(Glossary& glossary, const std::vector<GlossaryFile>& files,
                                 const ToTraditional& to_traditional, std::string_view conversion,
                                 const std::string& folder, Problems& problems) {
    if (files.empty()) return {};
    const std::string path = folder.empty() ? "" : folder + "/" + name_of(files, conversion);
    if (!path.empty()) {
        auto cached = MappedFile::open(path);
        if (cached && glossary.add(std::move(*cached))) return {};
    }
    const std::size_t before = problems.size();
    std::vector<GlossaryEntry> entries;
    for (const GlossaryFile& file : files) {
        for (GlossaryEntry& entry : glossary_load(file.text, file.name, problems)) entries.push_back(std::move(entry));
    }
    std::string bytes = glossary_pack(entries, to_traditional);
    if (!path.empty() && problems.size() == before) store(path, bytes);
    return glossary.add(std::move(bytes));
}

}  // namespace jiaodui
