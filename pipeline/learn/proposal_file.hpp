// The file in which proposals wait for a person: YAML, one entry a proposal with its evidence, and `accept:` to be
// answered.
//
//   - wrong: 马杜公
//     term: 马督公
//     accept: yes            # yes: into the glossary; no: never again; later: ask again next time
//     why: 已校页面里没有这个错形
//     seen: 16 次，3 页
//     …
//
// Nothing reads it but `jiaodui learn --apply FILE`, which takes over what was answered.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/learn/proposals.hpp"

namespace jiaodui {

enum class ProposalAnswer : std::uint8_t { yes, no, later };

struct AnsweredProposal {
    std::string wrong, term;
    ProposalAnswer answer = ProposalAnswer::later;
    Where where;
};

// `lang` is the language of comments and reasons; `origin` says where they come from (`jiaodui learn --from-git`).
[[nodiscard]] std::string write_proposals(std::span<const Proposal> proposals, std::string_view origin, Lang lang);
// Problems are appended.
[[nodiscard]] std::vector<AnsweredProposal> read_proposals(std::string_view text, const std::string& file,
                                                           Problems& problems);

// Pairs of wrong and right forms that a person has turned down: `.jiaodui/rejected.tsv`, one a line, sorted.
using RejectedPairs = std::set<std::pair<std::string, std::string>>;
[[nodiscard]] RejectedPairs read_rejected(std::string_view text, const std::string& file, Problems& problems);
[[nodiscard]] std::string write_rejected(const RejectedPairs& pairs);

}  // namespace jiaodui
