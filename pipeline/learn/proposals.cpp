// Tested by tests/unit/learn/proposals_test.cpp.
#include "pipeline/learn/proposals.hpp"

#include <algorithm>

#include "pipeline/lexicon/name_characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kSites = 3;

std::vector<char32_t> characters_of(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto got = utf8::decode(text, at);
        out.push_back(got.ch);
        at += got.length;
    }
    return out;
}

// 新舰, 劫后: what says new or after goes with anything, though nobody widens a word by it.
bool has_attribute(std::span<const char32_t> pair) {
    return std::u32string_view(U"新老大小").find(pair.front()) != std::u32string_view::npos ||
           std::u32string_view(U"前后").find(pair.back()) != std::u32string_view::npos;
}

// 京都|律, 官|材料: a word and what goes with it elsewhere.
bool is_word_and_one(std::span<const char32_t> three, const WordBounds& bounds) {
    return bounds.in_dictionary(three.first(2)) || bounds.in_dictionary(three.last(2));
}

GlossaryEntry entry_of(const Proposal& proposal) {
    GlossaryEntry entry;
    entry.term = proposal.right;
    WrongForm wrong;
    wrong.text = proposal.wrong;
    entry.wrong.push_back(std::move(wrong));
    return entry;
}

}  // namespace

void ProposalBook::add(const std::string& file, const Correction& correction) {
    Proposal& proposal = by_pair_[{correction.wrong, correction.right}];
    proposal.wrong = correction.wrong;
    proposal.right = correction.right;
    ++proposal.times;
    const bool fresh = proposal.files.insert(file).second;
    if (proposal.sites.size() < kSites && (fresh || proposal.sites.empty()))
        proposal.sites.push_back({file, correction.before, correction.after});
}

std::vector<Proposal> ProposalBook::proposals(std::size_t least_times,
                                              const std::set<std::pair<std::string, std::string>>& rejected,
                                              std::size_t& left_out) const {
    std::vector<Proposal> out;
    left_out = 0;
    for (const auto& [pair, proposal] : by_pair_) {
        if (proposal.times < least_times) continue;
        if (rejected.contains(pair)) {
            ++left_out;
            continue;
        }
        out.push_back(proposal);
    }
    // Equal ones stay in the order of their texts.
    std::stable_sort(out.begin(), out.end(), [](const Proposal& a, const Proposal& b) {
        if (a.files.size() != b.files.size()) return a.files.size() > b.files.size();
        return a.times > b.times;
    });
    return out;
}

void judge(std::vector<Proposal>& proposals, std::span<const ReplayPage> pages, const WordBounds& bounds,
           const Words* words) {
    std::vector<GlossaryEntry> entries;
    std::map<std::string, std::size_t> rights;  // wrong form → how many right ones
    for (const Proposal& proposal : proposals) {
        entries.push_back(entry_of(proposal));
        ++rights[proposal.wrong];
    }
    const std::vector<ReplayEntry> played = replay(entries, pages, words);
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        Proposal& proposal = proposals[i];
        const auto right = characters_of(proposal.right), wrong = characters_of(proposal.wrong);
        proposal.replay = played[i];
        // The mended places themselves prove nothing.
        const std::size_t elsewhere = played[i].right - std::min(played[i].right, proposal.times);
        proposal.right_count = std::max(bounds.count(right), static_cast<std::uint32_t>(elsewhere));
        proposal.wrong_count = std::max(bounds.count(wrong), static_cast<std::uint32_t>(played[i].hits));
        const bool loose =
            right.size() <= 3 && (goes_with_anything(wrong.front()) || goes_with_anything(wrong.back()) ||
                                  goes_with_anything(right.front()) || goes_with_anything(right.back()));
        const bool pair = wrong.size() == 2;
        const bool name =
            pair && (is_surname(wrong.front()) || std::all_of(wrong.begin(), wrong.end(), spells_foreign_names));
        const bool once_beside_word = wrong.size() == 3 && proposal.times == 1 && is_word_and_one(wrong, bounds);
        proposal.doubt =
            right.size() < 2                                     ? Doubt::single
            : loose || (pair && has_attribute(wrong))            ? Doubt::loose
            : rights[proposal.wrong] > 1                         ? Doubt::several
            : name                                               ? Doubt::name
            : bounds.is_made_of_words(wrong) || once_beside_word ? Doubt::wrong_is_word
            : proposal.wrong_count > 0                           ? Doubt::wrong_is_used
            : proposal.right_count < (right.size() == 2 ? 2u : 1u) || (right.size() == 2 && !bounds.is_word(right))
                ? Doubt::right_unseen
                : Doubt::none;
    }
}

Message reason_of(const Proposal& proposal) {
    const std::string n = std::to_string(proposal.wrong_count);
    switch (proposal.doubt) {
        case Doubt::none: return {"已校页面里没有这个错形", "no proofread page has the wrong form"};
        case Doubt::single: return {"只有一个字，要看上下文", "a single character depends on its context"};
        case Doubt::loose:
            return {"首尾是虚字，别处也会这样写", "it begins or ends with a particle, and may stand elsewhere"};
        case Doubt::name: return {"也可能是另一个人的名字", "someone else may be called so"};
        case Doubt::wrong_is_word:
            return {"错形是词典里的词，要看上下文", "the wrong form is made of words of the dictionary"};
        case Doubt::wrong_is_used:
            return {"已校页面里也有错形 " + n + " 处", "proofread pages have the wrong form too: " + n};
        case Doubt::right_unseen:
            return {"别的已校页面里少见这个正形", "other proofread pages hardly have the right form as a word"};
        case Doubt::several: return {"同一个错形改成过不同的词", "the same wrong form was mended in several ways"};
    }
    return {};
}

}  // namespace jiaodui
