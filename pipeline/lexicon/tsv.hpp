// TSV: the tables of the dictionaries. One row a line, cells divided by tabs, `#` at the head of a line is a comment.
//
// The law. Cells are views of the text that was read: nothing is copied, so the text must outlive the table. A CR at
// a line's end and spaces around a cell are not part of it; empty lines are skipped; a byte order mark is skipped. Rows
// keep their line number, because every finding names the row that it rests on. A row with too few or too many
// cells, an empty first cell or ill-formed UTF-8 is a located problem and left out; the other rows still count.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

struct TsvRow {
    std::uint32_t line = 0;                   // 1-based
    std::span<const std::string_view> cells;  // as written
    // The cell, or an empty text when the row has fewer.
    [[nodiscard]] std::string_view cell(std::size_t index) const {
        return index < cells.size() ? cells[index] : std::string_view();
    }
};

class TsvTable {
  public:
    // `file` is only for messages. Problems are appended.
    TsvTable(std::string_view text, std::string_view file, std::size_t min_cells, std::size_t max_cells,
             Problems& problems);

    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] TsvRow row(std::size_t index) const {
        const Row& at = rows_[index];
        return {at.line, std::span(cells_).subspan(at.first, at.count)};
    }

  private:
    struct Row {
        std::uint32_t line = 0;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    std::vector<std::string_view> cells_;
    std::vector<Row> rows_;
};

// The parts of a cell that `|` divides, without spaces around them; empty parts are left out.
[[nodiscard]] std::vector<std::string_view> split_bars(std::string_view cell);
// Without spaces and tabs at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace jiaodui
