// Order and errors are the same whatever the threads.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

#include "pipeline/engine/batch.hpp"

using namespace jiaodui;

namespace {

FileOutcome outcome_of(std::size_t index) {
    if (index % 7 == 3) return Error{ErrorCode::io, {"坏", "bad"}, {}, {std::to_string(index), 0, 0}};
    Outcome outcome;
    outcome.bytes = std::to_string(index);
    return outcome;
}

}  // namespace

TEST_CASE("files come back in order, and a bad one hides no other") {
    for (const unsigned threads : {1u, 2u, 5u, 64u}) {
        std::vector<std::string> seen;
        run_in_order(
            200, threads,
            [](std::size_t index) {
                if (index % 5 == 0) std::this_thread::sleep_for(std::chrono::microseconds(index * 3 % 170));
                return outcome_of(index);
            },
            [&](std::size_t index, FileOutcome outcome) {
                REQUIRE(index == seen.size());
                seen.push_back(outcome ? outcome->bytes : outcome.error().where.file + "!");
            });
        REQUIRE(seen.size() == 200);
        CHECK(seen[3] == "3!");
        CHECK(seen[198] == "198");
    }
}

TEST_CASE("few results are held at a time") {
    std::atomic<std::size_t> started{0};
    std::size_t done = 0;
    std::size_t most = 0;
    run_in_order(
        500, 4,
        [&](std::size_t index) {
            ++started;
            if (index == 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
            return outcome_of(index);
        },
        [&](std::size_t, FileOutcome) { most = std::max(most, started - done++); });
    CHECK(most <= 40);
}

TEST_CASE("no files at all") {
    run_in_order(0, 4, outcome_of, [](std::size_t, FileOutcome) { FAIL("nothing to hand over"); });
}
