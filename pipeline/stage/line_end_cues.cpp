// Every row becomes the weights of one feature. Tested by tests/unit/stage/segment_test.cpp.
#include "pipeline/stage/line_end_cues.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include "pipeline/lexicon/line_end_model.hpp"
#include "pipeline/lexicon/line_text.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kTable = "dictionaries/segment/cues.tsv";

std::optional<FeatureHash> feature_of(std::string_view text, std::string_view place) {
    std::u32string symbols;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded here = utf8::decode(text, at);
        symbols += here.ch;
        at += here.length;
    }
    if (place == "always") return always();
    if (symbols.empty() || symbols.size() > 4) return std::nullopt;
    if (place == "end") return ends_with(symbols);
    if (place == "next") return next_begins_with(symbols);
    if (place == "line" && (symbols.size() == 2 || symbols.size() == 3)) return line_begins_with(symbols);
    return std::nullopt;
}

std::optional<LineEnd> class_of(std::string_view name) {
    if (name == "接") return LineEnd::join;
    if (name == "段") return LineEnd::paragraph;
    LineEnd end = LineEnd::join;
    const utf8::Decoded mark = utf8::decode(name, 0);
    if (mark.length != name.size() || !line_end_of(mark.ch, end)) return std::nullopt;
    return end;
}

bool read_marks(std::string_view cell, LineEndScores& weights) {
    for (const std::string_view part : split_bars(cell)) {
        const std::size_t colon = part.rfind(':');
        if (colon == std::string_view::npos) return false;
        const std::optional<LineEnd> end = class_of(trimmed(part.substr(0, colon)));
        const std::string number(part.substr(colon + 1));
        float value = 0;
        const auto [rest, failed] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (!end || failed != std::errc() || rest != number.data() + number.size()) return false;
        weights[static_cast<std::size_t>(*end)] = value;
    }
    return true;
}

}  // namespace

Result<std::string> load_line_end_cues(const Resources& resources, Problems& problems) {
    const Result<std::string> text = resources.read_text(kTable);
    if (!text) return text.error();
    const TsvTable table(*text, kTable, 3, 4, problems);
    LineEndTable out;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const TsvRow row = table.row(i);
        if (i == 0 && row.cell(0) == "text") continue;  // names the columns
        const std::optional<FeatureHash> feature = feature_of(row.cell(0), row.cell(1));
        LineEndScores weights{};
        if (feature && read_marks(row.cell(2), weights)) {
            out.put(*feature, weights);
        } else {
            problems.push_back({ErrorCode::invalid_value,
                                {"断句的线索写错了：" + std::string(row.cell(0)),
                                 "a cue of line ends is ill-formed: " + std::string(row.cell(0))},
                                {"格式见文件开头", "the head of the file says how"},
                                {std::string(kTable), row.line, 0}});
        }
    }
    return out.pack();
}

}  // namespace jiaodui
