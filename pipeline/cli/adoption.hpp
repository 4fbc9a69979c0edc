// A page and what somebody else has made of it, compared: what `adopt` reports, takes and has reviewed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/adopt/adopt.hpp"
#include "pipeline/cli/command.hpp"
#include "pipeline/cli/project.hpp"

namespace jiaodui::cli {

struct Adoption {
    std::shared_ptr<const Document> before;
    std::vector<AdoptChange> changes;
    AdoptReader reader;
};

// Reads both; nothing when one cannot be read, which has been told.
[[nodiscard]] std::optional<Adoption> compare_pages(Context& context, Project& project, const std::string& path,
                                                    const std::string& rewritten);

}  // namespace jiaodui::cli
