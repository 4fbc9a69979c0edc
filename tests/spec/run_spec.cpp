// Runs one spec page: a Markdown file whose fenced blocks are examples and expectations at once.
//
//   run_spec PROGRAM PAGE        (JIAODUI_ACCEPT=1: rewrite what is expected to what is)
//
// Blocks, by their info string:
//   yaml config      the configuration of the example that follows it
//   file NAME        a file of the console blocks that follow
//   text before      an example: what is checked
//   text after       … and what fix makes of it (the safe tier)
//   findings         … and what is found: lines `old → new  tier  rule`, in order; a line feed is
//   ⏎, a deletion ∅ (or
//                    nothing), several candidates stand between ｜ (or only the first is given), a
//                    finding without a proposal has only its old text (or an arrow to nothing)
//   text unchanged   an example in which nothing may be found; on the page of a rule, nothing by
//   this rule console          `$ command` lines and their output (both streams); `[1]` on the last
//   line is the exit status;
//                    the blocks of a page share one folder, which is written DIR; `…` at the end of
//                    a line stands for anything
// An example without a findings block may have any findings of other tiers as long as `text after`
// holds. Exit status 0: all as expected.
#include <md4c.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Block {
    std::string info;
    std::string text;
    std::size_t begin = 0;  // bytes of its content in the page
    std::size_t end = 0;
};

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void write_file(const fs::path& path, std::string_view text) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

// --- the page
// -----------------------------------------------------------------------------------------------------

struct Collector {
    const char* page = nullptr;
    std::vector<Block> blocks;
    bool inside = false;
};

int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    auto& collector = *static_cast<Collector*>(user);
    if (type != MD_BLOCK_CODE) return 0;
    const auto* code = static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
    if (code->fence_char == 0) return 0;
    collector.blocks.push_back({std::string(code->info.text, code->info.size), {}, 0, 0});
    collector.inside = true;
    return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* user) {
    if (type == MD_BLOCK_CODE) static_cast<Collector*>(user)->inside = false;
    return 0;
}

int ignore_span(MD_SPANTYPE, void*, void*) { return 0; }

int take_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    auto& collector = *static_cast<Collector*>(user);
    if (!collector.inside || type != MD_TEXT_CODE) return 0;
    Block& block = collector.blocks.back();
    block.text.append(text, size);
    return 0;
}

// Fences stand at the head of their lines in spec pages, so that contents can be found, and
// replaced, byte for byte.
std::vector<Block> blocks_of(const std::string& page) {
    Collector collector;
    MD_PARSER parser{};
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = ignore_span;
    parser.leave_span = ignore_span;
    parser.text = take_text;
    md_parse(page.data(), static_cast<MD_SIZE>(page.size()), &parser, &collector);
    std::size_t at = 0;
    for (Block& block : collector.blocks) {
        const std::string content = '\n' + block.text + "```";
        const std::size_t found = page.find("```" + block.info, at);
        const std::size_t body = found == std::string::npos ? found : page.find(content, found);
        if (body == std::string::npos) {
            std::cerr << "fences must stand at the head of a line: " << block.info << '\n';
            std::exit(2);
        }
        block.begin = body + 1;
        block.end = block.begin + block.text.size();
        at = block.end + 3;
    }
    return collector.blocks;
}

// --- running things
// -------------------------------------------------------------------------------------------------

struct Ran {
    std::string output;
    int status = 0;
};

Ran shell(const fs::path& folder, const std::string& command) {
    const std::string whole = "cd '" + folder.string() + "' && { " + command + "\n} 2>&1 </dev/null";
    Ran out;
    FILE* pipe = ::popen(whole.c_str(), "r");
    if (pipe == nullptr) return {"popen failed", 127};
    char bytes[4096];
    for (std::size_t got = 0; (got = ::fread(bytes, 1, sizeof bytes, pipe)) > 0;) out.output.append(bytes, got);
    const int status = ::pclose(pipe);
    out.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return out;
}

// The value of a string key, or of an array of strings, in one line of our own JSON.
std::string unescape(std::string_view line, std::size_t& at, bool raw = false) {
    std::string out;
    for (++at; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] != '\\') {
            out += line[at];
            continue;
        }
        switch (line[++at]) {
            case 'n': out += "⏎"; break;
            case 't': out += "␉"; break;
            case 'r': out += "␍"; break;
            case 'u': {
                const std::string digits(line.substr(at + 1, 4));
                out += raw ? std::string(1, static_cast<char>(std::stoul(digits, nullptr, 16))) : "<U+" + digits + ">";
                at += 4;
                break;
            }
            default: out += line[at];
        }
    }
    ++at;
    return out;
}

std::size_t value_of(std::string_view line, std::string_view key) {
    const std::string quoted = "\"" + std::string(key) + "\":";
    const std::size_t at = line.find(quoted);
    return at == std::string_view::npos ? at : at + quoted.size();
}

std::string text_value(std::string_view line, std::string_view key, bool raw = false) {
    std::size_t at = value_of(line, key);
    return at == std::string_view::npos ? std::string() : unescape(line, at, raw);
}

// The ways in which a page may write a finding, the full one first.
std::vector<std::string> finding_lines(std::string_view line) {
    std::vector<std::string> news;
    for (std::size_t at = value_of(line, "new") + 1; at < line.size() && line[at] != ']';) {
        if (line[at] == ',') ++at;
        news.push_back(unescape(line, at));
    }
    std::vector<std::string> pairs;
    if (news.empty()) {
        pairs = {"", " → "};
    } else {
        std::string all;
        for (const std::string& one : news) all += (all.empty() ? " → " : "｜") + (one.empty() ? "∅" : one);
        pairs = {all, " → " + (news.front().empty() ? "∅" : news.front()), " → " + news.front()};
    }
    const std::string rest = "  " + text_value(line, "tier") + "  " + text_value(line, "rule");
    const std::string shown = text_value(line, "old");
    std::vector<std::string> out;
    for (const std::string& old : {shown.empty() ? std::string("∅") : shown, shown, text_value(line, "old", true)}) {
        for (const std::string& pair : pairs) out.push_back(old + pair + rest);
    }
    return out;
}

// --- comparing
// ------------------------------------------------------------------------------------------------------

struct Page {
    std::string program;
    fs::path path;
    std::string text;
    std::vector<Block> blocks;
    std::vector<std::optional<std::string>> accepted;  // new contents, by block
    int failures = 0;
};

bool line_matches(std::string_view want, std::string_view got) {
    constexpr std::string_view kAnything = "…";
    if (want.ends_with(kAnything) && want != got)
        return got.starts_with(want.substr(0, want.size() - kAnything.size()));
    return want == got;
}

std::vector<std::string> lines_in(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t feed = text.find('\n');
        out.emplace_back(text.substr(0, feed));
        if (feed == std::string_view::npos) break;
        text.remove_prefix(feed + 1);
    }
    return out;
}

bool same(const std::string& want, const std::string& got) {
    const auto a = lines_in(want);
    const auto b = lines_in(got);
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!line_matches(a[i], b[i])) return false;
    }
    return want.ends_with('\n') == got.ends_with('\n');
}

void fail(Page& page, std::size_t block, const std::string& got) {
    page.accepted[block] = got;
    ++page.failures;
    const auto begin = page.text.begin();
    const auto line = 1 + std::count(begin, begin + static_cast<std::ptrdiff_t>(page.blocks[block].begin), '\n');
    std::cerr << page.path.string() << ':' << line << ": " << page.blocks[block].info << '\n';
    for (const std::string& text : lines_in(page.blocks[block].text)) std::cerr << "  - " << text << '\n';
    for (const std::string& text : lines_in(got)) std::cerr << "  + " << text << '\n';
}

void expect(Page& page, std::size_t block, const std::string& got) {
    if (!same(page.blocks[block].text, got)) fail(page, block, got);
}

using Findings = std::vector<std::vector<std::string>>;  // each in the ways it may be written

void expect_findings(Page& page, std::size_t block, const Findings& got) {
    const auto want = lines_in(page.blocks[block].text);
    bool good = want.size() == got.size();
    for (std::size_t i = 0; good && i < got.size(); ++i)
        good = std::find(got[i].begin(), got[i].end(), want[i]) != got[i].end();
    std::string text;
    for (const auto& ways : got) text += ways.front() + '\n';
    if (!good) fail(page, block, text);
}

// --- the kinds of block
// ---------------------------------------------------------------------------------------------

class Runner {
  public:
    Runner(Page& page, fs::path folder) : page_(page), folder_(std::move(folder)) {}

    void run() {
        for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
            const Block& block = page_.blocks[i];
            if (block.info == "yaml config") config_ = block.text;
            if (block.info == "text before") example(i);
            if (block.info == "text unchanged") unchanged(i);
            if (block.info == "console") console(i);
            if (block.info.starts_with("file ")) write_file(folder_ / "console" / block.info.substr(5), block.text);
        }
    }

  private:
    std::string flags() {
        if (config_.empty()) return " --isolated";
        write_file(folder_ / "config.yaml", config_);
        return " --config config.yaml";
    }

    Findings findings_of(const std::string& text) {
        write_file(folder_ / "example.md", text);
        const Ran ran =
            shell(folder_, "'" + page_.program + "' check" + flags() + " --no-progress --format jsonl example.md");
        Findings out;
        for (const std::string& line : lines_in(ran.output)) {
            out.push_back(line.starts_with('{') ? finding_lines(line) : std::vector<std::string>{line});
        }
        if (ran.status > 1) out.push_back({"[" + std::to_string(ran.status) + "]"});
        return out;
    }

    void example(std::size_t index) {
        const std::string before = page_.blocks[index].text;
        for (std::size_t i = index + 1; i < page_.blocks.size(); ++i) {
            const std::string& info = page_.blocks[i].info;
            if (info == "text after") {
                write_file(folder_ / "example.md", before);
                shell(folder_, "'" + page_.program + "' fix" + flags() + " --no-progress -q example.md");
                expect(page_, i, read_file(folder_ / "example.md"));
            } else if (info == "findings") {
                expect_findings(page_, i, findings_of(before));
            } else {
                break;
            }
        }
        config_.clear();
    }

    void unchanged(std::size_t index) {
        const Findings found = findings_of(page_.blocks[index].text);
        config_.clear();
        // The page of a rule answers for its own rule.
        const bool of_rule = page_.path.parent_path().parent_path().filename() == "rules";
        const std::string rule =
            of_rule ? "  " + (page_.path.parent_path().filename() / page_.path.stem()).string() : std::string();
        for (const auto& ways : found) {
            if (!ways.front().ends_with(rule) && ways.size() > 1) continue;
            ++page_.failures;
            std::cerr << page_.path.string() << ": nothing should be found in\n" << page_.blocks[index].text;
            std::cerr << "  + " << ways.front() << '\n';
        }
    }

    void console(std::size_t index) {
        fs::create_directories(folder_ / "console");
        std::string got;
        const std::string& text = page_.blocks[index].text;
        for (const std::string& line : lines_in(text)) {
            if (!line.starts_with("$ ")) continue;
            got += line + '\n';
            const Ran ran = shell(folder_ / "console", line.substr(2));
            got += without_folder(ran.output);
            if (!ran.output.empty() && !ran.output.ends_with('\n')) got += '\n';
            if (ran.status != 0) got += "[" + std::to_string(ran.status) + "]\n";
        }
        expect(page_, index, got);
    }

    // The folder has another name every time.
    std::string without_folder(std::string text) const {
        const std::string name = (folder_ / "console").string();
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
            text.replace(at, name.size(), "DIR");
        }
        return text;
    }

    Page& page_;
    fs::path folder_;
    std::string config_;
};

void accept(Page& page) {
    for (std::size_t i = page.blocks.size(); i-- > 0;) {
        const Block& block = page.blocks[i];
        if (page.accepted[i]) page.text.replace(block.begin, block.end - block.begin, *page.accepted[i]);
    }
    write_file(page.path, page.text);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: run_spec PROGRAM PAGE\n";
        return 2;
    }
    Page page;
    page.program = fs::absolute(words[1]).string();
    page.path = words[2];
    page.text = read_file(page.path);
    page.blocks = blocks_of(page.text);
    page.accepted.resize(page.blocks.size());
    std::string name = (fs::temp_directory_path() / "jiaodui-spec-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return 2;
    // A world of its own: nothing of the user's settings, and the program by its name.
    ::setenv("PATH", (fs::path(page.program).parent_path().string() + ':' + std::getenv("PATH")).c_str(), 1);
    for (const char* variable :
         {"LC_ALL", "LC_MESSAGES", "LANG", "JIAODUI_LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"}) {
        ::unsetenv(variable);
    }
    ::setenv("HOME", name.c_str(), 1);
    ::setenv("XDG_CACHE_HOME", (name + "/cache").c_str(), 1);
    ::setenv("GIT_CEILING_DIRECTORIES", fs::path(name).parent_path().c_str(), 1);
    Runner(page, name).run();
    std::error_code ignored;
    fs::remove_all(name, ignored);
    const char* accepting = std::getenv("JIAODUI_ACCEPT");
    if (page.failures > 0 && accepting != nullptr && *accepting == '1') {
        accept(page);
        std::cerr << page.path.string() << ": accepted\n";
        return 0;
    }
    return page.failures > 0 ? 1 : 0;
}
