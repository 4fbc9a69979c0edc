#include "pipeline/text/char_diff.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/text/sequence_diff.hpp"

using namespace jiaodui;

namespace {

std::string marked(std::string_view before, std::string_view after) {
    std::string out;
    std::uint32_t at = 0;
    for (const TextChange& change : diff_texts(before, after)) {
        out += before.substr(at, change.before.begin - at);
        if (!change.before.empty()) out += "[-" + std::string(slice(before, change.before)) + "-]";
        if (!change.after.empty()) out += "{+" + std::string(slice(after, change.after)) + "+}";
        at = change.before.end;
    }
    return out + std::string(before.substr(at));
}

// The length of the longest common subsequence, by the textbook table.
std::size_t common(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
        }
    }
    return best[a.size()][b.size()];
}

}  // namespace

TEST_CASE("characters are compared as code points") {
    CHECK(marked("说公司剑源科技", "说公司箭元科技") == "说公司[-剑源-]{+箭元+}科技");
    CHECK(marked("在当地政政府", "在当地政府") == "在当地政[-政-]府");
    CHECK(marked("多份文件涉及", "多份文件，涉及") == "多份文件{+，+}涉及");
    CHECK(marked("不变", "不变").find('[') == std::string::npos);
    CHECK(marked("", "全新") == "{+全新+}");
    CHECK(marked("全删", "") == "[-全删-]");
    CHECK(marked("少年John开始", "少年Jump开始") == "少年J[-ohn-]{+ump+}开始");
}

TEST_CASE("lines that are equal are not touched") {
    CHECK(marked("一\n二\n三\n", "一\n贰\n三\n") == "一\n[-二-]{+贰+}\n三\n");
    CHECK(marked("一\n三\n", "一\n二\n三\n") == "一\n{+二\n+}三\n");
    CHECK(diff_lines("一\n二", "一\n二\n").size() == 1);
}

TEST_CASE("a change script is right, minimal and has no touching changes") {
    std::mt19937 generator(7);
    const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
    for (int round = 0; round < 4000; ++round) {
        std::vector<std::uint32_t> a(random() % 14);
        std::vector<std::uint32_t> b(random() % 14);
        const std::uint32_t letters = 1 + random() % 4;
        for (auto& x : a) x = random() % letters;
        for (auto& x : b) x = random() % letters;
        const std::uint32_t bound = round % 3 == 0 ? 1 + random() % 3 : 1024;
        const auto changes = diff_sequences(a, b, bound);
        std::vector<std::uint32_t> built;
        std::uint32_t at = 0;
        std::size_t cost = 0;
        for (const SequenceChange& change : changes) {
            REQUIRE((change.before.begin > at || &change == &changes.front()));
            built.insert(built.end(), a.begin() + at, a.begin() + change.before.begin);
            built.insert(built.end(), b.begin() + change.after.begin, b.begin() + change.after.end);
            at = change.before.end;
            cost += change.before.size() + change.after.size();
        }
        built.insert(built.end(), a.begin() + at, a.end());
        REQUIRE(built == b);
        if (bound == 1024) REQUIRE(cost == a.size() + b.size() - 2 * common(a, b));
    }
}

TEST_CASE("texts with nothing in common are told apart quickly") {
    std::vector<std::uint32_t> a(60000);
    std::vector<std::uint32_t> b(60000);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        a[i] = i;
        b[i] = 1000000 + i;
    }
    const auto changes = diff_sequences(a, b, 64);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].before.size() == a.size());
}
