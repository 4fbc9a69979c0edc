#include "pipeline/git/process.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("a program gets its arguments and its input as they are") {
    ProcessOptions options;
    options.input = "一\n二\n";
    const auto result =
        run_program({"sh", "-c", "cat; printf '%s' \"$1\"; echo oops >&2; exit 3", "sh", "a b'$(x)\n"}, options);
    REQUIRE(result);
    CHECK(result->out == "一\n二\na b'$(x)\n");
    CHECK(result->err == "oops\n");
    CHECK(result->status == 3);
}

TEST_CASE("input and output larger than a pipe do not block each other") {
    const std::string much(4u << 20, 'x');
    ProcessOptions options;
    options.input = much;
    const auto result = run_program({"cat"}, options);
    REQUIRE(result);
    CHECK(result->out == much);
}

TEST_CASE("a program that does not want its input ends in peace") {
    const std::string much(4u << 20, 'x');
    ProcessOptions options;
    options.input = much;
    const auto result = run_program({"true"}, options);
    REQUIRE(result);
    CHECK(result->status == 0);
}

TEST_CASE("too much output is an error, and the program is ended") {
    ProcessOptions options;
    options.limit = 1000;
    const auto result = run_program({"yes"}, options);
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::too_large);
}

TEST_CASE("a program that is not there is said to be so") {
    const auto result = run_program({"jiaodui-no-such-program"});
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::unavailable);
}

TEST_CASE("a signal shows in the status") {
    const auto result = run_program({"sh", "-c", "kill -9 $$"});
    REQUIRE(result);
    CHECK(result->status == 128 + 9);
}
