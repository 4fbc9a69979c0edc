// learn_archive: from proofread pages to the bytes of a lexicon.
//
// Pages are read by several threads; pages that hold one of the notices (`transcript_notice`: not proofread yet) are
// left out, and of pages with the same bytes one is learned. What the sections come to depends on the names and
// contents of the pages alone, not on threads nor on the order of `files`. The section "pages" holds names and digests:
// when the present lexicon was made of the same pages by the same builders, nothing is counted again.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/lexicon/archive_file.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

struct LearnInput {
    std::vector<std::string> files;
    std::vector<std::string> notices;
    // The page of a file; called from several threads.
    std::function<Result<std::string>(const std::string& file)> read;
    std::function<Result<Document>(const std::string& file, std::string bytes)> parse;
    std::shared_ptr<const Words> words;  // may be null
    const Pinyin* pinyin = nullptr;      // orders the lexicon by sound; may be null
    unsigned jobs = 0;
    const ArchiveFile* present = nullptr;  // the lexicon that there is
};

struct LearnedArchive {
    std::string bytes;  // of the lexicon; empty when the present one is what would come of it
    bool unchanged = false;
    std::size_t pages = 0;
    std::size_t with_notice = 0;
    std::size_t doubled = 0;
    Problems problems;  // of files that could not be read
};

[[nodiscard]] Result<LearnedArchive> learn_archive(const LearnInput& input);

}  // namespace jiaodui
