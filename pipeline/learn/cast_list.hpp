// The cast list of a page: a dozen names and terms at most that a person should confirm or mend before it is proofread.
//
// In this order, each by how often the page has it:
// - names that people wrote: in title, description and headings;
// - strings that recur in the text and that neither the dictionary nor the archive knows: each is one question, never
// many;
// - names of the text that the archive knows, where there is one.
// What may be a name: lexicon/name_stretches.hpp. Of strings that stand within one another the longest that is as
// frequent stays.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/model_characters.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class ArchiveLexicon;

struct CastEntry {
    enum class From : std::uint8_t { given, unknown, archive };
    std::string text;
    From from = From::given;
    std::uint32_t on_page = 0;     // in its text
    std::uint32_t in_archive = 0;  // 0 without one

    bool operator==(const CastEntry&) const = default;
};

inline constexpr std::size_t kMostCast = 12;

// Without `without`, the terms that are known of the page already. The archive may be null.
[[nodiscard]] std::vector<CastEntry> cast_list(const Draft& draft, const Pinyin& pinyin,
                                               const ModelCharacters& characters, const ArchiveLexicon* archive,
                                               std::span<const std::string> without = {});

}  // namespace jiaodui
