// The edit is taken to be one: all between the common head and the common tail of the two texts. Tested by
// tests/unit/serve/lsp_carry_test.cpp.
#include "pipeline/serve/lsp_carry.hpp"

#include <algorithm>

#include "pipeline/document/document.hpp"

namespace jiaodui {
namespace {

struct Change {
    std::size_t head = 0;  // bytes that both begin with
    std::size_t tail = 0;  // and, behind them, end with
};

Change between(std::string_view before, std::string_view after) {
    Change out;
    const std::size_t least = std::min(before.size(), after.size());
    out.head = static_cast<std::size_t>(
        std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(least), after.begin()).first -
        before.begin());
    while (out.tail < least - out.head && before[before.size() - 1 - out.tail] == after[after.size() - 1 - out.tail])
        ++out.tail;
    return out;
}

Entry moved(Entry entry, std::size_t before, std::size_t after) {
    const auto move = [&](SourceSpan& at) {
        at.begin = static_cast<std::uint32_t>(at.begin + after - before);
        at.end = static_cast<std::uint32_t>(at.end + after - before);
    };
    move(entry.at);
    for (SourceEdit& edit : entry.edits) move(edit.at);
    entry.mirrors.clear();
    return entry;
}

bool is_free(const Outcome& outcome, SourceSpan at) {
    return std::none_of(outcome.entries.begin(), outcome.entries.end(),
                        [&](const Entry& entry) { return entry.at.begin < at.end && at.begin < entry.at.end; });
}

}  // namespace

void carry_over(const Outcome& former, StageId stage, Outcome& now) {
    const std::string_view before = former.document->bytes, after = now.document->bytes;
    const Change change = between(before, after);
    std::vector<Entry> carried;
    for (const Entry& entry : former.entries) {
        if (entry.fate != Fate::awaits_review || former.speaker(entry).stage != stage) continue;
        const bool ahead = entry.at.end <= change.head;
        if (!ahead && entry.at.begin < before.size() - change.tail) continue;
        carried.push_back(ahead ? entry : moved(entry, before.size(), after.size()));
        if (!is_free(now, carried.back().at)) {
            carried.pop_back();
            continue;
        }
        now.records.push_back(former.speaker(entry));
        carried.back().records = {now.records.size() - 1};
    }
    for (Entry& entry : carried) now.entries.push_back(std::move(entry));
    std::stable_sort(now.entries.begin(), now.entries.end(),
                     [](const Entry& one, const Entry& other) { return one.at.begin < other.at.begin; });
}

}  // namespace jiaodui
