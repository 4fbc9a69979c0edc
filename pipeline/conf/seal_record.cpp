// Tested by tests/unit/conf/seal_record_test.cpp.
#include "pipeline/conf/seal_record.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "pipeline/base/file.hpp"
#include "pipeline/conf/cache.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

using std::chrono::system_clock;

constexpr std::chrono::seconds kSettled{2};
constexpr std::size_t kMostBytes = 1000;

std::string words_of(const struct stat& info) {
    std::string out = "1";  // the layout of this line
    const auto add = [&](auto number) { out += ' ' + std::to_string(number); };
    add(info.st_dev);
    add(info.st_ino);
    add(info.st_size);
    add(info.st_mtim.tv_sec);
    add(info.st_mtim.tv_nsec);
    add(info.st_ctim.tv_sec);
    add(info.st_ctim.tv_nsec);
    return out + '\n';
}

}  // namespace

SealRecord::SealRecord(const std::string& file) : file_(file) {
    struct stat info {};
    const std::string folder = cache_folder();
    if (folder.empty() || ::stat(file.c_str(), &info) != 0) return;
    Hasher hash;
    hash.add(file);
    path_ = folder + "/seal-" + hex16(hash.value());
    state_ = words_of(info);
    changed_ = system_clock::from_time_t(std::max(info.st_mtim.tv_sec, info.st_ctim.tv_sec));
}

bool SealRecord::known() const {
    if (path_.empty()) return false;
    const auto record = read_file(path_, kMostBytes);
    return record && *record == state_;
}

void SealRecord::remember(system_clock::time_point now) const {
    if (path_.empty() || now - changed_ < kSettled) return;
    // Nobody has put another in its place meanwhile.
    if (SealRecord(file_).state_ == state_) store_in_cache(path_, state_);
}

}  // namespace jiaodui
