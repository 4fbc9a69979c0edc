// Tested by tests/property/archive_property.cpp.
#include "pipeline/learn/gram_section.hpp"

#include <thread>

#include "pipeline/learn/archive_text.hpp"
#include "pipeline/learn/gram_model.hpp"
#include "pipeline/learn/gram_trie.hpp"
#include "pipeline/learn/word_discovery.hpp"

namespace jiaodui {
namespace {

// Positions are 32-bit numbers, and counting takes some sixty bytes a character.
constexpr std::size_t kMostUnits = std::size_t{1} << 30;

class GramSection final : public SectionBuilder {
  public:
    explicit GramSection(const Pinyin* pinyin) : pinyin_(pinyin) {}
    std::string_view name() const override { return "text-1"; }
    std::string gather(const Document& page) const override { return gather_text(page); }
    Result<std::vector<ArchiveSection>> build(std::span<const std::string_view> pages) const override {
        std::size_t units = 1;
        for (const std::string_view page : pages) units += page.size() / 2;
        if (units > kMostUnits) {
            return Error{ErrorCode::too_large,
                         {"存档过大（上限约 10 亿字）",
                          "the archive is too large (the limit is about 1,000 million characters)"},
                         {},
                         {}};
        }
        const ArchiveText text = join_texts(pages, pinyin_);
        std::vector<ArchiveSection> out{{"grams", {}}, {"words", {}}};
        // The words cost as much time as the n-grams.
        std::jthread words([&] { out[1].second = pack_words(text, discover_words(text)); });
        const GramTrie trie = count_grams(text);
        out[0].second = pack_grams(text, trie, estimate(trie));
        words.join();
        return out;
    }

  private:
    const Pinyin* pinyin_;
};

}  // namespace

std::unique_ptr<const SectionBuilder> make_gram_section(const Pinyin* pinyin) {
    return std::make_unique<const GramSection>(pinyin);
}

}  // namespace jiaodui
