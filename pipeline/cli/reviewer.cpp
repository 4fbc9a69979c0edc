// One question after the other, in the manner of `git add -p`: printed, not painted over, so that it works on any terminal and the
// answers given can be read above. Tested by tests/cli/review.md and tests/measure/review_session.py.
#include "pipeline/cli/reviewer.hpp"

#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "pipeline/cli/line_edit.hpp"
#include "pipeline/cli/line_end_review.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {

Reviewer::Reviewer(Context& context, Project& project, Session& session)
    : context_(context), project_(project), session_(session), keys_(context.out.terminal()), out_(context.out.stream()) {}

ViewOptions Reviewer::view() const {
    ViewOptions options;
    options.lang = context_.lang;
    options.colour = context_.colour;
    options.columns = static_cast<std::size_t>(context_.out.columns());
    struct winsize size {};
    if (std::getenv("COLUMNS") == nullptr && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) options.columns = size.ws_col;
    options.ambiguous_width = context_.ambiguous_width;
    options.context_lines = context_lines_;
    options.shown_places = unfolded_ ? 1000 : 2;
    return options;
}

const LineIndex& Reviewer::lines(std::size_t page) {
    std::unique_ptr<LineIndex>& index = lines_[page];
    if (!index) index = std::make_unique<LineIndex>(session_.pages()[page].outcome.document->bytes);
    return *index;
}

void Reviewer::tell(const std::string& text) {
    out_ << text << '\n';
    out_.flush();
}

void Reviewer::complain(const Error& error) {
    out_.flush();
    context_.complain(error);
}

std::optional<std::string> Reviewer::ask_line(const std::string& prompt, const std::string& text) {
    const ViewOptions options = view();
    return edit_line(keys_, out_, prompt, text, {options.columns, options.ambiguous_width});
}

bool Reviewer::confirm(const std::string& question, bool by_default) {
    out_ << question << (by_default ? " [Y/n] " : " [y/N] ");
    out_.flush();
    for (;;) {
        const Key key = keys_.read();
        if (key.kind == Key::Kind::resized) continue;
        const char32_t said = key.answer();
        const bool yes = said == 'y' || said == 'Y' || (by_default && key.kind == Key::Kind::enter);
        const bool no = said == 'n' || said == 'N' || key.kind != Key::Kind::character;
        if (!yes && !no) continue;
        tell(yes ? context_.say("是", "yes") : context_.say("否", "no"));
        return yes;
    }
}

void Reviewer::show_keys() {
    const bool several = session_.open_in_group(*now_).size() > 1;
    std::vector<Message> keys{{"[y]接受", "[y]es"}, {"[n]此处拒绝", "[n]o, here"}};
    if (several) {
        keys.push_back({"[a]同类全收", "[a]ll alike"});
        keys.push_back({"[d]同类全拒", "[d]ecline alike"});
    }
    keys.push_back({"[!]永不再提", "[!]never"});
    keys.push_back({"[e]改写", "[e]dit"});
    if (session_.key(*now_).texts.size() > 1) keys.push_back({"[1-9]选候选", "[1-9]choose"});
    for (const Message& key : {Message{"[s]稍后", "[s]later"}, Message{"[u]撤销", "[u]ndo"}, Message{"[w]通读", "[w]read"}, Message{"[q]结束", "[q]uit"},
                               Message{"[?]", "[?]"}}) {
        keys.push_back(key);
    }
    std::string text = keys_text(keys, view());
    text.pop_back();
    out_ << text << " > ";
}

void Reviewer::show() {
    out_ << '\n' << question_text(session_, *now_, lines(session_.queue()[*now_].page), view());
    show_keys();
    out_.flush();
}

void Reviewer::help() {
    tell(context_.say("\n"
                      "  y 接受      n 此处拒绝    a 同类全收    d 同类全拒    A 各文件中同类全收\n"
                      "  ! 永不再提（问范围）      e 改写        1-9 选候选    s 稍后\n"
                      "  u 撤销      j k 下一处、上一处          g 跳到第几处  / 查找\n"
                      "  f 筛选      w 逐句通读    l 逐段断句    o 打开编辑器  + - 多看少看上下文  Tab 展开同类\n"
                      "  Return 置信 90 以上接受，否则下一处     q 结束并写入  Ctrl-C 离开\n"
                      "  每个答复当时就存进 .jiaodui/decisions.jsonl；全角 ｙ、是、否也算。",
                      "\n"
                      "  y accept    n not here    a accept alike    d decline alike    A accept alike in all files\n"
                      "  ! never again (asks how far)   e edit       1-9 choose         s later\n"
                      "  u undo      j k next, previous              g go to            / search\n"
                      "  f filter    w read through     l line ends     o editor     + - more or less context   Tab show alike\n"
                      "  Return accepts from 90 on, else goes on     q end and write    Ctrl-C leave\n"
                      "  Every answer is kept in .jiaodui/decisions.jsonl at once."));
}

bool Reviewer::wanted(std::size_t question) const {
    if (filter_.empty()) return true;
    const Entry& entry = session_.entry(question);
    const std::string& rule = session_.key(question).rule;
    if (const auto tier = tier_named(filter_)) return entry.tier == *tier;
    float least = 0;
    const auto [end, failed] = std::from_chars(filter_.data(), filter_.data() + filter_.size(), least);
    if (failed == std::errc() && end == filter_.data() + filter_.size()) return entry.confidence * (least > 1 ? 100.0f : 1.0f) >= least;
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

Reviewer::Next Reviewer::reply(const std::vector<std::size_t>& questions, const Session::Reply& reply, const std::string& said) {
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
    return reply(questions, {Answer::accept, Scope::here, text, {}}, context_.say("接受 ", "accepted ") + change_text(key.from, text, context_.lang));
}

Reviewer::Next Reviewer::never_again() {
    const std::string from = session_.key(*now_).from;
    const std::string rule = session_.key(*now_).rule;
    out_ << '\n'
         << context_.say("永不再提：[1]这个文件 [2]整个项目 [3]词加入术语表不许改 [4]停用规则 ", "never again: [1]in this file [2]in the project [3]keep the word [4]rule off ")
         << rule << context_.say("  其他键：算了 > ", "  any other key: no > ");
    out_.flush();
    const char32_t said = keys_.read().answer();
    const std::vector<std::size_t> alike = session_.open_in_group(*now_);
    switch (said) {
        case '1': return reply(alike, {Answer::reject, Scope::file, {}, {}}, context_.say("本文件不再提", "not in this file again"));
        case '2': return reply(session_.open_alike(*now_), {Answer::reject, Scope::repo, {}, {}}, context_.say("整个项目不再提", "not in the project again"));
        case '3': offer_glossary("", from); return reply(alike, {Answer::reject, Scope::file, {}, {}}, context_.say("拒绝", "declined"));
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
    if (alike.size() > 1 && confirm(context_.say("同样改其余 " + std::to_string(alike.size() - 1) + " 处？",
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
        ::execl("/bin/sh", "sh", "-c", (program + " \"$@\"").c_str(), program.c_str(), line.c_str(), path.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    keys_.resume();
    // What was changed there is proofread anew; answers find their places again.
    Problems problems;
    const Result<Decisions> decisions = load_decisions(session_.root(), problems);
    const Policy policy;
    (void)proofread_files(context_, project_, {{path, path}}, policy, [&](const Input&, const Settings&, Outcome outcome) {
        lines_.erase(page);
        session_.replace(page, std::move(outcome), decisions ? *decisions : Decisions());
    });
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
        const bool in_new = std::any_of(key.texts.begin(), key.texts.end(), [&](const std::string& t) { return t.find(*text) != std::string::npos; });
        const std::size_t page = session_.queue()[q].page;
        const std::string line = as_read(*session_.pages()[page].outcome.document, lines(page).line(lines(page).at(session_.entry(q).at.begin).line));
        if (in_new || key.from.find(*text) != std::string::npos || line.find(*text) != std::string::npos) {
            now_ = q;
            return;
        }
    }
    tell(context_.say("没有找到", "not found"));
}

void Reviewer::set_filter() {
    out_ << '\n';
    const auto text = ask_line(context_.say("只看（规则如 term/*，级别如 suggest，置信度如 90；空：全部）：", "only (a rule, a tier, a confidence; nothing: all): "));
    const std::string before = filter_;
    filter_ = text.value_or("");
    if (const auto next = next_wanted(*now_)) {
        now_ = *next;
    } else {
        tell(context_.say("没有这样的待定项", "there are no such questions"));
        filter_ = before;
    }
}

Reviewer::Next Reviewer::take_character(char32_t ch) {
    const std::size_t all = session_.queue().size();
    if (ch >= '1' && ch <= '9') return accept({*now_}, ch - '1');
    switch (ch) {
        case 'y': return accept({*now_}, 0);
        case 'n': return reply({*now_}, {Answer::reject, Scope::here, {}, {}}, context_.say("拒绝", "declined"));
        case 'a': return accept(session_.open_in_group(*now_), 0);
        case 'A': return accept(session_.open_alike(*now_), 0);
        case 'd': return reply(session_.open_in_group(*now_), {Answer::reject, Scope::here, {}, {}}, context_.say("拒绝", "declined"));
        case 's': return reply({*now_}, {Answer::later, Scope::here, {}, {}}, context_.say("稍后", "later"));
        case '!': return never_again();
        case 'e': return edit();
        case 'u': return undo();
        case 'j': now_ = (*now_ + 1) % all; tell(""); return Next::ask;
        case 'k': now_ = (*now_ + all - 1) % all; tell(""); return Next::ask;
        case 'g': go_to(); return Next::ask;
        case '/': search(); return Next::ask;
        case 'f': set_filter(); return Next::ask;
        case 'w': tell(""); return read_through(session_.queue()[*now_].page);
        case 'l': tell(""); return decide_line_ends(session_.queue()[*now_].page);
        case 'o': return open_editor();
        case '+': ++context_lines_; tell(""); return Next::ask;
        case '-': context_lines_ -= context_lines_ > 0 ? 1 : 0; tell(""); return Next::ask;
        case '?': help(); return Next::ask;
        case 'q': tell(context_.say("结束", "end")); return Next::done;
        default: return Next::stay;
    }
}

Reviewer::Next Reviewer::take(const Key& key) {
    switch (key.kind) {
        case Key::Kind::character: return take_character(key.answer());
        case Key::Kind::enter: return session_.entry(*now_).confidence >= 0.9f ? take_character('y') : take_character('j');
        case Key::Kind::tab: unfolded_ = !unfolded_; tell(""); return Next::ask;
        case Key::Kind::down: return take_character('j');
        case Key::Kind::up: return take_character('k');
        case Key::Kind::resized: tell(""); return Next::ask;
        case Key::Kind::finished: return Next::done;
        case Key::Kind::interrupt: return Next::abandon;
        default: return Next::stay;
    }
}

int Reviewer::run(bool reading) {
    if (!session_.queue().empty()) now_ = session_.next_open(0);
    Next next = now_ ? Next::ask : Next::done;
    if (reading) {
        for (std::size_t page = 0; page < session_.pages().size(); ++page) {
            next = read_through(page);
            if (next == Next::abandon || next == Next::done) break;
        }
        if (next != Next::abandon) next = Next::done;
    }
    while (next != Next::done && next != Next::abandon) {
        if (next == Next::move) {
            unfolded_ = false;
            now_ = next_wanted((*now_ + 1) % session_.queue().size());
            const bool put_off = now_ && session_.answer_to(*now_) != nullptr;
            if (put_off && !asked_put_off_) {
                asked_put_off_ = true;
                if (!confirm(context_.say("\n只剩稍后再定的。现在看？", "\nonly those put off are left. See them now?"), false)) now_.reset();
            } else if (put_off) {
                now_.reset();
            }
            if (!now_ && !filter_.empty()) {
                filter_.clear();
                tell(context_.say("筛选的都审完了，接着看其余的", "all of these are done; on with the rest"));
                now_ = next_wanted(0);
            }
            if (!now_) break;
            next = Next::ask;
        }
        if (next == Next::ask) show();
        next = take(keys_.read());
    }
    return next == Next::abandon ? leave() : finish();
}

int Reviewer::run_line_ends() {
    LineEndReview end = LineEndReview::over;
    for (std::size_t page = 0; page < session_.pages().size() && end == LineEndReview::over; ++page) {
        end = review_line_ends(context_, session_, page, keys_, view());
    }
    return end == LineEndReview::abandoned ? leave() : finish();
}

int Reviewer::leave() {
    tell(context_.say("\n已离开；答复都已保存，没有写入任何页面。", "\nleft; all answers are kept, no page was written."));
    return kDone;
}

int Reviewer::finish() {
    const Session::Counts counts = session_.counts();
    const std::size_t open = session_.queue().size() - session_.answered();
    const auto n = [](std::size_t x) { return std::to_string(x); };
    tell(context_.say("\n接受 " + n(counts.accepted) + "、改写 " + n(counts.edited) + "、拒绝 " + n(counts.rejected) + "、稍后 " + n(counts.later) + "，待定 " + n(open) + "。",
                      "\n" + n(counts.accepted) + " accepted, " + n(counts.edited) + " edited, " + n(counts.rejected) + " declined, " + n(counts.later) + " put off, " +
                          n(open) + " open."));
    std::size_t all = 0;
    for (std::size_t page = 0; page < session_.pages().size(); ++page) {
        const PagePlan plan = session_.plan(page);
        const std::string name = printable(session_.pages()[page].path);
        if (plan.applied() == 0 && plan.count(Fit::already) > 0) {
            // Written by a run that did not live to say so.
            WritingRun none(session_.root());
            const Session::Page& page_of = session_.pages()[page];
            const Result<void> noted = write_plan(none, session_.store(), page_of.path, page_of.file, *page_of.outcome.document, plan);
            if (!noted) complain(noted.error());
        }
        if (plan.applied() > 0) {
            if (all == 0) tell(context_.say("将写入：", "to be written:"));
            tell(std::string("  ") + name + "  " + n(plan.applied()) + context_.say(" 处", plan.applied() == 1 ? " place" : " places"));
        }
        for (const Fitting& one : plan.fittings) {
            if (!stale(one.fit) && one.fit != Fit::withheld) continue;
            tell(std::string("  ") + name + "  " + change_text(one.decision.from, one.decision.to, context_.lang) + "  " + label_of(one.fit).in(context_.lang));
        }
        all += plan.applied();
    }
    if (all == 0) return kDone;
    if (!confirm(context_.say("写入？", "write?"), true)) {
        tell(context_.say("没有写入；答复已保存，jiaodui apply 随时可以写入。", "nothing was written; the answers are kept, and jiaodui apply writes them."));
        return kDone;
    }
    return write_pages();
}

int Reviewer::write_pages() {
    WritingRun run(session_.root());
    int status = kDone;
    std::vector<std::string> messages;
    for (std::size_t page = 0; page < session_.pages().size(); ++page) {
        const Session::Page& one = session_.pages()[page];
        const PagePlan plan = session_.plan(page);
        if (plan.applied() == 0) continue;
        if (const Result<void> done = write_plan(run, session_.store(), one.path, one.file, *one.outcome.document, plan); !done) {
            complain(done.error());
            status = kFailed;
            continue;
        }
        std::size_t edited = 0;
        for (const Fitting& f : plan.fittings) edited += applies(f.fit) && f.decision.answer == Answer::edit ? 1 : 0;
        messages.push_back(Session::commit_message(one.file, plan.applied() - edited, edited, context_.lang));
    }
    if (messages.empty()) return status;
    tell(context_.say("已写入 ", "written: ") + std::to_string(messages.size()) + context_.say(" 个文件。撤销：jiaodui undo", messages.size() == 1 ? " file. To undo: jiaodui undo" : " files. To undo: jiaodui undo"));
    for (const std::string& message : messages) tell(std::string("  ") + printable(message));
    return status;
}

}  // namespace jiaodui::cli
