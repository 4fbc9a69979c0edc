#include "pipeline/learn/proposals.hpp"

#include <catch2/catch.hpp>

#include "pipeline/learn/proposal_file.hpp"

using namespace jiaodui;

namespace {

struct Dictionary {
    explicit Dictionary(std::vector<std::string_view> list)
        : bytes(Words::pack(std::move(list))), words(*Words::view(bytes)) {}
    std::string bytes;
    Words words;
};

std::vector<Proposal> judged(const ProposalBook& book, const std::vector<ReplayPage>& pages,
                             std::vector<std::string_view> dictionary) {
    const Dictionary known(std::move(dictionary));
    std::size_t left_out = 0;
    std::vector<Proposal> proposals = book.proposals(1, {}, left_out);
    judge(proposals, pages, WordBounds(&known.words, nullptr), &known.words);
    return proposals;
}

Doubt doubt_of(const std::string& wrong, const std::string& right, const std::vector<ReplayPage>& pages,
               std::vector<std::string_view> dictionary = {}) {
    ProposalBook book;
    book.add("a.md", {wrong, right, "", ""});
    return judged(book, pages, std::move(dictionary)).front().doubt;
}

}  // namespace

TEST_CASE("acceptable is what is right on proofread pages and meets nothing there") {
    const std::vector<ReplayPage> pages{
        {"x.md", "马督公来了\n提到职普和教育"}, {"y.md", "推力很大，马督公说推理"}, {"a.md", "马督公"}};
    CHECK(doubt_of("马杜公", "马督公", pages) == Doubt::none);
    CHECK(doubt_of("马杜公", "马都公", pages) == Doubt::right_unseen);
    CHECK(doubt_of("职普", "马督公", pages) == Doubt::wrong_is_used);
    CHECK(doubt_of("推力", "推理", {{"y.md", "推理，推理，推理"}}, {"推力", "推理"}) == Doubt::wrong_is_word);
    CHECK(doubt_of("王鑫", "王兴", {{"x.md", "王兴和王兴，王兴"}}, {"王兴"}) == Doubt::name);
    CHECK(doubt_of("街道群众", "接到群众", {{"x.md", "接到群众，接到群众"}}, {"街道", "群众"}) == Doubt::wrong_is_word);
    CHECK(doubt_of("港", "岗", pages) == Doubt::single);
    CHECK(doubt_of("火至", "火致", {{"x.md", "火致，火致，火致"}}) == Doubt::loose);
    CHECK(doubt_of("马杜公", "马督公", {{"a.md", "马督公"}}) == Doubt::right_unseen);
    CHECK(doubt_of("新键", "新建", {{"x.md", "新建，新建，新建"}}, {"新建"}) == Doubt::loose);
    CHECK(doubt_of("巴尼", "八泥", {{"x.md", "八泥，八泥，八泥"}}, {"八泥"}) == Doubt::name);
}

TEST_CASE("a word and one character, mended once, may be right elsewhere") {
    const std::vector<ReplayPage> pages{{"x.md", "深加工，深加工"}, {"y.md", "深加工"}};
    CHECK(doubt_of("身家公", "深加工", pages, {"身家"}) == Doubt::wrong_is_word);
    ProposalBook book;
    for (int i = 0; i < 2; ++i) book.add("a.md", {"身家公", "深加工", "", ""});
    CHECK(judged(book, pages, {"身家"}).front().doubt == Doubt::none);
}

TEST_CASE("two right forms of one wrong form are for a person") {
    ProposalBook book;
    book.add("a.md", {"马杜公", "马督公", "", ""});
    book.add("b.md", {"马杜公", "马督工", "", ""});
    for (const Proposal& one : judged(book, {{"x.md", "马督公和马督工"}, {"y.md", "马督公和马督工"}}, {}))
        CHECK(one.doubt == Doubt::several);
}

TEST_CASE("proposals count files before occurrences, and leave out what was turned down") {
    ProposalBook book;
    for (int i = 0; i < 16; ++i) book.add("a.md", {"政威", "正威", "", ""});
    book.add("a.md", {"职普", "智谱", "", ""});
    book.add("b.md", {"职普", "智谱", "", ""});
    std::size_t left_out = 0;
    const auto all = book.proposals(1, {}, left_out);
    REQUIRE(all.size() == 2);
    CHECK(all[0].wrong == "职普");
    CHECK(all[1].times == 16);
    CHECK(book.proposals(3, {}, left_out).size() == 1);
    CHECK(book.proposals(1, {{"职普", "智谱"}}, left_out).size() == 1);
    CHECK(left_out == 1);
}

TEST_CASE("replay says where an entry would change what") {
    GlossaryEntry entry;
    entry.term = "马督公";
    entry.wrong.push_back({"马杜公", {}, {}, {}, {}, 0, 0});
    const auto played = replay(std::vector<GlossaryEntry>{entry},
                               std::vector<ReplayPage>{{"x.md", "好的马杜公说\n马督公"}, {"y.md", "马杜公"}}, nullptr);
    REQUIRE(played.size() == 1);
    CHECK(played[0].hits == 2);
    CHECK(played[0].right == 1);
    REQUIRE(played[0].first.size() == 2);
    CHECK(played[0].first[0].before == "好的");
    CHECK(played[0].first[0].after == "说");
    CHECK(played[0].first[1].file == "y.md");
}

TEST_CASE("the file of proposals comes back as it was answered") {
    ProposalBook book;
    book.add("a \"b\".md", {"马杜公", "马督公", "好的", "说\n"});
    book.add("a.md", {"C罗", "西罗", "", ""});
    std::size_t left_out = 0;
    const auto proposals = book.proposals(1, {}, left_out);
    Problems problems;
    const auto answered =
        read_proposals(write_proposals(proposals, "jiaodui learn --from-git", Lang::zh), "p.yaml", problems);
    CHECK(problems.empty());
    REQUIRE(answered.size() == 2);
    CHECK(answered[0].wrong == proposals[0].wrong);
    CHECK(answered[0].term == proposals[0].right);
    CHECK(answered[0].answer == ProposalAnswer::yes);
    CHECK(read_proposals(write_proposals({}, "x", Lang::en), "p.yaml", problems).empty());
    CHECK(problems.empty());
}

TEST_CASE("what is wrong in a file of proposals is said") {
    Problems problems;
    const auto answered = read_proposals(
        "- {wrong: 甲, term: 乙, accept: no}\n- {wrong: 甲}\n- {wrong: 丙, term: 丁, accept: maybe}\n- {wrong: 丙, "
        "term: 丁, acept: no}\n",
        "p.yaml", problems);
    REQUIRE(answered.size() == 2);
    CHECK(answered[0].answer == ProposalAnswer::no);
    CHECK(answered[1].answer == ProposalAnswer::later);
    CHECK(problems.size() == 3);
    const RejectedPairs pairs{{"甲", "乙"}, {"丙", "丁"}};
    CHECK(read_rejected(write_rejected(pairs), "r.tsv", problems) == pairs);
}
