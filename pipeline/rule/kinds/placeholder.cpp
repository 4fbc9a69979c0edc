// Placeholders are looked for in addresses only: a page about the template may name them. The page's headings are found
// once, from the first placeholder on. Tested by tests/unit/rule/placeholder_test.cpp and rules/page/placeholder.md.
#include "pipeline/rule/kinds/placeholder.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "pipeline/text/heading.hpp"

namespace jiaodui {
namespace {

// From a heading to the next one, or to the page's end.
struct Section {
    std::size_t level = 0;
    Span at;
    std::uint32_t line = 0;  // of the heading, from 1
    std::uint32_t lines = 0;
};

std::string_view line_at(std::string_view source, std::size_t begin) {
    std::string_view line = source.substr(begin, source.find('\n', begin) - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::vector<Section> sections_of(std::string_view source) {
    std::vector<Section> out;
    std::uint32_t number = 1;
    for (std::size_t at = 0; at < source.size(); ++number) {
        const std::size_t level = heading_level(line_at(source, at));
        const auto begin = static_cast<std::uint32_t>(at);
        if (level > 0) out.push_back({level, {begin, begin}, number, 0});
        at = std::min(source.find('\n', at), source.size() - 1) + 1;
        if (out.empty()) continue;
        out.back().at.end = static_cast<std::uint32_t>(at);
        ++out.back().lines;
    }
    return out;
}

// What stands below the heading.
std::string_view body_of(std::string_view source, const Section& section) {
    const std::string_view text = slice(source, section.at);
    return text.substr(std::min(text.find('\n'), text.size()));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// One player, and else nothing but tags.
bool holds_a_player_alone(std::string_view body) {
    constexpr std::string_view kPlayer = "<iframe";
    const std::size_t first = body.find(kPlayer);
    if (first == std::string_view::npos || body.find(kPlayer, first + 1) != std::string_view::npos) return false;
    if (body.find("<!--") != std::string_view::npos) return false;
    for (std::size_t at = 0; at < body.size();) {
        const std::string_view line = line_at(body, at);
        const std::size_t begin = line.find_first_not_of(" \t");
        const std::size_t last = line.find_last_not_of(" \t");
        if (begin != std::string_view::npos && (line[begin] != '<' || line[last] != '>')) return false;
        at = std::min(body.find('\n', at), body.size() - 1) + 1;
    }
    return true;
}

class Tabs {
  public:
    Tabs(std::string_view source, const std::vector<std::string>& words)
        : source_(source), words_(words), sections_(sections_of(source)) {}

    // The section that holds the place, which is not the last one: what stands below the last heading is the text.
    [[nodiscard]] std::optional<std::size_t> find(std::uint32_t place) const {
        const auto after = std::upper_bound(sections_.begin(), sections_.end(), place,
                                            [](std::uint32_t at, const Section& one) { return at < one.at.begin; });
        if (after == sections_.begin() || after == sections_.end()) return std::nullopt;
        return static_cast<std::size_t>(after - sections_.begin()) - 1;
    }

    [[nodiscard]] const Section& operator[](std::size_t i) const { return sections_[i]; }

    // Nothing but a dead player goes with it, and the row keeps another tab.
    [[nodiscard]] bool may_go(std::size_t dead) const {
        const std::size_t level = sections_[dead].level;
        if (sections_[dead + 1].level > level || !holds_a_player_alone(body_of(source_, sections_[dead]))) return false;
        std::size_t row = dead;
        while (row > 0 && sections_[row].level >= level) --row;
        const bool tabset = sections_[row].level < level &&
                            line_at(source_, sections_[row].at.begin).find(kTabset) != std::string_view::npos;
        for (std::size_t i = row + 1; tabset && i < sections_.size() && sections_[i].level > sections_[row].level;
             ++i) {
            const std::string_view body = body_of(source_, sections_[i]);
            if (sections_[i].level == level && !is_blank(body) && !holds_placeholder(body)) return true;
        }
        return false;
    }

  private:
    [[nodiscard]] bool holds_placeholder(std::string_view body) const {
        return std::any_of(words_.begin(), words_.end(),
                           [&](const std::string& word) { return body.find(word) != std::string_view::npos; });
    }

    std::string_view source_;
    const std::vector<std::string>& words_;
    std::vector<Section> sections_;
};

// “YouTube”, lines 5–7
Message named(std::string_view source, const Section& tab) {
    std::string_view title = line_at(source, tab.at.begin);
    title.remove_prefix(std::min(title.find_first_not_of("# "), title.size()));
    const std::string quoted = "“" + std::string(title.substr(0, title.find('{'))) + "”";
    const std::string lines = std::to_string(tab.line) + "–" + std::to_string(tab.line + tab.lines - 1);
    return {"，" + quoted + "，第 " + lines + " 行", ", " + quoted + ", lines " + lines};
}

Finding finding_for(const Rule& rule, std::string_view source, DraftSpan at, const Tabs& tabs) {
    const std::string_view word = slice(source, at);
    const std::optional<std::size_t> tab = tabs.find(at.begin);
    const bool goes = tab && tabs.may_go(*tab);
    Finding finding =
        goes ? finding_of(rule, DraftSpan(tabs[*tab].at), slice(source, tabs[*tab].at), {}) : remark_of(rule, at, word);
    finding.in_markup = true;
    finding.message = fill(rule.message, word, {});
    if (tab) {
        const Message where = named(source, tabs[*tab]);
        finding.message.zh += where.zh;
        finding.message.en += where.en;
    }
    finding.tier = std::min(finding.tier, goes ? Tier::suggest : Tier::hint);
    if (goes) finding.fix->tier = finding.tier;
    return finding;
}

}  // namespace

void find_placeholders(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    const auto* words = rule.param("words");
    if (draft.round > 1 || words == nullptr) return;
    std::optional<Tabs> tabs;
    for (const std::string& word : *words) {
        for (const MarkupNote& note : draft.markup) {
            const std::size_t found = slice(draft.source, note.at).find(word);
            if (found == std::string_view::npos) continue;
            const auto begin = note.at.begin + static_cast<std::uint32_t>(found);
            if (!tabs) tabs.emplace(draft.source, *words);
            out.push_back(finding_for(rule, draft.source,
                                      DraftSpan(begin, begin + static_cast<std::uint32_t>(word.size())), *tabs));
            break;
        }
    }
}

}  // namespace jiaodui
