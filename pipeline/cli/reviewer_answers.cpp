// What the keys of a review do: answers, and going about. Tested by tests/cli/review.md and
// tests/measure/review_session.py.
#include "pipeline/cli/reviewer.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "pipeline/cli/line_end_review.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/rule/configure.hpp"

namespace jiaodui::cli {

bool Reviewer::wanted(std::size_t question) const {
    if (filter_.empty()) return true;
    const Entry& entry = session_.entry(question);
    const std::string& rule = session_.key(question).rule;
    if (const auto tier = tier_named(filter_)) return entry.tier == *tier;
    float least = 0;
    const auto [end, failed] = std::from_chars(filter_.data(), filter_.data() + filter_.size(), least);
    if (failed == std::errc() && end == filter_.data() + filter_.size())
        return entry.confidence * (least > 1 ? 100.0f : 1.0f) >= least;
    const Rule* known = project_.rules().find(rule);
    return known != nullptr ? names_rule(filter_, *known) : rule_matches(filter_, rule);
}

std::optional<std::size_t> Reviewer::next_wanted(std::size_t from) const {
    if (filter_.empty()) return session_.next_open(from);
    const std::size_t all = session_.queue().size();
    for (std::size_t i = 0; i < all; ++i) {
        const std::size_t q = (from + i) % all;
        if (wanted(q) && session_.answer_to(q) == nullptr) return q;
    }
    return std::nullopt;
}

Reviewer::Next Reviewer::reply(const std::vector<std::size_t>& questions, const Session::Reply& reply,
                               const std::string& said) {
    if (const Result<void> done = session_.answer(questions, reply); !done) {
        complain(done.error());
        return Next::ask;
    }
    tell(questions.size() > 1 ? said + ' ' + std::to_string(questions.size()) + context_.say(" 处", " places") : said);
    return Next::move;
}

Reviewer::Next Reviewer::accept(const std::vector<std::size_t>& questions, std::size_t candidate) {
    const EntryKey& key = session_.key(*now_);
    if (candidate >= key.texts.size()) {
        tell(context_.say("没有这个候选；e 改写，n 拒绝", "there is no such candidate; e edits, n declines"));
        return Next::stay;
    }
    const std::string& text = key.texts[candidate];
    return reply(questions, {Answer::accept, Scope::here, text, {}},
                 context_.say("接受 ", "accepted ") + change_text(key.from, text, context_.lang));
}

Reviewer::Next Reviewer::never_again() {
    const std::string from = session_.key(*now_).from;
    const std::string rule = session_.key(*now_).rule;
    out_ << '\n'
         << context_.say("永不再提：[1]这个文件 [2]整个项目 [3]词加入术语表不许改 [4]停用规则 ",
                         "never again: [1]in this file [2]in the project [3]keep the word [4]rule off ")
         << rule << context_.say("  其他键：算了 > ", "  any other key: no > ");
    out_.flush();
    const char32_t said = keys_.read().answer();
    const std::vector<std::size_t> alike = session_.open_in_group(*now_);
    switch (said) {
        case '1':
            return reply(alike, {Answer::reject, Scope::file, {}, {}},
                         context_.say("本文件不再提", "not in this file again"));
        case '2':
            return reply(session_.open_alike(*now_), {Answer::reject, Scope::repo, {}, {}},
                         context_.say("整个项目不再提", "not in the project again"));
        case '3':
            offer_glossary("", from);
            return reply(alike, {Answer::reject, Scope::file, {}, {}}, context_.say("拒绝", "declined"));
        case '4': {
            std::vector<std::size_t> all;
            for (std::size_t q = 0; q < session_.queue().size(); ++q) {
                if (session_.key(q).rule == rule && (q == *now_ || session_.answer_to(q) == nullptr)) all.push_back(q);
            }
            return reply(all, {Answer::reject, Scope::rule_off, {}, {}}, context_.say("停用 ", "off: ") + rule);
        }
        default: tell(context_.say("算了", "no")); return Next::ask;
    }
}

Reviewer::Next Reviewer::edit() {
    const std::string from = session_.key(*now_).from;
    const std::vector<std::string> texts = session_.key(*now_).texts;
    out_ << '\n';
    const auto typed = ask_line(context_.say("改为：", "write: "), texts.empty() ? from : texts.front());
    if (!typed || *typed == from) {
        tell(context_.say("没有改", "left as it is"));
        return Next::ask;
    }
    const std::vector<std::size_t> alike = session_.open_in_group(*now_);
    std::vector<std::size_t> questions{*now_};
    if (alike.size() > 1 &&
        confirm(context_.say("同样改其余 " + std::to_string(alike.size() - 1) + " 处？",
                             "the same in the other " + std::to_string(alike.size() - 1) + " places?"),
                true)) {
        questions = alike;
    }
    const bool suggested = std::find(texts.begin(), texts.end(), *typed) != texts.end();
    const Next next = reply(questions, {suggested ? Answer::accept : Answer::edit, Scope::here, *typed, {}},
                            context_.say("改写 ", "edited ") + change_text(from, *typed, context_.lang));
    if (!suggested) offer_glossary(from, *typed);
    return next;
}

Reviewer::Next Reviewer::undo() {
    if (!session_.can_undo()) {
        tell(context_.say("没有可撤销的答复", "there is no answer to take back"));
        return Next::stay;
    }
    const auto back = session_.undo();
    if (!back) {
        complain(back.error());
        return Next::ask;
    }
    tell(context_.say("撤销上一个答复", "the last answer is taken back"));
    if (*back) now_ = **back;
    return Next::ask;
}

Reviewer::Next Reviewer::open_editor() {
    if (!staged_.empty()) {
        tell(context_.say("审的是暂存区里的内容，编辑器里改的是工作区。",
                          "what is staged is under review; an editor would change the work tree."));
        return Next::stay;
    }
    const std::size_t page = session_.queue()[*now_].page;
    const char* editor = std::getenv("VISUAL");
    if (editor == nullptr || *editor == '\0') editor = std::getenv("EDITOR");
    const std::string program = editor != nullptr && *editor != '\0' ? editor : "vi";
    const std::string line = '+' + std::to_string(lines(page).at(session_.entry(*now_).at.begin).line);
    const std::string path = session_.pages()[page].path;
    tell("");
    keys_.release();
    const pid_t child = ::fork();
    if (child == 0) {
        // The words of the variable are the shell's to split; the file is not.
        ::execl("/bin/sh", "sh", "-c", (program + " \"$@\"").c_str(), program.c_str(), line.c_str(), path.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    keys_.resume();
    // What was changed there is proofread anew; answers find their places again.
    Problems problems;
    const Result<Decisions> decisions = load_decisions(session_.root(), problems);
    const auto replace = [&](Outcome outcome) {
        lines_.erase(page);
        session_.replace(page, std::move(outcome), decisions ? *decisions : Decisions());
    };
    if (again_) {
        if (std::optional<Outcome> outcome = again_(decisions ? *decisions : Decisions())) replace(std::move(*outcome));
    } else {
        (void)proofread_files(context_, project_, {{path, path}}, Policy{},
                              [&](const Input&, const Settings&, Outcome outcome) { replace(std::move(outcome)); });
    }
    if (session_.queue().empty()) return Next::done;
    now_ = session_.next_open(std::min(*now_, session_.queue().size() - 1));
    return now_ ? Next::ask : Next::done;
}

Reviewer::Next Reviewer::decide_line_ends(std::size_t page) {
    switch (review_line_ends(context_, session_, page, keys_, view())) {
        case LineEndReview::quit: return Next::done;
        case LineEndReview::abandoned: return Next::abandon;
        case LineEndReview::over: break;
    }
    now_ = session_.next_open(0);
    return now_ && session_.answer_to(*now_) == nullptr ? Next::ask : Next::done;
}

void Reviewer::go_to() {
    out_ << '\n';
    const auto text = ask_line(context_.say("第几处：", "go to number: "));
    if (!text) return;
    std::size_t number = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (failed == std::errc() && number >= 1 && number <= session_.queue().size()) now_ = number - 1;
}

void Reviewer::search() {
    out_ << '\n';
    const auto text = ask_line(context_.say("查找：", "search: "));
    if (!text || text->empty()) return;
    const std::size_t all = session_.queue().size();
    for (std::size_t i = 1; i <= all; ++i) {
        const std::size_t q = (*now_ + i) % all;
        const EntryKey& key = session_.key(q);
        const bool in_new = std::any_of(key.texts.begin(), key.texts.end(),
                                        [&](const std::string& t) { return t.find(*text) != std::string::npos; });
        const std::size_t page = session_.queue()[q].page;
        const std::string line = as_read(*session_.pages()[page].outcome.document,
                                         lines(page).line(lines(page).at(session_.entry(q).at.begin).line));
        if (in_new || key.from.find(*text) != std::string::npos || line.find(*text) != std::string::npos) {
            now_ = q;
            return;
        }
    }
    tell(context_.say("没有找到", "not found"));
}

void Reviewer::set_filter() {
    out_ << '\n';
    const auto text = ask_line(context_.say("只看（规则如 term/*，级别如 suggest，置信度如 90；空：全部）：",
                                            "only (a rule, a tier, a confidence; nothing: all): "));
    const std::string before = filter_;
    filter_ = text.value_or("");
    if (const auto next = next_wanted(*now_)) {
        now_ = *next;
    } else {
        tell(context_.say("没有这样的待定项", "there are no such questions"));
        filter_ = before;
    }
}

}  // namespace jiaodui::cli
