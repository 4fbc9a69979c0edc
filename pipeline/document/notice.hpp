// A page says itself that nobody has proofread it yet: its notice, one of the texts of `transcript_notice`.
// What is raw is asked here by every room: learn leaves such pages out, the stages expect more errors in them, and
// `done` takes the notice away.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

// The lines of the page that are its notice, with the attributes below it; nothing when there is none. Bytes.
[[nodiscard]] std::optional<Span> notice_in(std::string_view page, const std::vector<std::string>& notices);

// The page without its notice; blank lines around it are made one.
[[nodiscard]] std::string without_notice(std::string_view page, Span notice);

}  // namespace jiaodui
