// Tested by tests/spec/encodings.md.
#include "pipeline/edit/on_disk.hpp"

#include "pipeline/text/encoding.hpp"

namespace jiaodui {

const std::string& bytes_on_disk(const Document& document) {
    return document.coding ? document.coding->bytes() : document.bytes;
}

Result<std::string> written_on_disk(const Outcome& outcome) {
    return outcome.document->coding ? written_on_disk(*outcome.document, edits_of(outcome.hunks)) : outcome.bytes;
}

Result<std::string> written_on_disk(const Document& document, const std::vector<SourceEdit>& edits) {
    if (!document.coding) return splice(document.bytes, edits);
    std::vector<FileCoding::Replacement> replacements;
    for (const SourceEdit& edit : edits) replacements.push_back({edit.at, edit.text});
    Result<std::string> out = document.coding->written(document.bytes, replacements);
    if (out) return out;
    Error error = out.error();
    error.where.file = document.name;
    return error;
}

std::uint32_t offset_on_disk(const Document& document, std::uint32_t at) {
    return document.coding ? document.coding->on_disk(document.bytes, at) : at;
}

}  // namespace jiaodui
