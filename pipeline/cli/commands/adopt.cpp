// adopt: a page that somebody else has rewritten, judged change by change. Tested by tests/cli/adopt.md and, on real
// revisions, by tests/measure/adopt.py.
#include <algorithm>
#include <array>
#include <fstream>

#include "pipeline/cli/adoption.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/reviewer.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/web_review.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/edit/on_disk.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/undo.hpp"
#include "pipeline/text/line_index.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 3> kTakes{"layout", "words", "all"};
constexpr std::array<std::string_view, 3> kLists{"layout", "words", "all"};

bool belongs(AdoptClass kind, std::string_view list) { return list == "all" || is_layout(kind) == (list == "layout"); }

std::string thousands(std::size_t number) {
    std::string out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, 1, ',');
    return out;
}

// The proof, when it holds: the letters of both texts are the same.
std::string proof(const Context& context, std::string_view before, std::string_view after) {
    const std::string letters = content_of(before);
    const std::string n = thousands(utf8::count(letters));
    return letters == content_of(after)
               ? context.say("正文 " + n + " 字逐字相同", "all " + n + " letters and digits are the same")
               : std::string();
}

// Layout in one line with its proof, then the words by class, riskiest first, a place a line.
void report(Context& context, const Adoption& pages, std::string_view list) {
    std::ostream& out = context.out.stream();
    const EmitOptions options = emit_options(context);
    const std::string& source = pages.before->bytes;
    std::array<std::vector<const AdoptChange*>, kAdoptClasses> kinds;
    std::size_t layout = 0, words = 0;
    for (const AdoptChange& change : pages.changes) {
        kinds[static_cast<std::size_t>(change.kind)].push_back(&change);
        ++(is_layout(change.kind) ? layout : words);
    }
    const std::string laid_out = adopt(source, pages.changes, [](const AdoptChange& c) { return is_layout(c.kind); });
    out << context.say("一、断句、分段与标点：" + thousands(layout) + " 处",
                       "1. Line ends, paragraphs and marks: " + thousands(layout));
    if (layout > 0) out << context.say("；", "; ") << proof(context, source, laid_out);
    out << '\n' << context.say("二、字词：" + thousands(words) + " 处", "2. Words: " + thousands(words)) << '\n';
    const LineIndex lines(source);
    for (std::size_t kind = 0; kind < kAdoptClasses; ++kind) {
        const auto as_class = static_cast<AdoptClass>(kind);
        if (kinds[kind].empty() || (is_layout(as_class) && list == "words") || !belongs(as_class, list)) continue;
        std::string head;
        paint(head, label_of(as_class).in(context.lang), Ink::bold, context.colour);
        out << "\n" << head << "  " << rule_of(as_class) << "  " << kinds[kind].size() << '\n';
        for (const AdoptChange* change : kinds[kind]) {
            const LineColumn at = lines.at(change->at.begin);
            const std::uint32_t last = lines.at(change->at.end).line;
            const std::uint32_t begin = lines.line_begin(at.line);
            const auto end =
                static_cast<std::uint32_t>(last < lines.lines() ? lines.line_begin(last + 1) - 1 : source.size());
            out << "  " << at.line << ":" << at.column << "  "
                << marked_excerpt(source, Span{begin, std::max(end, change->at.end)}, {{change->at, change->text}},
                                  options.terminal ? static_cast<std::size_t>(std::max(40, options.columns - 12)) : 88,
                                  options.ambiguous_width, context.colour)
                << '\n';
        }
    }
}

// In the old file's encoding; what has been decided about the page is keyed anew.
bool put(Context& context, const Project& project, const std::string& path, const Document& before,
         const std::vector<SourceEdit>& edits) {
    const std::string target = context.args.get("output");
    const Result<std::string> after = written_on_disk(before, edits);
    if (!after) {
        context.complain(after.error());
        return false;
    }
    if (target == "-") {
        context.out.stream() << *after;
        return true;
    }
    WritingRun run(project.root());
    Result<void> done = target.empty() ? run.write(path, bytes_on_disk(before), *after) : put_file(target, *after);
    if (done && target.empty()) {
        done = rekey_page(DecisionStore(project.root()), path_in_root(project.root(), path), before, edits,
                          splice(before.bytes, edits), run.holds_lock());
    }
    if (!done) context.complain(done.error());
    return done.has_value();
}

int take(Context& context, const Project& project, const Adoption& pages, const std::string& what) {
    const Result<Adopted> adopted = adopt_safely(
        *pages.before, pages.changes,
        [&](const AdoptChange& c) {
            return what == "all" ||
                   (what == "layout" ? is_layout(c.kind) : !is_layout(c.kind) && c.kind != AdoptClass::markup);
        },
        pages.reader);
    if (!adopted) {
        context.complain(adopted.error());
        return kFailed;
    }
    const std::string proved = what == "layout" ? proof(context, pages.before->bytes, adopted->bytes) : std::string();
    if (what == "layout" && proved.empty()) {
        context.complain({ErrorCode::conflict,
                          {"字会有不同，什么都没有写", "letters would differ; nothing is written"},
                          {},
                          {context.args.words[0]}});
        return kFailed;
    }
    std::vector<SourceEdit> edits = adopted->taken;
    if (what == "all") {
        edits.clear();
        for (const AdoptChange& change : pages.changes) edits.push_back({change.at, change.text});
    }
    if (!put(context, project, context.args.words[0], *pages.before, edits)) return kFailed;
    if (context.args.get("output") == "-" || context.args.has("quiet")) return kDone;
    const std::string n = thousands(edits.size()), held = thousands(adopted->withheld);
    std::ostream& out = context.out.stream();
    out << context.say("已取 " + n + " 处", "Took " + n + " changes");
    if (what != "all" && adopted->withheld > 0)
        out << context.say("，" + held + " 处会改动标记，未取", "; " + held + " would change markup and were left");
    if (!proved.empty()) out << context.say("；", "; ") << proved;
    out << context.say("。", ".");
    if (context.args.get("output").empty()) out << context.say("撤销：jiaodui undo", " To undo: jiaodui undo");
    out << '\n';
    return kDone;
}

// The changes as findings, in any format: a page for the browser, a table, lines.
int emit(Context& context, const Project& project, const Adoption& pages, const std::string& list) {
    std::vector<AdoptChange> listed;
    std::copy_if(pages.changes.begin(), pages.changes.end(), std::back_inserter(listed),
                 [&](const AdoptChange& c) { return belongs(c.kind, list); });
    const Outcome outcome = adopt_outcome(pages.before, listed);
    const std::string target = context.args.get("output");
    EmitOptions options = emit_options(context);
    options.shown.unfolded = true;
    std::ofstream file;
    if (!target.empty() && target != "-") {
        file.open(target, std::ios::binary | std::ios::trunc);
        options.terminal = options.colour = false;
        if (!file) {
            context.complain({ErrorCode::io, {"无法写入", "cannot write"}, {}, {target}});
            return kFailed;
        }
    }
    std::ostream& out = file.is_open() ? file : context.out.stream();
    const std::unique_ptr<Emitter> emitter = make_emitter(context.args.get("format"), out, options);
    Tally tally;
    tally.add(outcome);
    emitter->begin(run_info(project, false));
    emitter->file(outcome);
    emitter->end(tally);
    if (file.is_open() && !file.flush()) {
        context.complain({ErrorCode::io, {"没有写完", "could not be written"}, {}, {target}});
        return kFailed;
    }
    return listed.empty() ? kDone : kFindings;
}

// The changes that are wanted and that nobody has answered, as the review asks about them.
Outcome open_changes(const Adoption& pages, const std::string& list, const Decisions& decisions,
                     const std::string& file) {
    std::vector<AdoptChange> listed;
    std::copy_if(pages.changes.begin(), pages.changes.end(), std::back_inserter(listed),
                 [&](const AdoptChange& c) { return belongs(c.kind, list); });
    Outcome outcome = adopt_outcome(pages.before, listed);
    const std::vector<std::optional<Fate>> fates = decisions.fates(outcome, file);
    std::size_t next = 0;
    std::erase_if(outcome.entries, [&](const Entry&) { return fates[next++].has_value(); });
    return outcome;
}

// At the terminal or in a browser, the riskiest first; what is accepted goes into the old page.
int review(Context& context, Project& project, const Adoption& pages, const std::string& list) {
    const std::string old_path = context.args.words[0], new_path = context.args.words[1];
    const std::string file = path_in_root(project.root(), old_path);
    const OutcomeMaker again = [&context, &project, list, file, old_path,
                                new_path](const Decisions& decisions) -> std::optional<Outcome> {
        const std::optional<Adoption> now = compare_pages(context, project, old_path, new_path);
        if (!now) return std::nullopt;
        return open_changes(*now, list, decisions, file);
    };
    if (context.args.has("web")) return review_in_browser(context, project, Input{old_path, old_path}, again);
    Session session(project.root(), {Tier::suggest, Order::risk, reviewer(), today()});
    session.add(old_path, file, open_changes(pages, list, project.decisions(), file), project.decisions());
    session.start();
    return Reviewer(context, project, session, again).run(false);
}

int run(Context& context) {
    if (context.args.words.size() != 2) {
        context.complain({ErrorCode::invalid_value,
                          {"须给出两个文件：旧的和新的", "two files are needed: the old one and the new one"},
                          {},
                          {}});
        return kFailed;
    }
    bool ok = true;
    if (context.args.has("take")) ok &= one_of(context, "take", context.args.get("take"), kTakes);
    ok &= one_of(context, "list", context.args.get("list", "words"), kLists);
    if (context.args.has("format")) ok &= one_of(context, "format", context.args.get("format"), format_names());
    if (!ok) return kFailed;
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    std::optional<Adoption> pages = compare_pages(context, *project, context.args.words[0], context.args.words[1]);
    if (!pages) return kFailed;
    if (context.args.has("take")) return take(context, *project, *pages, context.args.get("take"));
    if (context.args.has("review") || context.args.has("web"))
        return review(context, *project, *pages, context.args.get("list", "words"));
    if (context.args.has("format")) return emit(context, *project, *pages, context.args.get("list", "words"));
    if (!context.args.has("no-pager")) context.out.page();
    report(context, *pages, context.args.get("list", "words"));
    return pages->changes.empty() ? kDone : kFindings;
}

}  // namespace

Command adopt_command() {
    return {"adopt",
            "OLD NEW",
            {"别人（或模型）改写的全文：逐处定级，分开取舍",
             "a page somebody else rewrote: every change classed, taken or left"},
            "jiaodui adopt --take layout opinion/13.md tidied.md",
            {{"take",
              0,
              "WHAT",
              {"写进 OLD：layout（断句、分段、标点，字一个不动）、words、all",
               "write into OLD: layout (line ends, paragraphs, marks; not one letter), words, all"}},
             {"review",
              0,
              "",
              {"逐处审，风险大的在前，接受的写进 OLD",
               "decide one by one, riskiest first; what is accepted goes into OLD"}},
             {"web", 0, "", {"在本机浏览器里审", "decide in this machine's browser"}},
             {"media",
              0,
              "FILE",
              {"--review、--web 时旁边放的录音或录像", "with --review or --web: sound or video beside the text"}},
             {"list", 0, "WHAT", {"列出 words（默认）、layout、all", "list words (default), layout, all"}},
             {"format",
              0,
              "F",
              {"按 check 的格式列出，例如 html、tsv、jsonl", "list in a format of check, such as html, tsv, jsonl"}},
             {"output", 'o', "FILE", {"写到这个文件（- 是标准输出）", "write to this file (- is standard output)"}}},
            run};
}

}  // namespace jiaodui::cli
