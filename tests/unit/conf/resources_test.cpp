#include "pipeline/conf/resources.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;

TEST_CASE("the variable is the only place when it is set") {
    const TempFolder folder;
    folder.write("data/x.txt", "内容");
    const char* before = std::getenv("JIAODUI_RESOURCES");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("JIAODUI_RESOURCES", folder.path().c_str(), 1);
    const auto resources = Resources::find();
    REQUIRE(resources);
    CHECK(*resources->read_text("data/x.txt") == "内容");
    CHECK(resources->read_text("none").error().where.file == folder.path("none"));
    ::setenv("JIAODUI_RESOURCES", folder.path("none").c_str(), 1);
    CHECK(Resources::find().error().message.en.find(folder.path("none")) != std::string::npos);
    if (kept.empty()) ::unsetenv("JIAODUI_RESOURCES");
    else ::setenv("JIAODUI_RESOURCES", kept.c_str(), 1);
}
