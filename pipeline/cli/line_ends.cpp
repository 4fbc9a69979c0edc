// Tested by tests/spec/segment.md and tests/spec/new.md.
#include "pipeline/cli/line_ends.hpp"

#include "pipeline/read/structure.hpp"

namespace jiaodui::cli {

void ask_for_line_ends(Args& args, bool joins) {
    std::vector<std::string> settings = {"pipeline=[protect, segment]", "rules={'segment/*': suggest}",
                                         "review.min_confidence=0"};
    if (joins) settings.emplace_back("rules={segment/line-end: {tier: suggest, join: true}}");
    std::vector<std::string>& given = args.values_["set"];
    given.insert(given.begin(), settings.begin(), settings.end());
}

LineEnds line_ends_of(const Outcome& outcome, float above) {
    LineEnds out;
    for (const Entry& entry : outcome.entries) {
        if (entry.fate != Fate::awaits_review || entry.edits.empty() || outcome.speaker(entry).stage != "segment")
            continue;
        if (entry.confidence >= above) out.taken.push_back(&entry);
        else ++out.left;
    }
    return out;
}

Result<std::string> with_line_ends(const Outcome& outcome, const LineEnds& ends) {
    std::vector<SourceEdit> edits;
    for (const Entry* entry : ends.taken) edits.insert(edits.end(), entry->edits.begin(), entry->edits.end());
    std::string out = splice(outcome.document->bytes, edits);
    if (same_but_line_ends(*outcome.document, out)) return out;
    return Error{ErrorCode::conflict,
                 {"断句会改动文字或结构，没有写", "the line ends would change letters or structure; not written"},
                 {},
                 {outcome.document->name, 0, 0}};
}

}  // namespace jiaodui::cli
