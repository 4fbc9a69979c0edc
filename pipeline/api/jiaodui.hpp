// The library, for other programs: open a project, check texts, mend them. This header stands alone: it needs nothing
// else of ours, and what it promises stays.
//
//   std::string problems;
//   auto proofreader = jiaodui::Proofreader::open({.folder = "."}, problems);
//   if (!proofreader) return complain(problems);
//   for (const jiaodui::TextFinding& found : proofreader->check("talk.md", text).findings) …
//
// A Proofreader may be used by several threads at a time. Nothing is thrown but std::bad_alloc. Nothing is ever written
// to disk. Texts are UTF-8; those in UTF-16, GB18030 or Big5 are recognised, and all that is said of them is of the
// same text in UTF-8.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jiaodui {

struct ProofreaderOptions {
    std::string folder = {};  // whose .jiaodui.yaml, glossaries and decisions are obeyed; empty: what is shipped, alone
    std::string resources =
        {};  // the folder of the shipped data; empty: JIAODUI_RESOURCES, else share/jiaodui beside the program
    bool english = false;  // messages
};

// One finding, in the order of the text; findings never overlap.
struct TextFinding {
    std::size_t byte_begin = 0, byte_end = 0;  // of the text
    std::size_t line = 1, column = 1;          // from 1; columns are code points
    std::string old_text;
    std::vector<std::string> new_texts;  // best first; empty: there is no correction; {""}: a deletion
    std::string rule;                    // group/name
    std::string tier;                    // safe, suggest, hint
    float confidence = 1.0f;             // 0..1
    std::string message;
    std::string id;  // the same in every run and format
};

struct TextReport {
    std::vector<TextFinding> findings;
    std::string fixed;  // the text with the safe tier applied
    std::string error;  // why the text could not be read, or its settings not be used; empty when all went well
};

class Proofreader {
  public:
    // Nothing where something is wrong; `problems` then says all of it, with places, a line each.
    [[nodiscard]] static std::optional<Proofreader> open(const ProofreaderOptions& options, std::string& problems);

    // A text as the file of this name would hold it: the name decides its format and which settings are its own.
    // Relative names are taken from the project's folder.
    [[nodiscard]] TextReport check(std::string_view name, std::string_view text) const;
    // The findings in a format of `jiaodui check --format`; `error` gets what `check` would say of it. Empty for a
    // format that does not exist.
    [[nodiscard]] std::string report(std::string_view name, std::string_view text, std::string_view format,
                                     std::string& error) const;

    Proofreader(Proofreader&&) noexcept;
    Proofreader& operator=(Proofreader&&) noexcept;
    ~Proofreader();

  private:
    struct Inside;
    explicit Proofreader(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace jiaodui
