// Session: a review as a model. What is asked, in which order, what has been answered, and what will be written. There
// is no terminal and no browser in it, so that all of them share it.
//
// The law. Every answer is on disk before the session goes on (DecisionStore::change), keyed anew together with the
// other decisions of its page. A session that starts on the same pages finds its answers again. undo() takes back one
// answer, group answers whole. Nothing is written to a page before write().
//
// Not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/tier.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/review/page_plan.hpp"
#include "pipeline/review/placed.hpp"

namespace jiaodui {

enum class Order : std::uint8_t {
    group,     // by page; within a page first the pairs that are suggested several times, the most frequent first, then
               // the rest
    document,  // as they stand
    risk,      // the least certain first
};

struct SessionOptions {
    Tier tier = Tier::suggest;  // asked from this tier on
    Order order = Order::group;
    std::string by;
    std::string at;
};

class Session {
  public:
    Session(std::filesystem::path root, SessionOptions options)
        : root_(std::move(root)), store_(root_), options_(std::move(options)) {
        store_.settles_later();
    }

    struct Question {
        std::size_t page = 0;
        std::size_t entry = 0;  // of the page's outcome
        std::size_t group = 0;  // index into groups()
    };
    struct Group {
        std::size_t page = 0;
        std::string from;
        std::vector<std::string> texts;
        std::vector<std::size_t> questions;  // in document order
    };
    struct Page {
        std::string path;  // what is read and written
        std::string file;  // what decisions call it
        Outcome outcome;
        std::vector<EntryKey> keys;  // of the outcome's entries
        std::map<std::uint64_t, Placed>
            decided;  // answers and earlier decisions, by number; those of entries by their index
    };

    // In order. `decisions` as they were when the outcome was made.
    void add(std::string path, std::string file, Outcome outcome, const Decisions& decisions);
    // After the last page: makes the queue.
    void start();

    [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
    [[nodiscard]] const std::vector<Question>& queue() const { return queue_; }
    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
    [[nodiscard]] const Entry& entry(std::size_t question) const;
    [[nodiscard]] const EntryKey& key(std::size_t question) const;
    [[nodiscard]] const Page& page_of(std::size_t question) const { return pages_[queue_[question].page]; }

    // The answer to a question; nothing while it is open.
    [[nodiscard]] const Decision* answer_to(std::size_t question) const;
    [[nodiscard]] std::size_t answered() const;  // put-off ones count as open
    // The first open question from this one on, then from the head; those put off come last. Nothing when all are
    // answered.
    [[nodiscard]] std::optional<std::size_t> next_open(std::size_t from) const;
    // Open questions of the group, this one included.
    [[nodiscard]] std::vector<std::size_t> open_in_group(std::size_t question) const;
    // Open questions with the same text and candidates in all pages.
    [[nodiscard]] std::vector<std::size_t> open_alike(std::size_t question) const;

    struct Reply {
        Answer answer = Answer::accept;
        Scope scope = Scope::here;
        std::optional<std::string> text;  // accept: the candidate chosen; edit: what was typed
        std::string why;
    };
    // Answers these questions alike, as one step.
    [[nodiscard]] Result<void> answer(const std::vector<std::size_t>& questions, const Reply& reply);

    // A correction where nothing was suggested. Spans are of the page's source, with no locked or hidden bytes inside;
    // texts are as they are to be read.
    [[nodiscard]] Result<void> type(std::size_t page, const std::vector<SourceEdit>& edits,
                                    const std::string& why = {});
    // Other places of the page's prose that read the same and that nothing has been decided about.
    [[nodiscard]] std::vector<SourceSpan> same_elsewhere(std::size_t page, SourceSpan at) const;

    // Takes back the last step of this session. The first question it concerned; nothing when there is none.
    [[nodiscard]] Result<std::optional<std::size_t>> undo();
    [[nodiscard]] bool can_undo() const { return !steps_.empty(); }

    // What will be written, page by page.
    [[nodiscard]] PagePlan plan(std::size_t page) const;

    struct Counts {
        std::size_t accepted = 0, rejected = 0, edited = 0, later = 0;
    };
    // Of this session's answers.
    [[nodiscard]] Counts counts() const;

    // The page again after it has been written, or has changed on disk: questions and answers are made anew.
    void replace(std::size_t page, Outcome outcome, const Decisions& decisions);

    // `校对 opinion/13：接受 13 处`
    [[nodiscard]] static std::string commit_message(const std::string& file, std::size_t accepted, std::size_t edited,
                                                    Lang lang);

    // Has what was last answered outlive a loss of power, too; a kill it outlives as soon as it is answered. A disk may
    // take its time over this: the next question can be shown before.
    void settle() { store_.settle(); }

    [[nodiscard]] const DecisionStore& store() const { return store_; }
    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

  private:
    struct Before {
        std::size_t page;
        std::uint64_t number;
        std::optional<Placed> placed;
    };
    struct Step {
        std::vector<Before> before;
        std::vector<Decision> wide;  // put with a wider scope than the place
        std::optional<std::size_t> question;
    };

    [[nodiscard]] Result<void> save(const Step& step);
    void set(Step& step, std::size_t page, std::uint64_t number, std::optional<Placed> placed);
    void find_decided(Page& page, const Decisions& decisions);
    void remember_saved(std::size_t page);
    void number_questions();

    std::filesystem::path root_;
    DecisionStore store_;
    SessionOptions options_;
    std::vector<Page> pages_;
    std::vector<Question> queue_;
    std::vector<Group> groups_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> question_of_;  // page, entry
    std::vector<Step> steps_;
    std::vector<std::map<std::uint64_t, Decision>> saved_;  // of each page, by number, as they stand in the file
    std::uint64_t next_number_ = 1ull << 32;                // of decisions without an entry
};

}  // namespace jiaodui
