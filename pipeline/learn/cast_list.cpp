// Tested by tests/unit/learn/cast_list_test.cpp.
#include "pipeline/learn/cast_list.hpp"

#include <algorithm>
#include <map>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/name_stretches.hpp"
#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kShortest = 2;       // characters
constexpr std::uint32_t kRecurs = 3;       // times on the page, of what nobody wrote in a title
constexpr std::uint32_t kKnown = 3;        // times in the archive
constexpr std::size_t kMostOfArchive = 6;  // of the dozen

// A text is what its names are views of; a person wrote the first ones.
struct Texts {
    std::vector<std::u32string> given;
    std::u32string body;
};

Texts texts_of(const Draft& draft) {
    Texts out;
    for (const std::string_view key : {"title", "description", "tags"})
        out.given.push_back(characters_of(draft.page.value(key)));
    for (const Region& region : draft.regions) {
        std::u32string text = characters_of(slice(draft.text, region.at));
        if (region.kind == RegionKind::heading || region.kind == RegionKind::title) {
            out.given.push_back(std::move(text));
        } else {
            out.body += text;
            out.body += U'\n';
        }
    }
    return out;
}

struct Count {
    std::uint32_t given = 0, body = 0, whole = 0;  // whole: in the text, where no end makes a word with its neighbour
};
using Counts = std::map<std::u32string_view, Count>;

Counts count_names(const Texts& texts, NameStretches& names) {
    Counts out;
    for (const std::u32string& text : texts.given) {
        names.for_each(text, kShortest, 0, [&](std::u32string_view name) {
            if (!names.cut_from_words(text, name)) ++out[name].given;
        });
    }
    names.count(texts.body);
    std::vector<std::u32string_view> all;
    names.for_each(texts.body, kShortest, 1, [&](std::u32string_view name) { all.push_back(name); });
    std::sort(all.begin(), all.end());
    for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
        while (last < all.size() && all[last] == all[first]) ++last;
        const auto found = out.find(all[first]);
        if (last - first < kRecurs && found == out.end()) continue;
        Count& count = out[all[first]];
        count.body = static_cast<std::uint32_t>(last - first);
        for (std::size_t i = first; i < last; ++i) count.whole += names.cut_from_words(texts.body, all[i]) ? 0 : 1;
    }
    return out;
}

// Part of a longer one that is written as often.
void drop_parts(Counts& counts) {
    std::vector<std::u32string_view> parts;
    for (const auto& [name, count] : counts) {
        for (std::size_t size = kShortest; size < name.size(); ++size) {
            for (std::size_t at = 0; at + size <= name.size(); ++at) {
                const auto part = counts.find(name.substr(at, size));
                if (part == counts.end()) continue;
                const bool as_often = count.given >= part->second.given && 4 * count.body >= 3 * part->second.body;
                if (as_often) parts.push_back(part->first);
            }
        }
    }
    for (const std::u32string_view part : parts) counts.erase(part);
}

std::uint32_t times_in(const ArchiveLexicon* archive, std::u32string_view name) {
    if (archive == nullptr) return 0;
    const std::vector<ArchiveSymbol> symbols = archive->symbols_of(name);
    if (symbols.size() <= ArchiveLexicon::max_order) return archive->count(symbols);
    const auto word = archive->word(symbols);
    return word ? word->count : 0;
}

}  // namespace

std::vector<CastEntry> cast_list(const Draft& draft, const Pinyin& pinyin, const ModelCharacters& characters,
                                 const ArchiveLexicon* archive, std::span<const std::string> without) {
    const Texts texts = texts_of(draft);
    NameStretches names(pinyin, characters);
    Counts counts = count_names(texts, names);
    drop_parts(counts);
    std::vector<CastEntry> all;
    for (const auto& [name, count] : counts) {
        CastEntry entry{text_of(name), CastEntry::From::given, count.body, times_in(archive, name)};
        if (pinyin.find(entry.text) || names.padded(name)) continue;
        if (std::find(without.begin(), without.end(), entry.text) != without.end()) continue;
        if (count.given == 0) {
            if (count.whole < kRecurs) continue;
            if (entry.in_archive >= kKnown) entry.from = CastEntry::From::archive;
            else if (entry.in_archive == 0) entry.from = CastEntry::From::unknown;
            else continue;
        } else if (name.size() <= kShortest && entry.in_archive == 0 && count.body == 0) {
            continue;  // two characters of a title that stand nowhere else are hardly a name
        }
        all.push_back(std::move(entry));
    }
    std::stable_sort(all.begin(), all.end(), [](const CastEntry& a, const CastEntry& b) {
        return a.from != b.from ? a.from < b.from : a.on_page > b.on_page;
    });
    // Room for what the archive knows, where there is some.
    const auto known = static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const CastEntry& one) { return one.from == CastEntry::From::archive; }));
    const std::size_t others = kMostCast - std::min(known, kMostOfArchive);
    std::size_t taken = 0;
    std::erase_if(all, [&](const CastEntry& one) { return one.from != CastEntry::From::archive && ++taken > others; });
    if (all.size() > kMostCast) all.resize(kMostCast);
    return all;
}

}  // namespace jiaodui
