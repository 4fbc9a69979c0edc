// SameBody: pages of one run whose text is another page's, saved under the wrong name.
//
// The law: a page is compared with the pages before it, in the order in which they are given. Two bodies are the same when
// at least nine in ten of the sentences of the longer one stand in the other. A sentence is what stands between stops and
// line ends, its letters and digits alone; short ones, which pages share anyway, do not count, nor does the title. Pages
// with fewer than 200 Han characters are left out.
//
//   BodyDigest digest = digest_of(*outcome.document);           // in any thread
//   if (const auto match = same_body.add(std::move(digest)))    // in order, one thread at a time
//       report_same_body(rule, *match, outcome);
//
// Memory is about sixteen bytes a sentence of the run.
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
    struct Page {
        std::string name;
        std::size_t sentences = 0;
    };
    std::vector<Page> pages_;
    std::unordered_multimap<std::uint64_t, std::uint32_t> pages_with_;  // sentence → pages
};

// Adds the finding to what is told of the page: an entry at its first sentence, silenced where the page says so.
void report_same_body(const Rule& rule, const SameBody::Match& match, Outcome& outcome);

}  // namespace jiaodui
