// Glob and GlobList: patterns of paths, with the meaning that gitignore(5) gives them, because that is the one people
// know.
//
// A pattern with a slash at its head or within is tied to the folder it belongs to; any other matches at every depth.
// `*` and `?` match within one name, `**` as a whole name matches any number of folders, `[a-z]` `[!a-z]` one
// character (a code point), `\` takes the next sign literally. A slash at the end means: only folders. In a list the
// last pattern that matches decides, and `!` in front takes a path out again; what lies in an excluded folder stays
// excluded. Paths are relative to the folder, `/`-separated, without `./` or `..`.
//
// Matching takes time in proportion to pattern × path at most, whatever the pattern.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class Glob {
  public:
    // An Error for an empty pattern or one with an open bracket; its place is left to the caller.
    [[nodiscard]] static Result<Glob> parse(std::string_view pattern);

    [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;
    [[nodiscard]] bool negated() const { return negated_; }

  private:
    std::vector<std::string> names_;  // between the slashes; "**" stands for any number of names
    bool negated_ = false;
    bool folders_only_ = false;
};

class GlobList {
  public:
    [[nodiscard]] Result<void> add(std::string_view pattern);
    // The lines of an ignore file: comments and blank lines are left out, trailing blanks too; a line that is no
    // pattern matches nothing, as in git.
    void add_ignore_file(std::string_view text);

    [[nodiscard]] bool empty() const { return globs_.empty(); }
    // What the last matching pattern says of this very path: in (true), out again (false), nothing.
    [[nodiscard]] std::optional<bool> verdict(std::string_view path, bool is_folder) const;
    // True when the path, or a folder above it, is in.
    [[nodiscard]] bool covers(std::string_view path, bool is_folder = false) const;

  private:
    std::vector<Glob> globs_;
};

// True when the text has a sign that means something in a pattern.
[[nodiscard]] bool is_pattern(std::string_view text);

// The folders that a pattern names before its first such sign, with the slash: "a/b/" of "a/b/*.md".
[[nodiscard]] std::string fixed_part(std::string_view pattern);

// One name (no slashes) against one name of a pattern.
[[nodiscard]] bool name_matches(std::string_view pattern, std::string_view name);

}  // namespace jiaodui
