#include "pipeline/rule/compiled.hpp"

#include <catch2/catch.hpp>

#include "pipeline/base/binary.hpp"
#include "pipeline/rule/load.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;

namespace {

RuleBook good_rules() { return *load_rules(std::string(JIAODUI_SOURCE_DIR) + "/tests/unit/rule/data/good"); }

}  // namespace

TEST_CASE("rules come back as they were") {
    const RuleBook book = good_rules();
    const auto again = read_compiled_rules(compile_rules(book), "f");
    REQUIRE(again);
    REQUIRE(again->rules.size() == book.rules.size());
    for (std::size_t i = 0; i < book.rules.size(); ++i) {
        const Rule& a = book.rules[i];
        const Rule& b = again->rules[i];
        CHECK(a.id == b.id);
        CHECK(a.alias == b.alias);
        CHECK(a.stage == b.stage);
        CHECK(a.kind == b.kind);
        CHECK(a.on == b.on);
        CHECK(a.tier == b.tier);
        CHECK(a.confidence == b.confidence);
        CHECK(a.priority == b.priority);
        CHECK(a.block == b.block);
        CHECK(a.message == b.message);
        CHECK(a.params == b.params);
        CHECK(a.file == b.file);
    }
    CHECK(read_compiled_rules(compile_rules({}), "f")->rules.empty());
}

TEST_CASE("damaged rules are an error, even where the seal is right") {
    const std::string sealed = compile_rules(good_rules());
    const std::string payload(*unseal("JDRULES", kRulesVersion, sealed, "f"));
    for (std::size_t size = 0; size < payload.size(); ++size) {
        CHECK_FALSE(read_compiled_rules(seal("JDRULES", kRulesVersion, payload.substr(0, size)), "f"));
    }
    for (std::size_t i = 0; i < payload.size(); ++i) {
        for (const int bits : {0xFF, 0x80, 0x01}) {
            std::string damaged = payload;
            damaged[i] = static_cast<char>(damaged[i] ^ bits);
            (void)read_compiled_rules(seal("JDRULES", kRulesVersion, damaged), "f");  // must not crash
        }
    }
    CHECK_FALSE(read_compiled_rules(seal("JDRULES", kRulesVersion, payload + "x"), "f"));
    CHECK_FALSE(read_compiled_rules("", "f"));
}

TEST_CASE("shipped rules are read from the resources") {
    const TempFolder folder;
    CHECK_FALSE(load_shipped_rules(Resources::at(folder.path())));
    folder.write("rules.bin", compile_rules(good_rules()));
    CHECK(load_shipped_rules(Resources::at(folder.path()))->rules.size() == 3);
}
