// From the UTF-8 text of a document to the bytes of its file, which may lie there in another encoding.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

// The file as it was read.
[[nodiscard]] const std::string& bytes_on_disk(const Document& document);

// The file with edits of the document's text made, which are in order: what was not corrected byte for byte as it was.
// An Error when its encoding cannot hold a correction.
[[nodiscard]] Result<std::string> written_on_disk(const Document& document, const std::vector<SourceEdit>& edits);
// The file as the outcome leaves it.
[[nodiscard]] Result<std::string> written_on_disk(const Outcome& outcome);

// Where a byte of the document's text lies in the file.
[[nodiscard]] std::uint32_t offset_on_disk(const Document& document, std::uint32_t at);

}  // namespace jiaodui
