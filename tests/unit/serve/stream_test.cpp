// stream: order, bytes that stay, bad lines, a reader that goes away, the same for every number of threads.
#include <catch2/catch.hpp>

#include <algorithm>

#include "pipeline/serve/stream.hpp"
#include "pipeline/stage/stage.hpp"

using namespace jiaodui;

namespace {

// Full-width commas for all commas; long words for remarks.
class Commas : public Stage {
  public:
    [[nodiscard]] StageId name() const override { return "punct"; }
    void propose(const Draft& draft, Proposals& out) const override {
        for (const Region& region : draft.regions) {
            for (std::uint32_t at = region.at.begin; at < region.at.end; ++at) {
                if (draft.text[at] == ',')
                    out.findings.push_back(replacement("toy/comma", Tier::safe, {at, at + 1}, "，", {"逗号", "comma"}));
                if (draft.text[at] == '?')
                    out.findings.push_back(replacement("toy/what", Tier::suggest, {at, at + 1}, "？", {}));
            }
        }
    }
};

Pipeline pipeline() {
    Pipeline out;
    out.stages.push_back(std::make_unique<Commas>());
    return out;
}

struct Ran {
    std::string out;
    StreamResult result;
};

// `step`: how many bytes are read at once; `heard`: after how many writes nobody listens.
Ran run(std::string_view in, StreamOptions options = {}, std::size_t step = 7, std::size_t heard = 1u << 30) {
    const Pipeline shared = pipeline();
    Ran out;
    std::size_t at = 0, writes = 0;
    const StreamRead read = [&](char* into, std::size_t size) {
        const std::size_t count = std::min({step, size, in.size() - at});
        std::copy_n(in.data() + at, count, into);
        at += count;
        return static_cast<long>(count);
    };
    out.result = stream(shared, {}, options, read, [&](std::string_view bytes) {
        out.out += bytes;
        return ++writes < heard;
    });
    return out;
}

constexpr std::string_view kEmpty = ",\"jiaodui\":{\"findings\":[]}}";

}  // namespace

TEST_CASE("a record comes out with its text corrected and everything else as it was", "[stream]") {
    const Ran ran = run("{ \"a\" : [1, \"x,y\"], \"text\":\"你,\\u597d\" }\n");
    CHECK(ran.out ==
          "{ \"a\" : [1, \"x,y\"], \"text\":\"你，\\u597d\" "
          ",\"jiaodui\":{\"findings\":[{\"start\":1,\"end\":2,\"old\":\",\",\"new\":[\"，\"],\"rule\":\"toy/comma\","
          "\"tier\":\"safe\",\"confidence\":1,\"applied\":true,\"message\":\"逗号\",\"id\":\"" +
              ran.out.substr(ran.out.find("\"id\":\"") + 6, 16) + "\"}]}}\n");
    CHECK(run("{\"text\":\"\\u4f60,\"}\n").out.starts_with("{\"text\":\"\\u4f60\\uff0c\","));
    CHECK(run("{\"text\":\"好\"}").out == "{\"text\":\"好\"" + std::string(kEmpty));
    CHECK(run("{\"text\":\"\",\"jiaodui\":{\"old\":[1]},\"b\":2}\r\n").out ==
          "{\"text\":\"\",\"jiaodui\":{\"findings\":[]},\"b\":2}\r\n");
    CHECK(run("\n \n").out == "\n \n");
    CHECK(run("").out.empty());
}

TEST_CASE("a suggestion is told and not applied", "[stream]") {
    const Ran ran = run("{\"text\":\"好?\"}\n");
    CHECK(ran.out.starts_with("{\"text\":\"好?\","));
    CHECK(ran.out.find("\"applied\":false") != std::string::npos);
    CHECK(ran.result.findings == 1);
    CHECK(ran.result.changed == 0);
}

TEST_CASE("a bad line becomes an error with its number, the others are done", "[stream]") {
    const std::string in =
        "{\"text\":\"好\"}\n{\"text\":\"好\"\n[1]\n{\"other\":\"好\"}\n{\"text\":5}\n{\"text\":\"好\"}\n";
    const Ran ran = run(in);
    CHECK(ran.result.lines == 6);
    CHECK(ran.result.failed == 4);
    std::size_t at = 0;
    for (int line = 1; line <= 6; ++line) {
        const bool bad = line > 1 && line < 6;
        const std::string head =
            bad ? "{\"jiaodui\":{\"line\":" + std::to_string(line) + ",\"error\":" : "{\"text\":\"好\",";
        CHECK(ran.out.substr(at, head.size()) == head);
        at = ran.out.find('\n', at) + 1;
    }
    StreamOptions strict;
    strict.strict = true;
    const Ran stopped = run(in, strict, 1000);
    CHECK(stopped.result.failed == 1);
    CHECK(std::count(stopped.out.begin(), stopped.out.end(), '\n') == 2);
}

TEST_CASE("findings alone, with the record's name", "[stream]") {
    StreamOptions options;
    options.findings_only = true;
    options.id = "id";
    CHECK(run("{\"id\":{\"a\":[7]},\"text\":\"你,好\"}\n{\"text\":\"好\"}\n", options)
              .out.starts_with("{\"line\":1,\"record\":{\"a\":[7]},\"start\":1,\"end\":2,"));
}

TEST_CASE("the bytes do not depend on threads or on how they are read", "[stream]") {
    std::string in;
    for (int i = 0; i < 3000; ++i)
        in += "{\"id\":" + std::to_string(i) + ",\"text\":\"第" + std::string(static_cast<std::size_t>(i % 17), ',') +
              "行?\"}" + (i % 101 == 0 ? "x\n" : "\n");
    StreamOptions one;
    one.threads = 1;
    const std::string expected = run(in, one, 1u << 20).out;
    CHECK(std::count(expected.begin(), expected.end(), '\n') == 3000);
    for (const unsigned threads : {2u, 5u}) {
        for (const std::size_t step : {61u, 4096u, 1u << 20}) {
            StreamOptions options;
            options.threads = threads;
            CHECK(run(in, options, step).out == expected);
        }
    }
}

TEST_CASE("a reader that goes away ends the stream", "[stream]") {
    std::string in;
    for (int i = 0; i < 100000; ++i) in += "{\"text\":\"好\"}\n";
    const Ran ran = run(in, {}, 4096, 2);
    CHECK(ran.result.reader_gone);
    CHECK(ran.out.size() < in.size() / 2);
}

TEST_CASE("a line that is too long is an error, and what follows is done", "[stream]") {
    const std::string in = "{\"text\":\"" + std::string(kLongestLine + (1u << 20), 'a') + "\"}\n{\"text\":\"好\"}\n";
    const Ran ran = run(in, {}, 1u << 20);
    CHECK(ran.result.failed == 1);
    CHECK(ran.out.find("{\"text\":\"好\",") != std::string::npos);
}
