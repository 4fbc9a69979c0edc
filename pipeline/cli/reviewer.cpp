// One question after the other, in the manner of `git add -p`: printed, not painted over, so that it works on any
// terminal and the answers given can be read above. Tested by tests/cli/review.md and tests/measure/review_session.py.
#include "pipeline/cli/reviewer.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "pipeline/cli/line_edit.hpp"
#include "pipeline/cli/line_end_review.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {

Reviewer::Reviewer(Context& context, Project& project, Session& session, OutcomeMaker again)
    : context_(context),
      project_(project),
      session_(session),
      again_(std::move(again)),
      keys_(context.out.terminal()),
      out_(context.out.stream()),
      player_(context.args.get("media")) {
    for (const auto& [key, stands_for] : effective(project.config(), "").review_keys)
        own_keys_[utf8::decode(key, 0).ch] = static_cast<char32_t>(stands_for.front());
}

// The key that a person presses for what a shipped key does.
std::string Reviewer::key_for(char32_t shipped) const {
    std::string out;
    const auto own =
        std::find_if(own_keys_.begin(), own_keys_.end(), [&](const auto& pair) { return pair.second == shipped; });
    utf8::append(out, own == own_keys_.end() ? shipped : own->first);
    return out;
}

char32_t Reviewer::meant(const Key& key) const {
    const char32_t said = key.answer();
    const auto own = own_keys_.find(said);
    return own == own_keys_.end() ? said : own->second;
}

ViewOptions Reviewer::view() const {
    ViewOptions options;
    options.lang = context_.lang;
    options.colour = context_.colour;
    options.columns = static_cast<std::size_t>(context_.out.columns());
    struct winsize size {};
    if (std::getenv("COLUMNS") == nullptr && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
        options.columns = size.ws_col;
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
    std::vector<Message> keys;
    const auto offer = [&](char32_t shipped, const char* zh, const char* en) {
        const std::string key = '[' + key_for(shipped) + ']';
        const bool first = en[0] != '\0' && std::string_view(en).starts_with(static_cast<char>(shipped));  // [y]es
        const bool own = own_keys_.size() > 0 && key != '[' + std::string(1, static_cast<char>(shipped)) + ']';
        keys.push_back(
            {key + zh, key + (first && !own ? en + 1 : (own && first ? std::string(" ") + en : std::string(en)))});
    };
    offer('y', "接受", "yes");
    offer('n', "此处拒绝", "no, here");
    if (several) {
        offer('a', "同类全收", "all alike");
        offer('d', "同类全拒", "decline alike");
    }
    offer('!', "永不再提", "never");
    offer('e', "改写", "edit");
    if (session_.key(*now_).texts.size() > 1) keys.push_back({"[1-9]选候选", "[1-9]choose"});
    offer('s', "稍后", "later");
    offer('u', "撤销", "undo");
    if (player_.has_media()) offer('p', "听", "play");
    offer('w', "通读", "read");
    offer('q', "结束", "quit");
    offer('?', "", "");
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
    tell(context_.say(
        "\n"
        "  y 接受      n 此处拒绝    a 同类全收    d 同类全拒    A 各文件中同类全收\n"
        "  ! 永不再提（问范围）      e 改写        1-9 选候选    s 稍后\n"
        "  u 撤销      j k 下一处、上一处          g 跳到第几处  / 查找\n"
        "  f 筛选      w 逐句通读    l 逐段断句    o 打开编辑器  + - 多看少看上下文  Tab 展开同类\n"
        "  Return 置信 90 以上接受，否则下一处     q 结束并写入  Ctrl-C 离开\n"
        "  p 听这一句（再按停止）    , . 退、进两秒（须有 --media）\n"
        "  每个答复当时就存进 .jiaodui/decisions.jsonl；全角 ｙ、是、否也算。",
        "\n"
        "  y accept    n not here    a accept alike    d decline alike    A accept alike in all files\n"
        "  ! never again (asks how far)   e edit       1-9 choose         s later\n"
        "  u undo      j k next, previous              g go to            / search\n"
        "  f filter    w read through     l line ends     o editor     + - more or less context   Tab show alike\n"
        "  Return accepts from 90 on, else goes on     q end and write    Ctrl-C leave\n"
        "  p play the cue (again: stop)   , . two seconds back, on (with --media)\n"
        "  Every answer is kept in .jiaodui/decisions.jsonl at once."));
}

void Reviewer::sound(char32_t key, std::size_t page, std::uint32_t at) {
    if (!player_.has_media()) {
        tell(context_.say("没有录音：用 --media 指明", "no sound: name it with --media"));
        return;
    }
    Result<void> done;
    if (key == 'p') {
        const std::optional<Times> times = times_at(*session_.pages()[page].outcome.document, at);
        if (!times) {
            tell(context_.say("这里没有时间", "no time is known here"));
            return;
        }
        done = player_.toggle(*times);
    } else {
        done = player_.skip(key == ',' ? -2000 : 2000);
    }
    if (!done) complain(done.error());
}

Reviewer::Next Reviewer::take_character(char32_t ch) {
    const std::size_t all = session_.queue().size();
    if (ch >= '1' && ch <= '9') return accept({*now_}, ch - '1');
    switch (ch) {
        case 'y': return accept({*now_}, 0);
        case 'n': return reply({*now_}, {Answer::reject, Scope::here, {}, {}}, context_.say("拒绝", "declined"));
        case 'a': return accept(session_.open_in_group(*now_), 0);
        case 'A': return accept(session_.open_alike(*now_), 0);
        case 'd':
            return reply(session_.open_in_group(*now_), {Answer::reject, Scope::here, {}, {}},
                         context_.say("拒绝", "declined"));
        case 's': return reply({*now_}, {Answer::later, Scope::here, {}, {}}, context_.say("稍后", "later"));
        case '!': return never_again();
        case 'e': return edit();
        case 'u': return undo();
        case 'j':
            now_ = (*now_ + 1) % all;
            tell("");
            return Next::ask;
        case 'k':
            now_ = (*now_ + all - 1) % all;
            tell("");
            return Next::ask;
        case 'g': go_to(); return Next::ask;
        case '/': search(); return Next::ask;
        case 'f': set_filter(); return Next::ask;
        case 'p':
        case ',':
        case '.': sound(ch, session_.queue()[*now_].page, session_.entry(*now_).at.begin); return Next::stay;
        case 'w': tell(""); return read_through(session_.queue()[*now_].page);
        case 'l': tell(""); return decide_line_ends(session_.queue()[*now_].page);
        case 'o': return open_editor();
        case '+':
            ++context_lines_;
            tell("");
            return Next::ask;
        case '-':
            context_lines_ -= context_lines_ > 0 ? 1 : 0;
            tell("");
            return Next::ask;
        case '?': help(); return Next::ask;
        case 'q': tell(context_.say("结束", "end")); return Next::done;
        default: return Next::stay;
    }
}

Reviewer::Next Reviewer::take(const Key& key) {
    switch (key.kind) {
        case Key::Kind::character: return take_character(meant(key));
        case Key::Kind::enter:
            return session_.entry(*now_).confidence >= 0.9f ? take_character('y') : take_character('j');
        case Key::Kind::tab:
            unfolded_ = !unfolded_;
            tell("");
            return Next::ask;
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
                if (!confirm(context_.say("\n只剩稍后再定的。现在看？", "\nonly those put off are left. See them now?"),
                             false))
                    now_.reset();
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
        session_.settle();
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
    tell(context_.say("\n已离开；答复都已保存，没有写入任何页面。",
                      "\nleft; all answers are kept, no page was written."));
    return kDone;
}

}  // namespace jiaodui::cli
