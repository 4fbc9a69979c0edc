// SimplifiedShadow: a traditional text in simplified characters, one for one, so that a span of the one is the same
// span of the other. What is known of simplified words can then be asked about traditional text.
//
// A character becomes the first simplified one that OpenCC's t2s has for it alone, where that takes as many bytes; all
// others stay. Phrases are not looked at: 乾隆 becomes 干隆, and whoever asks about words gets no answer there.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace jiaodui {

// OpenCC is read when it is first needed, once. Thread-safe.
class SimplifiedShadow {
  public:
    // As long as the text, in bytes; the text itself where OpenCC's data are missing. Linear.
    [[nodiscard]] std::string of(std::string_view text) const;

  private:
    mutable std::once_flag once_;
    mutable std::vector<char32_t> simplified_;  // from script_class::kBegin on; empty without data
};

}  // namespace jiaodui
