// Tested by tests/unit/review/apply_decisions_test.cpp and tests/measure/moved_decisions.py.
#include "pipeline/review/placed.hpp"

#include <algorithm>
#include <cstdint>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/review/place_finder.hpp"

namespace jiaodui {

SourceSpan carried(const std::vector<SourceEdit>& edits, SourceSpan at) {
    std::int64_t begin = at.begin;
    std::int64_t end = at.end;
    for (const SourceEdit& edit : edits) {
        const auto grown = static_cast<std::int64_t>(edit.text.size()) - edit.at.size();
        const bool point = edit.at.empty();
        if (edit.at.end < at.begin || (edit.at.end == at.begin && (!point || !at.empty()))) {
            begin += grown;
        } else if (edit.at.begin < at.begin) {
            begin -= at.begin - edit.at.begin;  // inside: to where the change begins
        }
        if (edit.at.end < at.end || (edit.at.end == at.end && (!point || at.empty()))) {
            end += grown;
        } else if (edit.at.begin < at.end) {
            end += grown + edit.at.end - at.end;
        }
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
}

std::vector<Placed> place_all(const Document& document, const std::vector<Decision>& decisions) {
    std::vector<Placed> out;
    if (decisions.empty()) return out;
    const PlaceFinder finder(document);
    const Speller speller(document);
    for (const Decision& d : decisions) {
        Placed one{d, std::nullopt, {}};
        if (d.scope == Scope::here) {
            const std::string& text = d.done && d.to ? *d.to : d.from;
            const std::vector<SourceSpan> places = finder.find(d, text);
            if (places.size() == 1) {
                one.at = places[0];
            } else if (d.nth >= 1 && d.nth <= places.size() && !text.empty()) {
                one.at = places[d.nth - 1];
            }
            if (one.at && d.open()) one.edits = {speller.edit(*one.at, *d.to)};
        }
        out.push_back(std::move(one));
    }
    return out;
}

void key_anew(const Document& document, std::vector<Placed>& placed) {
    // The prose as it will read, and how far each of its bytes has moved.
    std::vector<SourceEdit> edits;  // spans of the view
    for (const Placed& one : placed) {
        if (!one.at || one.decision.in_markup || !one.decision.open()) continue;
        for (const SourceEdit& edit : one.edits)
            edits.push_back({SourceSpan(view_of(document, edit.at)), as_read(document, edit.text)});
    }
    std::stable_sort(edits.begin(), edits.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    std::uint32_t last = 0;
    std::erase_if(edits, [&](const SourceEdit& edit) {
        if (edit.at.begin < last) return true;
        last = edit.at.end;
        return false;
    });
    const std::string decided = splice(document.view, edits);
    for (Placed& one : placed) {
        if (!one.at) continue;
        Decision& d = one.decision;
        const Span view = d.in_markup ? Span(*one.at) : view_of(document, *one.at);
        d.source = contexts_of(d.in_markup ? document.bytes : document.view, view);
        d.decided = d.source;
        if (d.in_markup) continue;
        const SourceSpan there = carried(edits, SourceSpan(view));
        if (there.end <= decided.size()) d.decided = contexts_of(decided, there);
    }
}

}  // namespace jiaodui
