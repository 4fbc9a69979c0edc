// A stage for tests: offers texts for every occurrence of a word; and pages to read it on.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/engine/proofread.hpp"
#include "pipeline/read/reader.hpp"

namespace jiaodui::testing {

class Offer : public Stage {
  public:
    Offer(RuleId rule, std::string from, std::vector<std::string> texts, Tier tier = Tier::suggest)
        : rule_(rule), from_(std::move(from)), texts_(std::move(texts)), tier_(tier) {}
    StageId name() const override { return "toy"; }
    void propose(const Draft& draft, Proposals& out) const override {
        for (std::size_t at = draft.text.find(from_); at != std::string_view::npos;
             at = draft.text.find(from_, at + from_.size())) {
            const auto begin = static_cast<std::uint32_t>(at);
            Finding finding = replacement(
                rule_, tier_, DraftSpan{begin, begin + static_cast<std::uint32_t>(from_.size())}, texts_.front(), {});
            finding.others.assign(texts_.begin() + 1, texts_.end());
            out.findings.push_back(std::move(finding));
        }
    }

  private:
    RuleId rule_;
    std::string from_;
    std::vector<std::string> texts_;
    Tier tier_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline Pipeline offering(const Pairs& pairs) {
    Pipeline pipeline;
    for (const auto& [from, to] : pairs)
        pipeline.stages.push_back(std::make_unique<Offer>("t/a", from, std::vector<std::string>{to}));
    return pipeline;
}

inline Outcome proofread_text(const Pipeline& pipeline, const std::string& text, const std::string& name = "a.md") {
    auto document = read(name, text, Format::wikijs);
    return proofread(pipeline, std::make_shared<const Document>(std::move(*document)), {});
}

}  // namespace jiaodui::testing
