// The Language Server Protocol (3.17) over a pair of file descriptors: what jiaodui finds, in any editor.
//
// Diagnostics are published for every open document, again after each change (changes that have already arrived are
// taken together first): at once without the stage that takes long, whose former findings stay in their places, and as
// a whole when the client has been still for a moment. Quick fixes for each finding, "fix all safe"
// (source.fixAll.jiaodui), words to keep and terms to add to the project's glossary, a comment that silences a line,
// and the rule's page on hover. Positions are of the encoding that the client prefers among UTF-8, UTF-16 and UTF-32;
// UTF-16 where it says nothing.
//
// The server knows nothing of projects: what it needs of one stands in LspHost. One thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pipeline/base/message.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

enum class LspLook : std::uint8_t { quick, whole };

struct LspHost {
    // A text as the file of this path would hold it; an Error where it cannot be read. A quick look does without
    // `slow_stage`.
    std::function<Result<Outcome>(const std::string& path, const std::string& text, LspLook look)> check;
    StageId slow_stage;
    // The page of a rule, in Markdown; empty where there is none.
    std::function<std::string(std::string_view rule)> page;
    // An entry for the project's glossary; a term of its own where `wrong` is empty.
    std::function<Result<void>(const std::string& wrong, const std::string& term)> add_term;
    std::function<Result<void>(const std::string& word)> keep_word;
    // Configuration or glossaries have changed.
    std::function<Result<void>()> reload;
    Lang lang = Lang::zh;
    std::string version;
};

// Serves until the client says `exit` or goes away. 0 when it said `shutdown` before, else 1.
[[nodiscard]] int serve_lsp(int in, int out, const LspHost& host);

}  // namespace jiaodui
