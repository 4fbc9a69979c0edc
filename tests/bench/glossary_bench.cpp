// What the glossary says to a corpus, and how fast: bench_glossary SHARE FILE…; with LIST=1 in the environment every
// fault is printed with its surroundings. Each line of a file counts as a region.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "pipeline/base/file.hpp"
#include "pipeline/rule/glossary.hpp"

using namespace jiaodui;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void list(std::string_view text, Span line, const GlossaryHit& hit) {
    std::uint32_t begin = hit.at.begin, end = hit.at.end;
    for (int n = 0; n < 24 && begin > line.begin; ++n) --begin;
    while (begin > line.begin && (text[begin] & 0xC0) == 0x80) --begin;
    for (int n = 0; n < 24 && end < line.end; ++n) ++end;
    while (end < line.end && (text[end] & 0xC0) == 0x80) ++end;
    std::printf("%s\t%s\t%s%s\t%s\n", std::string(name_of(hit.tier)).c_str(), std::string(slice(text, hit.at)).c_str(),
                std::string(hit.want).c_str(), hit.cuts_word ? " (cut)" : "",
                std::string(text.substr(begin, end - begin)).c_str());
}

}  // namespace

int main(int count, char** values) {
    if (count < 3) return 2;
    const std::string share = values[1];
    const double start = now();
    Glossary glossary;
    auto file = MappedFile::open(share + "/glossary.bin");
    if (!file || !glossary.add(std::move(*file))) return 1;
    const double loaded = now();
    const auto words = Words::load(share + "/words.bin");
    if (!words) return 1;
    std::size_t bytes = 0, right = 0;
    double spent = 0;
    std::map<std::string, std::size_t> faults;
    for (int i = 2; i < count; ++i) {
        const auto text = read_file(values[i]);
        if (!text) return 1;
        bytes += text->size();
        std::vector<GlossaryHit> hits;
        for (std::uint32_t at = 0; at < text->size();) {
            const auto end = static_cast<std::uint32_t>(std::min(text->find('\n', at), text->size()));
            hits.clear();
            const double before = now();
            glossary.find(*text, {at, end}, {&*words, false}, hits);
            spent += now() - before;
            for (const GlossaryHit& hit : hits) {
                if (hit.fault == GlossaryFault::none) ++right;
                else ++faults[std::string(name_of(hit.tier)) + (hit.cuts_word ? " (cut)" : "")];
                if (hit.fault != GlossaryFault::none && std::getenv("LIST") != nullptr) list(*text, {at, end}, hit);
            }
            at = end + 1;
        }
    }
    std::fprintf(stderr, "%zu entries loaded in %.3f ms; %zu bytes, %.1f MB/s, %zu right", glossary.entries(),
                 (loaded - start) * 1e3, bytes, static_cast<double>(bytes) / spent / 1e6, right);
    for (const auto& [name, n] : faults) std::fprintf(stderr, ", %zu %s", n, name.c_str());
    std::fprintf(stderr, "\n");
}
