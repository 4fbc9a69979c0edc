// Directives: what a page says about its own findings, in comments.
//
//   <!-- jiaodui-disable-line [rule …] -->   at the end of the line: no findings (of these rules) on this line
//   <!-- jiaodui-disable [rule …] -->        on a line of its own beside blank lines: from here on
//   <!-- jiaodui-enable [rule …] -->         … until here
//   <!-- jiaodui-disable-file [rule …] -->   anywhere: the whole file
//
// A rule is a rule id, a group (`punct/*`) or absent (every rule). A directive that silences nothing is itself
// reported (meta/unused).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

struct Directive {
    SourceSpan at;                   // the comment
    SourceSpan scope;                // where it silences
    std::vector<std::string> rules;  // empty: every rule
};

// True when the pattern is the rule's id, its group (`punct/*`), or `*`.
[[nodiscard]] bool rule_matches(std::string_view pattern, std::string_view rule);

// Collects directives from the comments of a file, which are given in order; finish() closes open blocks.
class DirectiveReader {
  public:
    explicit DirectiveReader(std::string_view source) : source_(source) {}

    // The body of a comment (without its delimiters) and where the whole comment stands. Other comments are ignored.
    void comment(SourceSpan at, std::string_view body);
    [[nodiscard]] std::vector<Directive> finish();

  private:
    std::string_view source_;
    std::vector<Directive> found_;
    std::vector<std::size_t> open_;
};

}  // namespace jiaodui
