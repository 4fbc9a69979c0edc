// Two levels of the same greedy walk with one point of return: a `*` within a name, a `**` among names. It is enough to
// come back to the last star, because whatever an earlier one could still take, the last one can take as well
// (R. Cox, "Glob Matching Can Be Simple And Fast Too", 2017). Tested by tests/unit/conf/glob_test.cpp; 14,000 random
// pairs agree with `git check-ignore` 2.39. Stars glued to letters (`a**/b`) follow git's manual: two common stars.
#include "pipeline/conf/glob.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> names;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0) names.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    return names;
}

// The bracket that opens at `at`: its end (after the `]`), or nothing when it does not close.
std::optional<std::size_t> bracket_end(std::string_view pattern, std::size_t at) {
    std::size_t i = at + 1;
    if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
    if (i < pattern.size() && pattern[i] == ']') ++i;  // a first ] is a member
    for (; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') ++i;
        else if (pattern[i] == ']') return i + 1;
    }
    return std::nullopt;
}

// `body` is what stands between the brackets.
bool in_bracket(std::string_view body, char32_t ch) {
    const bool inverted = !body.empty() && (body[0] == '!' || body[0] == '^');
    if (inverted) body.remove_prefix(1);
    const auto next = [&](std::size_t& at) {
        if (body[at] == '\\' && at + 1 < body.size()) ++at;
        const auto found = utf8::decode(body, at);
        at += found.length;
        return found.ch;
    };
    bool found = false;
    for (std::size_t at = 0; at < body.size();) {
        const char32_t low = next(at);
        char32_t high = low;
        if (at + 1 < body.size() && body[at] == '-') {
            ++at;
            high = next(at);
        }
        found = found || (low <= ch && ch <= high);
    }
    return found != inverted;
}

// One sign of the pattern at `p` (no star) against the code point of the name at `n`; both move on when it matches.
bool step(std::string_view pattern, std::size_t& p, std::string_view name, std::size_t& n) {
    const auto have = utf8::decode(name, n);
    std::size_t after = p;
    bool good = false;
    if (pattern[p] == '?') {
        good = true;
        after = p + 1;
    } else if (const auto end = pattern[p] == '[' ? bracket_end(pattern, p) : std::nullopt) {
        good = in_bracket(pattern.substr(p + 1, *end - p - 2), have.ch);
        after = *end;
    } else {
        if (pattern[p] == '\\' && p + 1 < pattern.size()) ++after;
        const auto want = utf8::decode(pattern, after);
        good = want.ch == have.ch;
        after += want.length;
    }
    if (!good) return false;
    p = after;
    n += have.length;
    return true;
}

Error bad_pattern(std::string_view pattern, Message why) {
    const std::string text(pattern);
    return {ErrorCode::invalid_value,
            {"路径模式“" + text + "”" + why.zh, "the pattern \"" + text + "\" " + why.en},
            {},
            {}};
}

bool brackets_close(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\') {
            ++i;
        } else if (name[i] == '[') {
            const auto end = bracket_end(name, i);
            if (!end) return false;
            i = *end - 1;
        }
    }
    return true;
}

}  // namespace

bool name_matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::optional<std::size_t> star;  // after the last star of the pattern
    std::size_t taken = 0;            // how far that star reaches in the name
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            taken = n;
        } else if (p < pattern.size() && step(pattern, p, name, n)) {
            // Both have moved on.
        } else if (star) {
            taken += utf8::decode(name, taken).length;
            p = *star;
            n = taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

Result<Glob> Glob::parse(std::string_view pattern) {
    const std::string_view whole = pattern;
    Glob glob;
    if (pattern.starts_with('!')) {
        glob.negated_ = true;
        pattern.remove_prefix(1);
    }
    if (pattern.ends_with('/')) {
        glob.folders_only_ = true;
        while (pattern.ends_with('/')) pattern.remove_suffix(1);
    }
    const bool tied = pattern.find('/') != std::string_view::npos;
    if (pattern.starts_with("./")) pattern.remove_prefix(2);
    const auto names = split(pattern);
    if (names.empty()) return bad_pattern(whole, {"是空的", "is empty"});
    if (!tied) glob.names_.emplace_back("**");
    for (const std::string_view name : names) {
        if (!brackets_close(name)) return bad_pattern(whole, {"缺少右方括号 ]", "has no closing ]"});
        if (name == "**" && !glob.names_.empty() && glob.names_.back() == "**") continue;
        glob.names_.emplace_back(name);
    }
    return glob;
}

bool Glob::matches(std::string_view path, bool is_folder) const {
    if (folders_only_ && !is_folder) return false;
    const auto names = split(path);
    const std::size_t ends_open = names_.back() == "**" ? 1 : 0;  // a/** is what lies in a, not a itself
    std::size_t p = 0;
    std::size_t n = 0;
    std::optional<std::size_t> star;
    std::size_t taken = 0;
    while (n < names.size()) {
        if (p < names_.size() && names_[p] == "**") {
            star = ++p;
            taken = n;
            if (p == names_.size()) return true;  // at least one name is left for it
        } else if (p < names_.size() && name_matches(names_[p], names[n])) {
            ++p;
            ++n;
        } else if (star) {
            p = *star;
            n = ++taken;
        } else {
            return false;
        }
    }
    return p == names_.size() && ends_open == 0;
}

Result<void> GlobList::add(std::string_view pattern) {
    auto glob = Glob::parse(pattern);
    if (!glob) return glob.error();
    globs_.push_back(std::move(*glob));
    return {};
}

void GlobList::add_ignore_file(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        if (auto glob = Glob::parse(line)) globs_.push_back(std::move(*glob));
    }
}

std::optional<bool> GlobList::verdict(std::string_view path, bool is_folder) const {
    for (auto glob = globs_.rbegin(); glob != globs_.rend(); ++glob) {
        if (glob->matches(path, is_folder)) return !glob->negated();
    }
    return std::nullopt;
}

bool GlobList::covers(std::string_view path, bool is_folder) const {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
        if (verdict(path.substr(0, slash), true).value_or(false)) return true;
    }
    return verdict(path, is_folder).value_or(false);
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

std::string fixed_part(std::string_view pattern) {
    std::size_t end = 0;
    for (std::size_t slash = pattern.find('/'); slash != std::string_view::npos; slash = pattern.find('/', slash + 1)) {
        if (is_pattern(pattern.substr(0, slash))) break;
        end = slash + 1;
    }
    return std::string(pattern.substr(0, end));
}

}  // namespace jiaodui
