// A comment is split at white space; its first word says what it does. Tested by
// tests/unit/document/directive_test.cpp.
#include "pipeline/document/directive.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

std::vector<std::string> words_of(std::string_view body) {
    std::vector<std::string> words;
    std::size_t at = 0;
    const auto is_gap = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ','; };
    while (at < body.size()) {
        while (at < body.size() && is_gap(body[at])) ++at;
        std::size_t end = at;
        while (end < body.size() && !is_gap(body[end])) ++end;
        if (end > at) words.emplace_back(body.substr(at, end - at));
        at = end;
    }
    return words;
}

}  // namespace

bool rule_matches(std::string_view pattern, std::string_view rule) {
    if (pattern == rule || pattern == "*") return true;
    return pattern.ends_with("/*") && rule.starts_with(pattern.substr(0, pattern.size() - 1));
}

void DirectiveReader::comment(SourceSpan at, std::string_view body) {
    std::vector<std::string> words = words_of(body);
    if (words.empty() || !words[0].starts_with("jiaodui-")) return;
    const std::string verb = words[0];
    words.erase(words.begin());
    const auto size = static_cast<std::uint32_t>(source_.size());
    if (verb == "jiaodui-disable-line") {
        const std::size_t newline = at.begin == 0 ? std::string_view::npos : source_.rfind('\n', at.begin - 1);
        const std::uint32_t begin = newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline + 1);
        const std::size_t next = source_.find('\n', at.end);
        const std::uint32_t end = next == std::string_view::npos ? size : static_cast<std::uint32_t>(next);
        found_.push_back({at, {begin, end}, std::move(words)});
    } else if (verb == "jiaodui-disable-file") {
        found_.push_back({at, {0, size}, std::move(words)});
    } else if (verb == "jiaodui-disable") {
        open_.push_back(found_.size());
        found_.push_back({at, {at.end, size}, std::move(words)});
    } else if (verb == "jiaodui-enable") {
        // Closes what it names; without names, everything that is open.
        std::erase_if(open_, [&](std::size_t index) {
            if (!words.empty() && found_[index].rules != words) return false;
            found_[index].scope.end = at.begin;
            return true;
        });
    }
}

std::vector<Directive> DirectiveReader::finish() { return std::move(found_); }

}  // namespace jiaodui
