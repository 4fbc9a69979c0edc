// jiaodui-homophone-features: what the suggestions by sound know of pages, for fitting their weights.
//
//     jiaodui-homophone-features <share folder> <lexicon, or - for none> <page>…
//
// Prints a line of names, then for every page a line `page⇥path⇥Han` and a line for each candidate: the places that
// change
// (`line:column` in the file, 1-based, code points), the old characters, the new ones, the context, and every feature
// of pipeline/homophone/features.hpp. The pages are read as they are: no earlier stage has run. Used by
// tests/measure/homophone/fit.py.
#include <cstdio>
#include <string>

#include "pipeline/base/file.hpp"
#include "pipeline/edit/history.hpp"
#include "pipeline/homophone/suggester.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/text/line_index.hpp"
#include "pipeline/text/utf8.hpp"

namespace {

using namespace jiaodui;

std::string text_of(const PageSymbols& page, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (page.is_han_at(i)) utf8::append(out, page.chars[i]);
        else out += '|';
    }
    return out;
}

void print(const Document& document, const Draft& draft, const Examined& all) {
    const LineIndex lines(document.bytes);
    std::printf("page\t%s\t%zu\n", document.name.c_str(), all.page.han);
    for (std::size_t i = 0; i < all.candidates.size(); ++i) {
        const Candidate& one = all.candidates[i];
        std::string places, put;
        for (std::uint32_t k = one.begin; k < one.end; ++k) {
            const LineColumn place = lines.at(draft.to_source(all.page.at[k]).begin);
            places += std::to_string(place.line) + ":" + std::to_string(place.column) + ",";
            utf8::append(put, one.chars[k - one.begin]);
        }
        const std::string old = text_of(all.page, one.begin, one.end);
        const std::string context = text_of(all.page, one.begin > 8 ? one.begin - 8 : 0, one.begin) + "[" + old + "→" +
                                    put + "]" +
                                    text_of(all.page, one.end, std::min<std::size_t>(all.page.size(), one.end + 8));
        std::printf("%u\t%u\t%s\t%s\t%s\t%s", one.begin, one.end, places.c_str(), old.c_str(), put.c_str(),
                    context.c_str());
        for (const float value : all.features[i]) std::printf("\t%.6g", static_cast<double>(value));
        std::printf("\n");
    }
}

int fail(const Error& error) {
    std::fprintf(stderr, "%s\n", error.message.en.c_str());
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4)
        return std::fprintf(stderr, "usage: jiaodui-homophone-features <share folder> <lexicon or -> <page>...\n"), 2;
    const SoundLexicon sound(Resources::at(argv[1]));
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        for (const Error& error : sound.missing()) fail(error);
        return 2;
    }
    std::optional<ArchiveLexicon> archive;
    if (std::string_view(argv[2]) != "-") {
        auto opened = ArchiveLexicon::open(argv[2]);
        if (!opened) return fail(opened.error());
        archive = std::move(*opened);
    }
    Problems problems;
    const Suggester suggester(Rule{}, sound, archive ? &*archive : nullptr, problems);
    std::printf("names");
    for (std::size_t i = 0; i < static_cast<std::size_t>(Feature::kCount); ++i)
        std::printf("\t%s", std::string(name_of(static_cast<Feature>(i))).c_str());
    std::printf("\n");
    for (int i = 3; i < argc; ++i) {
        auto bytes = read_file(argv[i]);
        if (!bytes) return fail(bytes.error());
        auto document = read(argv[i], std::move(*bytes));
        if (!document) return fail(document.error());
        const auto shared = std::make_shared<const Document>(std::move(*document));
        const History history(shared);
        const Draft draft = history.draft(1);
        print(*shared, draft, suggester.examine(draft));
    }
    return 0;
}
