// One rule over one literal text, for tests: a Rule value is made from its kind and parameters, the text is one
// paragraph (or a Wiki.js page), and findings come back as lines `旧→新 tier`; a remark as `旧→ tier`.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/edit/history.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/rule/matcher.hpp"

namespace jiaodui::test {

using Params = std::vector<std::pair<std::string, std::vector<std::string>>>;

inline Rule rule_of(Tier tier, Params params = {}) {
    Rule rule;
    rule.id = "test/rule";
    rule.tier = tier;
    rule.confidence = 0.9f;
    rule.message = {"{old}→{new}", "{old}→{new}"};
    rule.params = std::move(params);
    return rule;
}

// A text of one region.
inline std::shared_ptr<Document> one_region(std::string text, PageFacts facts = {}) {
    ViewBuilder build(facts.name, Format::plain, std::move(text));
    build.begin_region(RegionKind::paragraph);
    build.show(static_cast<std::uint32_t>(build.source().size()));
    build.end_region();
    build.document().facts = std::move(facts);
    return std::make_shared<Document>(build.finish());
}

// A Wiki.js page; the name is its path.
inline std::shared_ptr<Document> page(std::string name, std::string text) {
    Result<Document> document = read(name, std::move(text), Format::wikijs);
    document->facts.name = std::move(name);
    return std::make_shared<Document>(std::move(*document));
}

inline std::vector<Finding> find(const Matcher* matcher, MatchFunction function, const Rule& rule,
                                 const std::shared_ptr<Document>& document) {
    const History history(document);
    const Draft draft = history.draft(1);
    std::vector<Finding> found;
    if (draft.regions.empty()) return found;
    const Span range{draft.regions.front().at.begin, draft.regions.back().at.end};
    const Scope scope{draft, range, draft.signs->within(range.begin, range.end)};
    if (matcher != nullptr) {
        matcher->find(scope, found);
    } else {
        function(rule, scope, found);
    }
    return found;
}

// `base` with a fix made, from its first edit to its last.
inline std::string mended(std::string_view base, const Finding& finding) {
    std::string out;
    std::uint32_t done = finding.at.begin;
    for (const Edit& edit : finding.fix->edits) {
        out += base.substr(done, edit.at.begin - done);
        out += edit.text;
        done = edit.at.end;
    }
    out += base.substr(done, finding.at.end - done);
    return out;
}

inline std::string lines_of(const std::vector<Finding>& found, const Document& document) {
    std::string out;
    for (const Finding& finding : found) {
        const std::string_view base = finding.in_markup ? document.bytes : document.view;
        out += std::string(slice(base, finding.at)) + "→";
        if (finding.fix) out += mended(base, finding);
        out += " " + std::string(name_of(finding.tier)) + "\n";
    }
    return out;
}

inline std::string run(MatchFunction function, const Rule& rule, const std::shared_ptr<Document>& document) {
    return lines_of(find(nullptr, function, rule, document), *document);
}

// The file with every fix of these findings made.
inline std::string apply_all(const std::vector<Finding>& found, const Document& document) {
    std::vector<SourceEdit> edits;
    for (const Finding& finding : found) {
        if (!finding.fix) continue;
        for (const Edit& edit : finding.fix->edits) {
            edits.push_back({finding.in_markup ? SourceSpan(edit.at) : document.to_source(edit.at), edit.text});
        }
    }
    return splice(document.bytes, edits);
}

// Tables of the repository.
inline Result<std::string> read_table(std::string_view path) {
    std::ifstream file(std::string(JIAODUI_SOURCE_DIR "/dictionaries/") + std::string(path), std::ios::binary);
    if (!file) return Error{ErrorCode::io, {"读不到", "cannot read"}, {}, {std::string(path), 0, 0}};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace jiaodui::test
