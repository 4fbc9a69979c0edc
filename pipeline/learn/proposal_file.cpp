// Tested by tests/unit/learn/proposals_test.cpp.
#include "pipeline/learn/proposal_file.hpp"

#include <array>

#include "pipeline/conf/yaml_node.hpp"
#include "pipeline/lexicon/tsv.hpp"

namespace jiaodui {
namespace {

// In double quotes: texts come from pages.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') out += '\\';
        out += static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
    }
    return out + '"';
}

// Han alone need no quotes.
std::string word(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += utf8::length_of(text[at])) {
        if (!is_han(utf8::decode(text, at).ch)) return quoted(text);
    }
    return text.empty() ? "\"\"" : std::string(text);
}

std::string line_of(const ReplayHit& hit) { return hit.file + ": " + hit.before + "〔" + hit.found + "〕" + hit.after; }

void write_one(const Proposal& proposal, Lang lang, std::string& out) {
    const bool zh = lang == Lang::zh;
    const auto list = [&](const char* key, const std::vector<std::string>& lines) {
        if (lines.empty()) return;
        out += std::string("  ") + key + ":\n";
        for (const std::string& line : lines) out += "    - " + quoted(line) + '\n';
    };
    out += "- wrong: " + word(proposal.wrong) + "\n  term: " + word(proposal.right) + '\n';
    out += std::string("  accept: ") + (proposal.acceptable() ? "yes" : "later") + '\n';
    out += "  why: " + quoted(reason_of(proposal).in(lang)) + '\n';
    const std::string times = std::to_string(proposal.times), files = std::to_string(proposal.files.size());
    out += "  seen: " + quoted(zh ? times + " 次，" + files + " 页" : "times: " + times + ", pages: " + files) + '\n';
    out += "  right_on_proofread_pages: " + std::to_string(proposal.right_count) + '\n';
    out += "  wrong_on_proofread_pages: " + std::to_string(proposal.wrong_count) + '\n';
    std::vector<std::string> lines;
    for (const ProposalSite& site : proposal.sites) {
        lines.push_back(site.file + ": " + site.before + "〔" + proposal.wrong + "→" + proposal.right + "〕" +
                        site.after);
    }
    list("places", lines);
    lines.clear();
    for (const ReplayHit& hit : proposal.replay.first) lines.push_back(line_of(hit));
    list("would_change", lines);
}

}  // namespace

std::string write_proposals(std::span<const Proposal> proposals, std::string_view origin, Lang lang) {
    const bool zh = lang == Lang::zh;
    std::string out = "# " + std::string(origin) + '\n';
    out += zh ? "# accept: yes 采用，no 永不再提，later 下次再问。看过之后：jiaodui learn --apply 本文件\n"
              : "# accept: yes takes it over, no never proposes it again, later asks next time. Then: jiaodui learn "
                "--apply THIS-FILE\n";
    out += zh ? "# 写着 yes 的，已校页面里没有抵触；其余的多半要看上下文。\n"
              : "# Those with yes meet no objection on proofread pages; most of the others depend on their context.\n";
    for (const Proposal& proposal : proposals) write_one(proposal, lang, out);
    if (proposals.empty()) out += "[]\n";
    return out;
}

std::vector<AnsweredProposal> read_proposals(std::string_view text, const std::string& file, Problems& problems) {
    static constexpr std::array<std::string_view, 9> kKeys{
        "wrong",  "term",        "accept", "why", "seen", "right_on_proofread_pages", "wrong_on_proofread_pages",
        "places", "would_change"};
    static constexpr std::array<std::string_view, 3> kAnswers{"yes", "no", "later"};
    std::vector<AnsweredProposal> out;
    const auto root = parse_yaml(text, file, problems);
    if (!root || root->is_null()) return out;
    if (!root->is_list()) {
        problems.push_back(problem_at(*root, ErrorCode::syntax, {"这里应当是列表", "expected a list"}));
        return out;
    }
    for (const YamlNode& item : root->items) {
        if (!expect_map(item, problems)) continue;
        check_keys(item, kKeys, problems);
        AnsweredProposal one;
        one.where = item.where();
        const auto text_at = [&](std::string_view key, std::string& into) {
            const YamlNode* node = item.find(key);
            const auto value = node == nullptr ? std::nullopt : as_text(*node, problems);
            if (value && !value->empty()) into = *value;
            else if (node == nullptr || value)
                problems.push_back(problem_at(item, ErrorCode::invalid_value,
                                              {"缺少 " + std::string(key), std::string(key) + " is missing"}));
        };
        text_at("wrong", one.wrong);
        text_at("term", one.term);
        const YamlNode* accept = item.find("accept");
        const auto answer =
            accept == nullptr ? std::optional<std::string>("later") : as_one_of(*accept, kAnswers, problems);
        if (!answer || one.wrong.empty() || one.term.empty()) continue;
        one.answer = *answer == "yes"  ? ProposalAnswer::yes
                     : *answer == "no" ? ProposalAnswer::no
                                       : ProposalAnswer::later;
        out.push_back(std::move(one));
    }
    return out;
}

RejectedPairs read_rejected(std::string_view text, const std::string& file, Problems& problems) {
    RejectedPairs out;
    const TsvTable table(text, file, 2, 2, problems);
    for (std::size_t i = 0; i < table.size(); ++i) out.emplace(table.row(i).cell(0), table.row(i).cell(1));
    return out;
}

std::string write_rejected(const RejectedPairs& pairs) {
    std::string out =
        "# 人回绝过的词条提议：错形、正形。jiaodui learn 不再提它们。 / Proposals that were turned down.\n";
    for (const auto& [wrong, right] : pairs) out += wrong + '\t' + right + '\n';
    return out;
}

}  // namespace jiaodui
