// One text of a project: read as its settings say, and proofread as people have decided.
#pragma once

#include <optional>
#include <string>

#include "pipeline/api/project.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/git/changed_lines.hpp"

namespace jiaodui {

// A text as a document, by its settings' profile. `-` stands for a text without a name, which is taken for a page.
[[nodiscard]] Result<Document> read_document(std::string name, std::string bytes, const Settings& settings);

struct PageOptions {
    Policy policy;
    bool writes = false;                // the result is going to be written, so nothing about it is presumed
    const LineRanges* lines = nullptr;  // only what stands on these is told and mended
};

// `file`: its path relative to the project's root, by which decisions know it. Thread-safe.
[[nodiscard]] Outcome proofread_page(const Project& project, const Project::Plan& plan, Document document,
                                     const std::string& file, const PageOptions& options);

}  // namespace jiaodui
