// Reading through: the whole text, sentence by sentence. What is suggested is numbered and taken with Return; what nobody suggested
// is typed. Tested by tests/cli/review.md and tests/measure/review_session.py.
#include <algorithm>
#include <set>

#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/document/view_of.hpp"
#include "pipeline/cli/line_edit.hpp"
#include "pipeline/cli/reviewer.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/char_diff.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::size_t kLineIsEnough = 40;  // characters after which a line end closes what is shown
constexpr std::size_t kCommaIsEnough = 120;

bool ends_sentence(char32_t ch) { return ch == U'。' || ch == U'？' || ch == U'！' || ch == U'…' || ch == '?' || ch == '!'; }
bool closes(char32_t ch) { return is_closing(ch) || ch == '"' || ends_sentence(ch); }

// The text with the edits of this stretch made.
std::string with_edits(std::string_view source, Span at, const std::vector<SourceEdit>& edits) {
    std::string out;
    std::uint32_t done = at.begin;
    for (const SourceEdit& edit : edits) {
        if (edit.at.begin < done) continue;
        out += source.substr(done, edit.at.begin - done);
        out += edit.text;
        done = edit.at.end;
    }
    return out + std::string(source.substr(done, at.end - done));
}

std::vector<SourceEdit> open_edits(const Session::Page& page, Span at) {
    std::vector<SourceEdit> out;
    for (const auto& [number, placed] : page.decided) {
        if (!placed.at || !placed.decision.open() || !covers(at, *placed.at)) continue;
        out.insert(out.end(), placed.edits.begin(), placed.edits.end());
    }
    std::sort(out.begin(), out.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    return out;
}

bool is_prose(const Document& document, SourceSpan at) {
    const Span view = view_of(document, at);
    return document.plain_in(view) && (at.empty() || document.to_source(view) == at);
}

}  // namespace

std::vector<Reviewer::Sentence> Reviewer::sentences(std::size_t page) const {
    const Session::Page& one = session_.pages()[page];
    const Document& document = *one.outcome.document;
    const std::string_view bytes = document.bytes;
    std::vector<Sentence> out;
    for (const Region& region : document.regions) {
        const SourceSpan whole = document.to_source(region.at);
        std::uint32_t begin = whole.begin;
        std::size_t length = 0;
        const auto cut = [&](std::uint32_t end) {
            if (bytes.substr(begin, end - begin).find_first_not_of(" \t\r\n") != std::string_view::npos) out.push_back({{begin, end}, {}});
            begin = end;
            length = 0;
        };
        for (std::uint32_t at = whole.begin; at < whole.end;) {
            const utf8::Decoded c = utf8::decode(bytes, at);
            at += c.length;
            ++length;
            const char32_t next = at < whole.end ? utf8::decode(bytes, at).ch : 0;
            const bool stop = ends_sentence(c.ch) || (closes(c.ch) && length > 1 && at >= 6 && ends_sentence(utf8::decode_before(bytes, at - c.length).ch));
            if ((stop && !closes(next)) || (c.ch == '\n' && length >= kLineIsEnough) || (c.ch == U'，' && length >= kCommaIsEnough)) cut(at);
        }
        cut(whole.end);
    }
    std::size_t s = 0;
    std::vector<std::size_t> questions;
    for (std::size_t q = 0; q < session_.queue().size(); ++q) {
        if (session_.queue()[q].page == page) questions.push_back(q);
    }
    std::sort(questions.begin(), questions.end(), [&](std::size_t a, std::size_t b) { return session_.entry(a).at < session_.entry(b).at; });
    for (const std::size_t q : questions) {
        while (s + 1 < out.size() && out[s].at.end <= session_.entry(q).at.begin) ++s;
        if (!out.empty() && covers(out[s].at, session_.entry(q).at)) out[s].questions.push_back(q);
    }
    return out;
}

void Reviewer::show_sentence(std::size_t page, const std::vector<Sentence>& all, std::size_t now, const std::vector<bool>& off) {
    const Session::Page& one = session_.pages()[page];
    const Sentence& sentence = all[now];
    std::vector<SourceEdit> edits;
    std::vector<std::string> labels;
    std::set<SourceSpan> taken;
    for (std::size_t i = 0; i < sentence.questions.size(); ++i) {
        const std::size_t q = sentence.questions[i];
        const Entry& entry = session_.entry(q);
        const Decision* said = session_.answer_to(q);
        if (entry.edits.empty() || (said != nullptr && said->answer != Answer::later) || (i < off.size() && off[i])) continue;
        for (const SourceEdit& edit : entry.edits) {
            edits.push_back(edit);
            labels.push_back(&edit == &entry.edits.front() ? std::to_string(i + 1) : "");
            taken.insert(edit.at);
        }
    }
    for (const SourceEdit& edit : open_edits(one, sentence.at)) {
        if (!taken.insert(edit.at).second) continue;
        edits.push_back(edit);
        labels.emplace_back("✓");
    }
    std::vector<std::size_t> order(edits.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return edits[a].at < edits[b].at; });
    std::vector<SourceEdit> sorted;
    std::vector<std::string> sorted_labels;
    for (const std::size_t i : order) {
        if (!sorted.empty() && edits[i].at.begin < sorted.back().at.end) continue;
        sorted.push_back(edits[i]);
        sorted_labels.push_back(labels[i]);
    }
    std::string_view bytes = one.outcome.document->bytes;
    Span at = sentence.at;
    while (at.end > at.begin && bytes[at.end - 1] == '\n') --at.end;
    out_ << '\n'
         << one.path << ':' << lines(page).at(sentence.at.begin).line << "  [" << now + 1 << '/' << all.size() << "]\n"
         << passage_text(bytes, at, sorted, sorted_labels, view());
    std::string keys = keys_text(sentence.questions.empty()
                                     ? std::vector<Message>{{"[Return]下一句", "[Return]next"}, {"[e]改", "[e]dit"}, {"[《][“]加标", "[《][“]wrap"}, {"[k]上一句", "[k]back"},
                                                            {"[u]撤销", "[u]ndo"}, {"[w]回到逐条", "[w]leave"}, {"[q]结束", "[q]uit"}}
                                     : std::vector<Message>{{"[Return]全收", "[Return]take all"}, {"[1-9]去掉一条", "[1-9]not this"}, {"[n]全拒", "[n]one"}, {"[s]不定", "[s]kip"},
                                                            {"[e]改", "[e]dit"}, {"[《][“]加标", "[《][“]wrap"}, {"[k]上一句", "[k]back"}, {"[u]撤销", "[u]ndo"},
                                                            {"[w]回到逐条", "[w]leave"}, {"[q]结束", "[q]uit"}},
                                 view());
    keys.pop_back();
    out_ << keys << " > ";
    out_.flush();
}

void Reviewer::type_edits(std::size_t page, const std::vector<SourceEdit>& edits) {
    if (edits.empty()) {
        tell(context_.say("没有改", "left as it is"));
        return;
    }
    if (const Result<void> done = session_.type(page, edits); !done) {
        complain(done.error());
        return;
    }
    const Document& document = *session_.pages()[page].outcome.document;
    for (const SourceEdit& edit : edits) tell(context_.say("改写 ", "edited ") + change_text(slice(document.bytes, edit.at), edit.text, context_.lang));
    for (const SourceEdit& edit : edits) offer_the_rest(page, edit);
}

// The rest of the page is asked about with a character on each side when only one has changed: 马杜公, not 杜.
void Reviewer::offer_the_rest(std::size_t page, const SourceEdit& edit) {
    const Document& document = *session_.pages()[page].outcome.document;
    SourceEdit wide = edit;
    if (utf8::count(slice(document.bytes, edit.at)) < 2) {
        const auto left = utf8::decode_before(document.bytes, edit.at.begin);
        const auto right = edit.at.end < document.bytes.size() ? utf8::decode(document.bytes, edit.at.end) : utf8::Decoded{};
        if (edit.at.begin > 0 && is_content(left.ch)) wide.at.begin -= left.length;
        if (right.length > 0 && is_content(right.ch)) wide.at.end += right.length;
        wide.text = document.bytes.substr(wide.at.begin, edit.at.begin - wide.at.begin) + edit.text + document.bytes.substr(edit.at.end, wide.at.end - edit.at.end);
    }
    const std::string from(slice(document.bytes, wide.at));
    if (utf8::count(from) < 2) return;
    const std::vector<SourceSpan> others = session_.same_elsewhere(page, wide.at);
    const std::string n = std::to_string(others.size());
    const std::string change = change_text(from, wide.text, context_.lang);
    if (!others.empty() && confirm(context_.say("同样改其余 " + n + " 处？" + change, "the same in the other " + n + " places? " + change), true)) {
        std::vector<SourceEdit> same;
        for (const SourceSpan at : others) same.push_back({at, wide.text});
        if (const Result<void> done = session_.type(page, same); !done) complain(done.error());
    }
    offer_glossary(from, wide.text);
}

// With an empty wrong form: a word that nobody may change.
void Reviewer::offer_glossary(const std::string& from, const std::string& to) {
    const std::string path = glossary_to_change(project_);
    const bool word = utf8::count(to) >= 2 && utf8::count(to) <= 16;
    if (path.empty() || !word) return;
    const std::string change = from.empty() ? to : from + "→" + to;
    if (!confirm(context_.say("加入术语表？", "add to the glossary? ") + change, false)) return;
    const Result<bool> added = change_glossary(path, [&](const std::string& text, const std::string& name) {
        return from.empty() ? glossary_add_keep(text, name, to) : glossary_add(text, name, from, to);
    });
    if (!added) {
        complain(added.error());
    } else {
        tell(*added ? context_.say("已写入 ", "added to ") + path : context_.say("已经有了", "it is there already"));
    }
}

void Reviewer::correct(std::size_t page, const Sentence& sentence) {
    const Session::Page& one = session_.pages()[page];
    const Document& document = *one.outcome.document;
    const std::vector<SourceEdit> made = open_edits(one, sentence.at);
    const std::string before(slice(document.bytes, sentence.at));
    out_ << '\n' << context_.say("（Tab 标起点，移动光标后按 《 或 “ 加标）", "(Tab marks a beginning; move, then 《 or “ wraps)") << '\n';
    const auto typed = ask_line("> ", with_edits(document.bytes, sentence.at, made));
    if (!typed) {
        tell(context_.say("没有改", "left as it is"));
        return;
    }
    std::string after = *typed;
    // Where lines are typed, a pair `old=new` is enough.
    if (const std::size_t equals = typed->find('='); !keys_.single_keys() && equals != std::string::npos) {
        const std::string from = typed->substr(0, equals);
        const std::size_t at = from.empty() ? std::string::npos : before.find(from);
        if (at == std::string::npos) {
            tell(context_.say("这一句里没有", "not in this sentence"));
            return;
        }
        after = before.substr(0, at) + typed->substr(equals + 1) + before.substr(at + from.size());
    }
    std::vector<SourceEdit> edits;
    for (const TextChange& change : diff_characters(before, after)) {
        const SourceEdit edit{{sentence.at.begin + change.before.begin, sentence.at.begin + change.before.end}, std::string(slice(after, change.after))};
        if (std::find(made.begin(), made.end(), edit) != made.end()) continue;
        if (!is_prose(document, edit.at)) {
            tell(context_.say("这里有标记，未改：", "there is markup here; left as it is: ") + change_text(slice(document.bytes, edit.at), edit.text, context_.lang));
            continue;
        }
        // Both halves of a pair are one change, made or not made as a whole.
        const bool pair = !edits.empty() && edits.back().at.empty() && edit.at.empty() &&
                          ((edits.back().text == "《" && edit.text == "》") || (edits.back().text == "“" && edit.text == "”"));
        if (pair) {
            const SourceSpan inside{edits.back().at.begin, edit.at.begin};
            edits.back() = {inside, edits.back().text + std::string(slice(document.bytes, inside)) + edit.text};
        } else {
            edits.push_back(edit);
        }
    }
    type_edits(page, edits);
}

// Where lines are read, the words to wrap are typed; else they are marked in the line.
void Reviewer::wrap(std::size_t page, const Sentence& sentence, char32_t with) {
    if (keys_.single_keys()) {
        correct(page, sentence);
        return;
    }
    const bool title = with == U'《' || with == '<';
    const auto words = ask_line(context_.say("加标的词：", "wrap: "));
    const Document& document = *session_.pages()[page].outcome.document;
    const std::string_view text = slice(document.bytes, sentence.at);
    const std::size_t at = words && !words->empty() ? text.find(*words) : std::string_view::npos;
    if (at == std::string_view::npos) {
        tell(context_.say("这一句里没有", "not in this sentence"));
        return;
    }
    const auto begin = static_cast<std::uint32_t>(sentence.at.begin + at);
    const auto end = static_cast<std::uint32_t>(begin + words->size());
    if (!is_prose(document, {begin, end})) return;
    type_edits(page, {{{begin, end}, (title ? "《" : "“") + *words + (title ? "》" : "”")}});
}

Reviewer::Next Reviewer::read_through(std::size_t page) {
    const std::vector<Sentence> all = sentences(page);
    if (all.empty()) return Next::ask;
    std::size_t now = 0;
    if (now_ && session_.queue()[*now_].page == page) {
        const std::uint32_t at = session_.entry(*now_).at.begin;
        while (now + 1 < all.size() && all[now].at.end <= at) ++now;
    }
    std::vector<bool> off(9, false);
    const auto move_to = [&](std::size_t where) {
        now = where;
        off.assign(9, false);
    };
    for (;;) {
        if (now >= all.size()) {
            tell(context_.say("\n读完了。", "\nread to the end."));
            return Next::ask;
        }
        show_sentence(page, all, now, off);
        const Sentence& sentence = all[now];
        std::vector<std::size_t> yes, no;
        for (std::size_t i = 0; i < sentence.questions.size(); ++i) {
            const std::size_t q = sentence.questions[i];
            const Decision* said = session_.answer_to(q);
            if (session_.entry(q).edits.empty() || (said != nullptr && said->answer != Answer::later)) continue;
            (i < off.size() && off[i] ? no : yes).push_back(q);
        }
        const auto answer = [&](const std::vector<std::size_t>& questions, Answer said) {
            if (questions.empty()) return;
            if (const Result<void> done = session_.answer(questions, {said, Scope::here, {}, {}}); !done) complain(done.error());
        };
        const Key key = keys_.read();
        const char32_t ch = key.answer();
        if (key.kind == Key::Kind::finished) return Next::done;
        if (key.kind == Key::Kind::interrupt) return Next::abandon;
        if (key.kind == Key::Kind::enter || ch == 'y' || ch == ' ') {
            answer(yes, Answer::accept);
            answer(no, Answer::reject);
            tell(yes.empty() ? "" : context_.say("接受", "accepted"));
            move_to(now + 1);
        } else if (ch == 'n') {
            yes.insert(yes.end(), no.begin(), no.end());
            answer(yes, Answer::reject);
            tell(context_.say("拒绝", "declined"));
            move_to(now + 1);
        } else if (ch == 's' || ch == 'j' || key.kind == Key::Kind::down) {
            tell("");
            move_to(now + 1);
        } else if (ch == 'k' || key.kind == Key::Kind::up) {
            tell("");
            move_to(now > 0 ? now - 1 : 0);
        } else if (ch >= '1' && ch <= '9' && ch - '1' < sentence.questions.size()) {
            off[ch - '1'] = !off[ch - '1'];
            tell("");
        } else if (ch == 'e' || ch == 'c') {
            correct(page, sentence);
        } else if (ch == U'《' || ch == '<' || ch == U'“' || ch == '"') {
            wrap(page, sentence, ch);
        } else if (ch == 'u') {
            (void)undo();
        } else if (ch == 'w') {
            tell("");
            if (!session_.queue().empty()) now_ = session_.next_open(0);
            return now_ ? Next::ask : Next::done;
        } else if (ch == 'q') {
            tell(context_.say("结束", "end"));
            return Next::done;
        } else {
            tell("");
        }
    }
}

}  // namespace jiaodui::cli
