// Reading through: the whole text, sentence by sentence. What is suggested is numbered and taken with Return; what
// nobody suggested is typed. Tested by tests/cli/review.md and tests/measure/review_session.py.
#include <algorithm>
#include <set>

#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/cli/line_edit.hpp"
#include "pipeline/cli/reading_text.hpp"
#include "pipeline/cli/reviewer.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/char_diff.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

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

// Edits that have been decided about in this stretch, of the text that is read.
std::vector<SourceEdit> open_edits(const Session::Page& page, const ReadingText& text, Span at) {
    std::vector<SourceEdit> out;
    for (const auto& [number, placed] : page.decided) {
        if (!placed.at || !placed.decision.open() || !covers(at, text.of(*placed.at))) continue;
        for (const SourceEdit& edit : placed.edits) out.push_back(text.of(edit));
    }
    std::sort(out.begin(), out.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    return out;
}

}  // namespace

std::vector<Reviewer::Sentence> Reviewer::sentences(std::size_t page) const {
    const ReadingText text(*session_.pages()[page].outcome.document);
    std::vector<Sentence> out;
    for (const Span at : text.sentences()) out.push_back({at, {}});
    std::vector<std::size_t> questions;
    for (std::size_t q = 0; q < session_.queue().size(); ++q) {
        if (session_.queue()[q].page == page) questions.push_back(q);
    }
    std::sort(questions.begin(), questions.end(),
              [&](std::size_t a, std::size_t b) { return session_.entry(a).at < session_.entry(b).at; });
    std::size_t s = 0;
    for (const std::size_t q : questions) {
        const Span at = text.of(session_.entry(q).at);
        while (s + 1 < out.size() && out[s].at.end <= at.begin) ++s;
        if (!out.empty() && covers(out[s].at, at)) out[s].questions.push_back(q);
    }
    return out;
}

void Reviewer::show_sentence(std::size_t page, const std::vector<Sentence>& all, std::size_t now,
                             const std::vector<bool>& off) {
    const Session::Page& one = session_.pages()[page];
    const ReadingText text(*one.outcome.document);
    const Sentence& sentence = all[now];
    std::vector<SourceEdit> edits;
    std::vector<std::string> labels;
    std::set<SourceSpan> taken;
    for (std::size_t i = 0; i < sentence.questions.size(); ++i) {
        const std::size_t q = sentence.questions[i];
        const Entry& entry = session_.entry(q);
        const Decision* said = session_.answer_to(q);
        if (entry.edits.empty() || (said != nullptr && said->answer != Answer::later) || (i < off.size() && off[i]))
            continue;
        for (const SourceEdit& edit : entry.edits) {
            edits.push_back(text.of(edit));
            labels.push_back(&edit == &entry.edits.front() ? std::to_string(i + 1) : "");
            taken.insert(edits.back().at);
        }
    }
    for (const SourceEdit& edit : open_edits(one, text, sentence.at)) {
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
    Span at = sentence.at;
    while (at.end > at.begin && text.text()[at.end - 1] == '\n') --at.end;
    out_ << '\n'
         << one.path << ':' << lines(page).at(text.source(at).begin).line << "  [" << now + 1 << '/' << all.size()
         << "]\n"
         << passage_text(text.text(), at, sorted, sorted_labels, view());
    std::string keys = keys_text(sentence.questions.empty() ? std::vector<Message>{{"[Return]下一句", "[Return]next"},
                                                                                   {"[e]改", "[e]dit"},
                                                                                   {"[《][“]加标", "[《][“]wrap"},
                                                                                   {"[k]上一句", "[k]back"},
                                                                                   {"[u]撤销", "[u]ndo"},
                                                                                   {"[w]回到逐条", "[w]leave"},
                                                                                   {"[q]结束", "[q]uit"}}
                                                            : std::vector<Message>{{"[Return]全收", "[Return]take all"},
                                                                                   {"[1-9]去掉一条", "[1-9]not this"},
                                                                                   {"[n]全拒", "[n]one"},
                                                                                   {"[s]不定", "[s]kip"},
                                                                                   {"[e]改", "[e]dit"},
                                                                                   {"[《][“]加标", "[《][“]wrap"},
                                                                                   {"[k]上一句", "[k]back"},
                                                                                   {"[u]撤销", "[u]ndo"},
                                                                                   {"[w]回到逐条", "[w]leave"},
                                                                                   {"[q]结束", "[q]uit"}},
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
    for (const SourceEdit& edit : edits)
        tell(context_.say("改写 ", "edited ") +
             change_text(as_read(document, slice(document.bytes, edit.at)), edit.text, context_.lang));
    for (const SourceEdit& edit : edits) offer_the_rest(page, edit);
}

// The rest of the page is asked about with a character on each side when only one has changed: 马杜公, not 杜.
void Reviewer::offer_the_rest(std::size_t page, const SourceEdit& edit) {
    const ReadingText reading(*session_.pages()[page].outcome.document);
    const std::string_view text = reading.text();
    const Span at = reading.of(edit.at);
    Span wide = at;
    if (utf8::count(slice(text, at)) < 2) {
        const auto left = utf8::decode_before(text, at.begin);
        const auto right = at.end < text.size() ? utf8::decode(text, at.end) : utf8::Decoded{};
        if (at.begin > 0 && is_content(left.ch)) wide.begin -= left.length;
        if (right.length > 0 && is_content(right.ch)) wide.end += right.length;
    }
    const std::string from(slice(text, wide));
    const std::string to =
        std::string(slice(text, {wide.begin, at.begin})) + edit.text + std::string(slice(text, {at.end, wide.end}));
    if (utf8::count(from) < 2) return;
    const std::vector<SourceSpan> others = session_.same_elsewhere(page, reading.source(wide));
    const std::string n = std::to_string(others.size());
    const std::string change = change_text(from, to, context_.lang);
    if (!others.empty() &&
        confirm(context_.say("同样改其余 " + n + " 处？" + change, "the same in the other " + n + " places? " + change),
                true)) {
        std::vector<SourceEdit> same;
        for (const SourceSpan other : others) same.push_back({other, to});
        if (const Result<void> done = session_.type(page, same); !done) complain(done.error());
    }
    offer_glossary(from, to);
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
    const ReadingText text(*one.outcome.document);
    const std::vector<SourceEdit> made = open_edits(one, text, sentence.at);
    const std::string before(slice(text.text(), sentence.at));
    out_ << '\n'
         << context_.say("（Tab 标起点，移动光标后按 《 或 “ 加标）",
                         "(Tab marks a beginning; move, then 《 or “ wraps)")
         << '\n';
    const auto typed = ask_line("> ", with_edits(text.text(), sentence.at, made));
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
        const SourceEdit edit{{sentence.at.begin + change.before.begin, sentence.at.begin + change.before.end},
                              std::string(slice(after, change.after))};
        if (std::find(made.begin(), made.end(), edit) != made.end()) continue;
        if (!text.is_prose(edit.at)) {
            tell(context_.say("这里有标记，未改：", "there is markup here; left as it is: ") +
                 change_text(slice(text.text(), edit.at), edit.text, context_.lang));
            continue;
        }
        // Both halves of a pair are one change, made or not made as a whole.
        const bool pair =
            !edits.empty() && edits.back().at.empty() && edit.at.empty() &&
            ((edits.back().text == "《" && edit.text == "》") || (edits.back().text == "“" && edit.text == "”"));
        if (pair) {
            const SourceSpan inside{edits.back().at.begin, edit.at.begin};
            edits.back() = {inside, edits.back().text + std::string(slice(text.text(), inside)) + edit.text};
        } else {
            edits.push_back(edit);
        }
    }
    for (SourceEdit& edit : edits) edit.at = text.source(edit.at);
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
    const ReadingText reading(*session_.pages()[page].outcome.document);
    const std::string_view text = slice(reading.text(), sentence.at);
    const std::size_t at = words && !words->empty() ? text.find(*words) : std::string_view::npos;
    if (at == std::string_view::npos) {
        tell(context_.say("这一句里没有", "not in this sentence"));
        return;
    }
    const auto begin = static_cast<std::uint32_t>(sentence.at.begin + at);
    const auto end = static_cast<std::uint32_t>(begin + words->size());
    if (!reading.is_prose({begin, end})) return;
    type_edits(page, {{reading.source({begin, end}), (title ? "《" : "“") + *words + (title ? "》" : "”")}});
}

Reviewer::Next Reviewer::read_through(std::size_t page) {
    const std::vector<Sentence> all = sentences(page);
    if (all.empty()) return Next::ask;
    std::size_t now = 0;
    if (now_ && session_.queue()[*now_].page == page) {
        const std::uint32_t at =
            ReadingText(*session_.pages()[page].outcome.document).of(session_.entry(*now_).at).begin;
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
            if (const Result<void> done = session_.answer(questions, {said, Scope::here, {}, {}}); !done)
                complain(done.error());
        };
        session_.settle();
        const Key key = keys_.read();
        const char32_t ch = meant(key);
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
        } else if (ch == 'p' || ch == ',' || ch == '.') {
            sound(ch, page, ReadingText(*session_.pages()[page].outcome.document).source(sentence.at).begin);
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
