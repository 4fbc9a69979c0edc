// Tested by tests/cli/review.md and, on a pseudo-terminal, tests/measure/review_session.py.
#include "pipeline/cli/review_view.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

std::string say(const ViewOptions& options, std::string_view zh, std::string_view en) {
    return std::string(options.lang == Lang::zh ? zh : en);
}

std::string progress(std::size_t done, std::size_t all, const ViewOptions& options) {
    if (all == 0) return {};
    constexpr std::size_t kCells = 8;
    const std::size_t full = done * kCells / all;
    std::string out;
    for (std::size_t i = 0; i < kCells; ++i) out += i < full ? "▓" : "░";
    out += ' ' + std::to_string(done * 100 / all) + '%';
    return options.columns < 60 ? out.substr(out.rfind(' ') + 1) : out;
}

// Parts one after the other, a new line where the next would not fit.
std::string flow(const std::vector<std::string>& parts, const std::vector<std::string>& painted,
                 const ViewOptions& options, std::string_view gap) {
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty()) continue;
        const std::size_t width = width_of(parts[i], options.ambiguous_width);
        if (used > 0 && used + gap.size() + width > options.columns) {
            out += '\n';
            used = 0;
        }
        if (used > 0) {
            out += gap;
            used += gap.size();
        }
        // A part that is wider than the terminal is cut.
        out += width > options.columns ? std::string(head_of_width(parts[i], options.columns, options.ambiguous_width))
                                       : painted[i];
        used += std::min(width, options.columns);
    }
    return out + '\n';
}

std::string evidence(const Session& session, std::size_t question, const ViewOptions& options) {
    const Record& record = session.page_of(question).outcome.speaker(session.entry(question));
    std::string out = printable(record.finding.message.in(options.lang));
    const Evidence& why = record.finding.evidence;
    std::string table = printable(why.file);
    if (why.line != 0) table += ':' + std::to_string(why.line);
    if (!why.key.empty()) table += ' ' + printable(why.key);
    for (const auto& [name, value] : why.facts) table += ' ' + printable(name) + '=' + printable(value);
    if (!table.empty()) out += (out.empty() ? "" : say(options, "；", "; ")) + table;
    return out;
}

// Text cut into lines of the width.
std::string wrapped(const std::string& text, const ViewOptions& options, std::size_t indent) {
    std::string out;
    std::string_view rest = text;
    const std::size_t room = options.columns > indent + 10 ? options.columns - indent : 10;
    while (!rest.empty()) {
        const std::string_view head = head_of_width(rest, room, options.ambiguous_width);
        if (head.empty()) break;
        out.append(indent, ' ');
        out += head;
        out += '\n';
        rest.remove_prefix(head.size());
    }
    return out;
}

std::string place_line(const Session& session, std::size_t question, const LineIndex& lines,
                       const ViewOptions& options) {
    const Entry& entry = session.entry(question);
    const Document& document = *session.page_of(question).outcome.document;
    const std::uint32_t line = lines.at(entry.at.begin).line;
    const std::string number = std::to_string(line);
    const std::uint32_t begin = lines.line_begin(line);
    const std::uint32_t last = lines.at(entry.at.end).line;
    const auto end = static_cast<std::uint32_t>(lines.line_begin(last) + lines.line(last).size());
    const std::size_t indent = 2 + std::max<std::size_t>(number.size(), 4) + 1;
    std::string out(indent - 1 - number.size(), ' ');
    out += number + ' ';
    if (entry.new_texts.empty()) {
        out += head_of_width(readable(lines.line(line), document.decode),
                             options.columns > indent ? options.columns - indent : 20, options.ambiguous_width);
        return out + '\n';
    }
    std::vector<SourceEdit> edits = entry.edits;
    if (edits.empty()) edits = {{entry.at, entry.new_texts.front()}};
    out += marked_excerpt(document.bytes, {begin, std::max(end, entry.at.end)}, edits,
                          options.columns > indent ? options.columns - indent : 20, options.ambiguous_width,
                          options.colour, document.decode);
    return out + '\n';
}

}  // namespace

std::string change_text(std::string_view from, const std::optional<std::string>& to, Lang lang) {
    const bool zh = lang == Lang::zh;
    if (!to) return printable(from);
    if (from.empty()) return (zh ? "补“" : "add \"") + printable(*to) + (zh ? "”" : "\"");
    if (to->empty()) return (zh ? "删“" : "delete \"") + printable(from) + (zh ? "”" : "\"");
    return printable(from) + "→" + printable(*to);
}

std::string question_text(const Session& session, std::size_t question, const LineIndex& lines,
                          const ViewOptions& options) {
    const Entry& entry = session.entry(question);
    const Session::Page& page = session.page_of(question);
    const Record& speaker = page.outcome.speaker(entry);
    const Session::Group& group = session.groups()[session.queue()[question].group];
    const std::vector<std::size_t> open = session.open_in_group(question);
    std::vector<std::string> parts, painted;
    const auto add = [&](std::string text, Ink ink) {
        parts.push_back(text);
        std::string coloured;
        paint(coloured, text, ink, options.colour);
        painted.push_back(std::move(coloured));
    };
    add(printable(page.path) + ':' + std::to_string(lines.at(entry.at.begin).line), Ink::bold);
    add('[' + std::to_string(question + 1) + '/' + std::to_string(session.queue().size()) + ']', Ink::plain);
    if (group.questions.size() > 1) {
        add(say(options, "同类 ", "alike ") + std::to_string(open.size()) + '/' +
                std::to_string(group.questions.size()),
            Ink::bold);
    }
    const EntryKey& key = session.key(question);
    std::string pair =
        change_text(key.from, key.texts.empty() ? std::nullopt : std::optional(key.texts.front()), options.lang);
    if (width_of(pair, options.ambiguous_width) > options.columns / 2) {
        pair = std::string(head_of_width(pair, options.columns / 2, options.ambiguous_width)) + "…";
    }
    add(pair, Ink::plain);
    add(std::string(speaker.finding.rule), Ink::dim);
    add(label_of(entry.tier).in(options.lang) + ' ' + std::to_string(std::lround(entry.confidence * 100)),
        ink_of(entry.tier));
    add(progress(session.answered(), session.queue().size(), options), Ink::dim);
    std::string out = flow(parts, painted, options, "  ");

    const std::uint32_t line = lines.at(entry.at.begin).line;
    const auto around = [&](std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t n = from; n < to; ++n) {
            const std::string number = std::to_string(n);
            std::string text(6 - std::min<std::size_t>(number.size(), 6), ' ');
            text += number + ' ' + readable(lines.line(n), page.outcome.document->decode);
            std::string cut(head_of_width(text, options.columns, options.ambiguous_width));
            paint(out, cut, Ink::dim, options.colour);
            out += '\n';
        }
    };
    const auto n = static_cast<std::uint32_t>(options.context_lines);
    around(line > n ? line - n : 1, line);
    out += place_line(session, question, lines, options);
    const std::uint32_t last = lines.at(entry.at.end).line;
    around(last + 1, std::min(last + 1 + n, lines.lines() + 1));

    std::size_t shown = 1;
    std::string rest;
    std::size_t more = 0;
    for (const std::size_t q : open) {
        if (q == question) continue;
        if (shown < options.shown_places) {
            out += place_line(session, q, lines, options);
            ++shown;
        } else {
            if (more < 8)
                rest += (rest.empty() ? "" : say(options, "、", ", ")) +
                        std::to_string(lines.at(session.entry(q).at.begin).line);
            ++more;
        }
    }
    if (more > 0) {
        out +=
            wrapped(say(options, "Tab 看其余 ", "Tab shows the other ") + std::to_string(more) +
                        say(options, " 处：第 ", ": lines ") + rest + (more > 8 ? "…" : "") + say(options, " 行", ""),
                    options, 7);
    }
    if (key.texts.size() > 1) {
        std::string list;
        for (std::size_t i = 0; i < key.texts.size() && i < 9; ++i) {
            list += (i > 0 ? "  " : "") + std::to_string(i + 1) + ' ' + printable(key.texts[i]);
        }
        out += wrapped(say(options, "候选：", "candidates: ") + list, options, 2);
    }
    const std::string why = evidence(session, question, options);
    if (!why.empty()) out += wrapped(say(options, "依据：", "evidence: ") + why, options, 2);
    if (const Decision* said = session.answer_to(question)) {
        const Message was = said->answer == Answer::accept   ? Message{"已接受", "accepted"}
                            : said->answer == Answer::edit   ? Message{"已改写", "edited"}
                            : said->answer == Answer::reject ? Message{"已拒绝", "rejected"}
                                                             : Message{"稍后", "put off"};
        out += "  " + say(options, "现在的答复：", "answered: ") + was.in(options.lang) + ' ' +
               change_text(said->from, said->to, options.lang) + '\n';
    }
    return out;
}

std::string keys_text(const std::vector<Message>& keys, const ViewOptions& options) {
    std::vector<std::string> parts;
    for (const Message& key : keys) parts.push_back(key.in(options.lang));
    return flow(parts, parts, options, " ");
}

std::string passage_text(std::string_view source, Span at, const std::vector<SourceEdit>& edits,
                         const std::vector<std::string>& labels, const ViewOptions& options) {
    std::string out;
    std::size_t used = 0;
    const auto put = [&](std::string_view text, Ink ink) {
        std::string_view rest = text;
        while (!rest.empty()) {
            std::string_view head = head_of_width(rest, options.columns - used, options.ambiguous_width);
            if (head.empty()) {
                out += '\n';
                used = 0;
                continue;
            }
            paint(out, head, ink, options.colour);
            used += width_of(head, options.ambiguous_width);
            rest.remove_prefix(head.size());
        }
    };
    std::uint32_t done = at.begin;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        put(printable(source.substr(done, edits[i].at.begin - done)), Ink::plain);
        const std::string old_text = printable(slice(source, edits[i].at));
        if (!options.colour) {
            put(labels[i] + (old_text.empty() ? "" : "[-" + old_text + "-]") +
                    (edits[i].text.empty() ? "" : "{+" + printable(edits[i].text) + "+}"),
                Ink::plain);
        } else {
            put(labels[i], Ink::bold);
            put(old_text, Ink::removed);
            put(printable(edits[i].text), Ink::added);
        }
        done = edits[i].at.end;
    }
    put(printable(source.substr(done, at.end - done)), Ink::plain);
    return out + '\n';
}

}  // namespace jiaodui::cli
