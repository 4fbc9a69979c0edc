// Tested by tests/unit/stage/sound_terms_test.cpp.
#include "pipeline/stage/sound_text.hpp"

#include <algorithm>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/sound_index.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

std::u32string_view SoundText::characters() const {
    if (characters_ == nullptr) decode();
    return {characters_.get(), size_};
}

std::span<const SoundRun> SoundText::runs() const {
    if (!cut_) cut_into_runs();
    return runs_;
}

void SoundText::decode() const {
    Span within{0, static_cast<std::uint32_t>(draft_.text.size())};
    if (draft_.round > 1) {
        within = {};
        if (!draft_.regions.empty()) within = {draft_.regions.front().at.begin, draft_.regions.back().at.end};
    }
    characters_ = std::make_unique_for_overwrite<char32_t[]>(within.size());
    at_ = std::make_unique_for_overwrite<std::uint32_t[]>(within.size() + 1);
    std::uint32_t at = within.begin;
    for (; at < within.end; ++size_) {
        at_[size_] = at;
        const auto* bytes = reinterpret_cast<const unsigned char*>(draft_.text.data()) + at;
        if ((bytes[0] & 0xF0) == 0xE0 && at + 3 <= within.end) {  // nearly all of them
            characters_[size_] = (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
            at += 3;
            continue;
        }
        const utf8::Decoded found = utf8::decode(draft_.text, at);
        characters_[size_] = found.ch;
        at += found.length;
    }
    at_[size_] = at;
}

void SoundText::cut_into_runs() const {
    cut_ = true;
    if (characters_ == nullptr) decode();
    if (traditional() && simplifier_ == nullptr) return;
    for (const Region& region : draft_.regions) {
        const std::size_t first = character_at(region.at.begin), last = character_at(region.at.end);
        if (traditional()) simplify(region, first, last);
        for (std::size_t begin = first; begin < last;) {
            std::size_t end = begin;
            while (end < last && SoundIndex::takes(characters_[end])) ++end;
            if (end > begin + 1) runs_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
            begin = end + 1;
        }
    }
}

// A character stands where it stood: what is put has as many.
void SoundText::simplify(const Region& region, std::size_t first, std::size_t last) const {
    std::vector<ScriptChange> changes;
    simplifier_->convert(slice(draft_.text, region.at), changes);
    for (const ScriptChange& change : changes) {
        const std::u32string put = characters_of(change.text);
        const std::size_t begin = character_at(region.at.begin + change.at.begin),
                          end = character_at(region.at.begin + change.at.end);
        if (begin >= first && end <= last && put.size() == end - begin)
            std::copy(put.begin(), put.end(), characters_.get() + begin);
    }
}

std::size_t SoundText::character_at(std::uint32_t byte) const {
    return static_cast<std::size_t>(std::lower_bound(at_.get(), at_.get() + size_, byte) - at_.get());
}

}  // namespace jiaodui
