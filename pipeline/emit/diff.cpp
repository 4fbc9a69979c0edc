// Unified diffs straight from the edits: each block of touched lines is trimmed to the lines that
// differ, and blocks closer than twice the context share a hunk. Tested by
// tests/unit/emit/diff_test.cpp.
#include <algorithm>

#include "pipeline/emit/changes.hpp"
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kContext = 3;

using Lines = std::vector<std::string_view>;  // each with its line feed, if it has one

Lines split_lines(std::string_view text) {
    Lines out;
    while (!text.empty()) {
        const std::size_t feed = text.find('\n');
        const std::size_t length = feed == std::string_view::npos ? text.size() : feed + 1;
        out.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return out;
}

// Lines [line, line + removed) of the old text become `added`; `line` is 0-based.
struct Replacement {
    std::size_t line = 0;
    std::size_t removed = 0;
    std::vector<std::string> added;
    std::string cue;
};

Replacement replacement_of(const Changes& changes, const LineBlock& block) {
    const std::string after = text_after(changes, block);
    Lines old_lines = split_lines(slice(changes.before, block.before));
    Lines new_lines = split_lines(after);
    std::size_t head = 0;
    while (head < old_lines.size() && head < new_lines.size() && old_lines[head] == new_lines[head]) ++head;
    while (old_lines.size() > head && new_lines.size() > head && old_lines.back() == new_lines.back()) {
        old_lines.pop_back();
        new_lines.pop_back();
    }
    Replacement out{block.line - 1 + head, old_lines.size() - head, {}, cue_of(changes, block)};
    for (std::size_t i = head; i < new_lines.size(); ++i) out.added.emplace_back(new_lines[i]);
    return out;
}

std::string range_text(std::size_t first, std::size_t count) {
    // Of an empty range diff gives the line before it.
    std::string out = std::to_string(count == 0 ? first : first + 1);
    if (count != 1) out += ',' + std::to_string(count);
    return out;
}

// As git quotes names: only where a plain name could not be read back.
std::string quoted_name(std::string_view prefix, std::string_view name) {
    while (name.starts_with("./")) name.remove_prefix(2);
    while (name.starts_with('/')) name.remove_prefix(1);
    std::string plain = std::string(prefix) + std::string(name);
    const bool odd = std::any_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7F;
    });
    if (!odd) return plain.find(' ') == std::string::npos ? plain : plain + '\t';
    std::string out = "\"";
    for (const char c : plain) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            for (const int shift : {6, 3, 0}) {
                if (shift == 6) out += '\\';
                out += static_cast<char>('0' + (byte >> shift & 7));
            }
        } else {
            out += c;
        }
    }
    return out + '"';
}

class UnifiedDiff {
  public:
    UnifiedDiff(const Changes& changes, const EmitOptions& options)
        : options_(options), lines_(split_lines(changes.before)) {
        for (const LineBlock& block : line_blocks(changes)) {
            Replacement replacement = replacement_of(changes, block);
            if (replacement.removed == 0 && replacement.added.empty()) continue;
            // Lines next to each other change together: first what goes, then what comes.
            if (!all_.empty() && end_of(all_.back()) == replacement.line) {
                all_.back().removed += replacement.removed;
                for (std::string& line : replacement.added) all_.back().added.push_back(std::move(line));
            } else {
                all_.push_back(std::move(replacement));
            }
        }
        if (all_.empty()) return;
        heading("--- " + quoted_name("a/", changes.old_name));
        heading("+++ " + quoted_name("b/", changes.new_name));
    }

    std::string run() {
        std::ptrdiff_t shift = 0;  // new line numbers minus old ones
        for (std::size_t first = 0; first < all_.size();) {
            std::size_t last = first + 1;
            while (last < all_.size() && all_[last].line - end_of(all_[last - 1]) <= 2 * kContext) ++last;
            shift += hunk(first, last, shift);
            first = last;
        }
        return std::move(out_);
    }

  private:
    static std::size_t end_of(const Replacement& r) { return r.line + r.removed; }

    void heading(const std::string& text) {
        paint(out_, options_.terminal ? printable(text) : text, Ink::bold, options_.colour);
        out_ += '\n';
    }

    std::ptrdiff_t hunk(std::size_t first, std::size_t last, std::ptrdiff_t shift) {
        const std::size_t begin = all_[first].line - std::min(kContext, all_[first].line);
        const std::size_t end = std::min(lines_.size(), end_of(all_[last - 1]) + kContext);
        std::size_t removed = 0;
        std::size_t added = 0;
        for (std::size_t i = first; i < last; ++i) {
            removed += all_[i].removed;
            added += all_[i].added.size();
        }
        const std::size_t old_count = end - begin;
        const auto new_begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(begin) + shift);
        const std::string head = "@@ -" + range_text(begin, old_count) + " +" +
                                 range_text(new_begin, old_count - removed + added) + " @@" + all_[first].cue;
        paint(out_, head, Ink::hint, options_.colour);
        out_ += '\n';
        std::size_t at = begin;
        for (std::size_t i = first; i < last; ++i) {
            for (; at < all_[i].line; ++at) line(' ', lines_[at], Ink::plain);
            for (; at < end_of(all_[i]); ++at) line('-', lines_[at], Ink::removed);
            for (const std::string& text : all_[i].added) line('+', text, Ink::added);
        }
        for (; at < end; ++at) line(' ', lines_[at], Ink::plain);
        return static_cast<std::ptrdiff_t>(added) - static_cast<std::ptrdiff_t>(removed);
    }

    void line(char sign, std::string_view text, Ink ink) {
        const bool ended = text.ends_with('\n');
        if (ended) text.remove_suffix(1);
        std::string whole(1, sign);
        whole += options_.terminal ? printable(text) : std::string(text);
        paint(out_, whole, ink, options_.colour);
        out_ += ended ? "\n" : "\n\\ No newline at end of file\n";
    }

    const EmitOptions& options_;
    Lines lines_;
    std::vector<Replacement> all_;
    std::string out_;
};

class DiffEmitter : public Emitter {
  public:
    using Emitter::Emitter;
    void file(const Outcome& outcome) override {
        if (outcome.changed()) write(unified_diff(changes_of(outcome), options_));
    }
};

}  // namespace

std::string unified_diff(const Changes& changes, const EmitOptions& options) {
    return UnifiedDiff(changes, options).run();
}

std::unique_ptr<Emitter> make_diff(std::ostream& out, EmitOptions options) {
    return std::make_unique<DiffEmitter>(out, std::move(options));
}

}  // namespace jiaodui
