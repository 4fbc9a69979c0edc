#include <catch2/catch.hpp>

#include "pipeline/lexicon/line_end_decoder.hpp"
#include "pipeline/lexicon/line_end_model.hpp"
#include "pipeline/lexicon/line_text.hpp"

using namespace jiaodui;

namespace {

LineText lines(std::string_view text) {
    LineText out;
    append_region(out, text, {0, static_cast<std::uint32_t>(text.size())}, {});
    return out;
}

// The symbols, and after each what stands there: a mark, `/` for a line break, `|` for a barrier, `_` for spaces.
std::string shown(const LineText& text) {
    std::string out;
    for (const LineSymbol& symbol : text.symbols) {
        out += symbol.symbol < 0x80 ? std::string(1, static_cast<char>(symbol.symbol)) : "字";
        if (symbol.gap.marked) out += symbol.gap.odd ? "；" : mark_of(symbol.gap.mark);
        if (symbol.gap.line) out += '/';
        if (!symbol.gap.space.empty()) out += '_';
        if (symbol.gap.barrier) out += '|';
    }
    return out;
}

LineEndScores weight(LineEnd end, float value) {
    LineEndScores out{};
    out[static_cast<std::size_t>(end)] = value;
    return out;
}

}  // namespace

TEST_CASE("runs of digits and letters are one symbol each; marks and breaks are gaps") {
    CHECK(shown(lines("2026年GDP涨了3.5%，好\n吗")) == "4字A字字2%，字/字|");
    CHECK(shown(lines("甲。”乙")) == "字。字|");
    CHECK(shown(lines("甲，。乙")) == "字。字|");
    CHECK(shown(lines("甲；乙…")) == "字；字；|");
    CHECK(shown(lines("甲  乙 \n丙")) == "字_字/_字|");
    CHECK(shown(lines("\xEF\xBF\xBC甲\xEF\xBF\xBC乙")) == "字|字|");
    CHECK(lines("，。“”").symbols.empty());
}

TEST_CASE("a hidden break is where it is said to be") {
    const std::string_view text = "甲乙丙";
    LineText out;
    const std::uint32_t breaks[] = {3};
    append_region(out, text, {0, 9}, breaks);
    CHECK(shown(out) == "字/字字|");
    CHECK(out.symbols[0].gap.line_at == Span{3, 3});
}

TEST_CASE("features see the symbols, never the marks") {
    std::vector<FeatureHash> bare, marked;
    place_features(lines("水价上涨大家都知道"), {3, 0, 8, 0}, bare);
    place_features(lines("水价，上涨。大家“都”知道！"), {3, 0, 8, 0}, marked);
    CHECK(bare == marked);
    place_features(lines("水价上涨大家都不知道"), {3, 0, 9, 0}, marked);
    CHECK(bare != marked);
}

TEST_CASE("the width of lines is that of the longest but for one of twenty") {
    std::string text;
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i < 40; ++i) text += i == 7 ? "水水水水水水水水水\n" : "水水水\n";
    const LineText all = lines(text);
    for (std::uint32_t i = 0; i < all.symbols.size(); ++i) {
        if (all.symbols[i].gap.line || all.symbols[i].gap.barrier) ends.push_back(i);
    }
    REQUIRE(ends.size() == 40);
    CHECK(width_of(all, ends) == 3);
    CHECK(width_of(all, std::vector<std::uint32_t>{5, 11}) == 6);
    CHECK(width_of(lines("2026水"), std::vector<std::uint32_t>{1}) == 5);
    CHECK(width_of(all, {}) == 0);
}

TEST_CASE("a packed model gives its weights back, rows of one feature added up") {
    LineEndTable table;
    table.put(ends_with(U"吗"), weight(LineEnd::question, 2));
    table.put(ends_with(U"吗"), weight(LineEnd::question, 1));
    table.put(next_begins_with(U"但是"), weight(LineEnd::comma, -1));
    const std::string bytes = table.pack();
    const Result<LineEndModel> model = LineEndModel::view(bytes, "m");
    REQUIRE(model);
    std::vector<FeatureHash> features;
    place_features(lines("好吗但是"), {1, 0, 3, 0}, features);
    LineEndScores scores{};
    model->add(features, scores);
    CHECK(scores[static_cast<std::size_t>(LineEnd::question)] == Approx(3).margin(0.03));
    CHECK(scores[static_cast<std::size_t>(LineEnd::comma)] == Approx(-1).margin(0.03));
    CHECK(scores[static_cast<std::size_t>(LineEnd::stop)] == 0);
}

TEST_CASE("bytes that are no model are refused") {
    LineEndTable table;
    table.put(always(), weight(LineEnd::comma, 1));
    const std::string bytes = table.pack();
    CHECK_FALSE(LineEndModel::view("", "m"));
    CHECK_FALSE(LineEndModel::view(bytes.substr(0, bytes.size() - 1), "m"));
    for (std::size_t i = 0; i < 24; ++i) {
        std::string broken = bytes;
        broken[i] = static_cast<char>(0xFF);
        const auto model = LineEndModel::view(broken, "m");  // some bytes are of the scale: read, never trusted
        if (!model) continue;
        LineEndScores scores{};
        const FeatureHash feature = always();
        model->add({&feature, 1}, scores);
    }
}

TEST_CASE("settled places keep their mark, open ones keep to what may stand there") {
    LineEndTable table;
    table.put(always(), weight(LineEnd::paragraph, 5));
    table.put(always(), weight(LineEnd::stop, 1));
    const std::string bytes = table.pack();
    const Result<LineEndModel> model = LineEndModel::view(bytes, "m");
    REQUIRE(model);
    LineText text = lines("水价上涨大家都知道");
    OpenPlace settled{{1, 0, 3, 0}, {LineEnd::comma}};
    OpenPlace open{{3, 2, 8, 0}, LineEndSet::all()};
    OpenPlace no_paragraph{{5, 4, 8, 2}, {LineEnd::stop, LineEnd::question}};
    const auto choices = decode_line_ends(*model, text, std::vector{settled, open, no_paragraph});
    REQUIRE(choices.size() == 3);
    CHECK(choices[0].best == LineEnd::comma);
    CHECK(choices[0].probability[static_cast<std::size_t>(LineEnd::comma)] == 1);
    CHECK(choices[1].best == LineEnd::paragraph);
    CHECK(choices[2].best == LineEnd::stop);
    CHECK(choices[2].probability[static_cast<std::size_t>(LineEnd::paragraph)] == Approx(0).margin(1e-6));
    float sum = 0;
    for (const float p : choices[1].probability) sum += p;
    CHECK(sum == Approx(1).margin(1e-3));
}

TEST_CASE("where something has to stand it is chosen among the marks; a full stop and a paragraph are one mark") {
    LineEndChoice choice;
    const auto say = [&](LineEnd end, float p) { choice.probability[static_cast<std::size_t>(end)] = p; };
    say(LineEnd::join, 0.5f);
    say(LineEnd::comma, 0.2f);
    say(LineEnd::stop, 0.11f);
    say(LineEnd::paragraph, 0.25f);
    choice.best = LineEnd::join;
    CHECK(best_mark(choice) == LineEnd::stop);  // a break is more than a mark
    choice.best = LineEnd::paragraph;
    CHECK(best_mark(choice) == LineEnd::paragraph);
    say(LineEnd::paragraph, 0.17f);
    CHECK(best_mark(choice) == LineEnd::stop);  // nor is it said on a little more than even odds
    say(LineEnd::comma, 0.35f);
    CHECK(best_mark(choice) == LineEnd::comma);
    say(LineEnd::colon, 0.15f);
    CHECK(best_mark(choice) == LineEnd::comma);
    say(LineEnd::colon, 0.2f);
    CHECK(best_mark(choice) == LineEnd::colon);  // rare, so never the likeliest
}
