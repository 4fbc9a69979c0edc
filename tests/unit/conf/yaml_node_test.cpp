#include "pipeline/conf/yaml_node.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

YamlNode good(std::string_view text) {
    Problems problems;
    auto node = parse_yaml(text, "a.yaml", problems);
    for (const Error& problem : problems) UNSCOPED_INFO(describe(problem, Lang::en));
    REQUIRE(node);
    return std::move(*node);
}

Problems bad(std::string_view text) {
    Problems problems;
    REQUIRE_FALSE(parse_yaml(text, "a.yaml", problems));
    REQUIRE_FALSE(problems.empty());
    return problems;
}

std::string place(const Error& error) {
    return std::to_string(error.where.line) + ":" + std::to_string(error.where.column);
}

}  // namespace

TEST_CASE("nodes know their line and their column in code points") {
    const YamlNode root = good("版本: 1\n列表: [马督工, 箭元]\n内: {甲: \"乙\"}\n");
    REQUIRE(root.is_map());
    REQUIRE(root.entries.size() == 3);
    CHECK(root.find("版本")->text == "1");
    CHECK(root.find("版本")->column == 5);
    const YamlNode& second = root.find("列表")->items.at(1);
    CHECK(second.text == "箭元");
    CHECK(second.line == 2);
    CHECK(second.column == 11);
    CHECK(root.find("内")->find("甲")->quoted);
    CHECK(second.where().file == "a.yaml");
}

TEST_CASE("empty texts and values are null; a byte order mark and CRLF do not count") {
    CHECK(good("").is_null());
    CHECK(good("# nothing\n").is_null());
    const YamlNode root = good("\xEF\xBB\xBF甲:\r\n乙: x\r\n");
    CHECK(root.find("甲")->is_null());
    CHECK(root.find("乙")->line == 2);
    CHECK(root.entries[0].key.column == 1);
    CHECK(root.find("丙") == nullptr);
}

TEST_CASE("what can hurt is refused, with its place") {
    CHECK(place(bad("a: 1\nb: 2\na: 3\nb: 4\n").at(0)) == "3:1");
    CHECK(bad("a: 1\nb: 2\na: 3\nb: 4\n").size() == 2);
    CHECK(place(bad("a: &x [1]\n").at(0)) == "1:4");
    CHECK(bad("a: &x 1\nb: *x\n").size() == 2);
    CHECK(bad("a: !!str 1\n").size() == 1);
    CHECK(bad("a: 1\n---\nb: 1\n").at(0).message.en.find("second document") != std::string::npos);
    CHECK(bad(",{a: 1}").at(0).message.en.find("second document") != std::string::npos);  // endless for the parser
    CHECK(bad("a: [1, 2\n").size() == 1);
    CHECK(bad("[a]: 1\n").size() == 1);
    CHECK(place(bad("a: 1\n二\x04: 3\n").at(0)) == "2:2");
    CHECK(bad("a: \xFF\n").at(0).code == ErrorCode::encoding);
    CHECK(bad(std::string((16u << 20) + 1, ' ')).at(0).code == ErrorCode::too_large);
}

TEST_CASE("depth is bounded") {
    CHECK(good(std::string(60, '[') + std::string(60, ']')).is_list());
    CHECK(bad(std::string(100, '[') + std::string(100, ']')).at(0).message.en.find("64") != std::string::npos);
    CHECK_FALSE(bad(std::string(200000, '[')).empty());
}

TEST_CASE("a long line is read in linear time") {
    std::string text = "[";
    for (int i = 0; i < 50000; ++i) text += "汉字, ";
    CHECK(good(text + "末]").items.back().column == 200002);
}

TEST_CASE("readers say what was expected") {
    Problems problems;
    const YamlNode root = good("t: Yes\nf: OFF\nn: 0.5\ni: 7\nl: [a, b]\nm: {a: 1}\ne:\n");
    CHECK(as_bool(*root.find("t"), problems) == true);
    CHECK(as_bool(*root.find("f"), problems) == false);
    CHECK(as_number(*root.find("n"), 0, 1, problems) == 0.5);
    CHECK(as_integer(*root.find("i"), 0, 9, problems) == 7);
    CHECK(as_list_of_text(*root.find("l"), problems) == std::vector<std::string>{"a", "b"});
    CHECK(as_list_of_text(*root.find("t"), problems) == std::vector<std::string>{"Yes"});
    CHECK(as_list_of_text(*root.find("e"), problems)->empty());
    CHECK(expect_map(*root.find("m"), problems));
    CHECK(problems.empty());

    CHECK_FALSE(as_bool(*root.find("i"), problems));
    CHECK_FALSE(as_number(*root.find("i"), 0, 1, problems));
    CHECK_FALSE(as_integer(*root.find("n"), 0, 9, problems));
    CHECK_FALSE(as_list_of_text(*root.find("m"), problems));
    CHECK_FALSE(expect_map(*root.find("l"), problems));
    REQUIRE(problems.size() == 5);
    CHECK(describe(problems[1], Lang::en) == "a.yaml:4:4: expected a number from 0 to 1");
}

TEST_CASE("unknown keys and words come with advice") {
    Problems problems;
    constexpr std::array<std::string_view, 3> keys = {"glossary", "rules", "lang"};
    const YamlNode root = good("rulse: 1\nlang: zh\n");
    check_keys(root, keys, problems);
    REQUIRE(problems.size() == 1);
    CHECK(describe(problems[0], Lang::zh) == "a.yaml:1:1: 没有“rulse”这个键\n  是不是 rules？");
    CHECK_FALSE(as_one_of(*root.find("lang"), keys, problems));
}
