// ReviewServer: the review page, served. What it serves comes from a ReviewDesk, which knows files, decisions and how
// they are written.
//
//   GET  /api/start            the files, whether text is to be pasted, and the media
//   GET  /api/page?file=F      one page as page_json() has it
//   GET  /api/events?since=N   waits until something changed on disk, or a while
//   POST /api/decide           lines of decisions, taken down before the answer
//   POST /api/undo             the same lines, taken back
//   POST /api/write            writes what has been accepted
//   POST /api/paste            {"text":…} → a page
//   GET  /api/steps?file=F     the steps of the work on a page, and what each has left
//   POST /api/step             {"file":…,"step":…,"skipped":…}: it was done, or is skipped → the steps
//   POST /api/stop             ends
//
// The desk is asked by one thread at a time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/base/result.hpp"

namespace jiaodui {

class ReviewDesk {
  public:
    virtual ~ReviewDesk() = default;
    [[nodiscard]] virtual std::vector<std::string> files() const = 0;  // none: text is to be pasted
    [[nodiscard]] virtual Result<std::string> page(const std::string& file) = 0;
    [[nodiscard]] virtual Result<void> decide(std::string_view lines, bool take_back) = 0;
    [[nodiscard]] virtual Result<std::string> write() = 0;  // JSON: message, stale, pages, commit
    [[nodiscard]] virtual Result<std::string> paste(std::string text) = 0;
    // A wrong and a right form for the project's glossary; what came of it, for people. Nothing where the project names
    // no glossary.
    [[nodiscard]] virtual bool has_glossary() const = 0;
    [[nodiscard]] virtual Result<std::string> add_term(const std::string& wrong, const std::string& right) = 0;
    // The steps of the whole work on a page as a JSON list, each with its state and command; notes that one was done or
    // is skipped. Nothing where pages are not worked on so.
    [[nodiscard]] virtual bool has_steps() const = 0;
    [[nodiscard]] virtual Result<std::string> steps(const std::string& file) = 0;
    [[nodiscard]] virtual Result<void> note_step(const std::string& file, std::string_view step, bool skipped) = 0;
    // Files that are not on disk as they were when page() or write() last looked.
    [[nodiscard]] virtual std::vector<std::string> changed() = 0;
};

struct ServeOptions {
    Lang lang = Lang::zh;
    std::string media;  // path of a file, or empty
};

// Returns when the page says that it is done, or when `ends` turns true. `ready` is told the address as soon as it may
// be opened.
[[nodiscard]] Result<void> serve_review(ReviewDesk& desk, const ServeOptions& options,
                                        const std::function<void(const std::string&)>& ready,
                                        const std::function<bool()>& ends);

}  // namespace jiaodui
