// Reviewer: a review at the terminal, from the first question to what is written. The questions and answers are the
// Session's; here are the keys (reviewer.cpp), what they do (reviewer_answers.cpp), reading through (reading.cpp) and
// the end (reviewer_writing.cpp).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/keyboard.hpp"
#include "pipeline/cli/player.hpp"
#include "pipeline/cli/project.hpp"
#include "pipeline/cli/review_view.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/staged_fix.hpp"

namespace jiaodui::cli {

class Reviewer {
  public:
    // `again` makes the findings of a page anew where the pipeline is not what makes them.
    Reviewer(Context& context, Project& project, Session& session, OutcomeMaker again = nullptr);

    // What is written goes into the index and is merged into the work tree (staged_fix.hpp). `files`: of each page.
    void write_to_index(std::vector<std::shared_ptr<const ChangedFile>> files) { staged_ = std::move(files); }

    // Asks until everything is answered or the person ends it; then writes what was accepted, once confirmed. An exit
    // code.
    [[nodiscard]] int run(bool reading);
    // The line ends of every page alone, a paragraph at a time (line_end_review.hpp).
    [[nodiscard]] int run_line_ends();

  private:
    enum class Next : std::uint8_t { ask, stay, move, done, abandon };

    [[nodiscard]] ViewOptions view() const;
    [[nodiscard]] const LineIndex& lines(std::size_t page);
    void show();
    void show_keys();
    [[nodiscard]] std::string key_for(char32_t shipped) const;
    [[nodiscard]] char32_t meant(const Key& key) const;
    void sound(char32_t key, std::size_t page, std::uint32_t at);
    void help();
    [[nodiscard]] Next take(const Key& key);
    [[nodiscard]] Next take_character(char32_t ch);
    [[nodiscard]] Next reply(const std::vector<std::size_t>& questions, const Session::Reply& reply,
                             const std::string& said);
    [[nodiscard]] Next accept(const std::vector<std::size_t>& questions, std::size_t candidate);
    [[nodiscard]] Next never_again();
    [[nodiscard]] Next edit();
    [[nodiscard]] Next undo();
    [[nodiscard]] Next open_editor();
    [[nodiscard]] Next decide_line_ends(std::size_t page);
    void go_to();
    void search();
    void set_filter();
    [[nodiscard]] std::optional<std::size_t> next_wanted(std::size_t from) const;
    [[nodiscard]] bool wanted(std::size_t question) const;
    [[nodiscard]] std::optional<std::string> ask_line(const std::string& prompt, const std::string& text = {});
    [[nodiscard]] bool confirm(const std::string& question, bool by_default);
    void tell(const std::string& text);
    void complain(const Error& error);

    // Reading through (reading.cpp).
    [[nodiscard]] Next read_through(std::size_t page);
    struct Sentence {
        Span at;  // of the text that is read (reading_text.hpp)
        std::vector<std::size_t> questions;
    };
    [[nodiscard]] std::vector<Sentence> sentences(std::size_t page) const;
    void show_sentence(std::size_t page, const std::vector<Sentence>& all, std::size_t now,
                       const std::vector<bool>& off);
    void correct(std::size_t page, const Sentence& sentence);
    void wrap(std::size_t page, const Sentence& sentence, char32_t with);
    void type_edits(std::size_t page, const std::vector<SourceEdit>& edits);
    void offer_the_rest(std::size_t page, const SourceEdit& edit);
    void offer_glossary(const std::string& from, const std::string& to);

    [[nodiscard]] int leave();
    [[nodiscard]] int finish();
    [[nodiscard]] int write_pages();
    [[nodiscard]] Result<void> write_page(WritingRun& run, StagedFix& index, std::size_t page, const PagePlan& plan);

    Context& context_;
    Project& project_;
    Session& session_;
    OutcomeMaker again_;
    std::vector<std::shared_ptr<const ChangedFile>> staged_;  // by page; empty where the files themselves are reviewed
    Keyboard keys_;
    std::ostream& out_;
    Player player_;
    std::map<char32_t, char32_t> own_keys_;  // as pressed → as shipped
    std::map<std::size_t, std::unique_ptr<LineIndex>> lines_;
    std::optional<std::size_t> now_;
    std::string filter_;
    std::size_t context_lines_ = 0;
    bool unfolded_ = false;
    bool asked_put_off_ = false;
};

}  // namespace jiaodui::cli
