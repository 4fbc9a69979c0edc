// What a stage says to a literal text of one region (or one a line), as `旧→新 tier` lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/conf/resources.hpp"
#include "pipeline/edit/draft.hpp"
#include "pipeline/stage/stage.hpp"

namespace jiaodui::testing {

struct Said {
    std::string
        findings;  // `旧→新 tier`, divided by `; `; insertions show as `→《`; a finding without a fix as `旧 tier`
    std::string locks;  // texts, divided by `|`
    std::vector<Finding> raw;
};

// Lines of the text are regions of their own, those that begin with `# ` headings; U+FFFC between them, as readers do
// it.
inline Said said(const Stage& stage, std::string_view lines, PageScript script = PageScript::simplified) {
    std::string text;
    std::vector<Region> regions;
    while (true) {
        const bool heading = lines.starts_with("# ");
        if (heading) lines.remove_prefix(2);
        const auto end = lines.find('\n');
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += lines.substr(0, end);
        regions.push_back({heading ? RegionKind::heading : RegionKind::paragraph,
                           {begin, static_cast<std::uint32_t>(text.size())},
                           static_cast<std::uint32_t>(regions.size())});
        if (end == std::string_view::npos) break;
        text += "\uFFFC";
        lines.remove_prefix(end + 1);
    }
    SignIndex signs;
    signs.build(text);
    PageFacts page;
    page.script = script;
    const Draft draft{text, regions, {}, {}, &signs, page, {}, 1};
    Proposals proposals;
    stage.propose(draft, proposals);
    Said out;
    for (const Finding& finding : proposals.findings) {
        out.findings += out.findings.empty() ? "" : "; ";
        if (!finding.fix) out.findings += slice(text, finding.at);
        for (std::size_t i = 0; finding.fix && i < finding.fix->edits.size(); ++i) {
            const Edit& edit = finding.fix->edits[i];
            out.findings += (i == 0 ? "" : " + ") + std::string(slice(text, edit.at)) + "→" + edit.text;
        }
        out.findings += " " + std::string(name_of(finding.tier));
    }
    for (const DraftSpan& lock : proposals.locks)
        out.locks += (out.locks.empty() ? "" : "|") + std::string(slice(text, lock));
    out.raw = std::move(proposals.findings);
    return out;
}

}  // namespace jiaodui::testing
