// Tested by rules/title/book-marks.md.
#include "pipeline/stage/book_marks.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool quotes(char32_t ch) { return (is_opening(ch) || is_closing(ch)) && ch != U'（' && ch != U'）'; }

// The nearest quotation or title mark on the left is an opening one.
bool is_quoted(std::string_view text, const Region& region, std::uint32_t at) {
    while (at > region.at.begin) {
        const auto before = utf8::decode_before(text, at);
        if (quotes(before.ch)) return is_opening(before.ch);
        at -= before.length;
    }
    return false;
}

}  // namespace

std::optional<BookMarksRule> BookMarksRule::make(const Rule& rule, std::string text, std::string file,
                                                 const Words* words, Problems& problems) {
    const std::size_t before = problems.size();
    BookMarksRule out;
    out.rule_ = &rule;
    out.words_ = words;
    out.text_ = std::make_unique<const std::string>(std::move(text));
    out.file_ = std::move(file);
    if (const auto* list = rule.param("not_before")) out.not_before_ = *list;
    if (const auto* list = rule.param("not_after")) out.not_after_ = *list;
    const TsvTable table(*out.text_, out.file_, 1, 4, problems);
    const TableColumns columns = columns_of(table);
    for (std::size_t i = columns.named ? 1 : 0; i < table.size(); ++i) {
        const TsvRow row = table.row(i);
        if (!PhraseMatcher::usable(row.cell(0))) {
            problems.push_back(
                {ErrorCode::invalid_value, {"这一行不能用", "this row cannot be used"}, {}, {out.file_, row.line, 1}});
        }
        out.rows_.push_back({row.cell(0), row.cell(columns.named ? columns.note : 1), row.line});
    }
    if (problems.size() != before) return std::nullopt;
    return out;
}

bool BookMarksRule::holds(const Draft& draft, const Region& region, Span at) const {
    const std::string_view left = draft.text.substr(region.at.begin, at.begin - region.at.begin);
    const std::string_view right = draft.text.substr(at.end, region.at.end - at.end);
    const auto follows = [&](const std::string& one) { return right.substr(0, one.size()) == one; };
    const auto precedes = [&](const std::string& one) {
        return left.size() >= one.size() && left.substr(left.size() - one.size()) == one;
    };
    if (std::any_of(not_before_.begin(), not_before_.end(), follows)) return false;
    if (std::any_of(not_after_.begin(), not_after_.end(), precedes)) return false;
    const char32_t next = utf8::decode(right, 0).ch;
    if (is_closing(next) && quotes(next)) return false;
    if (draft.is_locked(at) || is_quoted(draft.text, region, at.begin)) return false;
    return words_ == nullptr || !words_->cuts_word(draft.text, at);
}

std::vector<std::string_view> BookMarksRule::phrases() const {
    std::vector<std::string_view> out;
    for (const Row& row : rows_) out.push_back(row.name);
    return out;
}

bool BookMarksRule::consider(const Draft& draft, const Region& region, const PhraseHit& hit, Proposals& out) const {
    if (!holds(draft, region, hit.at)) return true;
    const Row& row = rows_[hit.phrase];
    const std::string_view name = slice(draft.text, hit.at);
    Finding finding = finding_of(*rule_, DraftSpan(hit.at), name, "《" + std::string(name) + "》");
    // With the characters at its ends, so that the marks stay with them where markup begins or ends there:
    // *《红楼梦》*.
    const std::uint32_t first = utf8::decode(name, 0).length;
    const std::uint32_t last = utf8::decode_before(name, static_cast<std::uint32_t>(name.size())).length;
    finding.fix->edits = {
        {DraftSpan(hit.at.begin, hit.at.begin + first), "《" + std::string(name.substr(0, first))},
        {DraftSpan(hit.at.end - last, hit.at.end), std::string(name.substr(name.size() - last)) + "》"}};
    finding.evidence = {file_, row.line, std::string(row.name), {}};
    if (!row.note.empty()) finding.evidence.facts.emplace_back("note", row.note);
    out.findings.push_back(std::move(finding));
    return true;
}

}  // namespace jiaodui
