#include "pipeline/review/decision_store.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;

namespace {

Decision no_to(const std::string& from) {
    Decision d;
    d.from = from;
    d.to = "乙";
    d.file = "a.md";
    d.source = d.decided = {"左", "右"};
    return d;
}

}  // namespace

TEST_CASE("reading decisions creates nothing, and the first answer makes the folder") {
    const testing::TempFolder folder;
    Problems problems;
    REQUIRE(load_decisions(folder.path(), problems));
    CHECK_FALSE(std::filesystem::exists(folder.path(".jiaodui")));
    const DecisionStore store(folder.path());
    REQUIRE(store.change([](DecisionFile& file) { file.put(no_to("甲")); }));
    CHECK(load_decisions(folder.path(), problems)->all().size() == 1);
    const auto attributes = read_whole(folder.path(".jiaodui/.gitattributes"));
    REQUIRE(attributes);
    CHECK(attributes->find("merge=union") != std::string::npos);
    CHECK(problems.empty());
}

TEST_CASE("two who write at once keep each other's answers") {
    const testing::TempFolder folder;
    const auto write = [&](const std::string& name) {
        const DecisionStore store(folder.path());
        for (int i = 0; i < 20; ++i) {
            REQUIRE(store.change([&](DecisionFile& file) { file.put(no_to(name + std::to_string(i))); }));
        }
    };
    std::thread other(write, "b");
    write("a");
    other.join();
    CHECK(DecisionStore(folder.path()).read()->decisions.size() == 40);
}

TEST_CASE("a change that changes nothing does not touch the file") {
    const testing::TempFolder folder;
    const DecisionStore store(folder.path());
    REQUIRE(store.change([](DecisionFile& file) { file.put(no_to("甲")); }));
    const auto time = std::filesystem::last_write_time(store.path());
    REQUIRE(store.change([](DecisionFile& file) { file.put(no_to("甲")); }));
    CHECK(std::filesystem::last_write_time(store.path()) == time);
}

TEST_CASE("a file of decisions that is a folder is an error, not silence") {
    const testing::TempFolder folder;
    std::filesystem::create_directories(folder.path(".jiaodui/decisions.jsonl"));
    Problems problems;
    CHECK_FALSE(load_decisions(folder.path(), problems));
}
