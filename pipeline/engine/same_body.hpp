// SameBody: pages of one run whose text is another page's, saved under the wrong name.
//
// The law: a page is compared with the pages before it, in the order in which they are given. Two bodies are the same
// when at least nine in ten of the lines of the longer one stand in the other ("sentences" below). A line of prose is
// known by how it begins and ends; short ones, which pages share anyway, do not count, nor does the title. Pages with
// fewer than some 200 Han characters (600 bytes) are left out, and `413.md` beside `413-1.md`: two versions of one
// episode.
//
//   BodyDigest digest = digest_of(*outcome.document);           // in any thread
//   if (const auto match = same_body.add(std::move(digest)))    // in order, one thread at a time
//       report_same_body(rule, *match, outcome);
//
// Memory is about eight bytes a sentence of the run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/rule/rule.hpp"

namespace jiaodui {

struct BodyDigest {
    std::string name;
    std::vector<std::uint64_t> sentences;  // hashes, sorted, each once
    Span first;                            // of the view: the first sentence that counts
    std::size_t han = 0;                   // characters in sentences that count
};

// Pure; linear in the text.
[[nodiscard]] BodyDigest digest_of(const Document& document);

class SameBody {
  public:
    struct Match {
        std::string name;  // of the earlier page
        int percent = 0;   // of the longer page's sentences
        Span first;        // of this page's view
    };

    // Compares with all pages added before, and remembers this one.
    [[nodiscard]] std::optional<Match> add(BodyDigest digest);

  private:
    std::vector<BodyDigest> pages_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> pages_with_;  // a sampled sentence → pages
};

// Adds the finding to what is told of the page: an entry at its first sentence, silenced where the page says so.
void report_same_body(const Rule& rule, const SameBody::Match& match, Outcome& outcome);

}  // namespace jiaodui
