// SoundText: a draft as the parts of the stage `homophone` that go by lists of terms read it: its characters, decoded
// once for all of them, and the runs in which a term may stand.
//
// A traditional page is read as if simplified: every conversion that keeps the number of characters is put in place of
// what it converts, so a character stands where it stood. One object for each draft and thread; the draft must outlive
// it. It is read when it is first asked for, so a part that has nothing to do costs nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/edit/draft.hpp"

namespace jiaodui {

class ScriptConverter;

// A stretch of two and more characters that terms may hold, within a region.
struct SoundRun {
    std::uint32_t begin = 0, end = 0;  // characters of the text
};

class SoundText {
  public:
    // The converter to simplified; where it is missing (null) a traditional page has no runs.
    SoundText(const Draft& draft, const ScriptConverter* simplifier) : draft_(draft), simplifier_(simplifier) {}

    [[nodiscard]] const Draft& draft() const { return draft_; }
    [[nodiscard]] bool traditional() const { return draft_.page.script == PageScript::traditional; }
    // Null on a page that is read as it stands.
    [[nodiscard]] const ScriptConverter* simplifier() const { return traditional() ? simplifier_ : nullptr; }

    // In the first round of the whole text, later of what the regions cover.
    [[nodiscard]] std::u32string_view characters() const;
    [[nodiscard]] std::span<const SoundRun> runs() const;
    [[nodiscard]] std::u32string_view of(SoundRun run) const {
        return {characters_.get() + run.begin, run.end - run.begin};
    }
    // Where characters of the run stand in the draft.
    [[nodiscard]] DraftSpan span(SoundRun run, std::size_t begin, std::size_t end) const {
        return DraftSpan(Span{at_[run.begin + begin], at_[run.begin + end]});
    }

  private:
    void decode() const;
    void cut_into_runs() const;
    void simplify(const Region& region, std::size_t first, std::size_t last) const;
    [[nodiscard]] std::size_t character_at(std::uint32_t byte) const;

    const Draft& draft_;
    const ScriptConverter* simplifier_;
    // Room for as many as there are bytes; null: not read yet.
    mutable std::unique_ptr<char32_t[]> characters_;
    mutable std::unique_ptr<std::uint32_t[]> at_;  // where each begins in the draft, and the end
    mutable std::size_t size_ = 0;
    mutable std::vector<SoundRun> runs_;
    mutable bool cut_ = false;
};

}  // namespace jiaodui
