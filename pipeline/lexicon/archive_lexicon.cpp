// A query walks the trie of archive_grams.hpp from the last symbol backwards. Bigrams are found by a bit and a count of
// bits (one read), longer n-grams by binary search among the children of a node, of which there are few.
//
// log p(w | h): the deepest node (w, h1, h2 …) that is there gives a probability; each longer context that is there
// adds its weight for what it has not seen. In score() the walk for one symbol is the context of the next.
//
// Tested by tests/property/archive_property.cpp.
#include "pipeline/lexicon/archive_lexicon.hpp"

#include <algorithm>
#include <bit>

#include "pipeline/lexicon/section_cutter.hpp"

namespace jiaodui {
namespace {

using archive_grams::Bigram;
using archive_grams::Header;
using archive_grams::Leaf;
using archive_grams::Node;
using archive_grams::Overflow;
using archive_grams::Unigram;

constexpr std::uint32_t kNone = 0xFFFFFFFF;

// The place of the symbol in a sorted range; kNone when it is not there.
std::uint32_t find_symbol(std::span<const ArchiveSymbol> sorted, ArchiveSymbol symbol) {
    const ArchiveSymbol* base = sorted.data();
    std::size_t size = sorted.size();
    if (size == 0) return kNone;
    while (size > 1) {
        const std::size_t half = size / 2;
        base += base[half] <= symbol ? half : 0;
        size -= half;
    }
    return *base == symbol ? static_cast<std::uint32_t>(base - sorted.data()) : kNone;
}

}  // namespace

Result<ArchiveLexicon> ArchiveLexicon::open(const std::string& path, Paging paging) {
    auto file = ArchiveFile::open(path, paging);
    if (!file) return file.error();
    return of(std::move(*file), path);
}

Result<ArchiveLexicon> ArchiveLexicon::open_unsealed(const std::string& path, Paging paging) {
    auto file = ArchiveFile::open_unsealed(path, paging);
    if (!file) return file.error();
    return of(std::move(*file), path);
}

Result<ArchiveLexicon> ArchiveLexicon::of(ArchiveFile file, const std::string& name) {
    ArchiveLexicon out;
    out.file_ = std::move(file);
    if (!out.attach_grams() || !out.attach_table()) {
        return ArchiveFile::unusable(name, {"字串表不合格式", "its table of n-grams is malformed"});
    }
    if (!out.attach_words()) return ArchiveFile::unusable(name, {"词表不合格式", "its table of words is malformed"});
    return out;
}

bool ArchiveLexicon::attach_grams() {
    SectionCutter cut(file_.section("grams"));
    const auto head = cut.take<Header>(1);
    if (!cut.good()) return false;
    const Header& header = head.front();
    if (header.symbols < archive_symbol::kFirstHan || header.symbols > archive_grams::kMostSymbols) return false;
    symbols_ = header.symbols;
    characters_ = cut.take<std::uint32_t>(symbols_);
    unigrams_ = cut.take<Unigram>(symbols_);
    before_.take(cut, symbols_, header.nodes[0]);
    after_.take(cut, symbols_, header.nodes[0]);
    const auto bigrams = cut.take<Bigram>(std::uint64_t{header.nodes[0]} + 1);
    if (!cut.good()) return false;
    bigrams_ = bigrams.first(header.nodes[0]);
    for (std::size_t i = 0; i < levels_.size(); ++i) {
        const std::uint64_t count = header.nodes[i + 1];
        levels_[i].symbols = cut.take<ArchiveSymbol>(count);
        const auto nodes = cut.take<Node>(count + 1);
        levels_[i].bases = cut.take<std::uint32_t>(archive_grams::bases_of(count));
        if (!cut.good()) return false;
        levels_[i].nodes = nodes.first(count);
    }
    leaf_symbols_ = cut.take<ArchiveSymbol>(header.nodes[3]);
    leaves_ = cut.take<Leaf>(header.nodes[3]);
    for (std::size_t i = 0; i < overflow_.size(); ++i) overflow_[i] = cut.take<Overflow>(header.overflow[i]);
    tokens_ = header.tokens;
    han_ = header.han;
    pages_ = header.pages;
    return cut.good();
}

bool ArchiveLexicon::attach_words() {
    SectionCutter cut(file_.section("words"));
    const auto head = cut.take<archive_words::Header>(1);
    if (!cut.good() || head.front().symbols != symbols_) return false;
    word_firsts_ = cut.take<std::uint32_t>(symbols_ + 1);
    words_ = cut.take<archive_words::Word>(head.front().words);
    return cut.good();
}

bool ArchiveLexicon::attach_table() {
    auto table = std::make_shared<Table>();
    table->fill(archive_symbol::kUnknown);
    for (char32_t ch = kTableBegin; ch < kTableEnd; ++ch) {
        if (!is_han(ch)) (*table)[ch - kTableBegin] = archive_class_of(ch);
    }
    for (std::size_t i = archive_symbol::kFirstHan; i < symbols_; ++i) {
        const auto symbol = static_cast<ArchiveSymbol>(i);
        const auto ch = static_cast<char32_t>(characters_[i]);
        if (!is_han(ch)) return false;
        if (ch < kTableBegin || ch >= kTableEnd) {
            rare_.emplace_back(ch, symbol);
        } else {
            ArchiveSymbol& place = (*table)[ch - kTableBegin];
            if (place != archive_symbol::kUnknown) return false;  // twice
            place = symbol;
        }
    }
    std::sort(rare_.begin(), rare_.end());
    table_ = std::move(table);
    return true;
}

ArchiveSymbol ArchiveLexicon::rare(char32_t ch) const {
    const auto it = std::lower_bound(rare_.begin(), rare_.end(), std::pair(ch, ArchiveSymbol{0}));
    return it != rare_.end() && it->first == ch ? it->second : archive_symbol::kUnknown;
}

void ArchiveLexicon::encode(std::string_view text, Span region, std::vector<ArchiveSymbol>& symbols,
                            std::vector<std::uint32_t>& begins) const {
    symbols.clear();
    begins.clear();
    std::uint32_t end = region.begin;
    for_archive_symbols(text, region, [&](char32_t code, Span at) {
        symbols.push_back(code < archive_symbol::kFirstHan ? static_cast<ArchiveSymbol>(code) : symbol(code));
        begins.push_back(at.begin);
        end = at.end;
    });
    begins.push_back(end);
}

ArchiveLexicon::Range ArchiveLexicon::children(std::size_t order, Range of) const {
    // The sentinel lies behind the nodes.
    std::uint64_t begin = 0, end = 0;
    if (order == 2) {
        begin = bigrams_.data()[of.begin].child;
        end = bigrams_.data()[of.end].child;
    } else {
        const Node* nodes = level(order).nodes.data();
        begin = std::uint64_t{level(order).bases[of.begin / 8]} + nodes[of.begin].child;
        end = std::uint64_t{level(order).bases[of.end / 8]} + nodes[of.end].child;
    }
    if (begin >= end || end > nodes_of(order + 1)) return {};
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

ArchiveLexicon::Gram ArchiveLexicon::gram(ArchiveSymbol last) const { return last < symbols_ ? Gram(last, 1) : Gram(); }

ArchiveLexicon::Gram ArchiveLexicon::preceded(Gram gram, ArchiveSymbol symbol) const {
    std::uint32_t found = kNone, begin = 0;
    if (gram.size_ == 1) {
        found = before_.row(static_cast<ArchiveSymbol>(gram.node_)).number(symbol);
        if (found >= bigrams_.size()) found = kNone;
    } else if (gram.size_ + 1 == max_order) {
        const Range range = children(gram.size_, {gram.node_, gram.node_ + 1});
        begin = range.begin;
        found = find_symbol(leaf_symbols_.subspan(begin, range.end - begin), symbol);
    } else if (const Range range = before(gram); range.begin != range.end) {
        begin = range.begin;
        found = find_symbol(level(gram.size_ + 1).symbols.subspan(begin, range.end - begin), symbol);
    }
    return found == kNone ? Gram() : Gram(begin + found, gram.size_ + 1);
}

ArchiveLexicon::Context ArchiveLexicon::walk(std::span<const ArchiveSymbol> text, std::size_t longest) const {
    Context path;
    if (text.empty()) return path;
    if (const Gram last = gram(text.back())) {
        path.at[path.depth++] = last.node_;
        walk_on(path, text, longest);
    }
    return path;
}

void ArchiveLexicon::walk_on(Context& path, std::span<const ArchiveSymbol> text, std::size_t longest) const {
    const std::size_t size = std::min(text.size(), longest);
    Gram at(path.at[path.depth - 1], static_cast<std::uint32_t>(path.depth));
    while (path.depth < size && (at = preceded(at, text[text.size() - path.depth - 1])))
        path.at[path.depth++] = at.node_;
}

std::uint32_t ArchiveLexicon::count_at(std::size_t order, std::uint32_t node) const {
    if (order == 1) return unigrams_[node].count;
    const std::uint8_t code = order == max_order ? leaves_[node].count : weights(order, node).count;
    if (code != archive_grams::kOverflow) return code;
    const auto table = overflow_[order - 2];
    const auto it = std::lower_bound(table.begin(), table.end(), node,
                                     [](const Overflow& row, std::uint32_t wanted) { return row.node < wanted; });
    return it != table.end() && it->node == node ? it->count : code;
}

std::uint32_t ArchiveLexicon::count(std::span<const ArchiveSymbol> gram) const {
    if (gram.empty() || gram.size() > max_order) return 0;
    const Context path = walk(gram);
    return path.depth == gram.size() ? count_at(path.depth, path.at[path.depth - 1]) : 0;
}

std::uint32_t ArchiveLexicon::pages(std::span<const ArchiveSymbol> gram) const {
    if (gram.empty() || gram.size() >= max_order) return 0;
    const Context path = walk(gram);
    if (path.depth != gram.size()) return 0;
    if (path.depth == 1) return unigrams_[path.at[0]].pages;
    return weights(path.depth, path.at[path.depth - 1]).pages;
}

float ArchiveLexicon::probability_at(const Context& path) const {
    const std::uint32_t node = path.at[path.depth - 1];
    if (path.depth == 1) return log_of(unigrams_[node].probability);
    if (path.depth == max_order) return log_of(leaves_[node].probability);
    return log_of(weights(path.depth, node).probability);
}

// What the contexts of `order` to `longest` symbols have left for symbols that they have not seen.
float ArchiveLexicon::backoff_at(const Context& context, std::size_t order, std::size_t longest) const {
    float sum = 0;
    for (std::size_t size = order; size <= std::min(context.depth, longest); ++size) {
        const std::uint32_t node = context.at[size - 1];
        sum += log_of(size == 1 ? unigrams_[node].backoff : weights(size, node).backoff);
    }
    return sum;
}

float ArchiveLexicon::log_probability(std::span<const ArchiveSymbol> history, ArchiveSymbol next) const {
    if (next >= symbols_) next = archive_symbol::kUnknown;
    std::array<ArchiveSymbol, max_order> gram{};
    const std::size_t used = std::min(history.size(), max_order - 1);
    const auto recent = history.last(used);
    std::copy(recent.begin(), recent.end(), gram.begin());
    gram[used] = next;
    const Context path = walk(std::span(gram).first(used + 1));
    float sum = probability_at(path);
    if (path.depth <= used) sum += backoff_at(walk(recent), path.depth, max_order - 1);
    return sum;
}

float ArchiveLexicon::extend(Context& context, std::span<const ArchiveSymbol> text) const {
    // What is not there without its last symbol is not there with it.
    Context path = walk(text, std::min(context.depth + 1, max_order));
    if (path.depth == 0) {  // no symbol of this lexicon
        path.at[0] = archive_symbol::kUnknown;
        path.depth = 1;
    }
    return advance(context, path);
}

float ArchiveLexicon::extend(Context& context, std::span<const ArchiveSymbol> text, const Context& other,
                             std::size_t same) const {
    const std::size_t longest = std::min(context.depth + 1, max_order);
    Context path = other;
    path.depth = std::min({path.depth, same, longest});
    if (path.depth == same) walk_on(path, text, longest);
    return advance(context, path);
}

float ArchiveLexicon::advance(Context& context, const Context& path) const {
    const float gained = probability_at(path) + backoff_at(context, path.depth, max_order - 1);
    context = path;
    return gained;
}

float ArchiveLexicon::most(const Context& before, const Context& with, std::size_t known) const {
    if (with.depth <= known) return probability_at(with) + backoff_at(before, with.depth, known);
    if (known == 1) return log_of(before_.code(with.at[1]));
    const auto code = [&](std::size_t order, std::uint32_t node) {
        return order == max_order ? leaves_[node].probability : weights(order, node).probability;
    };
    std::uint8_t least = 255;
    Range range{with.at[known], with.at[known] + 1};
    for (std::size_t order = known + 1; range.begin < range.end; ++order) {
        for (std::uint32_t node = range.begin; node < range.end; ++node) least = std::min(least, code(order, node));
        if (order == max_order) break;
        range = children(order, range);
    }
    return log_of(least);
}

float ArchiveLexicon::score(std::span<const ArchiveSymbol> text, std::size_t begin, std::size_t end) const {
    end = std::min(end, text.size());
    if (begin >= end) return 0;
    Context path = walk(text.first(begin));
    float sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += extend(path, text.first(i + 1));
    return sum;
}

std::span<const archive_words::Word> ArchiveLexicon::words_from(ArchiveSymbol first) const {
    if (first >= symbols_) return {};
    const std::uint32_t begin = word_firsts_[first], end = word_firsts_[first + 1];
    if (begin >= end || end > words_.size()) return {};
    return words_.subspan(begin, end - begin);
}

std::optional<ArchiveLexicon::Word> ArchiveLexicon::word(std::span<const ArchiveSymbol> text) const {
    if (text.size() < archive_words::kShortest || text.size() > archive_words::kLongest) return std::nullopt;
    std::array<std::uint16_t, archive_words::kLongest> wanted{};
    std::copy(text.begin(), text.end(), wanted.begin());
    const auto sorted = words_from(text.front());
    const auto it =
        std::lower_bound(sorted.begin(), sorted.end(), wanted,
                         [](const archive_words::Word& row, const auto& symbols) { return row.symbols < symbols; });
    if (it == sorted.end() || it->symbols != wanted) return std::nullopt;
    return Word{it->count, it->pages, static_cast<float>(it->cohesion) * archive_words::kCohesionStep,
                static_cast<float>(it->freedom) * archive_words::kFreedomStep};
}

std::size_t ArchiveLexicon::longest_word(std::span<const ArchiveSymbol> text) const {
    for (std::size_t size = std::min(text.size(), archive_words::kLongest); size >= archive_words::kShortest; --size) {
        if (word(text.first(size))) return size;
    }
    return 0;
}

}  // namespace jiaodui
