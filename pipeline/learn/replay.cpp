// Tested by tests/unit/learn/proposals_test.cpp and tests/cli/learn_proposals.md.
#include "pipeline/learn/replay.hpp"

#include <algorithm>

#include "pipeline/rule/glossary.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr int kShown = 12;  // characters of context

std::string context_before(std::string_view text, std::uint32_t at) {
    std::uint32_t begin = at;
    for (int n = 0; n < kShown; ++n) {
        const auto got = utf8::decode_before(text, begin);
        if (got.length == 0 || got.ch == '\n') break;
        begin -= got.length;
    }
    return std::string(text.substr(begin, at - begin));
}

std::string context_after(std::string_view text, std::uint32_t at) {
    std::uint32_t end = at;
    for (int n = 0; n < kShown; ++n) {
        const auto got = utf8::decode(text, end);
        if (got.length == 0 || got.ch == '\n') break;
        end += got.length;
    }
    return std::string(text.substr(at, end - at));
}

}  // namespace

std::vector<ReplayEntry> replay(std::span<const GlossaryEntry> entries, std::span<const ReplayPage> pages,
                                const Words* words, std::size_t most_shown) {
    std::vector<ReplayEntry> out(entries.size());
    std::vector<GlossaryEntry> numbered(entries.begin(), entries.end());
    for (std::size_t i = 0; i < numbered.size(); ++i) {  // a hit names the line of its entry
        numbered[i].file = "replay";
        numbered[i].line = static_cast<std::uint32_t>(i + 1);
        for (WrongForm& wrong : numbered[i].wrong) wrong.line = numbered[i].line;
    }
    Glossary glossary;
    if (entries.empty() || !glossary.add(glossary_pack(numbered, {}))) return out;
    std::vector<GlossaryHit> hits;
    for (std::uint32_t number = 0; number < pages.size(); ++number) {
        const std::string_view text = pages[number].text;
        for (std::uint32_t begin = 0; begin < text.size();) {
            const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
            hits.clear();
            glossary.find(text, {begin, end}, {words, false}, hits);
            for (const GlossaryHit& hit : hits) {
                if (hit.line == 0 || hit.line > out.size()) continue;
                ReplayEntry& entry = out[hit.line - 1];
                if (hit.fault == GlossaryFault::none) {
                    ++entry.right;
                    continue;
                }
                ++entry.hits;
                entry.safe_hits += hit.tier == Tier::safe ? 1 : 0;
                if (entry.first.size() >= most_shown) continue;
                entry.first.push_back({pages[number].file, number, context_before(text, hit.at.begin),
                                       std::string(slice(text, hit.at)), std::string(hit.want),
                                       context_after(text, hit.at.end), hit.tier});
            }
            begin = end + 1;
        }
    }
    return out;
}

}  // namespace jiaodui
