// Tested by rules/repeat/word.md and rules/filler/words.md.
#include "pipeline/stage/phrase.hpp"

#include <algorithm>
#include <map>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/stage/pauses.hpp"
#include "pipeline/text/characters.hpp"

namespace jiaodui {

std::vector<RuleTable> read_rule_tables(const Rule& rule, const Resources& resources, Problems& problems) {
    std::vector<RuleTable> out;
    const auto* names = rule.param("table");
    if (names == nullptr || names->empty()) {
        problems.push_back({ErrorCode::invalid_value,
                            {"规则 " + rule.id + " 没有 table", "the rule " + rule.id + " has no table"},
                            {"在 params 中写 table: 目录/文件.tsv", "write table: folder/file.tsv under params"},
                            {rule.file, 0, 0}});
        return out;
    }
    for (const std::string& name : *names) {
        auto text = resources.read_text("dictionaries/" + name);
        if (text) out.push_back({std::move(*text), "dictionaries/" + name});
        else problems.push_back(text.error());
    }
    return out;
}

TableColumns columns_of(const TsvTable& table) {
    TableColumns out;
    if (table.size() == 0) return out;
    const TsvRow row = table.row(0);
    if (row.cell(0) != "wrong" && row.cell(0) != "text") return out;
    constexpr std::size_t npos = TableColumns::npos;
    out = {0, npos, npos, npos, npos, npos, true};
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
        if (row.cell(i) == "right") out.right = i;
        if (row.cell(i) == "note") out.note = i;
        if (row.cell(i) == "unless" || row.cell(i) == "keep") out.unless = i;
        if (row.cell(i) == "place") out.place = i;
        if (row.cell(i) == "spelling") out.spelling = i;
    }
    return out;
}

Error unknown_kind(const Rule& rule) {
    return {ErrorCode::unknown_name,
            {"规则 " + rule.id + "：阶段 " + rule.stage + " 没有“" + rule.kind + "”这一类规则",
             "rule " + rule.id + ": the stage " + rule.stage + " has no kind “" + rule.kind + "”"},
            {},
            {rule.file, 0, 0}};
}

std::optional<PhraseRule> PhraseRule::make(const Rule& rule, std::string text, std::string file, const Words* words,
                                           Problems& problems) {
    const std::size_t before = problems.size();
    PhraseRule out;
    out.rule_ = &rule;
    out.words_ = words;
    out.text_ = std::make_unique<const std::string>(std::move(text));
    out.file_ = std::move(file);
    const TsvTable table(*out.text_, out.file_, 1, 5, problems);
    const TableColumns columns = columns_of(table);
    for (std::size_t i = columns.named ? 1 : 0; i < table.size(); ++i) {
        const TsvRow row = table.row(i);
        if (!PhraseMatcher::usable(row.cell(0)) || row.cell(0) == row.cell(columns.right)) {
            problems.push_back({ErrorCode::invalid_value,
                                {"这一行不能用", "this row cannot be used"},
                                {"错误写法须为1到64个字，且与正确写法不同",
                                 "the wrong text has 1 to 64 characters and differs from the right one"},
                                {out.file_, row.line, 1}});
        }
        const std::optional<Place> place = place_named(row.cell(columns.place));
        if (!place) {
            const std::string name(row.cell(columns.place));
            problems.push_back(
                {ErrorCode::invalid_value,
                 {"没有“" + name + "”这种位置", "there is no place “" + name + "”"},
                 {"place 可写 part、pause、inner、whole 或留空", "place is part, pause, inner, whole or empty"},
                 {out.file_, row.line, 1}});
        }
        out.rows_.push_back({row.cell(columns.wrong), row.cell(columns.right), row.cell(columns.note),
                             split_bars(row.cell(columns.unless)), place.value_or(Place::any),
                             row.cell(columns.spelling) == "also", row.line});
    }
    if (problems.size() != before) return std::nullopt;
    return out;
}

bool PhraseRule::holds(const Draft& draft, const Region& region, const PhraseHit& hit) const {
    const Row& row = rows_[hit.phrase];
    if (draft.is_locked(hit.at) || slice(draft.text, hit.at) == row.right) return false;
    const std::string_view inside = slice(draft.text, region.at);
    for (const std::string_view longer : row.unless) {
        for (std::size_t in = longer.find(row.wrong); in != std::string_view::npos;
             in = longer.find(row.wrong, in + 1)) {
            const std::size_t begin = hit.at.begin - region.at.begin;
            if (begin >= in && inside.substr(begin - in, longer.size()) == longer) return false;
        }
    }
    return words_ == nullptr || !words_->cuts_word(draft.text, hit.at);
}

std::vector<std::string_view> PhraseRule::phrases() const {
    std::vector<std::string_view> out;
    for (const Row& row : rows_) out.push_back(row.wrong);
    return out;
}

bool PhraseRule::consider(const Draft& draft, const Region& region, const PhraseHit& hit, Proposals& out) const {
    if (!holds(draft, region, hit)) return false;
    const Row& row = rows_[hit.phrase];
    std::optional<Finding> made =
        row.right.empty() ? deletion(draft, region, hit)
                          : finding_of(*rule_, DraftSpan(hit.at), slice(draft.text, hit.at), std::string(row.right));
    if (!made) return false;
    Finding& finding = *made;
    finding.evidence = {file_, row.line, std::string(row.wrong), {}};
    if (!row.note.empty()) finding.evidence.facts.emplace_back("note", row.note);
    out.findings.push_back(std::move(finding));
    return true;
}

namespace {

constexpr std::uint32_t kHouse = 10;  // pages

bool is_house_style(std::string_view spelling, const ArchiveLexicon* archive) {
    return archive != nullptr && archive->pages(archive->symbols_of(characters_of(spelling))) >= kHouse;
}

}  // namespace

void PhraseRule::settle(const Draft& draft, std::span<Finding> findings, const ArchiveLexicon* archive) const {
    const auto times = [&](std::string_view text) {
        std::size_t count = 0;
        for (std::size_t at = draft.text.find(text); at != std::string::npos;
             at = draft.text.find(text, at + text.size()))
            ++count;
        return count;
    };
    std::map<std::uint32_t, bool> meant;  // by line of the table: each text is counted once
    for (Finding& finding : findings) {
        if (finding.rule != rule_->id || finding.evidence.file != file_ || !finding.fix) continue;
        const auto row =
            std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.line == finding.evidence.line; });
        if (row == rows_.end() || !row->also) continue;
        const auto [known, fresh] = meant.try_emplace(row->line, false);
        if (fresh) {
            const std::size_t wrong = times(row->wrong);
            known->second = (wrong >= 2 && wrong > times(row->right)) || is_house_style(row->wrong, archive);
        }
        if (known->second) finding.tier = finding.fix->tier = std::min(finding.tier, Tier::hint);
    }
}

std::optional<PhraseRule::Place> PhraseRule::place_named(std::string_view name) {
    if (name.empty()) return Place::any;
    if (name == "part") return Place::part;
    if (name == "pause") return Place::pause;
    if (name == "inner") return Place::inner;
    return name == "whole" ? std::optional(Place::whole) : std::nullopt;
}

namespace {

// 嗯嗯嗯 is sung, 呃呃 a name: a filler is said once.
bool is_repeated(std::string_view text, Span word) {
    const std::string_view said = slice(text, word);
    return text.substr(0, word.begin).ends_with(said) || text.substr(word.end).starts_with(said);
}

// At the head of a line, where the one before asks.
bool answers(std::string_view text, std::uint32_t at) {
    const std::size_t before = text.substr(0, at).find_last_not_of("\n \xEF\xBF\xBC");
    if (before == std::string_view::npos) return false;
    const std::string_view said = text.substr(0, before + 1);
    return said.ends_with('?') || said.ends_with("？");
}

}  // namespace

std::optional<Finding> PhraseRule::deletion(const Draft& draft, const Region& region, const PhraseHit& hit) const {
    const Place place = rows_[hit.phrase].place;
    const Pauses around = pauses_around(draft, region, hit.at);
    if (place == Place::whole && !around.alone()) return std::nullopt;
    if (place == Place::pause && (around.left == Pause::none || around.right != Pause::short_ || around.last))
        return std::nullopt;
    if (place == Place::inner && (around.left != Pause::short_ || around.right != Pause::short_)) return std::nullopt;
    if (place == Place::part && (around.sentence() || around.quoted)) return std::nullopt;
    if (place == Place::part && is_repeated(draft.text, hit.at)) return std::nullopt;
    if (place == Place::part && around.left == Pause::end && answers(draft.text, hit.at.begin)) return std::nullopt;
    const std::string_view text = slice(draft.text, hit.at);
    if (around.alone()) return remark_of(*rule_, DraftSpan(hit.at), text);
    Finding out = finding_of(*rule_, DraftSpan(around.without(hit.at)), text, "");
    return draft.is_locked(out.at) ? std::nullopt : std::optional(std::move(out));
}

}  // namespace jiaodui
