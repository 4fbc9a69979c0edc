// Matcher: one rule, compiled. What a rule's `kind` names.
//
// A matcher is immutable and shared between threads. It is asked once a draft (round 1) or once for each changed region
// (later rounds), for a range of the text and the signs in it. Ranges begin and end at region boundaries; between two
// regions stands a U+FFFC, so a matcher that looks at neighbours of a sign need not know where regions end.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/draft.hpp"
#include "pipeline/rule/rule.hpp"

namespace jiaodui {

class Words;

struct Scope {
    const Draft& draft;
    Span range;                   // bytes of draft.text
    std::span<const Sign> signs;  // of the range

    // Neighbours of a place; 0 at the ends of the text.
    [[nodiscard]] char32_t before(std::uint32_t at) const;
    [[nodiscard]] char32_t after(std::uint32_t at) const;
};

class Matcher {
  public:
    virtual ~Matcher() = default;
    virtual void find(const Scope& scope, std::vector<Finding>& out) const = 0;
};

// Reads a table that a rule names, by its path below dictionaries/. Used while compiling only.
using TableReader = std::function<Result<std::string>(std::string_view path)>;

// What matchers that look things up are made with.
struct MatcherSources {
    TableReader read;
    const Words* words = nullptr;  // none: nobody knows what a word is
};

// The matcher of a rule's kind; null, with a located problem, where the kind or a parameter is unknown or wrong.
// The rule and the words must outlive the matcher.
[[nodiscard]] std::unique_ptr<const Matcher> compile(const Rule& rule, const MatcherSources& from, Problems& problems);

// The kinds there are.
[[nodiscard]] std::span<const std::string_view> matcher_kinds();

// A matcher that is a function of rule and scope and needs nothing compiled.
using MatchFunction = void (*)(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// What makes a matcher that needs a table or state of its own. Null, with problems, where it cannot be made.
using MatcherFactory = std::unique_ptr<const Matcher> (*)(const Rule& rule, const MatcherSources& from,
                                                          Problems& problems);

}  // namespace jiaodui
