// Tested by tests/unit/review/decision_store_test.cpp.
#include "pipeline/review/decision_store.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <thread>

#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAttributes =
    "# Made by jiaodui. Two people's decisions are put together line by line.\n"
    "*.jsonl merge=union text eol=lf\n";

// A lock that is held for single writes is soon free again.
Result<ProjectLock> patient_lock(const Workspace& workspace) {
    constexpr int kTries = 40;
    for (int attempt = 1;; ++attempt) {
        Result<ProjectLock> lock = ProjectLock::take(workspace);
        if (lock || lock.error().code != ErrorCode::conflict || attempt == kTries) return lock;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

Result<std::string> text_of(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(fs::symlink_status(path, failed))) return std::string();
    return read_whole(path);
}

}  // namespace

Result<DecisionFile> DecisionStore::read() const {
    const Result<std::string> text = text_of(path());
    if (!text) return text.error();
    return DecisionFile::parse(*text, ".jiaodui/" + name_);
}

Result<void> DecisionStore::change(const Change& change, bool locked) const {
    const Workspace workspace(root_);
    std::unique_ptr<ProjectLock> lock;
    if (!locked) {
        Result<ProjectLock> taken = patient_lock(workspace);
        if (!taken) return taken.error();
        lock = std::make_unique<ProjectLock>(std::move(*taken));
    }
    const Result<std::string> before = text_of(path());
    if (!before) return before.error();
    DecisionFile file = DecisionFile::parse(*before, ".jiaodui/" + name_);
    change(file);
    const std::string after = file.text();
    if (after == *before) return {};
    const fs::path attributes = workspace.folder() / ".gitattributes";
    std::error_code failed;
    if (!fs::exists(fs::symlink_status(attributes, failed))) {
        if (Result<void> made = put_file(attributes, kAttributes); !made) return made;
    }
    return put_file(path(), after, 0644, settles_);
}

void DecisionStore::settle() const { settle_folder(path().parent_path()); }

Result<Decisions> load_decisions(const fs::path& root, Problems& problems) {
    std::vector<Decision> all;
    for (const std::string_view name : {kDecisionsName, kBaselineName}) {
        Result<DecisionFile> file = DecisionStore(root, name).read();
        if (!file) return file.error();
        problems.insert(problems.end(), file->problems.begin(), file->problems.end());
        all.insert(all.end(), std::make_move_iterator(file->decisions.begin()),
                   std::make_move_iterator(file->decisions.end()));
    }
    return Decisions(std::move(all));
}

std::string reviewer() {
    for (const char* name : {"JIAODUI_BY", "GIT_AUTHOR_NAME", "USER"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0' && !utf8::first_invalid(value)) return value;
    }
    return {};
}

std::string today() {
    std::time_t now = std::time(nullptr);
    bool utc = false;
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr) {
        const std::string_view text(epoch);
        long long seconds = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec == std::errc()) {
            now = static_cast<std::time_t>(seconds);
            utc = true;
        }
    }
    std::tm parts{};
    if (utc) {
        ::gmtime_r(&now, &parts);
    } else {
        ::localtime_r(&now, &parts);
    }
    char text[16];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts));
}

}  // namespace jiaodui
