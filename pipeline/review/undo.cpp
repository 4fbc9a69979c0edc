// The journal is `.jiaodui/undo/journal`: lines of `number⇥hash of the new bytes⇥size⇥path`, with
// the old bytes beside it in a file named by the number, and at last `end`. Tested by tests/unit/review/undo_test.cpp.
#include "pipeline/review/undo.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "jiaodui undo 1\n";
constexpr std::string_view kClosed = "end\n";

fs::path undo_folder(const Workspace& workspace) { return workspace.folder() / "undo"; }

std::string hash_of(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hex16(hasher.value());
}

// The path relative to the root, or nothing when it leads out of it. Both are resolved through
// links.
std::optional<fs::path> inside(const fs::path& root, const fs::path& path) {
    std::error_code failed;
    const fs::path real_root = fs::canonical(root, failed);
    if (failed) return std::nullopt;
    const fs::path real = fs::canonical(path, failed);
    if (failed) return std::nullopt;
    const fs::path relative = real.lexically_relative(real_root);
    if (relative.empty() || *relative.begin() == ".." || *relative.begin() == ".jiaodui") return std::nullopt;
    return relative;
}

struct Line {
    std::size_t number = 0;
    std::string hash;
    std::size_t size = 0;
    std::string path;
};

// Paths may hold any byte but NUL; tab, line feed, carriage return and the escape sign itself are
// escaped.
std::string escaped(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (c == '\t' || c == '\n' || c == '\r' || c == '%') {
            out += '%';
            out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
            out += "0123456789ABCDEF"[c & 15];
        } else {
            out += c;
        }
    }
    return out;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        if (i + 2 >= text.size() ||
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr != text.data() + i + 3) {
            return std::nullopt;
        }
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

std::optional<Line> parse_line(std::string_view text) {
    std::string_view fields[3];
    for (std::string_view& field : fields) {
        const std::size_t tab = text.find('\t');
        if (tab == std::string_view::npos) return std::nullopt;
        field = text.substr(0, tab);
        text.remove_prefix(tab + 1);
    }
    const auto number = number_in(fields[0]);
    const auto size = number_in(fields[2]);
    auto path = unescaped(text);
    if (!number || !size || fields[1].size() != 16 || !path || path->empty()) return std::nullopt;
    return Line{*number, std::string(fields[1]), *size, std::move(*path)};
}

Error damaged(const fs::path& path) {
    return {ErrorCode::syntax, {"撤销日志损坏", "the undo journal is damaged"}, {}, {path.string()}};
}

struct Journal {
    std::string text;
    std::vector<Line> lines;
    bool closed = false;
};

// An Error when it is not there or cannot be understood.
Result<Journal> read_journal(const fs::path& path) {
    Result<std::string> text = read_whole(path);
    if (!text) return text.error();
    Journal out;
    out.text = std::move(*text);
    std::string_view rest = out.text;
    if (!rest.starts_with(kHead)) return damaged(path);
    rest.remove_prefix(kHead.size());
    while (!rest.empty()) {
        if (rest == kClosed) {
            out.closed = true;
            break;
        }
        const std::size_t feed = rest.find('\n');
        std::optional<Line> line = feed == std::string_view::npos ? std::nullopt : parse_line(rest.substr(0, feed));
        if (!line) return damaged(path);
        out.lines.push_back(std::move(*line));
        rest.remove_prefix(feed + 1);
    }
    return out;
}

Error refusal(const std::string& path, Message why) { return {ErrorCode::conflict, std::move(why), {}, {path}}; }

void restore(const Workspace& workspace, const Line& line, UndoReport& report) {
    const fs::path relative = fs::path(line.path).lexically_normal();
    const fs::path target = workspace.root() / relative;
    const bool plain = !relative.is_absolute() && *relative.begin() != "..";
    if (!plain || inside(workspace.root(), target) != relative) {
        report.refused.push_back(
            refusal(line.path, {"不在项目之内或已不存在，未恢复", "not inside the project, or gone; not restored"}));
        return;
    }
    const Result<std::string> old_bytes = read_whole(undo_folder(workspace) / std::to_string(line.number));
    const Result<std::string> present = read_whole(target);
    if (!old_bytes || !present) {
        report.refused.push_back(old_bytes ? present.error() : old_bytes.error());
        return;
    }
    if (*present == *old_bytes) {
        report.untouched.push_back(line.path);
        return;
    }
    if (present->size() != line.size || hash_of(*present) != line.hash) {
        report.refused.push_back(refusal(line.path, {"此后又被改动，未恢复", "changed since; not restored"}));
        return;
    }
    if (const Result<void> done = write_file(target, *present, *old_bytes); !done) {
        report.refused.push_back(done.error());
        return;
    }
    report.restored.push_back(line.path);
}

}  // namespace

Result<void> WritingRun::start() {
    if (lock_) return {};
    Result<ProjectLock> lock = ProjectLock::take(workspace_);
    if (!lock) return lock.error();
    lock_ = std::make_unique<ProjectLock>(std::move(*lock));
    return {};
}

// An empty one, or that of a run which did not live to close it.
Result<void> WritingRun::open_journal() {
    const fs::path folder = undo_folder(workspace_);
    std::error_code failed;
    const Result<Journal> left = read_journal(folder / "journal");
    if (left && !left->closed && !left->lines.empty()) {
        journal_ = left->text;
        for (const Line& line : left->lines) entries_ = std::max(entries_, line.number + 1);
        return {};
    }
    // The journal first: without it the rest is nothing.
    fs::remove(folder / "journal", failed);
    fs::remove_all(folder, failed);
    fs::create_directory(folder, failed);
    if (failed) {
        return Error{ErrorCode::io, {"无法建立撤销日志", "cannot make the undo journal"}, {}, {folder.string()}};
    }
    journal_ = kHead;
    return {};
}

Result<void> WritingRun::write(const fs::path& path, std::string_view before, std::string_view after) {
    if (Result<void> started = start(); !started) return started;
    if (tidied_.insert(path.parent_path()).second) remove_leavings(path.parent_path());
    if (const auto relative = inside(workspace_.root(), path)) {
        const fs::path folder = undo_folder(workspace_);
        if (journal_.empty()) {
            if (Result<void> opened = open_journal(); !opened) return opened;
        }
        if (Result<void> kept = put_file(folder / std::to_string(entries_), before, 0600); !kept) return kept;
        journal_ += std::to_string(entries_++) + '\t' + hash_of(after) + '\t' + std::to_string(after.size()) + '\t' +
                    escaped(relative->generic_string()) + '\n';
        if (Result<void> kept = put_file(folder / "journal", journal_, 0600); !kept) return kept;
    }
    Result<void> done = write_file(path, before, after);
    if (done) ++written_;
    return done;
}

WritingRun::~WritingRun() {
    // One that cannot be closed is gone on with, which loses nothing.
    if (!journal_.empty())
        static_cast<void>(put_file(undo_folder(workspace_) / "journal", journal_ + std::string(kClosed), 0600));
}

Result<UndoReport> undo_last_run(const fs::path& root) {
    const Workspace workspace(root);
    const fs::path journal = undo_folder(workspace) / "journal";
    std::error_code failed;
    if (!fs::exists(journal, failed)) {
        return Error{ErrorCode::io, {"没有可撤销的运行", "there is no run to undo"}, {}, {}};
    }
    const Result<ProjectLock> lock = ProjectLock::take(workspace);
    if (!lock) return lock.error();
    const Result<Journal> read = read_journal(journal);
    if (!read) return read.error();
    const std::vector<Line>& lines = read->lines;
    UndoReport report;
    for (std::size_t i = lines.size(); i-- > 0;) restore(workspace, lines[i], report);
    if (report.refused.empty()) fs::remove_all(undo_folder(workspace), failed);
    return report;
}

}  // namespace jiaodui
