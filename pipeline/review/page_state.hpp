// How far a page is: by its notice that it is a raw transcript, by what is still open in it, and by what has been
// decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decisions.hpp"

namespace jiaodui {

enum class PageState : std::uint8_t {
    untouched,  // 未校: carries the notice, and nothing has been decided
    pending,    // 待定: something is open, or the notice still stands
    done,       // 已校
};
[[nodiscard]] Message label_of(PageState state);

struct PageStatus {
    PageState state = PageState::done;
    bool notice = false;
    std::size_t safe = 0, suggest = 0, hint = 0;        // open findings, by tier
    std::size_t accepted = 0, rejected = 0, later = 0;  // decisions; edits count as accepted
    std::size_t unwritten = 0;                          // accepted and not yet written
    std::size_t lost = 0;                               // whose place is no longer in the page
};
[[nodiscard]] PageStatus status_of(const Outcome& outcome, const std::vector<Decision>& decisions,
                                   const std::vector<std::string>& notices);

}  // namespace jiaodui
