// How fast the parts are, each on its own, on a page of about a megabyte (samples/long-talk.md, repeated).
//
//   cmake --preset release -DJIAODUI_BENCH=ON && cmake --build --preset release --target bench_parts
//   build/release/tests/bench/bench_parts                          # all, bytes per second of page
//   build/release/tests/bench/bench_parts --benchmark_filter=stage --benchmark_repetitions=5
//
// Needs Google Benchmark (Debian: libbenchmark-dev). Figures are of one thread; compare those of one machine at one
// time only, and leave it alone meanwhile. What users wait for is measured by compare.sh.
#include <benchmark/benchmark.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/base/file.hpp"
#include "pipeline/edit/history.hpp"
#include "pipeline/edit/weave.hpp"
#include "pipeline/emit/emitter.hpp"
#include "pipeline/engine/assemble.hpp"
#include "pipeline/engine/proofread.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/text/sign_index.hpp"
#include "pipeline/text/utf8.hpp"

using namespace jiaodui;
using benchmark::State;

namespace {

constexpr std::size_t kSize = 1 << 20;

// The sample's text behind its front matter, as often as it takes, with the front matter once.
std::string page_of(const char* sample) {
    const Result<std::string> text = read_file(std::string(JIAODUI_SOURCE_DIR "/samples/") + sample);
    if (!text) std::abort();
    const std::size_t body = text->starts_with("---\n") ? text->find("\n---\n", 4) + 5 : 0;
    std::string out = *text;
    while (out.size() < kSize) out.append("\n\n").append(*text, body);
    return out;
}

const std::string& page() {
    static const std::string text = page_of("long-talk.md");
    return text;
}

std::shared_ptr<const Document> document_of(const std::string& text) {
    Result<Document> document = read("long-talk.md", text, Format::wikijs);
    if (!document) std::abort();
    set_page_script(*document, Settings{});
    return std::make_shared<const Document>(std::move(*document));
}

const std::shared_ptr<const Document>& document() {
    static const auto made = document_of(page());
    return made;
}

const Library& library() {
    static const Library opened = std::move(*Library::open(Resources::at(JIAODUI_SHARE)));
    return opened;
}

std::shared_ptr<const Pipeline> pipeline_of(std::vector<std::string> stages) {
    Settings settings;
    settings.stages = std::move(stages);
    Problems problems;
    auto made = assemble(
        library(), settings, [](const std::string&) -> Result<std::string> { return Error{}; }, problems);
    if (!made) std::abort();
    return made;
}

const Pipeline& pipeline() {
    static const auto made = pipeline_of({});
    return *made;
}

ProofreadOptions options() {
    ProofreadOptions out;
    out.same_structure = [](const Document& before, std::string_view after) { return same_structure(before, after); };
    return out;
}

void count_bytes(State& state, std::size_t bytes) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

void text_first_invalid(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(utf8::first_invalid(page()));
    count_bytes(state, page().size());
}
BENCHMARK(text_first_invalid);

void text_sign_index(State& state) {
    SignIndex index;
    for (auto _ : state) index.build(document()->view);
    count_bytes(state, page().size());
}
BENCHMARK(text_sign_index);

void read_wikijs(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(read("a.md", page(), Format::wikijs));
    count_bytes(state, page().size());
}
BENCHMARK(read_wikijs)->Unit(benchmark::kMillisecond);

void read_plain(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(read("a.txt", page(), Format::plain));
    count_bytes(state, page().size());
}
BENCHMARK(read_plain)->Unit(benchmark::kMillisecond);

void read_structure(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(structure_of(page(), Format::wikijs));
    count_bytes(state, page().size());
}
BENCHMARK(read_structure)->Unit(benchmark::kMillisecond);

void lexicon_page_script(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(script_of(document()->view));
    count_bytes(state, page().size());
}
BENCHMARK(lexicon_page_script);

// The terms of the shipped glossaries as plain phrases.
void lexicon_phrases(State& state) {
    Glossary glossary;
    auto file = MappedFile::open(library().resources.path("glossary.bin"));
    if (!file || !glossary.add(std::move(*file))) std::abort();
    std::vector<std::string_view> terms;
    for (const GlossaryTerm& term : glossary.terms()) terms.push_back(term.term);
    const PhraseMatcher matcher = PhraseMatcher::build(terms);
    std::vector<PhraseHit> hits;
    const std::string& view = document()->view;
    for (auto _ : state) {
        hits.clear();
        matcher.find_longest(view, {0, static_cast<std::uint32_t>(view.size())}, hits);
    }
    state.counters["hits"] = static_cast<double>(hits.size());
    count_bytes(state, page().size());
}
BENCHMARK(lexicon_phrases)->Unit(benchmark::kMillisecond);

void lexicon_t2s(State& state) {
    const auto converter = ScriptConverter::load("t2s");
    const std::string text = page_of("traditional.md");
    if (!converter) std::abort();
    for (auto _ : state) benchmark::DoNotOptimize((*converter)->convert(text));
    count_bytes(state, text.size());
}
BENCHMARK(lexicon_t2s)->Unit(benchmark::kMillisecond);

// What one stage says to the page as it is, nothing applied.
void one_stage(State& state, const std::string& name) {
    const auto only = pipeline_of({name});
    const History history(document());
    std::size_t findings = 0;
    for (auto _ : state) {
        Proposals proposals;
        for (const auto& stage : only->stages) stage->propose(history.draft(1), proposals);
        findings = proposals.findings.size();
    }
    state.counters["findings"] = static_cast<double>(findings);
    count_bytes(state, page().size());
}

// Everything the stages say, in one call.
std::vector<Finding> all_findings(const Draft& draft) {
    Proposals proposals;
    for (const auto& stage : pipeline().stages) stage->propose(draft, proposals);
    return std::move(proposals.findings);
}

void edit_resolve(State& state) {
    const History history(document());
    const Draft draft = history.draft(1);
    const std::vector<Finding> findings = all_findings(draft);
    for (auto _ : state) benchmark::DoNotOptimize(resolve(draft, findings, {}, Policy{}));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * findings.size()));
    count_bytes(state, page().size());
}
BENCHMARK(edit_resolve)->Unit(benchmark::kMillisecond);

// resolve, apply and carrying everything forward: a History from start to end with one revision.
void edit_history(State& state) {
    const std::vector<Finding> findings = all_findings(History(document()).draft(1));
    for (auto _ : state) {
        History history(document());
        history.take("all", 1, {findings, {}}, Policy{}, {});
        benchmark::DoNotOptimize(history.finish());
    }
    count_bytes(state, page().size());
}
BENCHMARK(edit_history)->Unit(benchmark::kMillisecond);

void edit_weave(State& state) {
    const auto anchors = anchors_of(*document());
    for (auto _ : state) benchmark::DoNotOptimize(Weaver(*document(), document()->view, anchors).whole());
    count_bytes(state, page().size());
}
BENCHMARK(edit_weave)->Unit(benchmark::kMillisecond);

void whole_proofread(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(proofread(pipeline(), document(), options()));
    count_bytes(state, page().size());
}
BENCHMARK(whole_proofread)->Unit(benchmark::kMillisecond);

void whole_assemble(State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(pipeline_of({}));
}
BENCHMARK(whole_assemble)->Unit(benchmark::kMillisecond);

void emit_jsonl(State& state) {
    const Outcome outcome = proofread(pipeline(), document(), options());
    std::size_t written = 0;
    for (auto _ : state) {
        std::ostringstream out;
        const auto emitter = make_emitter("jsonl", out, EmitOptions{});
        emitter->begin({});
        emitter->file(outcome);
        written = static_cast<std::size_t>(out.tellp());
    }
    state.counters["entries"] = static_cast<double>(outcome.entries.size());
    count_bytes(state, written);  // of what is written
}
BENCHMARK(emit_jsonl)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int count, char** values) {
    for (const auto& stage : pipeline().stages) {
        const std::string name(stage->name());
        benchmark::RegisterBenchmark(("stage_" + name).c_str(), [name](State& state) {
            one_stage(state, name);
        })->Unit(benchmark::kMillisecond);
    }
    benchmark::Initialize(&count, values);
    if (benchmark::ReportUnrecognizedArguments(count, values)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
