// Subtitles, tables, HTML: what is text and what is not; untouched files come back byte for byte, corrected ones differ
// in corrected text alone.
#include <catch2/catch.hpp>

#include "pipeline/edit/history.hpp"
#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/random.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

std::string shown(std::string_view text, Format format) {
    const Result<Document> document = read("x", std::string(text), format);
    return document ? test::show(*document) : "error: " + document.error().message.en;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string without(std::string_view text, std::string_view bytes) {
    std::string out;
    for (const char c : text) {
        if (bytes.find(c) == std::string_view::npos) out += c;
    }
    return out;
}

// A way of writing a file: line ends, byte order mark, final line feed.
std::string varied(std::string text, Random& random) {
    if (random.one_in(3)) text = replaced(text, "\n", "\r\n");
    if (random.one_in(4)) text = "\xEF\xBB\xBF" + text;
    if (random.one_in(3)) text = text.substr(0, text.find_last_not_of("\r\n") + 1);
    return text;
}

std::string words(Random& random) {
    const std::string_view parts[] = {"你好", "世界", ",", "说", " ", "AI", "。", "的", "2024", "？", "朋友", "……"};
    std::string out;
    for (std::uint32_t i = 0, count = 1 + random.below(8); i < count; ++i) out += parts[random.below(12)];
    return out;
}

std::string srt_file(Random& random) {
    std::string out;
    for (std::uint32_t i = 0, count = random.below(7); i < count; ++i) {
        const std::string_view times[] = {"00:00:0", "10:59:0", "-00:00:0", "123:00:0"};
        const std::string_view hour = times[random.below(4)];
        if (!random.one_in(5)) out += std::to_string(random.one_in(6) ? 0 : i + 1) + (random.one_in(5) ? " \n" : "\n");
        out += std::string(hour) + "1,000 --> " + std::string(times[random.below(4)]) + "2.5" +
               (random.one_in(5) ? "  X1:10 X2:20" : "") + "\n";
        const std::uint32_t lines = random.below(4);
        for (std::uint32_t line = 0; line < lines; ++line) {
            const std::string text = words(random);
            const std::string_view around[] = {"", "<i>", "{\\an8}", "<font color=\"#fff\">", "- ", "<b><i>"};
            out += std::string(around[random.below(6)]) + text + (random.one_in(4) ? "</i>" : "") +
                   (random.one_in(6) ? "  \n" : "\n");
            if (random.one_in(6)) out += "\n";
        }
        out += random.one_in(5) ? "\n\n" : "\n";
    }
    return out;
}

std::string vtt_file(Random& random) {
    std::string out = random.one_in(3) ? "WEBVTT 标题\n\n" : "WEBVTT\n\n";
    if (random.one_in(3)) out += "STYLE\n::cue(.a,.b) { color: red }\n\n";
    for (std::uint32_t i = 0, count = random.below(7); i < count; ++i) {
        if (random.one_in(5)) out += "NOTE\n一段,说明\n第二行\n\n";
        if (random.one_in(2)) out += "id-" + std::to_string(i) + "\n";
        out += std::string(random.one_in(2) ? "00:0" : "100:00:0") + "1.000 --> 100:00:02.500" +
               (random.one_in(3) ? " align:start line:0%" : "") + "\n";
        for (std::uint32_t line = 0, lines = random.below(3); line < lines; ++line) {
            const std::string_view around[] = {
                "", "<v 张三>", "<c.red>", "<00:00:01.500>", "- ", "&lt;", "<ruby>汉<rt>hàn</rt></ruby>"};
            out += std::string(around[random.below(7)]) + words(random) + (random.one_in(4) ? "&amp;甲" : "") + "\n";
        }
        out += random.one_in(5) ? "\n\n" : "\n";
    }
    return out;
}

std::string ass_file(Random& random) {
    std::string out =
        "[Script Info]\n; 注,释\nTitle: 题,目\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: 默认,宋体\n\n[Events]\n";
    if (!random.one_in(5)) out += "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
    for (std::uint32_t i = 0, count = random.below(7); i < count; ++i) {
        if (random.one_in(5)) out += "Comment: 0,0:00:01.00,0:00:02.00,默认,,0,0,0,,注,释\n";
        const std::string_view around[] = {"",        "{\\an8}", "{\\pos(1,2)\\b1}", "{\\p1}m 0 0 l 1 1{\\p0}",
                                           "{注,释}", "\\h"};
        out += std::string("Dialogue: 0,") + (random.one_in(3) ? "10:00:01.00" : "0:00:01.00") +
               ",0:00:02.00,默认,张,0,0,0,," + std::string(around[random.below(6)]) + words(random) +
               (random.one_in(3) ? "\\N" + words(random) : "") + "\n";
    }
    return out;
}

std::string lrc_file(Random& random) {
    std::string out = "[ti:题,目]\n[ar:某,某]\n[00:00.00]开头\n";
    for (std::uint32_t i = 0, count = random.below(9); i < count; ++i) {
        out += "[0" + std::to_string(i) + ":12.34]";
        if (random.one_in(4)) out += "[1" + std::to_string(i) + ":12.3]";
        if (random.one_in(4)) out += "<00:12.40>";
        if (!random.one_in(6)) out += words(random);
        if (random.one_in(4)) out += "<00:13.00>" + words(random);
        out += random.one_in(6) ? "\n\n" : "\n";
    }
    return out;
}

std::string tsv_file(Random& random) {
    std::string out = "start\tend\ttext\n";
    for (std::uint32_t i = 0, count = random.below(9); i < count; ++i) {
        out += std::to_string(i * 1000) + "\t" + std::to_string(i * 1000 + 900) + "\t" +
               (random.one_in(8) ? "" : words(random)) + "\n";
    }
    return out;
}

std::string csv_file(Random& random) {
    std::string out = random.one_in(2) ? "id,text,备注\n" : "序号,文本,备注\n";
    for (std::uint32_t i = 0, count = random.below(9); i < count; ++i) {
        const std::string text = replaced(words(random), ",", "、");
        const std::string cells[] = {text, "\"" + words(random) + "\"", "\"" + text + "\n第二行\"",
                                     "\"他说\"\"" + words(random) + "\"\"\"", ""};
        out += std::to_string(i) + "," + cells[random.below(5)] + (random.one_in(7) ? "\n" : ",\"备,注\"\n");
    }
    return out;
}

std::string html_file(Random& random) {
    std::string out = "<!DOCTYPE html>\n<title>题,目</title><script>var a = '甲,乙';</script>\n<body>\n";
    for (std::uint32_t i = 0, count = random.below(9); i < count; ++i) {
        const std::string_view open[] = {"<p class=\"甲,乙\">", "<li>", "<td>", "<h2>", "<p>前<b>", "<!-- 注,释 --><p>",
                                         "<pre>代,码</pre><p>"};
        out += std::string(open[random.below(7)]) + words(random) + (random.one_in(3) ? "<br>" + words(random) : "") +
               (random.one_in(4) ? "&amp;&#20013;<img alt='图,片'>" : "") + (random.one_in(4) ? " 1 < 2" : "") + "\n" +
               (random.one_in(4) ? words(random) + "\n" : "");
    }
    return out;
}

struct Kind {
    const char* name;
    Format format;
    std::string (*make)(Random&);
};
constexpr Kind kKinds[] = {{"srt", Format::srt, srt_file},   {"vtt", Format::vtt, vtt_file},
                           {"ass", Format::ass, ass_file},   {"lrc", Format::lrc, lrc_file},
                           {"tsv", Format::tsv, tsv_file},   {"csv", Format::csv, csv_file},
                           {"html", Format::html, html_file}};

// A stage that writes a full-width comma for every comma, and drops a doubled 的.
void propose_commas(const Draft& draft, Proposals& out) {
    for (std::uint32_t at = 0; at < draft.text.size(); ++at) {
        if (draft.text[at] == ',') out.findings.push_back(replacement("toy/comma", Tier::safe, {at, at + 1}, "，", {}));
        if (draft.text.substr(at, 6) == "的的")
            out.findings.push_back(replacement("toy/double", Tier::safe, {at, at + 6}, "的", {}));
    }
}

// The source with everything that is text taken out: what must stay as it is, in the reader's own words.
std::string markup_of(const Document& document) {
    std::string out;
    for (const Piece& piece : document.pieces) {
        const bool border = piece.kind == PieceKind::coded && slice(document.view, piece.view) == "\n";
        if (piece.kind == PieceKind::point || piece.kind == PieceKind::locked || border) {
            out += slice(document.bytes, piece.source);
        } else if (!out.ends_with("T")) {
            out += "T";
        }
    }
    return out;
}

}  // namespace

TEST_CASE("untouched files of every format come back byte for byte, corrected ones differ in text alone", "[cues]") {
    for (const Kind& kind : kKinds) {
        Random random(20241126);
        std::size_t changed = 0;
        for (int round = 0; round < 300; ++round) {
            const std::string source = varied(kind.make(random), random);
            INFO(kind.name << " round " << round << "\n" << source);
            Result<Document> read_in = read("x", source, kind.format);
            if (!read_in) FAIL(read_in.error().message.en << " at line " << read_in.error().where.line);
            const auto document = std::make_shared<const Document>(std::move(*read_in));
            REQUIRE(test::flaws_of(*document) == "");
            REQUIRE(History(document).finish().bytes == source);

            History history(document);
            Proposals proposals;
            propose_commas(history.draft(1), proposals);
            history.take("toy", 1, std::move(proposals), Policy{}, {});
            const std::string view(history.text());
            const Outcome outcome = history.finish();
            REQUIRE(splice(source, edits_of(outcome.hunks)) == outcome.bytes);
            if (!outcome.changed()) continue;
            // A cue without text would be another structure; what says so is never written.
            if (!same_structure(*document, outcome.bytes)) continue;
            ++changed;
            const Result<Document> after = read_again(*document, outcome.bytes);
            REQUIRE(after);
            CHECK(without(after->view, "\n ") == without(view, "\n "));
            CHECK(without(markup_of(*after), " ") == without(markup_of(*document), " "));
            REQUIRE(after->cues.size() == document->cues.size());
            for (std::size_t i = 0; i < after->cues.size(); ++i) {
                CHECK(after->cues[i].begin_ms == document->cues[i].begin_ms);
                CHECK(after->cues[i].end_ms == document->cues[i].end_ms);
            }
        }
        CHECK(changed > 50);
    }
}

TEST_CASE("cues that follow each other are read as one text", "[cues]") {
    CHECK(shown("1\n00:00:01,000 --> 00:00:02,000\n甲乙\n\n2\n00:00:02,100 --> 00:00:03,000\n丙丁\n", Format::srt) ==
          "cue: 甲乙‹⏎⏎2⏎00:00:02,100 --> 00:00:03,000⏎›丙丁");
    CHECK(shown("1\n00:00:01,000 --> 00:00:02,000\n甲乙.\n\n2\n00:00:02,100 --> 00:00:03,000\n丙丁\n", Format::srt) ==
          "cue: 甲乙.⌈⏎⌉丙丁");
    CHECK(shown("1\n00:00:01,000 --> 00:00:02,000\n甲乙\n\n2\n00:00:12,100 --> 00:00:13,000\n丙丁\n", Format::srt) ==
          "cue: 甲乙\ncue: 丙丁");
}

TEST_CASE("tags are hidden, addresses locked, blanks on edges left alone", "[cues]") {
    CHECK(shown("00:00:01,000 --> 00:00:02,000\n <i>甲</i> 乙 \n", Format::srt) == "cue: 甲‹</i>› 乙");
    CHECK(shown("00:00:01,000 --> 00:00:02,000\n见 https://a.cn/b 好\n", Format::srt) == "cue: 见 ⟪https://a.cn/b⟫ 好");
    CHECK(shown("00:00:01,000 --> 00:00:02,000\n甲<x>乙\n", Format::srt) == "cue: 甲⟪<x>⟫乙");
    CHECK(shown("WEBVTT\n\n00:01.000 --> 00:02.000\n甲&amp;<b>乙</b>\n", Format::vtt) == "cue: 甲&‹<b>›乙");
}

TEST_CASE("what is written into markup is spelled as markup", "[cues]") {
    Result<Document> vtt = read("x", "WEBVTT\n\n00:01.000 --> 00:02.000\n甲乙&lt;丙\n", Format::vtt);
    REQUIRE(vtt);
    const auto at = static_cast<std::uint32_t>(vtt->view.find("甲"));
    History history(std::make_shared<const Document>(std::move(*vtt)));
    Proposals proposals;
    proposals.findings.push_back(replacement("toy/a", Tier::safe, {at, at + 3}, "<&", {}));
    history.take("toy", 1, std::move(proposals), Policy{}, {});
    CHECK(history.finish().bytes == "WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;&amp;乙&lt;丙\n");
}

TEST_CASE("times are read as they are written", "[cues]") {
    CHECK(clock_at("00:00:01,5", true).ms == 1500);
    CHECK(clock_at("-01:00:00.250 x", true).ms == -3600250);
    CHECK(clock_at("100:00:00", true).ms == 360000000);
    CHECK(clock_at("01:02.34", false).ms == 62340);
    CHECK(clock_at("01:02.34", true).size == 0);
    CHECK(clock_at("00:99:00", true).size == 0);
    CHECK(clock_time(-3600250) == "-01:00:00,250");
    CHECK(clock_time(360000000) == "100:00:00,000");
}

TEST_CASE("formats are known by their content", "[cues]") {
    CHECK(format_of_file("a.txt", "1\n00:00:01,000 --> 00:00:02,000\n") == Format::srt);
    CHECK(format_of_file("a.txt", "1\n他说\n") == Format::plain);
    CHECK(format_of_file("a", "WEBVTT\n") == Format::vtt);
    CHECK(format_of_file("-", "[Script Info]\n") == Format::ass);
    CHECK(format_of_file("a.md", "WEBVTT\n") == Format::wikijs);
    CHECK(format_of_file("a.txt", "[ti:题]\n[00:01.00]词\n") == Format::lrc);
    CHECK(format_of_file("a.txt", "[1] 参考文献\n") == Format::plain);
    CHECK(format_of_file("a.json", "{\"transcription\": []}") == Format::whispercpp_json);
    CHECK(format_of_file("a.json", "{\"segments\": []}") == Format::whisper_json);
    CHECK(format_of_file("a.json", "[{\"key\": \"a\", \"text\": \"b\"}]") == Format::funasr_json);
    CHECK(format_of_file("a.TSV", "") == Format::tsv);
}
