// IgnoreFiles: which paths the `.gitignore` and `.jiaoduiignore` files of a tree leave out.
//
// Lines mean what gitignore(5) says; a file speaks for its folder and below, the inner one before the outer one. A
// `.jiaoduiignore` has the last word over every `.gitignore`. A `.gitignore` is about what git keeps, so it only
// concerns what is found by walking; `.jiaoduiignore` is about us, so it also concerns paths that are named (a hook
// names all).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/conf/glob.hpp"

namespace jiaodui {

// The ignore files of the folders from the root down to one folder; entered and left like a stack.
class IgnoreFiles {
  public:
    // Reads the ignore files of `folder`, whose path relative to the root is `relative` (empty for the root itself).
    void enter(const std::string& folder, std::string_view relative);
    void leave() { levels_.pop_back(); }

    enum class Which : std::uint8_t { own, both };

    // Paths are relative to the root. Of this very path:
    [[nodiscard]] bool leaves_out(std::string_view path, bool is_folder, Which which = Which::both) const;
    // Of the path or a folder above it, those within the first `from` bytes excepted.
    [[nodiscard]] bool covers(std::string_view path, bool is_folder, Which which, std::size_t from = 0) const;

  private:
    struct Level {
        std::size_t prefix = 0;  // bytes of a path that lead to this folder, with the slash
        GlobList git;
        GlobList own;
    };
    std::vector<Level> levels_;
};

}  // namespace jiaodui
