// What goes out to other people's tools: CriticMarkup and the table for a spreadsheet.
#include <catch2/catch.hpp>
#include <sstream>

#include "pipeline/emit/emitter.hpp"
#include "tests/unit/emit/outcomes.hpp"

using namespace jiaodui;
using jiaodui::test::OutcomeMaker;

namespace {

std::string emitted(std::string_view format, const Outcome& outcome, Lang lang = Lang::zh) {
    std::ostringstream out;
    EmitOptions options;
    options.lang = lang;
    const auto emitter = make_emitter(format, out, options);
    emitter->begin({"1.0", {}});
    emitter->file(outcome);
    emitter->end({});
    return out.str();
}

}  // namespace

TEST_CASE("critic marks changes, insertions, deletions and remarks in the whole text") {
    const Outcome outcome = OutcomeMaker("a.md", "说剑源科技\n的的确确。星期五\n")
                                .add("term/glossary", Tier::suggest, "剑源", {"箭元"}, 0.92f)
                                .add_at("punct/missing", Tier::safe, 15, 0, {"，"}, 1.0f, Fate::applied)
                                .add_at("repeat/char", Tier::suggest, 16, 3, {""}, 0.5f, Fate::awaits_review)
                                .add("date/weekday", Tier::hint, "星期五", {})
                                .make();
    CHECK(emitted("critic", outcome) ==
          "{>>jiaodui a.md<<}\n"
          "说{~~剑源~>箭元~~}{>>term/glossary 92<<}科技{++，++}{>>punct/missing<<}\n"
          "{--的--}{>>repeat/char 50<<}的确确。{==星期五==}{>>date/weekday 100: 消息<<}\n");
}

TEST_CASE("critic leaves a place alone whose text holds its marks") {
    const Outcome outcome = OutcomeMaker("a.md", "甲{~~乙~>丙~~}丁")
                                .add("t/g", Tier::suggest, "乙~>丙", {"戊"})
                                .add("t/g", Tier::suggest, "丁", {"~~}"})
                                .make();
    CHECK(emitted("critic", outcome) ==
          "{>>jiaodui a.md<<}\n甲{~~乙~>丙{>>t/g 100: 消息<<}~~}{==丁==}{>>t/g 100: 消息<<}\n");
}

TEST_CASE("tsv has a mark for spreadsheets, a column to mark, and one line a finding") {
    const Outcome outcome = OutcomeMaker("a.md", "说公司剑源科技\n")
                                .add("term/glossary", Tier::suggest, "剑源", {"箭元", "剑元", "建元"}, 0.92f)
                                .make();
    CHECK(emitted("tsv", outcome) ==
          "\xEF\xBB\xBF决定\t上文\t原文\t改为\t下文\t等级\t置信\t说明\t规则\t文件\t行\t列\t其他候选\t序\t始\t止\tid\t字"
          "幕\n"
          "\t说公司\t剑源\t箭元\t科技\t建议\t92\t消息\tterm/glossary\ta.md\t1\t4\t剑元 | 建元\t1\t9\t15\tjd-1\t\n");
    CHECK(emitted("tsv", outcome, Lang::en)
              .starts_with("\xEF\xBB\xBF"
                           "decision\tleft\told\tnew\tright\t"));
}

TEST_CASE("a cell of the table never becomes a formula, a further cell or a further line") {
    const Outcome outcome =
        OutcomeMaker("=a.md", "好=cmd()\t\n\\").add("t/g", Tier::suggest, "=cmd()\t\n\\", {"-1", "@x", "'y"}).make();
    const std::string text = emitted("tsv", outcome);
    CHECK(text.find("\t'=cmd()\\t\\n\\\\\t'-1\t") != std::string::npos);
    CHECK(text.find("\t'=a.md\t") != std::string::npos);
    CHECK(text.find("\t'@x | 'y\t") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    CHECK(std::count(text.begin(), text.end(), '\t') == 34);
}
