// jiaodui-document-rules: writes docs/rules.md from the rules and their pages.
//
//     jiaodui-document-rules <rules folder> <output>            write it
//     jiaodui-document-rules --check <rules folder> <output>    exit 1 where it is not what would be written;
//                                                               with JIAODUI_ACCEPT=1 in the environment: write it
//
// What is said of a rule is the first sentence of its page; a rule without a page has its message.
// Tested by the CTest test docs_rules.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/finding.hpp"
#include "pipeline/rule/load.hpp"

namespace {

namespace fs = std::filesystem;
using namespace jiaodui;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// Where the first sentence ends; a full stop inside of quotation marks, brackets or code is none.
std::size_t sentence_end(std::string_view line) {
    int depth = 0;
    bool code = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string_view rest = line.substr(i);
        if (rest.front() == '`') code = !code;
        if (code) continue;
        if (rest.starts_with("“") || rest.starts_with("（")) ++depth;
        if ((rest.starts_with("”") || rest.starts_with("）")) && depth > 0) --depth;
        if (depth == 0 && rest.starts_with("。")) return i + std::string_view("。").size();
    }
    return line.size();
}

// The first sentence of the first paragraph; nothing when an example comes before it.
std::string first_sentence(const std::string& page) {
    std::istringstream lines(page);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.starts_with("```")) return {};
        if (!line.empty() && line.front() != '#') return line.substr(0, sentence_end(line));
    }
    return {};
}

std::string plain_message(const Rule& rule) { return fill(rule.message, "…", "…").zh; }

// Text in a cell of a table: no bar, and outside of code nothing that begins a tag.
std::string cell(std::string_view text) {
    std::string out;
    bool code = false;
    for (const char c : text) {
        if (c == '`') code = !code;
        if (c == '|' || (c == '<' && !code)) out += '\\';
        out += c;
    }
    return out;
}

std::string tier_of(const Rule& rule) {
    const std::string tier = label_of(rule.tier).zh;
    return rule.block ? tier + "，阻断" : tier;
}

std::string row(const Rule& rule, const fs::path& folder) {
    const fs::path page = folder / (rule.id + ".md");
    const bool has_page = fs::exists(page);
    std::string what = has_page ? first_sentence(read_file(page)) : std::string();
    if (what.empty()) what = plain_message(rule);
    const std::string name = has_page ? "[`" + rule.id + "`](../rules/" + rule.id + ".md)" : "`" + rule.id + "`";
    return "| " + name + " | " + cell(rule.alias) + " | " + tier_of(rule) + " | " + (rule.on ? "开" : "关") + " | " +
           cell(what) + " |\n";
}

std::string kinds_table(const RuleBook& book) {
    std::map<std::string, std::vector<const Rule*>> kinds;
    for (const Rule& rule : book.rules) kinds[rule.kind].push_back(&rule);
    std::string out =
        "## 规则的类型\n\n"
        "`kind` 说由哪种匹配器读 `params`。写一条新规则时从中选一种；没有合适的，就要在 `pipeline/rule/kinds/` "
        "加一种。\n\n"
        "| 类型 | 在哪个环节 | 参数 | 用它的规则 |\n|---|---|---|---|\n";
    for (const auto& [kind, rules] : kinds) {
        std::vector<std::string> stages;
        std::vector<std::string> params;
        std::string ids;
        for (const Rule* rule : rules) {
            stages.push_back(rule->stage);
            for (const auto& param : rule->params) params.push_back("`" + param.first + "`");
            ids += (ids.empty() ? "`" : " `") + rule->id + "`";
        }
        const auto joined = [](std::vector<std::string>& words) {
            std::sort(words.begin(), words.end());
            words.erase(std::unique(words.begin(), words.end()), words.end());
            std::string text;
            for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
            return text;
        };
        out += "| `" + kind + "` | " + joined(stages) + " | " + joined(params) + " | " + ids + " |\n";
    }
    return out;
}

std::string document(const RuleBook& book, const fs::path& folder) {
    std::string out =
        "# 规则\n\n"
        "<!-- 由 jiaodui-document-rules 从 rules/ 生成，请不要手改；改了规则以后：JIAODUI_ACCEPT=1 ctest --test-dir "
        "build/release -R docs_rules -->\n\n"
        "共 " +
        std::to_string(book.rules.size()) +
        " 条。档：**确定**由 `fix` 直接改，**建议**由人决定，**提示**只是告诉；"
        "“阻断”不论哪一档都算作 `check` 失败的理由。\n"
        "怎样改档、关掉一条规则，见[配置](configuration.md)；终端里用 `jiaodui rules`、`jiaodui explain 规则` 查看。\n";
    std::string group;
    for (const Rule& rule : book.rules) {
        const std::string here = rule.id.substr(0, rule.id.find('/'));
        if (here != group) {
            group = here;
            out += "\n## " + group + "\n\n| 规则 | 中文名 | 档 | 默认 | 是什么 |\n|---|---|---|---|---|\n";
        }
        out += row(rule, folder);
    }
    return out + '\n' + kinds_table(book);
}

}  // namespace

int main(int count, char** words) {
    std::vector<std::string> arguments(words + 1, words + count);
    const bool check = !arguments.empty() && arguments.front() == "--check";
    if (check) arguments.erase(arguments.begin());
    if (arguments.size() != 2) {
        std::fprintf(stderr, "usage: jiaodui-document-rules [--check] <rules folder> <output>\n");
        return 2;
    }
    Problems problems;
    const RuleBook book = load_rules(arguments[0], problems);
    for (const Error& problem : problems) std::fprintf(stderr, "%s\n", describe(problem, Lang::en).c_str());
    if (!problems.empty()) return 2;
    const std::string text = document(book, arguments[0]);
    const char* accept = std::getenv("JIAODUI_ACCEPT");
    if (!check || (accept != nullptr && std::string_view(accept) == "1")) {
        std::ofstream out(arguments[1], std::ios::binary | std::ios::trunc);
        out << text;
        return out.flush() ? 0 : 2;
    }
    if (read_file(arguments[1]) == text) return 0;
    std::fprintf(stderr, "%s is not what rules/ says; JIAODUI_ACCEPT=1 with this test rewrites it\n",
                 arguments[1].c_str());
    return 1;
}
