// Resources: the data that are shipped with the program (compiled rules, dictionaries), wherever it was put.
//
// They are looked for beside the running program, so that an installed tree can be moved and a build tree works as it
// stands: `<program>/../share/jiaodui`, then `<program>/share/jiaodui`. The variable JIAODUI_RESOURCES, when set, is
// the only place. Immutable; shared between threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class Resources {
  public:
    // An Error names every place that was tried.
    [[nodiscard]] static Result<Resources> find();
    // The data in this folder; nothing is checked.
    [[nodiscard]] static Resources at(std::string folder) { return Resources(std::move(folder)); }

    // The path of a resource; `relative` is `/`-separated, without `..`.
    [[nodiscard]] std::string path(std::string_view relative) const;
    [[nodiscard]] Result<std::string> read_text(std::string_view relative) const;
    // The path of a module (a part of the program in a shared library of its own, as what it links is slow to load or
    // may be missing) by its file's name, beside the program in the build tree as when installed; empty when it is not
    // there.
    [[nodiscard]] std::string module(std::string_view name) const;
    [[nodiscard]] const std::string& folder() const { return folder_; }

  private:
    explicit Resources(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
};

}  // namespace jiaodui
