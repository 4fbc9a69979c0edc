// Pipeline: the stages of a run, made once from settings and data, immutable, shared between threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/stage/stage.hpp"

namespace jiaodui {

struct Pipeline {
    std::shared_ptr<const RuleBook> rules;  // outlives every finding
    std::shared_ptr<const void> holdings;   // what the stages point to: glossary, word list
    std::vector<std::unique_ptr<const Stage>> stages;
    float min_confidence = 0.5f;  // suggestions below are `declined`
};

}  // namespace jiaodui
