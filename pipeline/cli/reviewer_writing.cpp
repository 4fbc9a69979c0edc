// The end of a review: what will be written is told, confirmed once, written page by page. Tested by
// tests/cli/review.md and tests/measure/review_session.py.
#include "pipeline/cli/reviewer.hpp"

#include "pipeline/edit/on_disk.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {

int Reviewer::finish() {
    const Session::Counts counts = session_.counts();
    const std::size_t open = session_.queue().size() - session_.answered();
    const auto n = [](std::size_t x) { return std::to_string(x); };
    tell(context_.say("\n接受 " + n(counts.accepted) + "、改写 " + n(counts.edited) + "、拒绝 " + n(counts.rejected) +
                          "、稍后 " + n(counts.later) + "，待定 " + n(open) + "。",
                      "\n" + n(counts.accepted) + " accepted, " + n(counts.edited) + " edited, " + n(counts.rejected) +
                          " declined, " + n(counts.later) + " put off, " + n(open) + " open."));
    std::size_t all = 0;
    for (std::size_t page = 0; page < session_.pages().size(); ++page) {
        const PagePlan plan = session_.plan(page);
        const std::string name = printable(session_.pages()[page].path);
        if (plan.applied() == 0 && plan.count(Fit::already) > 0) {
            // Written by a run that did not live to say so.
            WritingRun none(session_.root());
            const Session::Page& page_of = session_.pages()[page];
            const Result<void> noted =
                write_plan(none, session_.store(), page_of.path, page_of.file, *page_of.outcome.document, plan);
            if (!noted) complain(noted.error());
        }
        if (plan.applied() > 0) {
            if (all == 0) tell(context_.say("将写入：", "to be written:"));
            tell(std::string("  ") + name + "  " + n(plan.applied()) +
                 context_.say(" 处", plan.applied() == 1 ? " place" : " places"));
        }
        for (const Fitting& one : plan.fittings) {
            if (!stale(one.fit) && one.fit != Fit::withheld) continue;
            tell(std::string("  ") + name + "  " + change_text(one.decision.from, one.decision.to, context_.lang) +
                 "  " + label_of(one.fit).in(context_.lang));
        }
        all += plan.applied();
    }
    if (all == 0) return kDone;
    if (!confirm(context_.say("写入？", "write?"), true)) {
        tell(context_.say("没有写入；答复已保存，jiaodui apply 随时可以写入。",
                          "nothing was written; the answers are kept, and jiaodui apply writes them."));
        return kDone;
    }
    return write_pages();
}

Result<void> Reviewer::write_page(WritingRun& run, StagedFix& index, std::size_t page, const PagePlan& plan) {
    const Session::Page& one = session_.pages()[page];
    const Document& document = *one.outcome.document;
    if (staged_.empty()) return write_plan(run, session_.store(), one.path, one.file, document, plan);
    const Result<std::string> bytes = written_on_disk(document, plan.edits);
    if (!bytes) return bytes.error();
    if (Result<void> done = index.add(*staged_[page], bytes_on_disk(document), *bytes); !done) return done;
    // Nothing is called written before the index has it.
    if (Result<void> done = index.finish(); !done) return done;
    return rekey_page(session_.store(), one.file, document, plan.edits, plan.bytes, run.holds_lock(), &plan);
}

int Reviewer::write_pages() {
    WritingRun run(session_.root());
    StagedFix index(run);
    int status = kDone;
    std::vector<std::string> messages;
    for (std::size_t page = 0; page < session_.pages().size(); ++page) {
        const Session::Page& one = session_.pages()[page];
        const PagePlan plan = session_.plan(page);
        if (plan.applied() == 0) continue;
        if (const Result<void> done = write_page(run, index, page, plan); !done) {
            complain(done.error());
            status = kFailed;
            continue;
        }
        std::size_t edited = 0;
        for (const Fitting& f : plan.fittings) edited += applies(f.fit) && f.decision.answer == Answer::edit ? 1 : 0;
        messages.push_back(Session::commit_message(one.file, plan.applied() - edited, edited, context_.lang));
    }
    session_.settle();
    if (messages.empty()) return status;
    tell(context_.say("已写入 ", "written: ") + std::to_string(messages.size()) +
         context_.say(" 个文件。撤销：jiaodui undo",
                      messages.size() == 1 ? " file. To undo: jiaodui undo" : " files. To undo: jiaodui undo"));
    for (const std::string& message : messages) tell(std::string("  ") + printable(message));
    return status;
}

}  // namespace jiaodui::cli
