// Tested by tests/property/history_property.cpp.
#include "pipeline/edit/outcome.hpp"

#include <algorithm>

#include "pipeline/edit/context.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {

std::string finding_id(std::string_view view, Span at, std::string_view old_text, std::string_view new_text,
                       std::uint32_t ordinal) {
    const Contexts context = contexts_of(view, at);
    Hasher hash;
    hash.add_field(old_text);
    hash.add_field(new_text);
    hash.add_field(context.left);
    hash.add_field(context.right);
    hash.add_number(ordinal);
    return hex16(hash.value());
}

std::vector<SourceEdit> edits_of(const std::vector<Hunk>& hunks) {
    std::vector<SourceEdit> out;
    bool mirrored = false;
    for (const Hunk& hunk : hunks) {
        out.push_back({hunk.at, hunk.after});
        out.insert(out.end(), hunk.mirrors.begin(), hunk.mirrors.end());
        mirrored |= !hunk.mirrors.empty();
    }
    if (!mirrored) return out;
    std::stable_sort(out.begin(), out.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    return out;
}

std::string splice(std::string_view source, const std::vector<SourceEdit>& edits) {
    std::string out;
    out.reserve(source.size() + 64);
    std::uint32_t done = 0;
    for (const SourceEdit& edit : edits) {
        out += source.substr(done, edit.at.begin - done);
        out += edit.text;
        done = edit.at.end;
    }
    out += source.substr(done);
    return out;
}

}  // namespace jiaodui
