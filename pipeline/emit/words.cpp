// One line of output a block of touched lines, the changes marked in place. Tested by
// tests/unit/emit/diff_test.cpp.
#include "pipeline/emit/changes.hpp"
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kWhole = static_cast<std::size_t>(-1);

class WordsEmitter : public Emitter {
  public:
    using Emitter::Emitter;
    void file(const Outcome& outcome) override {
        if (outcome.changed()) write(word_diff(changes_of(outcome), options_));
    }
};

}  // namespace

std::string word_diff(const Changes& changes, const EmitOptions& options) {
    std::string out;
    for (const LineBlock& block : line_blocks(changes)) {
        const std::string place =
            printable(changes.old_name) + ':' + std::to_string(block.line) + cue_of(changes, block);
        paint(out, place, Ink::bold, options.colour);
        out += "  ";
        const std::size_t used = width_of(place, options.ambiguous_width) + 2;
        const auto columns = static_cast<std::size_t>(options.columns);
        const std::size_t room = !options.terminal ? kWhole : columns > used + 20 ? columns - used : 20;
        out += marked_excerpt(changes.before, block.before, edits_in(changes, block), room, options.ambiguous_width,
                              options.colour);
        out += '\n';
    }
    return out;
}

std::unique_ptr<Emitter> make_words(std::ostream& out, EmitOptions options) {
    return std::make_unique<WordsEmitter>(out, std::move(options));
}

}  // namespace jiaodui
