// Tested by tests/cli/lsp_test.py.
#include "pipeline/serve/lsp_document.hpp"

#include <algorithm>

#include "pipeline/emit/paint.hpp"
#include "pipeline/emit/shown.hpp"
#include "pipeline/text/utf8.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

Json position_json(Position position) { return {{"line", position.line}, {"character", position.character}}; }

Position position_of(const Json& json) {
    return {json.at("line").get<std::uint32_t>(), json.at("character").get<std::uint32_t>()};
}

// 1 error, 2 warning, 3 information, 4 hint.
int severity_of(const ShownFinding& found) {
    if (found.block) return 1;
    switch (found.entry.tier) {
        case Tier::safe: return 2;
        case Tier::suggest: return 3;
        default: return 4;
    }
}

bool wants(const Json& only, std::string_view kind) {
    if (!only.is_array()) return true;
    return std::any_of(only.begin(), only.end(), [&](const Json& asked) {
        if (!asked.is_string()) return false;
        const std::string prefix = asked.get<std::string>();
        return kind == prefix || (kind.starts_with(prefix) && (prefix.empty() || kind[prefix.size()] == '.'));
    });
}

class Actions {
  public:
    Actions(const LspDocument& document, PositionUnit unit, Lang lang)
        : document_(document), positions_(document.text, unit), lang_(lang) {}

    void at(const Json& range) {
        const Span asked{positions_.byte_of(position_of(range.at("start"))),
                         positions_.byte_of(position_of(range.at("end")))};
        for (const ShownFinding& found : shown_findings(*document_.outcome, {})) {
            const Span place = found.entry.at;
            if (place.begin > asked.end || asked.begin > place.end) continue;
            for (std::size_t i = 0; i < found.entry.new_texts.size(); ++i) replacement(found, i);
            if (!found.entry.new_texts.empty() && !found.record->finding.in_markup) glossary(found);
            if (document_.outcome->document->format != Format::plain) silence(found);
        }
    }

    void fix_all() {
        const std::vector<Hunk>& hunks = document_.outcome->hunks;
        if (hunks.empty()) return;
        Json edits = Json::array();
        for (const Hunk& hunk : hunks) edits.push_back(edit(hunk.at, hunk.after));
        const std::string count = std::to_string(hunks.size());
        add({{"title", say("修正全部确定的问题（" + count + " 处）", "mend all that is certain (" + count + ")")},
             {"kind", "source.fixAll.jiaodui"},
             {"edit", workspace_edit(std::move(edits))}});
    }

    Json out = Json::array();

  private:
    std::string say(std::string zh, std::string en) const { return lang_ == Lang::zh ? std::move(zh) : std::move(en); }
    void add(Json action) { out.push_back(std::move(action)); }
    Json edit(Span at, const std::string& text) const {
        return {{"range", range_of(positions_, at)}, {"newText", text}};
    }

    Json workspace_edit(Json edits) const {
        return {{"documentChanges",
                 Json::array({{{"textDocument", {{"uri", document_.uri}, {"version", document_.version}}},
                               {"edits", std::move(edits)}}})}};
    }

    void replacement(const ShownFinding& found, std::size_t candidate) {
        const Entry& entry = found.entry;
        Json edits = Json::array();
        if (candidate == 0 && !entry.edits.empty()) {
            for (const SourceEdit& one : entry.edits) edits.push_back(edit(one.at, one.text));
        } else {
            edits.push_back(edit(entry.at, entry.new_texts[candidate]));
        }
        Entry shown = entry;
        shown.new_texts = {entry.new_texts[candidate]};
        add({{"title", pair_text(shown, lang_)},
             {"kind", "quickfix"},
             {"isPreferred", candidate == 0},
             {"edit", workspace_edit(std::move(edits))}});
    }

    void command(const std::string& title, const char* name, Json arguments) {
        add({{"title", title},
             {"kind", "quickfix"},
             {"command", {{"title", title}, {"command", name}, {"arguments", std::move(arguments)}}}});
    }

    void glossary(const ShownFinding& found) {
        const std::string& wrong = found.entry.old_text;
        const std::string& right = found.entry.new_texts.front();
        const bool words = utf8::count(wrong) >= 2 && wrong.find('\n') == std::string::npos && utf8::count(right) >= 2;
        if (!words) return;
        command(say("加入术语表：", "add to the glossary: ") + printable(wrong) + "→" + printable(right),
                "jiaodui.addTerm", {wrong, right});
        command(say("不许改动“", "keep “") + printable(wrong) + "”", "jiaodui.keep", Json::array({wrong}));
    }

    void silence(const ShownFinding& found) {
        const std::string rule(found.record->finding.rule);
        const std::uint32_t end = positions_.line_end(found.entry.at.begin);
        Json edits = Json::array({edit({end, end}, " <!-- jiaodui-disable-line " + rule + " -->")});
        add({{"title", say("本行停用 ", "silence this line: ") + rule},
             {"kind", "quickfix"},
             {"edit", workspace_edit(std::move(edits))}});
    }

    const LspDocument& document_;
    TextPositions positions_;
    Lang lang_;
};

}  // namespace

std::string path_of_uri(const std::string& uri, const std::string& language) {
    constexpr std::string_view kFile = "file://";
    if (!uri.starts_with(kFile)) return language == "plaintext" ? "untitled.txt" : "untitled.md";
    std::string out;
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    for (std::size_t at = kFile.size(); at < uri.size(); ++at) {
        if (uri[at] == '%' && at + 2 < uri.size() && digit(uri[at + 1]) >= 0 && digit(uri[at + 2]) >= 0) {
            out += static_cast<char>(digit(uri[at + 1]) * 16 + digit(uri[at + 2]));
            at += 2;
        } else {
            out += uri[at];
        }
    }
    return out;
}

void change_text(std::string& text, const Json& changes, PositionUnit unit) {
    for (const Json& change : changes) {
        const std::string fresh = change.at("text").get<std::string>();
        if (!change.contains("range")) {
            text = fresh;
            continue;
        }
        const TextPositions positions(text, unit);
        const std::uint32_t begin = positions.byte_of(position_of(change["range"].at("start")));
        const std::uint32_t end = positions.byte_of(position_of(change["range"].at("end")));
        text.replace(begin, std::max(begin, end) - begin, fresh);
    }
}

Json range_of(const TextPositions& positions, Span at) {
    return {{"start", position_json(positions.at(at.begin))}, {"end", position_json(positions.at(at.end))}};
}

Json diagnostics_of(const LspDocument& document, PositionUnit unit, Lang lang) {
    Json out = Json::array();
    const TextPositions positions(document.text, unit);
    if (!document.outcome) {
        if (document.trouble.empty()) return out;
        out.push_back({{"range", range_of(positions, {0, 0})},
                       {"severity", 1},
                       {"source", "jiaodui"},
                       {"message", document.trouble}});
        return out;
    }
    for (const ShownFinding& found : shown_findings(*document.outcome, {})) {
        out.push_back({{"range", range_of(positions, found.entry.at)},
                       {"severity", severity_of(found)},
                       {"source", "jiaodui"},
                       {"code", std::string(found.record->finding.rule)},
                       {"message", one_line(found, lang)},
                       {"data", {{"id", found.entry.id}}}});
    }
    return out;
}

Json actions_of(const LspDocument& document, const Json& range, const Json& only, PositionUnit unit, Lang lang) {
    if (!document.outcome) return Json::array();
    Actions actions(document, unit, lang);
    if (wants(only, "quickfix")) actions.at(range);
    if (wants(only, "source.fixAll.jiaodui")) actions.fix_all();
    return std::move(actions.out);
}

const Entry* entry_at(const LspDocument& document, const Json& position, PositionUnit unit) {
    if (!document.outcome) return nullptr;
    const std::uint32_t at = TextPositions(document.text, unit).byte_of(position_of(position));
    for (const Entry& entry : document.outcome->entries) {
        if (visible(entry.fate) && entry.at.begin <= at && at <= entry.at.end) return &entry;
    }
    return nullptr;
}

}  // namespace jiaodui
