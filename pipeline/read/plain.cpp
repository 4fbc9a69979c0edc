// One line after another; a carriage return is white space wherever it stands. Tested by
// tests/unit/read/plain_test.cpp.
#include "pipeline/read/plain.hpp"

#include <algorithm>
#include <string_view>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/read/region_writer.hpp"

namespace jiaodui {
namespace {

bool is_edge(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

// The text of a line; carriage returns inside it are hidden.
void write_line(RegionWriter& writer, std::string_view source, Span line) {
    std::uint32_t at = line.begin;
    while (at < line.end) {
        const std::size_t found = std::min(source.substr(0, line.end).find('\r', at), std::size_t{line.end});
        writer.text({at, static_cast<std::uint32_t>(found)});
        at = static_cast<std::uint32_t>(found);
        while (at < line.end && source[at] == '\r') ++at;
        writer.gap(RegionWriter::Gap::hidden, at);
    }
}

}  // namespace

Result<Document> read_plain(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::plain, std::move(bytes));
    const std::string_view source = build.source();
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::uint32_t at = 0;
    if (source.starts_with(kByteOrderMark)) build.hide(at = 3);
    RegionWriter writer(build);
    while (at < source.size()) {
        const auto feed = static_cast<std::uint32_t>(std::min(source.find('\n', at), source.size()));
        Span line{at, feed};
        while (!line.empty() && is_edge(source[line.begin])) ++line.begin;
        while (!line.empty() && is_edge(source[line.end - 1])) --line.end;
        if (line.empty()) {
            if (!writer.empty()) writer.finish(RegionKind::paragraph);
        } else {
            writer.gap(RegionWriter::Gap::line_break, line.begin);
            write_line(writer, source, line);
        }
        at = feed + 1;
    }
    if (!writer.empty()) writer.finish(RegionKind::paragraph);
    build.lock_rest();
    return build.finish();
}

}  // namespace jiaodui
