// SectionBuilder: one thing that `jiaodui learn` finds out about an archive. What it needs of each page is gathered
// page by page, on several threads; what comes of the whole becomes sections of the lexicon (lexicon/archive_file.hpp).
//
// The law. gather() depends on nothing but the page, so it is done again only for pages that changed. build() depends
// on nothing but what was gathered, page by page in the order of their names, so the lexicon is the same, byte for
// byte, whatever the number of threads and the order of the command line. To add one: a file pair and a line in
// catalog.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/lexicon/archive_file.hpp"

namespace jiaodui {

// Immutable; called from several threads.
class SectionBuilder {
  public:
    virtual ~SectionBuilder() = default;

    // Names what it gathers in the cache of pages; changes whenever gather() does.
    [[nodiscard]] virtual std::string_view name() const = 0;
    // What one page gives, in any form.
    [[nodiscard]] virtual std::string gather(const Document& page) const = 0;
    // The sections. The bytes of the pages are this builder's own.
    [[nodiscard]] virtual Result<std::vector<ArchiveSection>> build(std::span<const std::string_view> pages) const = 0;
};

}  // namespace jiaodui
