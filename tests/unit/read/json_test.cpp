// Recognisers' JSON: offsets of strings, what is a mirror of what, and that one correction writes all copies.
#include <catch2/catch.hpp>

#include "pipeline/edit/history.hpp"
#include "pipeline/read/json_tree.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/random.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

std::string where_wrong(std::string_view text) {
    const auto tree = JsonTree::parse("x", text);
    if (tree) return "good";
    return std::to_string(tree.error().where.line) + ":" + std::to_string(tree.error().where.column);
}

// The file with one edit of its view made.
std::string with_edit(std::string_view source, Format format, std::string_view from, std::string_view to) {
    Result<Document> document = read("x", std::string(source), format);
    if (!document) return "error: " + document.error().message.en;
    const std::size_t at = document->view.find(from);
    if (at == std::string::npos) return "not shown: " + document->view;
    History history(std::make_shared<const Document>(std::move(*document)));
    Proposals proposals;
    const auto begin = static_cast<std::uint32_t>(at);
    proposals.findings.push_back(replacement(
        "toy/a", Tier::safe, {begin, begin + static_cast<std::uint32_t>(from.size())}, std::string(to), {}));
    history.take("toy", 1, std::move(proposals), Policy{}, {});
    return history.finish().bytes;
}

// The texts of a Whisper file: the whole, the segments joined, the words joined; from a tree, not from the reader.
std::array<std::string, 3> texts_of(std::string_view source) {
    const auto tree = JsonTree::parse("x", source);
    REQUIRE(tree);
    std::array<std::string, 3> out;
    if (const JsonNode* whole = tree->find(tree->root(), "text", JsonNode::Kind::string))
        out[0] = tree->decode(*whole).decoded;
    const JsonNode* segments = tree->find(tree->root(), "segments", JsonNode::Kind::array);
    for (const JsonNode* one = tree->first(*segments); one != nullptr; one = tree->after(*one)) {
        out[1] += tree->decode(*tree->find(*one, "text", JsonNode::Kind::string)).decoded;
        const JsonNode* words = tree->find(*one, "words", JsonNode::Kind::array);
        for (const JsonNode* word = tree->first(*words); word != nullptr; word = tree->after(*word)) {
            out[2] += tree->decode(*tree->find(*word, "word", JsonNode::Kind::string)).decoded;
        }
    }
    return out;
}

// A JSON text but for the strings that are speech: what a correction must leave alone.
void append_rest(std::string& out, const JsonTree& tree, const JsonNode& node) {
    const bool speech = node.kind == JsonNode::Kind::string && (node.key == "text" || node.key == "word");
    const bool nest = node.kind == JsonNode::Kind::object || node.kind == JsonNode::Kind::array;
    out += std::string(node.key) + '=' + (speech ? "T" : nest ? "" : std::string(tree.source(node))) + ';';
    for (const JsonNode* one = tree.first(node); one != nullptr; one = tree.after(*one)) append_rest(out, tree, *one);
}
std::string rest_of(std::string_view source) {
    const auto tree = JsonTree::parse("x", source);
    REQUIRE(tree);
    std::string out;
    append_rest(out, *tree, tree->root());
    return out;
}

struct Speech {
    std::string source;
    bool ascii = false;
    Random& random;

    std::string text() {
        const std::string_view parts[] = {"你好", "世界", ",", "说", "的的", "AI", "。", "\"", "\\", "😀", "\n", "2024"};
        std::string out;
        for (std::uint32_t i = random.below(7); i > 0; --i) out += parts[random.below(12)];
        return out;
    }
    std::string string(std::string_view text) const {
        return '"' + (ascii ? encode_json_ascii(text) : encode_json(text)) + '"';
    }
    std::string blank() { return random.one_in(3) ? "\n  " : random.one_in(3) ? " " : ""; }
};

std::string whispercpp_file(Speech speech) {
    std::string out = "{\"systeminfo\": \"x,y\"," + speech.blank() + "\"transcription\":" + speech.blank() + "[";
    std::int64_t at = speech.random.one_in(4) ? 36000000 : speech.random.one_in(4) ? -500 : 0;
    for (std::uint32_t i = 0, count = speech.random.below(6); i < count;
         ++i, at += speech.random.one_in(4) ? 400 : 2500) {  // some overlap
        std::string text, tokens = "{\"text\": \"[_BEG_]\", \"p\": 0.5}";
        for (std::uint32_t w = speech.random.below(4); w > 0; --w) {
            const std::string word = speech.text();
            text += word;
            tokens +=
                ", {\"text\": " + speech.string(word) + ", \"p\": 0." + std::to_string(speech.random.below(100)) + "}";
        }
        out += (i > 0 ? "," : "") + speech.blank() + "{\"offsets\": {\"from\": " + std::to_string(at) +
               ", \"to\": " + std::to_string(at + 1500) + "}, \"text\": " + speech.string(text) +
               (speech.random.one_in(3) ? "" : ", \"tokens\": [" + tokens + "]") + "}";
    }
    return out + "]}" + speech.blank();
}

std::string funasr_file(Speech speech) {
    std::string out = "[";
    for (std::uint32_t r = 0, records = 1 + speech.random.below(2); r < records; ++r) {
        std::string whole, sentences;
        for (std::uint32_t i = 0, count = speech.random.below(6); i < count; ++i) {
            const std::string text = speech.text();
            whole += text;
            sentences += (i > 0 ? "," : "") + speech.blank() + "{\"text\": " + speech.string(text) +
                         ", \"start\": " + std::to_string(i * 900) + ", \"end\": " + std::to_string(i * 900 + 1000) +
                         ", \"spk\": " + std::to_string(i % 2) + "}";
        }
        out += (r > 0 ? "," : "") + speech.blank() + "{\"key\": \"甲,乙\", \"text\": " + speech.string(whole) +
               (speech.random.one_in(4) ? "" : ", \"sentence_info\": [" + sentences + "]") + "}";
    }
    return out + "]" + speech.blank();
}

std::string spelled(std::string_view text, bool ascii) {
    return '"' + (ascii ? encode_json_ascii(text) : encode_json(text)) + '"';
}

}  // namespace

TEST_CASE("every mistake of a JSON text is told with its place", "[json]") {
    CHECK(where_wrong("{\"a\": [1, 2.5e3, true, null, \"\\u4f60\"]} \n") == "good");
    CHECK(where_wrong("[1 2]") == "1:4");
    CHECK(where_wrong("{\n \"a\": tru\n}") == "2:7");
    CHECK(where_wrong("{\"a\": 01}") == "1:7");
    CHECK(where_wrong("{\"a\": \"\\x\"}") == "1:8");
    CHECK(where_wrong("{\"a\": \"一\n\"}") == "1:9");
    CHECK(where_wrong("{} {}") == "1:4");
    CHECK(where_wrong("null\n") == "1:1");
    CHECK(where_wrong("\"一句话\"") == "1:1");
    CHECK(where_wrong("") != "good");
    CHECK(where_wrong("{\"a\": [1, 2") != "good");
    CHECK(where_wrong(std::string(5000, '[')) == "1:1001");
    CHECK(where_wrong(std::string(10'000'000, '[')) == "1:1001");  // no stack holds these
    CHECK(where_wrong(std::string(1000, '[') + std::string(1000, ']')) == "good");
    CHECK(where_wrong("{\"a\" 1}") != "good");
}

TEST_CASE("escapes are kept, and new text is written in their way", "[json]") {
    CHECK(with_edit(R"({"segments": [{"text": "\u4f60\u597d\/\ud83d\ude00"}]})", Format::whisper_json, "好", "们") ==
          R"({"segments": [{"text": "\u4f60\u4eec\/\ud83d\ude00"}]})");
    CHECK(with_edit(R"({"segments": [{"text": "\u4F60\u597D"}]})", Format::whisper_json, "好", "吗") ==
          R"({"segments": [{"text": "\u4F60\u5417"}]})");
    CHECK(with_edit(R"({"segments": [{"text": "你\"好"}]})", Format::whisper_json, "\"好", "\"们") ==
          R"({"segments": [{"text": "你\"们"}]})");
    CHECK(with_edit(R"({"segments": [{"text": "你好"}]})", Format::whisper_json, "好", "\"\\") ==
          R"({"segments": [{"text": "你\"\\"}]})");
    CHECK(with_edit(R"({"segments": [{"text": "你\ud83d好"}]})", Format::whisper_json, "好", "们") ==
          R"({"segments": [{"text": "你\ud83d们"}]})");
}

TEST_CASE("a correction is written wherever the file holds the text", "[json]") {
    const std::string_view file =
        R"({"text": "度码说度码", "segments": [{"text": "度码说", "words": [{"word": "度"}, {"word": "码说"}]}, {"text": "度码"}]})";
    CHECK(
        with_edit(file, Format::whisper_json, "度码", "杜马") ==
        R"({"text": "杜马说度码", "segments": [{"text": "杜马说", "words": [{"word": "杜"}, {"word": "马说"}]}, {"text": "度码"}]})");
    // Another length: to the first word.
    CHECK(
        with_edit(file, Format::whisper_json, "度码", "国家杜马") ==
        R"({"text": "国家杜马说度码", "segments": [{"text": "国家杜马说", "words": [{"word": "国家杜马"}, {"word": "说"}]}, {"text": "度码"}]})");
    CHECK(
        with_edit(file, Format::whisper_json, "说", "") ==
        R"({"text": "度码度码", "segments": [{"text": "度码", "words": [{"word": "度"}, {"word": "码"}]}, {"text": "度码"}]})");
    // Words that say something else are left alone; a whole text that does is a text of its own.
    CHECK(with_edit(R"({"segments": [{"text": "度码", "words": [{"word": "杜马"}]}]})", Format::whisper_json, "码",
                    "马") == R"({"segments": [{"text": "度马", "words": [{"word": "杜马"}]}]})");
    CHECK(with_edit(R"({"text": "另一篇", "segments": [{"text": "度码"}]})", Format::whisper_json, "一", "二") ==
          R"({"text": "另二篇", "segments": [{"text": "度码"}]})");
}

TEST_CASE("random transcripts: all copies say the same before and after", "[json]") {
    Random random(77);
    const std::string_view parts[] = {"你好", "世", "界", ",", "的", " ", "说", "\"", "\\", "😀", "AI", "的"};
    for (int round = 0; round < 2000; ++round) {
        const bool ascii = random.one_in(2);
        std::string whole, segments;
        for (std::uint32_t s = 0, count = 1 + random.below(4); s < count; ++s) {
            std::string text, words;
            for (std::uint32_t w = 0, many = 1 + random.below(5); w < many; ++w) {
                std::string word;
                for (std::uint32_t p = 0, size = 1 + random.below(3); p < size; ++p) word += parts[random.below(12)];
                words += (words.empty() ? "" : ", ") + std::string("{\"word\": ") + spelled(word, ascii) +
                         ", \"probability\": 0." + std::to_string(random.below(10)) + "}";
                text += word;
            }
            segments += (segments.empty() ? "" : ",\n") + std::string("{\"start\": ") + std::to_string(s) +
                        ", \"text\": " + spelled(text, ascii) + ", \"words\": [" + words + "]}";
            whole += text;
        }
        const std::string source =
            random.one_in(2) ? "{\"text\": " + spelled(whole, ascii) + ", \"segments\": [" + segments + "]}"
                             : "{\"segments\": [" + segments + "], \"text\": " + spelled(whole, ascii) + "}\n";
        INFO(source);
        Result<Document> read_in = read("x", source, Format::whisper_json);
        REQUIRE(read_in);
        const auto document = std::make_shared<const Document>(std::move(*read_in));
        REQUIRE(test::flaws_of(*document) == "");
        REQUIRE(History(document).finish().bytes == source);
        const auto stripped = [](std::string text) {
            std::erase(text, ' ');
            return text;
        };
        const auto before = texts_of(source);
        REQUIRE(stripped(before[0]) == stripped(before[1]));
        REQUIRE(stripped(before[0]) == stripped(before[2]));

        History history(document);
        for (int stage = 0; stage < 2; ++stage) {
            Proposals proposals;
            const std::string_view text = history.text();
            for (std::uint32_t at = 0; at < text.size(); ++at) {
                if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 || !random.one_in(4)) continue;
                std::uint32_t end = at;
                for (std::uint32_t n = random.below(4); n > 0 && end < text.size(); --n)
                    end += std::max(1u, static_cast<std::uint32_t>(text[end] & 0x80 ? (text[end] & 0x10 ? 4 : 3) : 1));
                if (end > text.size()) end = static_cast<std::uint32_t>(text.size());
                const std::string_view fresh[] = {"", "甲", "乙丙", "，", "\"丁"};
                const std::string_view to = fresh[random.below(5)];
                if (end == at && to.empty()) continue;
                const bool in_region =
                    std::any_of(document->regions.begin(), document->regions.end(),
                                [](const Region&) { return true; }) &&
                    std::any_of(history.regions().begin(), history.regions().end(), [&](const Region& region) {
                        return covers(region.at, {at, end});
                    });
                if (in_region)
                    proposals.findings.push_back(replacement("toy/a", Tier::safe, {at, end}, std::string(to), {}));
            }
            history.take("toy", 1, std::move(proposals), Policy{}, {});
        }
        const Outcome outcome = history.finish();
        REQUIRE(splice(source, edits_of(outcome.hunks)) == outcome.bytes);
        INFO(outcome.bytes);
        const auto after = texts_of(outcome.bytes);
        CHECK(stripped(after[0]) == stripped(after[1]));
        CHECK(stripped(after[0]) == stripped(after[2]));
    }
}

TEST_CASE("whisper.cpp and FunASR: untouched files come back byte for byte, corrected ones differ in speech alone",
          "[json]") {
    struct Kind {
        Format format;
        std::string (*make)(Speech);
    };
    for (const Kind kind : {Kind{Format::whispercpp_json, whispercpp_file}, Kind{Format::funasr_json, funasr_file}}) {
        Random random(31);
        std::size_t changed = 0;
        for (int round = 0; round < 300; ++round) {
            std::string source = kind.make({"", random.one_in(2), random});
            if (random.one_in(4)) source = "\xEF\xBB\xBF" + source;
            INFO(source);
            Result<Document> read_in = read("x", source, kind.format);
            REQUIRE(read_in);
            const auto document = std::make_shared<const Document>(std::move(*read_in));
            REQUIRE(test::flaws_of(*document) == "");
            REQUIRE(History(document).finish().bytes == source);

            History history(document);
            Proposals proposals;
            const std::string_view text = history.text();
            for (std::uint32_t at = 0; at < text.size(); ++at) {
                if (text[at] == ',')
                    proposals.findings.push_back(replacement("toy/comma", Tier::safe, {at, at + 1}, "，", {}));
                if (text.substr(at, 6) == "的的")
                    proposals.findings.push_back(replacement("toy/double", Tier::safe, {at, at + 6}, "的", {}));
            }
            history.take("toy", 1, std::move(proposals), Policy{}, {});
            const Outcome outcome = history.finish();
            CHECK(rest_of(outcome.bytes) == rest_of(source));
            const Result<Document> after = read_again(*document, outcome.bytes);
            REQUIRE(after);
            REQUIRE(after->cues.size() == document->cues.size());
            for (std::size_t i = 0; i < after->cues.size(); ++i) {
                CHECK(after->cues[i].begin_ms == document->cues[i].begin_ms);
                CHECK(after->cues[i].end_ms == document->cues[i].end_ms);
            }
            CHECK(same_structure(*document, outcome.bytes));
            changed += outcome.changed() ? 1 : 0;
        }
        CHECK(changed > 100);
    }
}

TEST_CASE("a low probability raises a confidence and makes no finding", "[json]") {
    const Result<Document> document = read(
        "x",
        R"({"segments": [{"text": "你好吗", "words": [{"word": "你好", "probability": 0.9}, {"word": "吗", "probability": 0.1}]}]})",
        Format::whisper_json);
    REQUIRE(document);
    REQUIRE(document->marks.size() == 2);
    CHECK(slice(document->view, document->marks[1].at) == "吗");
    CHECK(document->marks[1].probability == Approx(0.1));
}
