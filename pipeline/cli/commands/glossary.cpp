// glossary: list, lint, test and add entries of the project's own glossaries. Tested by tests/cli/glossary.md.
#include "pipeline/cli/commands/commands.hpp"

namespace jiaodui::cli {

Command glossary_command() {
    return {"glossary",
            "list|lint|test|add …",
            {"术语表", "the project's glossaries"},
            "jiaodui glossary lint",
            {},
            [](Context&) -> int { return kFailed; }};
}

}  // namespace jiaodui::cli
