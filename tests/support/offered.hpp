// What one way of finding candidates offers for a text.
#pragma once

#include <string>

#include "pipeline/homophone/offers.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/rules.hpp"

namespace jiaodui::test {

// What a way of finding is made of, for a page of one region and an archive that knows one text.
struct Offering {
    const PageSymbols& page;
    const PlaceFacts& facts;
    const SoundSources& sources;
    WordPath& path;
    Offers& offers;
};

// What may stand instead of a text, as `old→new`, when only this text has been learned, a dozen times in other
// surroundings. `make(offering)` gives what is asked to look at every place.
template <class Make>
std::string offered(const SoundLexicon& sound, const std::string& learned, const std::string& text, Make&& make) {
    const Learned known(learned);
    const ArchiveLexicon* const archive = &known.archive();
    const SoundClasses classes(*sound.pinyin(), sound.language_model(), archive);
    const Alternatives alternatives(*sound.pinyin(), classes, archive);
    const SoundSources sources{*sound.pinyin(), *sound.language_model(), archive, classes, alternatives};
    const auto document = one_region(text);
    const History history(document);
    const PageSymbols page = read_symbols(history.draft(1), archive);
    WordPath path(*sound.pinyin(), *sound.language_model(), *sound.characters());
    const PlaceFacts facts = look_at_places(page, sources, path);
    Offers offers(page, facts, sources);
    auto finder = make(Offering{page, facts, sources, path, offers});
    for (std::size_t i = 0; i < page.size(); ++i) finder.look(i);
    std::string out;
    for (const Candidate& one : offers.take()) {
        for (std::uint32_t i = one.begin; i < one.end; ++i) utf8::append(out, page.chars[i]);
        out += "→";
        for (const char32_t ch : one.put()) utf8::append(out, ch);
        out += "\n";
    }
    return out;
}

}  // namespace jiaodui::test
