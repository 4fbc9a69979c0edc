// Proposals: glossary entries that corrections suggest, with what speaks for and against each.
//
// A proposal is acceptable when its right form is used on proofread pages besides the mended ones, its wrong form is no
// word of the dictionary, no other right form is known for it, and the entry finds nothing on proofread pages: played
// back over them, every hit would be a change to text that is right. All others are for a person to judge: most are
// real corrections of words that are right elsewhere. Nothing here puts an entry into force.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "pipeline/learn/corrections.hpp"
#include "pipeline/learn/replay.hpp"

namespace jiaodui {

struct ProposalSite {
    std::string file;
    std::string before, after;  // of the right text
};

enum class Doubt : std::uint8_t {
    none,
    single,         // one character
    loose,          // two or three characters, one at an edge going with anything
    name,           // two characters, the first a surname or both such as spell foreign names: someone may be called so
    wrong_is_word,  // the wrong form is a word of the dictionary, or made of some, or, mended once only, one and a
                    // character
    wrong_is_used,  // the entry finds it on proofread pages
    right_unseen,   // the right form stands on no proofread page
    several,        // other corrections of the same wrong form
};

struct Proposal {
    std::string wrong, right;
    std::size_t times = 0;
    std::set<std::string> files;
    std::vector<ProposalSite> sites;  // the first few
    // Of the judgement.
    Doubt doubt = Doubt::none;
    std::uint32_t right_count = 0;  // on proofread pages
    std::uint32_t wrong_count = 0;
    ReplayEntry replay;
    [[nodiscard]] bool acceptable() const { return doubt == Doubt::none; }
};

// Gathers corrections of many pages; the order of adding is that of the sites.
class ProposalBook {
  public:
    void add(const std::string& file, const Correction& correction);
    // Those that occurred at least `least_times` times and are not among `rejected` (wrong, right); sorted by files,
    // times, then text.
    [[nodiscard]] std::vector<Proposal> proposals(std::size_t least_times,
                                                  const std::set<std::pair<std::string, std::string>>& rejected,
                                                  std::size_t& left_out) const;

  private:
    std::map<std::pair<std::string, std::string>, Proposal> by_pair_;
};

// Plays the proposals back over proofread pages and judges them.
void judge(std::vector<Proposal>& proposals, std::span<const ReplayPage> pages, const WordBounds& bounds,
           const Words* words);

[[nodiscard]] Message reason_of(const Proposal& proposal);

}  // namespace jiaodui
