// The readers, on arbitrary bytes in every format: an Error, or a Document whose pieces cover source and view exactly
// once, whose untouched text is written back to the same bytes, and whose structure is the same whoever asks.
#include "pipeline/edit/on_disk.hpp"
#include "pipeline/edit/weave.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file = fuzz::text_of(data, size);
    for (const Format format : {Format::wikijs, Format::markdown, Format::plain}) {
        const Result<Document> document = read("page.md", std::string(file), format);
        if (!document) continue;
        fuzz::require(bytes_on_disk(*document) == file, "a document keeps its bytes");
        const std::string_view source = document->bytes;  // its text in UTF-8, whatever the file is in
        fuzz::require(document->coding || source == file, "a file in UTF-8 is its own text");
        const std::string flaws = test::flaws_of(*document);
        fuzz::require(flaws.empty(), "the pieces cover source and view exactly once", flaws);
        fuzz::require(!utf8::first_invalid(document->view), "the view is UTF-8");
        const auto anchors = anchors_of(*document);
        fuzz::require(Weaver(*document, document->view, anchors).whole() == source,
                      "an untouched page is written back as it was");
        fuzz::require(structure_of(*document) == structure_of(source, format), "the structure belongs to the bytes");
        fuzz::require(same_structure(*document, source), "a page has its own structure");
        for (const Region& region : document->regions) {
            const SourceSpan at = document->to_source(SourceSpan(region.at.begin, region.at.end));
            fuzz::require(at.begin <= at.end && at.end <= source.size(), "regions come from the source");
        }
    }
    return 0;
}
