// Tested by tests/unit/stage/regex_test.cpp.
#include "pipeline/stage/regex.hpp"

#include "pipeline/rule/regex.hpp"
#include "pipeline/stage/phrase.hpp"

namespace jiaodui {
namespace {

class RegexStage : public Stage {
  public:
    RegexStage(const StageInput& input, Problems& problems) {
        for (const Rule& rule : input.rules.rules) {
            if (rule.stage != name() || !rule.on) continue;
            if (rule.kind == "regex") add_pattern(rule, problems);
            else if (rule.kind == "phrase") add_table_rules<PhraseRule>(tables_, rule, input, problems);
            else problems.push_back(unknown_kind(rule));
        }
        set_.compile();
        tables_.compile();
    }

    [[nodiscard]] StageId name() const override { return "regex"; }

    void propose(const Draft& draft, Proposals& out) const override {
        std::vector<RegexHit> hits;
        for (const Region& region : draft.regions) {
            hits.clear();
            set_.find_all(draft.text, region.at, hits);
            for (const RegexHit& hit : hits) {
                const Rule& rule = *rules_[hit.pattern];
                const std::string_view old_text = slice(draft.text, hit.at);
                if (draft.is_locked(hit.at) || (has_fix_[hit.pattern] && hit.text == old_text)) continue;
                out.findings.push_back(has_fix_[hit.pattern] ? finding_of(rule, DraftSpan(hit.at), old_text, hit.text)
                                                             : remark_of(rule, DraftSpan(hit.at), old_text));
                out.findings.back().evidence.key = rule.text("pattern");
            }
        }
        tables_.propose(draft, out);
    }

  private:
    void add_pattern(const Rule& rule, Problems& problems) {
        const auto added = set_.add(rule.text("pattern"), rule.text("replace"), {rule.file, 0, 0});
        if (!added) {
            problems.push_back(added.error());
            return;
        }
        rules_.push_back(&rule);
        has_fix_.push_back(rule.param("replace") != nullptr);
    }

    RegexSet set_;
    std::vector<const Rule*> rules_;  // of each pattern
    std::vector<bool> has_fix_;
    PhraseScan tables_;
};

}  // namespace

std::unique_ptr<const Stage> make_regex_stage(const StageInput& input, Problems& problems) {
    const std::size_t before = problems.size();
    auto stage = std::make_unique<const RegexStage>(input, problems);
    if (problems.size() != before) return nullptr;
    return stage;
}

}  // namespace jiaodui
