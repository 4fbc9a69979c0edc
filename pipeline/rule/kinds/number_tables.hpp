// NumberTables: the words around a number that say what it is, from the parameters of the rule (spoken_number.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/rule/rule.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

struct NumberTables {
    explicit NumberTables(const Rule& rule);

    std::vector<std::string> phone, lunar, eras;

    struct Unit {
        std::uint32_t size = 0;  // bytes
        bool measures = false;   // makes even a small number a quantity
    };
    // The longest unit that stands here.
    [[nodiscard]] std::optional<Unit> unit_at(std::string_view text, std::uint32_t at) const;
    // A phrase of `keep` shares text with the span and holds it, or more of it than one edge.
    [[nodiscard]] bool keeps(std::string_view text, Span at) const;

  private:
    std::vector<std::pair<std::string, bool>> units_;  // longest first
    std::vector<std::string> keep_;
};

}  // namespace jiaodui
