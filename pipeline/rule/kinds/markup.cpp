// Addresses come from the reader (Draft::markup); only their bytes above ASCII are looked at.
// Tested by tests/unit/rule/markup_test.cpp.
#include "pipeline/rule/kinds/markup.hpp"

#include <cstring>
#include <string>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// What a full-width mark in an address stood for; 0 for one that no address holds.
char address_mark(char32_t ch) {
    switch (ch) {
        case U'？': return '?';
        case U'＆': return '&';
        case U'＝': return '=';
        case U'：': return ':';
        case U'／': return '/';
        case U'＃': return '#';
        case U'％': return '%';
        case U'－': return '-';
        case U'＿': return '_';
        case U'．': return '.';
        default: return 0;
    }
}

bool is_token(char byte) { return is_alnum(static_cast<unsigned char>(byte)) || byte == '_'; }

// Does the address go on after the mark as one would?
bool continues(char mark, std::string_view before, std::string_view after) {
    if (after.empty() || before.empty()) return false;
    switch (mark) {
        case ':':
            return (before == "http" || before == "https") && (after.starts_with("//") || after.starts_with("／"));
        case '/':
            return before.ends_with(':') || before.ends_with('/') || before.ends_with("：") || before.ends_with("／") ||
                   is_token(after.front());
        case '?':
        case '&': {
            const std::size_t end = after.find_first_of("=&");
            const bool named = end != std::string_view::npos && end > 0 && after[end] == '=';
            return is_token(after.front()) && (named || after.find("＝") != std::string_view::npos);
        }
        case '=': {
            const bool query =
                before.find_first_of("?&") != std::string_view::npos || before.find("？") != std::string_view::npos;
            return query && is_token(before.back()) && is_token(after.front());
        }
        default: return is_token(before.back()) && is_token(after.front());
    }
}

// The edits that mend an address; none when it is whole.
std::vector<Edit> mend(std::string_view source, SourceSpan address) {
    std::vector<Edit> edits;
    const std::string_view url = slice(source, address);
    for (std::size_t i = 0; i < url.size();) {
        if (static_cast<unsigned char>(url[i]) < 0x80) {
            ++i;
            continue;
        }
        const utf8::Decoded c = utf8::decode(url, i);
        const std::string_view before = url.substr(0, i);
        const std::string_view after = url.substr(i + c.length);
        const auto begin = address.begin + static_cast<std::uint32_t>(i);
        const DraftSpan at(begin, begin + c.length);
        // `?、__biz`: a stray comma between the mark and the first name.
        const bool stray = c.ch == U'、' && (before.ends_with('?') || before.ends_with('&')) && !after.empty() &&
                           is_token(after.front());
        if (stray) {
            edits.push_back({at, ""});
        } else if (const char mark = address_mark(c.ch); mark != 0 && continues(mark, before, after)) {
            edits.push_back({at, std::string(1, mark)});
        }
        i += c.length;
    }
    return edits;
}

}  // namespace

void find_broken_urls(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    if (draft.round > 1) return;
    for (const MarkupNote& note : draft.markup) {
        std::vector<Edit> edits = mend(draft.source, note.at);
        if (edits.empty()) continue;
        const DraftSpan at(edits.front().at.begin, edits.back().at.end);
        std::string whole;
        std::uint32_t done = at.begin;
        for (const Edit& edit : edits) {
            whole += draft.source.substr(done, edit.at.begin - done);
            whole += edit.text;
            done = edit.at.end;
        }
        Finding finding = finding_of(rule, at, slice(draft.source, at), std::move(whole));
        finding.fix->edits = std::move(edits);
        finding.in_markup = true;
        if (finding.tier == Tier::safe) finding.tier = finding.fix->tier = Tier::suggest;
        out.push_back(std::move(finding));
    }
}

void find_shown_attributes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    const auto* classes = rule.param("classes");
    if (draft.round > 1 || classes == nullptr) return;
    const std::string_view source = draft.source;
    for (std::size_t at = source.find("]{."); at != std::string_view::npos; at = source.find("]{.", at + 3)) {
        const std::string_view rest = source.substr(at + 3);
        for (const std::string& name : *classes) {
            if (!rest.starts_with(name) || !rest.substr(name.size()).starts_with("}")) continue;
            const DraftSpan span(static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(at + 4 + name.size()));
            Finding finding = remark_of(rule, span, slice(source, span));
            finding.in_markup = true;
            out.push_back(std::move(finding));
        }
    }
}

}  // namespace jiaodui
