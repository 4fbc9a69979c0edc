// One pass. Tested by tests/property/history_property.cpp.
#include "pipeline/edit/apply.hpp"

#include <cassert>

namespace jiaodui {

Revision apply(std::string_view text, std::span<const Edit> edits) {
    Revision out;
    std::size_t growth = 0;
    for (const Edit& edit : edits) growth += edit.text.size();
    out.text.reserve(text.size() + growth);
    std::uint32_t done = 0;
    for (const Edit& edit : edits) {
        assert(done <= edit.at.begin && edit.at.end <= text.size());
        out.text.append(text.substr(done, edit.at.begin - done));
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        out.text.append(edit.text);
        out.map.add(edit.at, {begin, static_cast<std::uint32_t>(out.text.size())});
        done = edit.at.end;
    }
    out.text.append(text.substr(done));
    return out;
}

}  // namespace jiaodui
