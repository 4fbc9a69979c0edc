// ArchiveLexicon: what the proofread pages of a project say about a string of characters: how often it occurs and on
// how many pages, how likely a character is after others, and which strings are words there.
//
// Made by `jiaodui learn`, mapped from `.jiaodui/lexicon`, immutable, shared between threads. A query allocates nothing
// and takes some tens of nanoseconds. The file is untrusted: its seal is checked when it is opened, every place in it
// before it is read; a file made to deceive gives wrong numbers, never a read outside it.
//
// Symbols are those of archive_symbols.hpp; texts are turned into them once (encode) and then queried by symbol.
// Strings are in reading order.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/lexicon/archive_file.hpp"
#include "pipeline/lexicon/archive_grams.hpp"
#include "pipeline/lexicon/archive_pairs.hpp"
#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/lexicon/archive_words.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

class ArchiveLexicon {
  public:
    static constexpr std::size_t max_order = archive_grams::kOrder;

    // ErrorCode::unavailable when there is no such file, invalid_value when it cannot be used.
    static Result<ArchiveLexicon> open(const std::string& path, Paging paging = Paging::small);
    // As ArchiveFile::open_unsealed: intact() has still to be asked.
    static Result<ArchiveLexicon> open_unsealed(const std::string& path, Paging paging = Paging::small);
    [[nodiscard]] Result<void> intact() const { return file_.intact(); }
    // Of the sections of a file; `name` is for messages.
    static Result<ArchiveLexicon> of(ArchiveFile file, const std::string& name);

    // The symbol of a character: kUnknown for a Han character that the archive does not have.
    [[nodiscard]] ArchiveSymbol symbol(char32_t ch) const {
        if (ch >= kTableBegin && ch < kTableEnd) return (*table_)[ch - kTableBegin];
        return is_han(ch) ? rare(ch) : archive_class_of(ch);
    }
    [[nodiscard]] std::vector<ArchiveSymbol> symbols_of(std::span<const char32_t> characters) const {
        std::vector<ArchiveSymbol> out;
        for (const char32_t ch : characters) out.push_back(symbol(ch));
        return out;
    }
    // The Han character; 0 for a class.
    [[nodiscard]] char32_t character(ArchiveSymbol symbol) const {
        return symbol < symbols_ ? static_cast<char32_t>(characters_[symbol]) : U'\0';
    }
    // Symbols are smaller than this.
    [[nodiscard]] std::size_t symbols() const { return symbols_; }

    // The symbols of text[region] and the byte where each begins, then where the last one ends. Replaces what the
    // vectors held.
    void encode(std::string_view text, Span region, std::vector<ArchiveSymbol>& symbols,
                std::vector<std::uint32_t>& begins) const;

    // How often these 1 to 5 symbols stand together. Exact for up to three; strings of four and five that occurred only
    // once were not kept. 0 for longer ones.
    [[nodiscard]] std::uint32_t count(std::span<const ArchiveSymbol> gram) const;
    // What has ever stood immediately before the symbol, and what immediately after it: the same pairs by either end.
    // count() of two is more than 0 for these alone.
    [[nodiscard]] ArchivePairs::Row predecessors(ArchiveSymbol after) const { return before_.row(after); }
    [[nodiscard]] ArchivePairs::Row successors(ArchiveSymbol before) const { return after_.row(before); }
    // The most that log_probability of the pair's second symbol can be, whatever stands before its first. `row` is one
    // of those above and decides which of the two is the one given: many pairs with one symbol in common are asked of
    // its row.
    [[nodiscard]] float most_before(const ArchivePairs::Row& predecessors, ArchiveSymbol before,
                                    ArchiveSymbol after) const {
        const std::uint32_t pair = predecessors.number(before);
        return pair != ArchivePairs::kNone ? log_of(before_.code(pair)) : unattested(before, after);
    }
    [[nodiscard]] float most_after(const ArchivePairs::Row& successors, ArchiveSymbol before,
                                   ArchiveSymbol after) const {
        const std::uint32_t pair = successors.number(after);
        return pair != ArchivePairs::kNone ? log_of(after_.code(pair)) : unattested(before, after);
    }
    // A string of one to max_order symbols that is there, as a place of the file: it is made from its last symbol and
    // grows to the left, so that many strings with one end are looked up in steps.
    class Gram {
      public:
        [[nodiscard]] explicit operator bool() const { return size_ != 0; }

        Gram() = default;

      private:
        friend class ArchiveLexicon;
        Gram(std::uint32_t node, std::uint32_t size) : node_(node), size_(size) {}
        std::uint32_t node_ = 0, size_ = 0;
    };
    [[nodiscard]] Gram gram(ArchiveSymbol last) const;
    // With one more symbol before it; none when that is not there. Of strings of max_order there is never one.
    [[nodiscard]] Gram preceded(Gram gram, ArchiveSymbol before) const;
    // How many symbols ever stood before it, for strings of two and three; and visit(symbol, string) for all of these,
    // by symbol.
    [[nodiscard]] std::size_t preceding(Gram gram) const {
        const Range range = before(gram);
        return range.end - range.begin;
    }
    template <class Visit>
    void for_each_preceding(Gram gram, Visit&& visit) const {
        const Range range = before(gram);
        for (std::uint32_t node = range.begin; node < range.end; ++node)
            visit(level(gram.size_ + 1).symbols[node], Gram(node, gram.size_ + 1));
    }
    [[nodiscard]] std::uint32_t count(Gram gram) const { return gram ? count_at(gram.size_, gram.node_) : 0; }

    // On how many pages, as far as 255; for up to four symbols.
    [[nodiscard]] std::uint32_t pages(std::span<const ArchiveSymbol> gram) const;

    // The natural logarithm of the probability of `next` after `history`, of which the last four symbols count.
    [[nodiscard]] float log_probability(std::span<const ArchiveSymbol> history, ArchiveSymbol next) const;
    // What is known of the last symbols of a text, for the symbol that comes next. A value.
    class Context {
        friend class ArchiveLexicon;
        // Nodes from the last symbol backwards: at[k] is the node of the last k + 1 symbols.
        std::array<std::uint32_t, max_order> at{};
        std::size_t depth = 0;
    };
    [[nodiscard]] Context context(std::span<const ArchiveSymbol> text) const { return walk(text); }
    // The log_probability of the last symbol of a text after those before it, of which `context` is told; then of it,
    // too.
    float extend(Context& context, std::span<const ArchiveSymbol> text) const;
    // The same where another text, of which `other` is told, ends with the same `same` symbols, one and more: what
    // these make need not be looked for again.
    float extend(Context& context, std::span<const ArchiveSymbol> text, const Context& other, std::size_t same) const;
    // How often the last `size` symbols stand together; 0 when the context does not go so far back.
    [[nodiscard]] std::uint32_t count(const Context& context, std::size_t size) const {
        return size > 0 && size <= context.depth ? count_at(size, context.at[size - 1]) : 0;
    }
    // Begins to read what a look at the pair will ask for: worth while where several pairs are looked at next.
    void fetch(ArchiveSymbol before, ArchiveSymbol after) const {
        if (const std::uint32_t pair = before_.row(after).number(before); pair < bigrams_.size())
            __builtin_prefetch(&bigrams_[pair]);
    }
    // The most that the last symbol of a text can have been given by extend() if only the `known` symbols before it (1
    // to 3) are as they are: `before` is the context that it extended, `with` what came of it.
    [[nodiscard]] float most(const Context& before, const Context& with, std::size_t known) const;
    // The sum of log_probability over text[begin, end), each symbol after those before it in `text`. Faster than one by
    // one. What changing text[b, e) does is seen in [b, min(e + 4, size)).
    [[nodiscard]] float score(std::span<const ArchiveSymbol> text, std::size_t begin, std::size_t end) const;

    // What is known of a string of 2 to 8 Han that behaves like a word (learn/word_discovery.hpp); nothing when it does
    // not.
    struct Word {
        std::uint32_t count = 0;
        std::uint32_t pages = 0;  // as far as 65535
        float cohesion = 0;       // nats
        float freedom = 0;        // nats
    };
    [[nodiscard]] std::optional<Word> word(std::span<const ArchiveSymbol> text) const;
    // The longest word that begins there; 0 when there is none.
    [[nodiscard]] std::size_t longest_word(std::span<const ArchiveSymbol> text) const;
    [[nodiscard]] std::size_t words() const { return words_.size(); }

    // Symbols counted (edges not), Han characters and pages learned from.
    [[nodiscard]] std::uint64_t tokens() const { return tokens_; }
    [[nodiscard]] std::uint64_t han() const { return han_; }
    [[nodiscard]] std::uint32_t learned_pages() const { return pages_; }

    // Equal for equal contents; for the headers of reports.
    [[nodiscard]] std::uint64_t checksum() const { return file_.checksum(); }
    // A section of someone else's (pipeline/learn/section.hpp); empty when absent.
    [[nodiscard]] std::string_view section(std::string_view name) const { return file_.section(name); }

  private:
    static constexpr char32_t kTableBegin = 0x3400, kTableEnd = 0xA000;
    using Table = std::array<ArchiveSymbol, kTableEnd - kTableBegin>;
    using Node = archive_grams::Node;

    // One of the orders 3 and 4.
    struct Level {
        std::span<const ArchiveSymbol> symbols;
        std::span<const Node> nodes;  // without the sentinel
        std::span<const std::uint32_t> bases;
    };
    struct Range {
        std::uint32_t begin = 0, end = 0;
    };
    [[nodiscard]] bool attach_grams();
    [[nodiscard]] bool attach_words();
    [[nodiscard]] bool attach_table();
    [[nodiscard]] ArchiveSymbol rare(char32_t ch) const;
    [[nodiscard]] std::span<const archive_words::Word> words_from(ArchiveSymbol first) const;
    [[nodiscard]] static float log_of(std::uint8_t code) { return -archive_grams::kLogStep * static_cast<float>(code); }
    // The probability of `after` where only itself is known, passed on by `before`.
    [[nodiscard]] float unattested(ArchiveSymbol before, ArchiveSymbol after) const {
        if (before >= symbols_ || after >= symbols_) return 0;
        return log_of(unigrams_[after].probability) + log_of(unigrams_[before].backoff);
    }
    // Of these nodes of an order; the children of neighbours are neighbours. Empty in a malformed file.
    [[nodiscard]] Range children(std::size_t order, Range nodes) const;
    [[nodiscard]] std::size_t nodes_of(std::size_t order) const {
        return order == max_order ? leaves_.size() : order == 2 ? bigrams_.size() : level(order).nodes.size();
    }
    [[nodiscard]] const Level& level(std::size_t order) const { return levels_[order - 3]; }
    // Of the orders 2 to 4.
    [[nodiscard]] const archive_grams::Weights& weights(std::size_t order, std::uint32_t node) const {
        return order == 2 ? bigrams_[node].weights : level(order).nodes[node].weights;
    }
    [[nodiscard]] Range before(Gram gram) const {
        if (gram.size_ < 2 || gram.size_ + 1 >= max_order) return {};
        return children(gram.size_, {gram.node_, gram.node_ + 1});
    }
    [[nodiscard]] Context walk(std::span<const ArchiveSymbol> text, std::size_t longest = max_order) const;
    // Takes a path of one symbol and more further back.
    void walk_on(Context& path, std::span<const ArchiveSymbol> text, std::size_t longest) const;
    float advance(Context& context, const Context& path) const;
    [[nodiscard]] std::uint32_t count_at(std::size_t order, std::uint32_t node) const;
    [[nodiscard]] float probability_at(const Context& context) const;
    [[nodiscard]] float backoff_at(const Context& context, std::size_t order, std::size_t longest) const;

    ArchiveFile file_;
    std::shared_ptr<const Table> table_;
    std::vector<std::pair<char32_t, ArchiveSymbol>> rare_;  // characters beyond the table, sorted
    std::size_t symbols_ = 0;
    std::span<const std::uint32_t> characters_;
    std::span<const archive_grams::Unigram> unigrams_;
    ArchivePairs before_, after_;
    std::span<const archive_grams::Bigram> bigrams_;  // without the sentinel
    std::array<Level, 2> levels_;
    std::span<const ArchiveSymbol> leaf_symbols_;
    std::span<const archive_grams::Leaf> leaves_;
    std::array<std::span<const archive_grams::Overflow>, 4> overflow_;
    std::span<const std::uint32_t> word_firsts_;
    std::span<const archive_words::Word> words_;
    std::uint64_t tokens_ = 0, han_ = 0;
    std::uint32_t pages_ = 0;
};

}  // namespace jiaodui
