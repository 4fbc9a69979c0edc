// Lines that say the same thing stand next to each other once sorted by place, so contradictions are found among
// neighbours. Tested by tests/unit/review/decision_file_test.cpp.
#include "pipeline/review/decision_file.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/review/json_line.hpp"

namespace jiaodui {
namespace {

using json::Member;

constexpr std::array<std::string_view, 19> kKnown{"v",    "d",  "scope", "rule", "from",      "to",  "also",
                                                  "file", "l",  "r",     "l2",   "r2",        "nth", "markup",
                                                  "done", "by", "at",    "why",  "byte_start"};

// The order of the file: what concerns one page, one pair and one place stands together.
auto place_key(const Decision& d) {
    return std::tie(d.file, d.from, d.source.left, d.source.right, d.nth, d.scope, d.rule);
}
bool before(const Decision& a, const Decision& b) {
    if (place_key(a) != place_key(b)) return place_key(a) < place_key(b);
    return std::tie(a.to, a.answer, a.done, a.at, a.by) < std::tie(b.to, b.answer, b.done, b.at, b.by);
}

Error wrong(std::string zh, std::string en) {
    return {ErrorCode::syntax,
            {"这行决定无法读取：" + std::move(zh), "this decision cannot be read: " + std::move(en)},
            {},
            {}};
}

Error at_line(Error error, const std::string& name, std::uint32_t line) {
    error.where.file = name;
    error.where.line = line;
    return error;
}

void append_text(std::string& out, std::string_view key, std::string_view text) {
    out += ",\"";
    out += key;
    out += "\":";
    json::append_string(out, text);
}

// What stands in the file is short; anything longer is nobody's answer.
constexpr std::size_t kLongest = 1 << 16;

Result<void> check(const Decision& d, const json::Line& line) {
    if (d.scope == Scope::rule_off) {
        if (d.rule.empty()) return wrong("缺少 rule", "no rule");
        return {};
    }
    if (line.find("from", Member::Kind::string) == nullptr) return wrong("缺少 from", "no from");
    if (d.writes() && !d.to) return wrong("缺少 to", "no to");
    if (d.scope != Scope::repo && d.file.empty()) return wrong("缺少 file", "no file");
    const std::size_t size = d.from.size() + (d.to ? d.to->size() : 0) + d.source.left.size() + d.source.right.size();
    if (size > kLongest) return wrong("过长", "too long");
    return {};
}

// One decision from two that say the same thing.
void merge(Decision& into, const Decision& other) {
    into.done = into.done || other.done;
    if (other.at > into.at) {
        into.at = other.at;
        if (!other.by.empty()) into.by = other.by;
    }
    if (into.why.empty()) into.why = other.why;
    for (const std::string& text : other.also) {
        if (std::find(into.also.begin(), into.also.end(), text) == into.also.end()) into.also.push_back(text);
    }
}

bool say_the_same(const Decision& a, const Decision& b) {
    return a.answer == b.answer && a.scope == b.scope && a.to == b.to && a.file == b.file && a.from == b.from &&
           a.source == b.source && a.nth == b.nth && a.in_markup == b.in_markup && (a.to || a.rule == b.rule);
}

struct Numbered {
    Decision decision;
    std::uint32_t line;
    bool disputed = false;
};

Error dispute(const Numbered& a, const Numbered& b, const std::string& name) {
    const std::string first = line_of(a.decision);
    const std::string second = line_of(b.decision);
    return at_line({ErrorCode::conflict,
                    {"两行决定互相矛盾，均不生效：\n  " + std::to_string(a.line) + ": " + first + "\n  " +
                         std::to_string(b.line) + ": " + second,
                     "two decisions contradict each other and neither holds:\n  " + std::to_string(a.line) + ": " +
                         first + "\n  " + std::to_string(b.line) + ": " + second},
                    {"删去其中一行，或重新审一次", "delete one of the lines, or review the place again"},
                    {}},
                   name, b.line);
}

// Marks every line that another one contradicts. Only lines about the same text of the same file are compared, and of
// these only so many as one place can have; the rest of a longer run is compared with its neighbours.
void find_disputes(std::vector<Numbered>& lines, const std::string& name, Problems& problems) {
    constexpr std::size_t kWindow = 64;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < std::min(lines.size(), i + kWindow); ++j) {
            if (lines[j].decision.file != lines[i].decision.file || lines[j].decision.from != lines[i].decision.from)
                break;
            if (!contradict(lines[i].decision, lines[j].decision)) continue;
            const bool rising = lines[i].line < lines[j].line;
            problems.push_back(dispute(lines[rising ? i : j], lines[rising ? j : i], name));
            lines[i].disputed = lines[j].disputed = true;
        }
    }
}

}  // namespace

Result<Decision> decision_of(std::string_view text) {
    const Result<json::Line> line = json::Line::parse(text);
    if (!line) return line.error();
    if (const auto version = line->number("v"); version && *version != 1) {
        return wrong("版本 " + std::to_string(*version) + " 比这个程序新",
                     "version " + std::to_string(*version) + " is newer than this program");
    }
    Decision d;
    if (!line->has("d")) return wrong("没有答复（键 d）", "it has no answer (key d)");
    const std::string answer = line->text("d");
    const auto known = answer_named(answer);
    if (!known) return wrong("没有这种答复：" + answer, "no such answer: " + answer);
    d.answer = *known;
    if (line->has("scope")) {
        const auto scope = scope_named(line->text("scope"));
        if (!scope) return wrong("没有这种范围：" + line->text("scope"), "no such scope: " + line->text("scope"));
        d.scope = *scope;
    }
    d.rule = line->text("rule");
    d.from = line->text("from");
    if (const Member* to = line->find("to", Member::Kind::string)) d.to = to->text;
    if (const Member* also = line->find("also", Member::Kind::strings)) d.also = also->texts;
    d.file = line->text("file");
    d.source = {line->text("l"), line->text("r")};
    d.decided = {line->has("l2") ? line->text("l2") : d.source.left,
                 line->has("r2") ? line->text("r2") : d.source.right};
    const std::uint64_t nth = line->number("nth").value_or(1);
    if (nth == 0 || nth > 1'000'000) return wrong("nth 有误", "bad nth");
    d.nth = static_cast<std::uint32_t>(nth);
    d.in_markup = line->flag("markup");
    d.done = line->flag("done");
    d.by = line->text("by");
    d.at = line->text("at");
    d.why = line->text("why");
    const auto begin = line->number("byte_start");
    const auto end = line->number("byte_end");
    if (begin && end && *begin <= *end && *end < (1ull << 30)) {
        d.hint = Hint{static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(*end)};
    }
    for (const Member& member : line->members()) {
        if (member.key == "byte_end" || std::find(kKnown.begin(), kKnown.end(), member.key) != kKnown.end()) continue;
        d.extra += ',';
        json::append_string(d.extra, member.key);
        d.extra += ':' + member.raw;
    }
    if (Result<void> fine = check(d, *line); !fine) return fine.error();
    return d;
}

std::string line_of(const Decision& d, bool hints) {
    std::string out = "{\"v\":1,\"d\":\"";
    out += name_of(d.answer);
    out += "\",\"scope\":\"";
    out += name_of(d.scope);
    out += '"';
    if (!d.rule.empty()) append_text(out, "rule", d.rule);
    if (d.scope != Scope::rule_off) append_text(out, "from", d.from);
    if (d.to) append_text(out, "to", *d.to);
    if (!d.also.empty()) {
        out += ",\"also\":[";
        for (std::size_t i = 0; i < d.also.size(); ++i) {
            if (i > 0) out += ',';
            json::append_string(out, d.also[i]);
        }
        out += ']';
    }
    if (!d.file.empty()) append_text(out, "file", d.file);
    if (d.scope == Scope::here) {
        append_text(out, "l", d.source.left);
        append_text(out, "r", d.source.right);
        if (d.decided.left != d.source.left) append_text(out, "l2", d.decided.left);
        if (d.decided.right != d.source.right) append_text(out, "r2", d.decided.right);
        if (d.nth != 1) out += ",\"nth\":" + std::to_string(d.nth);
        if (d.in_markup) out += ",\"markup\":true";
    }
    if (hints && d.hint)
        out += ",\"byte_start\":" + std::to_string(d.hint->begin) + ",\"byte_end\":" + std::to_string(d.hint->end);
    if (d.done) out += ",\"done\":true";
    if (!d.by.empty()) append_text(out, "by", d.by);
    if (!d.at.empty()) append_text(out, "at", d.at);
    if (!d.why.empty()) append_text(out, "why", d.why);
    out += d.extra;
    out += '}';
    return out;
}

DecisionFile DecisionFile::parse(std::string_view text, const std::string& name) {
    DecisionFile file;
    std::vector<Numbered> lines;
    std::uint32_t number = 0;
    bool in_base = false;  // of a conflict shown with its common ancestor
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t feed = text.find('\n');
        std::string_view line = text.substr(0, feed);
        text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
        if (line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>") ||
            line.starts_with("|||||||")) {
            in_base = line.front() == '|';
            if (line.front() == '<') {
                file.problems.push_back(
                    at_line({ErrorCode::conflict,
                             {"未解决的合并冲突；两边的决定都已读入",
                              "an unresolved merge; the decisions of both sides were read"},
                             {"下次写入时冲突标记会去掉", "the marks go when the file is next written"},
                             {}},
                            name, number));
            }
            continue;
        }
        if (in_base) continue;
        Result<Decision> decision = decision_of(line);
        if (decision) {
            lines.push_back({std::move(*decision), number});
        } else {
            file.problems.push_back(at_line(decision.error(), name, number));
            file.kept.emplace_back(line);
        }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Numbered& a, const Numbered& b) { return before(a.decision, b.decision); });
    std::vector<Numbered> once;
    for (Numbered& line : lines) {
        if (!once.empty() && say_the_same(once.back().decision, line.decision)) {
            merge(once.back().decision, line.decision);
        } else {
            once.push_back(std::move(line));
        }
    }
    find_disputes(once, name, file.problems);
    for (Numbered& line : once) (line.disputed ? file.disputed : file.decisions).push_back(std::move(line.decision));
    return file;
}

std::string DecisionFile::text() const {
    std::vector<const Decision*> all;
    for (const Decision& d : decisions) all.push_back(&d);
    for (const Decision& d : disputed) all.push_back(&d);
    std::stable_sort(all.begin(), all.end(), [](const Decision* a, const Decision* b) { return before(*a, *b); });
    std::string out;
    for (const Decision* d : all) out += line_of(*d) + '\n';
    for (const std::string& line : kept) out += line + '\n';
    return out;
}

void DecisionFile::put(Decision decision) {
    const auto replaced = [&](const Decision& old) {
        if (old.scope != decision.scope) return false;
        if (decision.scope == Scope::rule_off) return old.rule == decision.rule;
        if (old.from != decision.from) return false;
        if (decision.scope == Scope::file && old.file != decision.file) return false;
        if (decision.scope == Scope::here && !same_place(old, decision)) return false;
        if (!decision.to && !old.to && old.rule != decision.rule) return false;
        // One text can stand there; of those turned down there may be many.
        if (old.to == decision.to || old.answer == Answer::later || decision.answer == Answer::later) return true;
        if (old.writes() && decision.writes() && !old.done) return true;
        return old.to && std::find(decision.also.begin(), decision.also.end(), *old.to) != decision.also.end();
    };
    std::erase_if(decisions, replaced);
    std::erase_if(disputed, replaced);
    const auto at = std::upper_bound(decisions.begin(), decisions.end(), decision, before);
    decisions.insert(at, std::move(decision));
}

void DecisionFile::erase(const Decision& decision) {
    std::erase_if(decisions, [&](const Decision& old) { return say_the_same(old, decision); });
}

}  // namespace jiaodui
