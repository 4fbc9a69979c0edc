// Glossaries: as people write them (YAML, TSV, one term a line) and compiled. What the readers accept is packed, looked
// up in a text and linted; compiled bytes are refused or can be used. The first byte chooses, a NUL parts the glossary
// from the text.
#include <algorithm>

#include "pipeline/rule/glossary.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace jiaodui;

namespace {

constexpr std::string_view kProse = "马杜公说GPT4O和智浦，OpenAi的杜公馆；a.b@c，馬督工說臺灣。";

void look_up(const Glossary& glossary, std::string_view text) {
    for (const bool traditional : {false, true}) {
        std::vector<GlossaryHit> hits;
        glossary.find(text, {0, static_cast<std::uint32_t>(text.size())}, {fuzz::shipped().words.get(), traditional},
                      hits);
        std::uint32_t done = 0;
        for (const GlossaryHit& hit : hits) {
            fuzz::require(done <= hit.at.begin && hit.at.begin < hit.at.end && hit.at.end <= text.size(),
                          "hits are in order");
            fuzz::require(!utf8::first_invalid(slice(text, hit.at)), "hits are whole characters");
            if (hit.fault != GlossaryFault::none)
                fuzz::require(slice(text, hit.at) != hit.want, "a fault has another right form");
            done = hit.at.end;
        }
    }
    (void)glossary.terms();
    (void)glossary.keeps();
}

void written(std::string_view text, const std::string& file, std::string_view prose) {
    Problems problems;
    const std::vector<GlossaryEntry> entries = glossary_load(text, file, problems);
    for (const Error& problem : problems)
        fuzz::require(!problem.message.en.empty(), "a problem is said in both languages");
    const std::string packed = glossary_pack(entries, {});
    fuzz::require(packed.size() % 8 == 0, "the packed size is a multiple of 8");
    Glossary glossary;
    fuzz::require(glossary.add(packed).has_value(), "what was packed can be read", text);
    fuzz::require(glossary.entries() == entries.size(), "every entry is there");
    look_up(glossary, prose);
    (void)glossary_lint(entries, fuzz::shipped().words.get());
    (void)glossary_test(entries, glossary, fuzz::shipped().words.get());
    if (!problems.empty()) return;
    if (const auto added = glossary_add(text, file, "马杜公", "马督工")) {
        problems.clear();
        (void)glossary_load(*added, file, problems);
        fuzz::require(problems.empty(), "a glossary that was added to can be read", *added);
    }
}

// Aligned as a mapped file would be.
void compiled(std::string_view bytes, std::string_view prose) {
    Glossary glossary;
    if (glossary.add(std::string(bytes))) look_up(glossary, prose);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    if (size > (1u << 16)) return 0;
    const unsigned choice = fuzz::choose(text, 4);
    if (choice == 3) {
        compiled(text, kProse);
        return 0;
    }
    const std::size_t end = std::min(text.find('\0'), text.size());
    std::string_view prose = text.substr(std::min(end + 1, text.size()));
    if (prose.empty() || utf8::first_invalid(prose)) prose = kProse;
    written(text.substr(0, end), choice == 0 ? "a.yaml" : choice == 1 ? "a.tsv" : "a.txt", prose);
    return 0;
}
