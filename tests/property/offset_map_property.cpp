// The law of text/offset_map.hpp on random revisions of texts whose every byte has a name of its own.
#include <catch2/catch.hpp>

#include <vector>

#include "pipeline/text/offset_map.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

using Names = std::vector<int>;  // a text: each byte is a name never used twice

struct Step {
    Names text;
    OffsetMap map;
};

Step revise(const Names& old, Random& random, int& next_name) {
    Step out;
    std::uint32_t at = 0;
    bool inserted_here = false;
    const auto size = static_cast<std::uint32_t>(old.size());
    while (true) {
        if (random.one_in(4)) {
            const std::uint32_t taken = std::min(size - at, random.below(4));
            const std::uint32_t given = random.below(4);
            const bool insertion = taken == 0;
            if (!(insertion && (inserted_here || given == 0))) {
                const auto begin = static_cast<std::uint32_t>(out.text.size());
                for (std::uint32_t i = 0; i < given; ++i) out.text.push_back(next_name++);
                out.map.add({at, at + taken}, {begin, begin + given});
                at += taken;
                inserted_here = insertion;  // at the same place, only an edit that takes something may follow
            }
        }
        if (at == size) break;
        out.text.push_back(old[at++]);
        inserted_here = false;
    }
    return out;
}

bool in_step(const OffsetMap& map, std::uint32_t byte, bool old_side) {
    for (const auto& step : map.steps()) {
        const Span side = old_side ? step.from : step.to;
        if (side.begin <= byte && byte < side.end) return true;
    }
    return false;
}

void check_map(const Names& old, const Names& fresh, const OffsetMap& map) {
    for (std::uint32_t i = 0; i < old.size(); ++i) {
        if (in_step(map, i, true)) continue;
        const Span there = map.forward({i, i + 1});
        REQUIRE(there.size() == 1);
        REQUIRE(fresh[there.begin] == old[i]);
        REQUIRE(map.back(there) == Span{i, i + 1});
    }
    for (std::uint32_t i = 0; i < fresh.size(); ++i) {
        if (in_step(map, i, false)) continue;
        const Span there = map.back({i, i + 1});
        REQUIRE(there.size() == 1);
        REQUIRE(old[there.begin] == fresh[i]);
    }
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i <= old.size(); ++i) {
        const std::uint32_t anchor = map.forward_anchor(i);
        REQUIRE(anchor >= last);
        REQUIRE(anchor <= fresh.size());
        last = anchor;
    }
    for (const auto& step : map.steps()) {
        if (step.from.empty()) REQUIRE(map.forward_anchor(step.from.begin) >= step.to.end);
        if (!step.to.empty()) REQUIRE(covers(map.back(step.to), step.from));
    }
}

}  // namespace

TEST_CASE("offset maps carry every unchanged byte there and back", "[property]") {
    Random random(20260801);
    for (int round = 0; round < 20000; ++round) {
        int next_name = 0;
        Names text(random.below(24));
        for (int& name : text) name = next_name++;
        const Step step = revise(text, random, next_name);
        check_map(text, step.text, step.map);
    }
}

TEST_CASE("composed maps are maps, and forget no step", "[property]") {
    Random random(7);
    for (int round = 0; round < 40000; ++round) {
        int next_name = 0;
        Names text(random.below(20));
        for (int& name : text) name = next_name++;
        const Step a = revise(text, random, next_name);
        const Step b = revise(a.text, random, next_name);
        const Step c = revise(b.text, random, next_name);
        const Composition ab = compose(a.map, b.map);
        const Composition abc = compose(ab.map, c.map);
        check_map(text, b.text, ab.map);
        check_map(text, c.text, abc.map);
        std::size_t firsts = 0;
        std::size_t seconds = 0;
        for (const auto& origin : ab.origins) {
            REQUIRE(origin.first_begin == firsts);
            REQUIRE(origin.second_begin == seconds);
            firsts = origin.first_end;
            seconds = origin.second_end;
        }
        REQUIRE(firsts == a.map.steps().size());
        REQUIRE(seconds == b.map.steps().size());
    }
}
