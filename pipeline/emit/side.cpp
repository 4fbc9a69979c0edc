// Each side of a block is a run of cells (text, changed or not) that is folded to its column by
// display width. Tested by tests/unit/emit/diff_test.cpp.
#include <algorithm>

#include "pipeline/emit/changes.hpp"
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

struct Row {
    std::string text;       // painted
    std::size_t width = 0;  // columns
};

// Rows of one side, filled from left to right.
class Column {
  public:
    Column(std::size_t width, int ambiguous, bool colour) : width_(width), ambiguous_(ambiguous), colour_(colour) {
        rows_.emplace_back();
    }

    void add(std::string_view text, Ink ink) {
        while (!text.empty()) {
            const std::size_t feed = text.find('\n');
            add_line(text.substr(0, feed), ink);
            if (feed == std::string_view::npos) return;
            rows_.emplace_back();
            text.remove_prefix(feed + 1);
        }
    }

    void add_marked(std::string_view text, Ink ink, std::string_view open, std::string_view close) {
        if (text.empty()) return;
        if (colour_) return add(text, ink);
        add_line(open, ink);
        add(text, ink);
        add_line(close, ink);
    }

    std::vector<Row> take() {
        while (rows_.size() > 1 && rows_.back().width == 0) rows_.pop_back();
        return std::move(rows_);
    }

  private:
    void add_line(std::string_view raw, Ink ink) {
        if (raw.ends_with('\r')) raw.remove_suffix(1);
        const std::string text = printable(raw);
        std::string_view rest = text;
        while (!rest.empty()) {
            std::string_view part = head_of_width(rest, width_ - rows_.back().width, ambiguous_);
            if (part.empty()) {
                rows_.emplace_back();
                continue;
            }
            paint(rows_.back().text, part, ink, colour_);
            rows_.back().width += width_of(part, ambiguous_);
            rest.remove_prefix(part.size());
        }
    }

    std::size_t width_;
    int ambiguous_;
    bool colour_;
    std::vector<Row> rows_;
};

void append_block(std::string& out, const Changes& changes, const LineBlock& block, const EmitOptions& options) {
    const std::size_t number_width = 6;
    const auto columns = static_cast<std::size_t>(std::max(options.columns, 40));
    const std::size_t width = (columns - number_width - 3) / 2;
    Column left(width, options.ambiguous_width, options.colour);
    Column right(width, options.ambiguous_width, options.colour);
    std::uint32_t at = block.before.begin;
    for (const SourceEdit& edit : edits_in(changes, block)) {
        const std::string_view same = slice(changes.before, {at, edit.at.begin});
        left.add(same, Ink::plain);
        right.add(same, Ink::plain);
        left.add_marked(slice(changes.before, edit.at), Ink::removed, "[-", "-]");
        right.add_marked(edit.text, Ink::added, "{+", "+}");
        at = edit.at.end;
    }
    left.add(slice(changes.before, {at, block.before.end}), Ink::plain);
    right.add(slice(changes.before, {at, block.before.end}), Ink::plain);
    const std::vector<Row> a = left.take();
    const std::vector<Row> b = right.take();
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const std::string number = i == 0 ? std::to_string(block.line) : std::string();
        out.append(number_width - 1 - std::min(number.size(), number_width - 1), ' ');
        out += number + ' ';
        if (i < a.size()) out += a[i].text;
        out.append(width - (i < a.size() ? a[i].width : 0), ' ');
        out += " │ ";
        if (i < b.size()) out += b[i].text;
        while (out.ends_with(' ')) out.pop_back();
        out += '\n';
    }
}

class SideEmitter : public Emitter {
  public:
    using Emitter::Emitter;
    void file(const Outcome& outcome) override {
        if (outcome.changed()) write(side_by_side(changes_of(outcome), options_));
    }
};

}  // namespace

std::string side_by_side(const Changes& changes, const EmitOptions& options) {
    std::string out;
    const std::vector<LineBlock> blocks = line_blocks(changes);
    if (blocks.empty()) return out;
    std::string name = printable(changes.old_name);
    if (changes.new_name != changes.old_name) name += " │ " + printable(changes.new_name);
    paint(out, name, Ink::bold, options.colour);
    out += '\n';
    for (const LineBlock& block : blocks) {
        if (const std::string cue = cue_of(changes, block); !cue.empty()) out += "     " + cue + '\n';
        append_block(out, changes, block, options);
    }
    return out;
}

std::unique_ptr<Emitter> make_side(std::ostream& out, EmitOptions options) {
    return std::make_unique<SideEmitter>(out, std::move(options));
}

}  // namespace jiaodui
