// Tested by tests/unit/learn/survey_test.cpp and tests/cli/init.md.
#include "pipeline/learn/survey.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kVideoId = "BV[0-9A-Za-z]{10}";
constexpr std::string_view kPlaceholder = R"(\{\{.*?\}\})";

// Boundaries between Han and Latin, and quotation marks.
void count_marks(std::string_view text, Survey& survey) {
    char32_t before = 0, last = 0;  // the two characters before this one
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        at += c.length;
        const auto boundary = [](char32_t a, char32_t b) {
            return (is_han(a) && is_alnum(b)) || (is_alnum(a) && is_han(b));
        };
        if (boundary(last, c.ch)) ++survey.tight;
        if (last == ' ' && boundary(before, c.ch)) ++survey.spaced;
        if (c.ch == U'“') ++survey.curly;
        if (c.ch == U'「') ++survey.corner;
        before = last;
        last = c.ch;
    }
}

std::size_t count_video_ids(std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = text.find("BV"); at != std::string_view::npos; at = text.find("BV", at + 2)) {
        std::size_t end = at + 2;
        while (end < text.size() && end < at + 13 && is_alnum(static_cast<unsigned char>(text[end]))) ++end;
        const bool starts = at == 0 || !is_alnum(static_cast<unsigned char>(text[at - 1]));
        if (starts && end == at + 12) ++found;
    }
    return found;
}

std::size_t count_placeholders(std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string_view::npos) break;
        if (end < text.find('\n', at)) ++found;
    }
    return found;
}

// The first sentence of each quote that the next line marks as a warning.
void count_notices(std::string_view text, Survey& survey) {
    constexpr std::string_view kClass = "\n{.is-warning}";
    std::vector<std::string> found;
    for (std::size_t at = text.find(kClass); at != std::string_view::npos; at = text.find(kClass, at + 1)) {
        const std::size_t begin = text.rfind('\n', at - (at > 0 ? 1 : 0));
        std::string_view line = text.substr(begin == std::string_view::npos ? 0 : begin + 1,
                                            at - (begin == std::string_view::npos ? 0 : begin + 1));
        if (!line.starts_with('>')) continue;
        line.remove_prefix(std::min(line.find_first_not_of("> "), line.size()));
        const std::size_t end = std::min({line.find("，"), line.find("。"), line.find('\r'), line.size()});
        if (utf8::count(line.substr(0, end)) >= 4) found.emplace_back(line.substr(0, end));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const std::string& notice : found) ++survey.notices[notice];
}

bool nine_in_ten(std::size_t part, std::size_t other) { return part > 0 && part >= 9 * other; }

std::string number(std::size_t n) {
    std::string out = std::to_string(n);
    for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
    return out;
}

// A scalar that YAML takes for text, whatever it holds.
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char byte : text) {
        if (byte == '\'') out += '\'';
        out += byte;
    }
    return out + "'";
}

std::string style_of(const Survey& survey) {
    const char* space = nine_in_ten(survey.tight, survey.spaced)   ? "none"
                        : nine_in_ten(survey.spaced, survey.tight) ? "one"
                                                                   : "keep";
    const char* quotes = nine_in_ten(survey.curly, survey.corner)   ? "curly"
                         : nine_in_ten(survey.corner, survey.curly) ? "corner"
                                                                    : "keep";
    return std::string("style:\n  cjk_latin_space: ") + space + "   # 汉字与西文之间：不空 " + number(survey.tight) +
           " 处，空一格 " + number(survey.spaced) + " 处\n  quotes: " + quotes + "   # “ " + number(survey.curly) +
           " 处，「 " + number(survey.corner) + " 处\n";
}

std::string script_line(const Survey& survey) {
    const std::size_t not_simplified = survey.traditional + survey.other_script;
    const std::size_t not_traditional = survey.simplified + survey.other_script;
    const char* lang = nine_in_ten(survey.simplified, not_simplified)     ? "zh-Hans"
                       : nine_in_ten(survey.traditional, not_traditional) ? "zh-Hant"
                                                                          : "auto";
    return std::string("lang: ") + lang + "   # 简体 " + number(survey.simplified) + " 页，繁体 " +
           number(survey.traditional) + " 页，混用 " + number(survey.other_script) + " 页\n";
}

}  // namespace

void Survey::add(const Document& page) {
    ++pages;
    if (page.format == Format::plain) ++plain_files;
    for (const Region& region : page.regions) count_marks(slice(page.view, region.at), *this);
    switch (page.facts.script) {
        case PageScript::simplified: ++simplified; break;
        case PageScript::traditional: ++traditional; break;
        case PageScript::mixed: ++other_script; break;
        case PageScript::unknown: break;  // too little text to tell
    }
    for (const auto& [key, value] : page.facts.front_matter) ++keys[key];
    count_notices(page.bytes, *this);
    if (const std::size_t found = count_video_ids(page.bytes)) shapes[std::string(kVideoId)] += found;
    if (const std::size_t found = count_placeholders(page.bytes)) shapes[std::string(kPlaceholder)] += found;
}

std::string configuration_of(const Survey& survey) {
    std::string out = "# jiaodui 校对的配置。由 jiaodui init 按这里的 " + number(survey.pages) +
                      " 个文件写成，注释里是数到的次数。\n"
                      "# 全部键：docs/configuration.md；检查：jiaodui config check\nversion: 1\n";
    out += script_line(survey) + style_of(survey);
    if (!survey.keys.empty()) {
        out += "# 页首的键（页数）：";
        for (const auto& [key, count] : survey.keys) {
            if (!out.ends_with("：")) out += "、";
            out += key + " " + number(count);
        }
        out += "\nfrontmatter: {check: [";
        for (const char* key : {"title", "description"}) {
            if (survey.keys.count(key) == 0) continue;
            if (!out.ends_with('[')) out += ", ";
            out += key;
        }
        out += "]}   # 只有这些键的值当正文看\n";
    }
    const auto most = std::max_element(survey.notices.begin(), survey.notices.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != survey.notices.end() && most->second >= 2) {
        out += "transcript_notice: [" + quoted(most->first) + "]   # 未校对的录音稿以此开头：" + number(most->second) +
               " 页\n";
    }
    if (!survey.shapes.empty()) {
        out += "protect:\n  extra:   # 谁也不许动的文字\n";
        for (const auto& [pattern, count] : survey.shapes)
            out += "    - " + quoted(pattern) + "   # " + number(count) + " 处\n";
    }
    out += "fail_on: safe   # check 从哪一档起算失败：safe、suggest、hint、none\n";
    return out;
}

}  // namespace jiaodui
