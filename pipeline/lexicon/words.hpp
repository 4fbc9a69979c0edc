// Words: what is a word of simplified Chinese.
//
// The list is that of libime's sc.dict (209,000 entries, of which those of 2 to 8 Han characters are kept), packed at
// build time into `share/jiaodui/words.bin`: a flat hash table that is used where it lies in memory. A program built
// without the dictionary has no words.bin; then load() says `unavailable` and guards that need words turn findings
// down.
//
// The law of cutting. A span of a text cuts a word when reading the neighbourhood as words leaves no way to begin or
// end a word at one of the span's edges: forward and backward maximum matching over the run of Han characters around it
// (at most 8 characters on each side) both have a word that straddles that edge. One reading alone is no proof: the
// dictionary holds many rare strings, and the two readings disagree exactly where a rare one is in play.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

// Immutable; safe to share between threads. A default one knows no words.
class Words {
  public:
    static constexpr std::size_t max_characters = 8;

    Words() = default;
    // ErrorCode::unavailable when there is no such file, invalid_value when it is not one of ours.
    static Result<Words> load(const std::string& path);
    // Uses the bytes where they lie; they must outlive the object.
    static Result<Words> view(std::string_view bytes);
    // The bytes of a words.bin with these words; those that are not 2 to 8 Han characters of the basic plane are left
    // out.
    static std::string pack(std::vector<std::string_view> words);

    [[nodiscard]] bool contains(std::string_view word) const;
    [[nodiscard]] std::size_t size() const { return count_; }
    // Which edges of the span cut a word; see the law above. The span must lie on code points of the text.
    struct Cut {
        bool begin = false;
        bool end = false;
    };
    [[nodiscard]] Cut cut(std::string_view text, Span span) const;
    [[nodiscard]] bool cuts_word(std::string_view text, Span span) const {
        const Cut at = cut(text, span);
        return at.begin || at.end;
    }
    // Whether a word of the list stands round the span: begins before it or ends after it, or both, and has it whole.
    [[nodiscard]] bool surround(std::string_view text, Span span) const;

  private:
    std::shared_ptr<const MappedFile> file_;
    std::string_view slots_;  // little-endian 32-bit places in blob_, 0: empty
    std::string_view blob_;   // a length byte, then the word
    std::uint32_t mask_ = 0;
    std::size_t count_ = 0;
};

}  // namespace jiaodui
