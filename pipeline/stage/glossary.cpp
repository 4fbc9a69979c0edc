// Tested by tests/unit/stage/glossary_test.cpp.
#include "pipeline/stage/glossary.hpp"

#include <algorithm>

#include "pipeline/lexicon/simplified_shadow.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/stage/book_marks.hpp"
#include "pipeline/stage/phrase.hpp"

namespace jiaodui {
namespace {

class GlossaryStage : public Stage {
  public:
    GlossaryStage(const StageInput& input, Problems& problems) : glossary_(input.glossary), words_(input.words) {
        for (const Rule& rule : input.rules.rules) {
            if (rule.stage != name() || !rule.on) continue;
            if (rule.kind == "glossary") (rule.id == "term/casing" ? casing_ : wrong_) = &rule;
            else if (rule.kind == "phrase") add_table_rules<PhraseRule>(tables_, rule, input, problems);
            else if (rule.kind == "book-marks") add_table_rules<BookMarksRule>(tables_, rule, input, problems);
            else problems.push_back(unknown_kind(rule));
        }
        tables_.compile();
    }

    [[nodiscard]] StageId name() const override { return "glossary"; }

    void propose(const Draft& draft, Proposals& out) const override {
        if (glossary_ != nullptr) propose_terms(draft, out);
        tables_.propose(draft, out);
    }

  private:
    void propose_terms(const Draft& draft, Proposals& out) const {
        std::vector<GlossaryHit> hits;
        Glossary::Context context{words_, draft.page.script == PageScript::traditional};
        std::string shadow;
        if (context.traditional_page && words_ != nullptr) context.shadow = shadow = shadow_.of(draft.text);
        for (const Region& region : draft.regions) glossary_->find(draft.text, region.at, context, hits);
        for (const GlossaryHit& hit : hits) {
            if (hit.fault == GlossaryFault::none) {
                if (hit.keeps) out.locks.push_back(DraftSpan(hit.at));
                continue;
            }
            const Rule* rule = hit.fault == GlossaryFault::casing ? casing_ : wrong_;
            if (rule == nullptr || draft.is_locked(hit.at)) continue;
            out.findings.push_back(finding(*rule, draft, hit));
            if (out.findings.back().tier == Tier::safe) out.locks.push_back(DraftSpan(hit.at));
        }
    }

    // An entry can only lower what the rule says.
    static Finding finding(const Rule& rule, const Draft& draft, const GlossaryHit& hit) {
        Finding out = finding_of(rule, DraftSpan(hit.at), slice(draft.text, hit.at), std::string(hit.want));
        out.tier = out.fix->tier = std::min(rule.tier, hit.tier);
        out.confidence *= hit.certainty;
        out.evidence = {std::string(hit.file), hit.line, std::string(hit.key), {}};
        if (!hit.note.empty()) out.evidence.facts.emplace_back("note", hit.note);
        if (!hit.source.empty()) out.evidence.facts.emplace_back("source", hit.source);
        if (hit.cuts_word) out.evidence.facts.emplace_back("cuts_word", "true");
        return out;
    }

    const Glossary* glossary_;
    const Words* words_;
    SimplifiedShadow shadow_;
    const Rule* wrong_ = nullptr;
    const Rule* casing_ = nullptr;
    PhraseScan tables_;
};

}  // namespace

std::unique_ptr<const Stage> make_glossary_stage(const StageInput& input, Problems& problems) {
    const std::size_t before = problems.size();
    auto stage = std::make_unique<const GlossaryStage>(input, problems);
    if (problems.size() != before) return nullptr;
    return stage;
}

}  // namespace jiaodui
