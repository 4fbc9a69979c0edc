#include "pipeline/review/undo.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "pipeline/review/safe_write.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "jiaodui-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path operator/(std::string_view name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

void put(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string get(const fs::path& path) {
    const Result<std::string> bytes = read_whole(path);
    return bytes ? *bytes : "(none)";
}

std::size_t count_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file gets its new bytes and keeps its mode") {
    const Folder folder;
    put(folder / "a.md", "旧");
    ::chmod((folder / "a.md").c_str(), 0640);
    REQUIRE(write_file(folder / "a.md", "旧", "新"));
    CHECK(get(folder / "a.md") == "新");
    struct stat info {};
    REQUIRE(::stat((folder / "a.md").c_str(), &info) == 0);
    CHECK((info.st_mode & 07777) == 0640);
    CHECK(count_in(folder.path()) == 1);
}

TEST_CASE("a file that changed meanwhile is left alone") {
    const Folder folder;
    put(folder / "a.md", "别人的");
    const Result<void> done = write_file(folder / "a.md", "旧", "新");
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::conflict);
    CHECK(get(folder / "a.md") == "别人的");
    CHECK(count_in(folder.path()) == 1);
}

TEST_CASE("a link stays a link and its target is written") {
    const Folder folder;
    fs::create_directory(folder / "real");
    put(folder / "real/a.md", "旧");
    fs::create_symlink("real/a.md", folder / "a.md");
    REQUIRE(write_file(folder / "a.md", "旧", "新"));
    CHECK(fs::is_symlink(folder / "a.md"));
    CHECK(get(folder / "real/a.md") == "新");
}

TEST_CASE("folders and devices are no files") {
    const Folder folder;
    CHECK_FALSE(read_whole(folder.path()));
    CHECK_FALSE(read_whole("/dev/null"));
    CHECK_FALSE(write_file(folder.path(), "", "x"));
    CHECK_FALSE(write_file(folder / "none.md", "", "x"));
}

TEST_CASE("undo puts the last run's files back, once") {
    const Folder folder;
    put(folder / "a.md", "旧甲");
    put(folder / "b\tc\n.md", "旧乙");
    {
        WritingRun run(folder.path());
        REQUIRE(run.write(folder / "a.md", "旧甲", "新甲"));
        REQUIRE(run.write(folder / "b\tc\n.md", "旧乙", "新乙"));
        CHECK(run.written() == 2);
    }
    CHECK(get(folder / ".jiaodui/.gitignore").find("/undo/") != std::string::npos);
    const Result<UndoReport> report = undo_last_run(folder.path());
    REQUIRE(report);
    CHECK(report->restored.size() == 2);
    CHECK(get(folder / "a.md") == "旧甲");
    CHECK(get(folder / "b\tc\n.md") == "旧乙");
    CHECK_FALSE(undo_last_run(folder.path()));
}

TEST_CASE("undo does not touch what was changed since") {
    const Folder folder;
    put(folder / "a.md", "旧甲");
    put(folder / "b.md", "旧乙");
    {
        WritingRun run(folder.path());
        REQUIRE(run.write(folder / "a.md", "旧甲", "新甲"));
        REQUIRE(run.write(folder / "b.md", "旧乙", "新乙"));
    }
    put(folder / "a.md", "后来改的");
    const Result<UndoReport> report = undo_last_run(folder.path());
    REQUIRE(report);
    CHECK(report->restored == std::vector<std::string>{"b.md"});
    REQUIRE(report->refused.size() == 1);
    CHECK(get(folder / "a.md") == "后来改的");
    // Put right by hand, the rest can still be undone.
    put(folder / "a.md", "新甲");
    REQUIRE(undo_last_run(folder.path()));
    CHECK(get(folder / "a.md") == "旧甲");
}

TEST_CASE("a forged journal cannot write outside the project") {
    const Folder outside;
    const Folder folder;
    put(outside / "victim", "新");
    fs::create_directory_symlink(outside.path(), folder / "link");
    fs::create_directories(folder / ".jiaodui/undo");
    put(folder / ".jiaodui/undo/0", "恶意");
    const std::string rest = "\taf63bd4c8601b7be\t3\t";
    for (const std::string& path :
         {(outside / "victim").string(), "../" + outside.path().filename().string() + "/victim",
          std::string("link/victim"), std::string(".jiaodui/undo/0")}) {
        put(folder / ".jiaodui/undo/journal", "jiaodui undo 1\n0" + rest + path + "\n");
        const Result<UndoReport> report = undo_last_run(folder.path());
        REQUIRE(report);
        CHECK(report->restored.empty());
        CHECK(report->refused.size() == 1);
    }
    CHECK(get(outside / "victim") == "新");
    put(folder / ".jiaodui/undo/journal", "jiaodui undo 1\nnonsense\n");
    CHECK_FALSE(undo_last_run(folder.path()));
}

TEST_CASE("one run at a time; nothing is created before the first write") {
    const Folder folder;
    {
        WritingRun idle(folder.path());
        CHECK(count_in(folder.path()) == 0);
    }
    const Result<ProjectLock> lock = ProjectLock::take(Workspace(folder.path()));
    REQUIRE(lock);
    put(folder / "a.md", "旧");
    WritingRun second(folder.path());
    const Result<void> done = second.write(folder / "a.md", "旧", "新");
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::conflict);
}

TEST_CASE("what a killed run wrote is undone together with what the next one wrote") {
    const Folder folder;
    put(folder / "a.md", "旧甲");
    put(folder / "b.md", "旧乙");
    const pid_t child = ::fork();
    if (child == 0) {
        WritingRun run(folder.path());
        const bool done = run.write(folder / "a.md", "旧甲", "新甲").has_value();
        ::_exit(done ? 0 : 1);  // without closing anything, as one that is killed
    }
    int status = 1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    {
        WritingRun next(folder.path());
        REQUIRE(next.write(folder / "a.md", "新甲", "更新甲"));
        REQUIRE(next.write(folder / "b.md", "旧乙", "新乙"));
    }
    const Result<UndoReport> report = undo_last_run(folder.path());
    REQUIRE(report);
    CHECK(report->refused.empty());
    CHECK(get(folder / "a.md") == "旧甲");
    CHECK(get(folder / "b.md") == "旧乙");
    {
        WritingRun whole(folder.path());
        REQUIRE(whole.write(folder / "a.md", "旧甲", "新甲"));
    }
    {
        WritingRun another(folder.path());
        REQUIRE(another.write(folder / "b.md", "旧乙", "新乙"));
    }
    REQUIRE(undo_last_run(folder.path()));
    CHECK(get(folder / "a.md") == "新甲");  // of a run that ended, and that another one followed
    CHECK(get(folder / "b.md") == "旧乙");
}

TEST_CASE("what a killed run left lying about goes when somebody writes there again, and nothing else") {
    const Folder folder;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    int status = 1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    const std::string gone = std::to_string(child);
    const std::string alive = std::to_string(::getppid());
    fs::create_directories(folder / ".jiaodui");
    fs::create_directory(folder / (".d.md.jiaodui-" + gone + "-0"));
    const std::vector<std::string> ours{".a.md.jiaodui-" + gone + "-0",
                                        ".jiaodui/.decisions.jsonl.jiaodui-" + gone + "-12"};
    const std::vector<std::string> others{".a.md.jiaodui-" + alive + "-0", "a.md.jiaodui-" + gone + "-0",
                                          ".a.md.jiaodui-" + gone, ".a.md.jiaodui-" + gone + "-0~",
                                          ".jiaodui-" + gone + "-0"};
    for (const std::string& name : ours) put(folder / name, "半");
    for (const std::string& name : others) put(folder / name, "别人的");
    put(folder / "a.md", "旧");
    WritingRun run(folder.path());
    REQUIRE(run.write(folder / "a.md", "旧", "新"));
    for (const std::string& name : ours) CHECK_FALSE(fs::exists(folder / name));
    for (const std::string& name : others) CHECK(get(folder / name) == "别人的");
    CHECK(fs::is_directory(folder / (".d.md.jiaodui-" + gone + "-0")));
}
