// Looks for U+3000 in the source, and asks where the region around it ends. Tested by the page of space/trailing.
#include "pipeline/rule/kinds/line_end.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

constexpr std::string_view kSpace = "\u3000";
constexpr std::string_view kEmphasis = "*_~";

// The run of full-width spaces that ends a line at `end`; empty when there is none.
Span run_before(std::string_view source, std::uint32_t end) {
    std::uint32_t begin = end;
    while (begin >= kSpace.size() && source.substr(begin - kSpace.size(), kSpace.size()) == kSpace) {
        begin -= static_cast<std::uint32_t>(kSpace.size());
    }
    return {begin, end};
}

}  // namespace

void find_trailing_spaces(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    if (draft.round != 1 || draft.source.find(kSpace) == std::string_view::npos) return;
    for (const Region& region : draft.regions) {
        if (region.kind == RegionKind::title || region.kind == RegionKind::table_cell || region.at.empty()) continue;
        const SourceSpan prose = draft.to_source(region.at);
        // Every line that ends inside the region, and the one that its last character stands on.
        for (std::uint32_t at = prose.begin; at <= prose.end;) {
            const std::size_t found = draft.source.find('\n', at);
            auto end = static_cast<std::uint32_t>(std::min(found, draft.source.size()));
            at = end + 1;
            if (end > 0 && draft.source[end - 1] == '\r') --end;
            const Span run = run_before(draft.source, end);
            if (run.empty() || run.begin <= prose.begin) continue;
            // Behind the region's last character only closing emphasis may stand before the spaces.
            const std::string_view between =
                run.begin > prose.end ? draft.source.substr(prose.end, run.begin - prose.end) : "";
            if (between.find_first_not_of(kEmphasis) != std::string_view::npos) continue;
            Finding finding = finding_of(rule, DraftSpan(run), slice(draft.source, run), "");
            finding.in_markup = true;
            out.push_back(std::move(finding));
        }
    }
}

}  // namespace jiaodui
