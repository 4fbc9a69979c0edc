// Two diffs against the base, the one carried through the other. Tested by tests/unit/text/merge_test.cpp.
#include "pipeline/text/merge.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "pipeline/text/sequence_diff.hpp"

namespace jiaodui {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        out.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return out;
}

class Numbers {
  public:
    std::vector<std::uint32_t> of(const Lines& lines) {
        std::vector<std::uint32_t> out;
        for (const std::string_view line : lines) {
            out.push_back(numbers_.try_emplace(line, static_cast<std::uint32_t>(numbers_.size())).first->second);
        }
        return out;
    }

  private:
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

bool conflict(Span mine, Span other) {
    if (mine.empty() || other.empty()) {
        const Span place = mine.empty() ? mine : other;
        const Span wide = mine.empty() ? other : mine;
        if (wide.empty()) return place.begin == wide.begin;
        return wide.begin < place.begin && place.begin < wide.end;
    }
    return share_bytes(mine, other);
}

}  // namespace

std::optional<std::string> merge_lines(std::string_view ours, std::string_view base, std::string_view theirs) {
    const Lines our_lines = lines_of(ours), base_lines = lines_of(base), their_lines = lines_of(theirs);
    Numbers numbers;
    const auto base_numbers = numbers.of(base_lines);
    const auto mine = diff_sequences(base_numbers, numbers.of(our_lines));
    const auto other = diff_sequences(base_numbers, numbers.of(their_lines));
    std::string out;
    std::size_t at = 0;        // in our lines
    std::size_t passed = 0;    // of my changes, those that lie before
    std::ptrdiff_t shift = 0;  // our line less the base's
    for (const SequenceChange& change : other) {
        for (; passed < mine.size() && mine[passed].before.end <= change.before.begin; ++passed) {
            if (conflict(mine[passed].before, change.before)) return std::nullopt;
            shift += static_cast<std::ptrdiff_t>(mine[passed].after.size()) -
                     static_cast<std::ptrdiff_t>(mine[passed].before.size());
        }
        if (passed < mine.size() && conflict(mine[passed].before, change.before)) return std::nullopt;
        const auto begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(change.before.begin) + shift);
        for (; at < begin; ++at) out += our_lines[at];
        for (std::uint32_t line = change.after.begin; line < change.after.end; ++line) out += their_lines[line];
        at += change.before.size();
    }
    for (; at < our_lines.size(); ++at) out += our_lines[at];
    return out;
}

}  // namespace jiaodui
