// Tested by tests/cli/*.md and tests/api/api_test.cpp.
#include "pipeline/api/page.hpp"

#include "pipeline/engine/proofread.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/text/line_index.hpp"

namespace jiaodui {
namespace {

// What stands on no line of these has been there before: known debt.
std::vector<std::optional<Fate>> fates_off(const LineRanges& lines, const Outcome& outcome,
                                           std::vector<std::optional<Fate>> fates) {
    const LineIndex index(outcome.document->bytes);
    fates.resize(outcome.entries.size());
    for (std::size_t e = 0; e < outcome.entries.size(); ++e) {
        const Span at = outcome.entries[e].at;
        const std::uint32_t last = at.empty() ? at.end : at.end - 1;
        if (!fates[e] && !touches(lines, index.line_of(at.begin), index.line_of(last))) fates[e] = Fate::baselined;
    }
    return fates;
}

}  // namespace

Result<Document> read_document(std::string name, std::string bytes, const Settings& settings) {
    ReadAs as;
    as.text_field = settings.text_column;
    as.encoding = settings.encoding;
    as.page = name == "-";  // standard input without a name is taken for a page
    if (settings.profile == "plain") as.pages = Format::markdown;
    if (!settings.input_format.empty()) {
        const Result<Format> named = format_named(settings.input_format);
        if (!named) return named.error();
        as.format = *named;
    }
    return read(std::move(name), std::move(bytes), as);
}

Outcome proofread_page(const Project& project, const Project::Plan& plan, Document document, const std::string& file,
                       const PageOptions& options) {
    set_page_script(document, plan.settings);
    ProofreadOptions asked;
    asked.policy = options.policy;
    asked.check_always = options.writes;
    asked.same_structure = [](const Document& before, std::string_view after) { return same_structure(before, after); };
    const Decisions& decisions = project.decisions();
    if (!decisions.empty() || options.lines != nullptr) {
        asked.decide = [&](const Outcome& outcome) {
            auto fates = decisions.fates(outcome, file);
            return options.lines != nullptr ? fates_off(*options.lines, outcome, std::move(fates)) : fates;
        };
    }
    Outcome outcome = proofread(*plan.pipeline, std::make_shared<const Document>(std::move(document)), asked);
    const Rule* regressed = plan.pipeline->rules->find("meta/regressed");
    decisions.mark(outcome, file, regressed == nullptr || regressed->on);
    return outcome;
}

}  // namespace jiaodui
