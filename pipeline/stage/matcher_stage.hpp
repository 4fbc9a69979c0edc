// MatcherStage: a stage that is nothing but its rules, each compiled to a Matcher.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/rule/matcher.hpp"
#include "pipeline/rule/sign_set.hpp"
#include "pipeline/stage/stage.hpp"

namespace jiaodui {

class MatcherStage : public Stage {
  public:
    struct Asked {
        std::unique_ptr<const Matcher> matcher;
        SignSet wanted;  // it is asked only where one of these stands
    };

    // The name must be a literal of the stage catalogue.
    MatcherStage(StageId name, std::vector<Asked> matchers, bool first_round_only = false)
        : name_(name), matchers_(std::move(matchers)), first_round_only_(first_round_only) {}

    [[nodiscard]] StageId name() const override { return name_; }
    void propose(const Draft& draft, Proposals& out) const override;
    [[nodiscard]] bool first_round_only() const override { return first_round_only_; }

  private:
    StageId name_;
    std::vector<Asked> matchers_;
    bool first_round_only_;
};

}  // namespace jiaodui
