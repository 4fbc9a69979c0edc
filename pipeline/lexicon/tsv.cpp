// One pass over the lines. Tested by tests/unit/lexicon/tsv_test.cpp.
#include "pipeline/lexicon/tsv.hpp"

#include <string>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

Error problem(std::string_view file, std::uint32_t line, std::uint32_t column, Message message, Message advice) {
    return {ErrorCode::syntax, std::move(message), std::move(advice), {std::string(file), line, column}};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> split_bars(std::string_view cell) {
    std::vector<std::string_view> parts;
    while (!cell.empty()) {
        const auto bar = cell.find('|');
        const std::string_view part = trimmed(cell.substr(0, bar));
        if (!part.empty()) parts.push_back(part);
        if (bar == std::string_view::npos) break;
        cell.remove_prefix(bar + 1);
    }
    return parts;
}

TsvTable::TsvTable(std::string_view text, std::string_view file, std::size_t min_cells, std::size_t max_cells,
                   Problems& problems) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    std::uint32_t number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (trimmed(line).empty() || line.front() == '#') continue;
        if (const auto bad = utf8::first_invalid(line)) {
            problems.push_back(problem(file, number, static_cast<std::uint32_t>(utf8::count(line.substr(0, *bad)) + 1),
                                       {"不是合法的UTF-8", "not valid UTF-8"},
                                       {"请把文件另存为UTF-8", "save the file as UTF-8"}));
            continue;
        }
        Row row{number, static_cast<std::uint32_t>(cells_.size()), 0};
        for (bool more = true; more; ++row.count) {
            const auto tab = line.find('\t');
            cells_.push_back(trimmed(line.substr(0, tab)));
            more = tab != std::string_view::npos;
            if (more) line.remove_prefix(tab + 1);
        }
        const std::string wanted = min_cells == max_cells ? std::to_string(min_cells)
                                                          : std::to_string(min_cells) + "–" + std::to_string(max_cells);
        if (row.count < min_cells || row.count > max_cells) {
            const std::string has = std::to_string(row.count);
            problems.push_back(problem(
                file, number, 1,
                {"这一行有" + has + "列，应为" + wanted + "列", "this row has " + has + " cells, not " + wanted},
                {"各列之间用制表符（Tab）隔开", "cells are divided by tab characters"}));
        } else if (cells_[row.first].empty()) {
            problems.push_back(problem(
                file, number, 1, {"第一列是空的", "the first cell is empty"},
                {"填上内容，或在行首加 # 作为注释", "fill it in, or begin the line with # to make it a comment"}));
        } else {
            rows_.push_back(row);
            continue;
        }
        cells_.resize(row.first);
    }
}

}  // namespace jiaodui
