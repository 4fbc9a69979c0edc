// RE2 with its own log switched off and a bounded memory; RE2::Set as prefilter, and where the set runs out of memory
// every pattern is tried. Tested by tests/unit/rule/regex_test.cpp.
#include "pipeline/rule/regex.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr int max_groups = 10;  // \0 to \9
constexpr std::int64_t max_memory = 64 << 20;

RE2::Options options() {
    RE2::Options out;
    out.set_log_errors(false);
    out.set_max_mem(max_memory);
    return out;
}

struct Pattern {
    std::unique_ptr<RE2> regex;
    std::string replacement;
    int fix = 0;  // number of the group `fix`, or 0
};

}  // namespace

struct RegexSet::Compiled {
    std::vector<Pattern> patterns;
    std::unique_ptr<RE2::Set> set;
};

RegexSet::RegexSet() : compiled_(std::make_unique<Compiled>()) {}
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;
RegexSet::~RegexSet() = default;

Result<std::size_t> RegexSet::add(std::string_view pattern, std::string_view replacement, const Where& where) {
    const auto bad = [&](std::string zh, std::string en, Message advice) {
        return Error{ErrorCode::syntax,
                     {"正则式“" + std::string(pattern) + "”" + zh, "the pattern “" + std::string(pattern) + "” " + en},
                     std::move(advice),
                     where};
    };
    Pattern out{std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options()),
                std::string(replacement), 0};
    if (!out.regex->ok()) {
        return bad("有错：" + out.regex->error(), "is wrong: " + out.regex->error(),
                   {"语法见 RE2 文档；没有环视和反向引用，用命名组 fix 标出要改的部分",
                    "see RE2's syntax; there is no look-around, name the part to change: (?P<fix>…)"});
    }
    if (out.regex->Match("", 0, 0, RE2::UNANCHORED, nullptr, 0)) {
        return bad("能匹配空文本", "matches the empty text", {"去掉多余的 * 或 ?", "make something in it obligatory"});
    }
    std::string why;
    if (!replacement.empty() && !out.regex->CheckRewriteString(out.replacement, &why)) {
        return bad("的替换文本有错：" + why, "has a wrong replacement: " + why,
                   {"只能用 \\0 到 \\9", "use \\0 to \\9 only"});
    }
    const auto& names = out.regex->NamedCapturingGroups();
    if (const auto fix = names.find("fix"); fix != names.end()) out.fix = fix->second;
    if (out.fix >= max_groups)
        return bad("的命名组 fix 太靠后", "has its group `fix` too late",
                   {"前面至多八个组", "at most eight groups before it"});
    compiled_->patterns.push_back(std::move(out));
    return compiled_->patterns.size() - 1;
}

void RegexSet::compile() {
    auto set = std::make_unique<RE2::Set>(options(), RE2::UNANCHORED);
    for (const Pattern& pattern : compiled_->patterns) {
        if (set->Add(pattern.regex->pattern(), nullptr) < 0) return;
    }
    if (!compiled_->patterns.empty() && set->Compile()) compiled_->set = std::move(set);
}

bool RegexSet::empty() const { return compiled_->patterns.empty(); }

void RegexSet::find_all(std::string_view text, Span within, std::vector<RegexHit>& out) const {
    if (empty() || within.empty()) return;
    const std::string_view view = slice(text, within);
    const re2::StringPiece part(view.data(), view.size());
    std::vector<int> which;
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    if (compiled_->set == nullptr ||
        (!compiled_->set->Match(part, &which, &error) && error.kind != RE2::Set::kNoError)) {
        which.clear();
        for (std::size_t i = 0; i < compiled_->patterns.size(); ++i) which.push_back(static_cast<int>(i));
    }
    std::sort(which.begin(), which.end());
    std::array<re2::StringPiece, max_groups> groups;
    for (const int number : which) {
        const Pattern& pattern = compiled_->patterns[static_cast<std::size_t>(number)];
        const int count = std::min(max_groups, 1 + pattern.regex->NumberOfCapturingGroups());
        for (std::size_t at = 0; at < view.size();) {
            if (!pattern.regex->Match(part, at, view.size(), RE2::UNANCHORED, groups.data(), count)) break;
            const auto end = static_cast<std::size_t>(groups[0].data() - view.data()) + groups[0].size();
            const re2::StringPiece& fix = groups[static_cast<std::size_t>(pattern.fix)];
            if (fix.data() != nullptr && !fix.empty()) {
                const auto begin = static_cast<std::uint32_t>(within.begin + (fix.data() - view.data()));
                RegexHit hit{
                    static_cast<std::size_t>(number), {begin, begin + static_cast<std::uint32_t>(fix.size())}, {}};
                pattern.regex->Rewrite(&hit.text, pattern.replacement, groups.data(), count);
                out.push_back(std::move(hit));
            }
            // A match may be empty beside an assertion; then go on behind the next character.
            at = groups[0].empty() ? end + utf8::length_of(end < view.size() ? view[end] : ' ') : end;
        }
    }
}

}  // namespace jiaodui
