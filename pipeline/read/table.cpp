// One pass over the records; a field is a span of the source, quoted or not. Tested by tests/spec/formats/csv.md,
// tsv.md and tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "pipeline/read/cue_writer.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

struct Field {
    Span at;  // what is inside the quotes, or all of it
    bool quoted = false;
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string encode_csv(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out;
}

std::string decode_csv(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += bytes[i];
        if (bytes[i] == '"' && i + 1 < bytes.size() && bytes[i + 1] == '"') ++i;
    }
    return out;
}

class TableReader {
  public:
    TableReader(ViewBuilder& build, char comma, bool quotes)
        : build_(build), source_(build.source()), writer_(build), comma_(comma), quotes_(quotes) {
        at_ = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    }

    // The next record; false at the end. An unclosed quote is an error.
    bool next(std::vector<Field>& fields) {
        fields.clear();
        if (at_ >= source_.size()) return false;
        begin_ = at_;
        while (true) {
            Field field;
            if (quotes_ && at_ < source_.size() && source_[at_] == '"') {
                if (!quoted(field)) return false;
            } else {
                const std::size_t end = source_.find_first_of(stops_, at_);
                field.at = {at_, static_cast<std::uint32_t>(std::min(end, source_.size()))};
                at_ = field.at.end;
                if (at_ < source_.size() && source_[at_] == '\n' && !field.at.empty() && source_[at_ - 1] == '\r')
                    --field.at.end;
            }
            fields.push_back(field);
            if (at_ >= source_.size()) return true;
            if (source_[at_++] == '\n') return true;
        }
    }

    [[nodiscard]] std::string_view text(const Field& field) const { return slice(source_, field.at); }
    [[nodiscard]] std::uint32_t record_begin() const { return begin_; }
    void set_comma(char comma) { comma_ = comma, stops_ = std::string{comma, '\n'}; }
    void rewind() { at_ = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

    void put(const Field& field) {
        if (!field.quoted || (text(field).find('"') == npos && text(field).find('\n') == npos)) {
            writer_.put(field.at);
            return;
        }
        std::string decoded;
        std::vector<Piece> pieces;
        for (std::uint32_t i = field.at.begin; i < field.at.end; ++i) {
            const auto at = static_cast<std::uint32_t>(decoded.size());
            decoded += source_[i];
            const bool doubled = source_[i] == '"';
            const bool feed =
                source_[i] == '\n' || (source_[i] == '\r' && i + 1 < field.at.end && source_[i + 1] == '\n');
            if (doubled || feed) {
                pieces.push_back({PieceKind::coded, {at, at + 1}, {i, i + (doubled ? 2 : 1)}});
                i += doubled ? 1 : 0;
            } else if (!pieces.empty() && pieces.back().kind == PieceKind::same) {
                ++pieces.back().view.end;
                ++pieces.back().source.end;
            } else {
                pieces.push_back({PieceKind::same, {at, at + 1}, {i, i + 1}});
            }
        }
        writer_.put(decoded, pieces);
    }

    [[nodiscard]] Error bad(std::size_t at, Message message, Message advice) const {
        return malformed(build_.document().name, source_, at, std::move(message), std::move(advice));
    }

    CueWriter& writer() { return writer_; }
    std::optional<Error> error;

  private:
    bool quoted(Field& field) {
        const std::uint32_t open = at_++;
        field.quoted = true;
        field.at.begin = at_;
        while (true) {
            const std::size_t quote = source_.find('"', at_);
            if (quote == npos) {
                error = bad(open, {"引号没有闭合", "a quote that is not closed"},
                            {"补上 \"，正文里的引号要写两个", "close it; a quote inside is doubled"});
                return false;
            }
            at_ = static_cast<std::uint32_t>(quote) + 1;
            if (at_ >= source_.size() || source_[at_] != '"') {
                field.at.end = static_cast<std::uint32_t>(quote);
                break;
            }
            ++at_;
        }
        if (at_ < source_.size() && source_[at_] == '\r' && at_ + 1 < source_.size() && source_[at_ + 1] == '\n') ++at_;
        if (at_ < source_.size() && source_[at_] != comma_ && source_[at_] != '\n') {
            error = bad(
                at_,
                {"引号后面应是分隔符或行尾", "after a closing quote only a separator or the end of the line may stand"},
                {"正文里的引号要写两个", "a quote inside a field is doubled"});
            return false;
        }
        return true;
    }

    ViewBuilder& build_;
    std::string_view source_;
    CueWriter writer_;
    char comma_;
    std::string stops_{comma_, '\n'};
    bool quotes_;
    std::uint32_t at_ = 0;
    std::uint32_t begin_ = 0;
};

// `00:00:01,5`, `1.5` (seconds) or `1500` (milliseconds).
std::int64_t time_of(std::string_view text) {
    text = trimmed(text);
    if (const ClockTime clock = clock_at(text, false); clock.size > 0 && clock.size == text.size()) return clock.ms;
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || !(std::abs(value) < 1e12)) return Cue::kNoTime;
    const bool seconds = text.find('.') != npos;
    return static_cast<std::int64_t>(std::llround(seconds ? value * 1000 : value));
}

struct Columns {
    std::optional<std::size_t> text, begin, end;
};

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Columns columns_of(const TableReader& table, const std::vector<Field>& header, const std::string& wanted) {
    static constexpr std::array<std::string_view, 10> kText = {"text", "content", "transcript", "sentence", "文本",
                                                               "内容", "正文",    "字幕",       "文字",     "台词"};
    static constexpr std::array<std::string_view, 5> kBegin = {"start", "begin", "start_time", "开始", "开始时间"};
    static constexpr std::array<std::string_view, 5> kEnd = {"end", "stop", "end_time", "结束", "结束时间"};
    Columns out;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string name = lower(trimmed(table.text(header[i])));
        const bool is_text = wanted.empty() ? is_one_of(name, kText) : trimmed(table.text(header[i])) == wanted;
        if (is_text && !out.text) out.text = i;
        if (is_one_of(name, kBegin) && !out.begin) out.begin = i;
        if (is_one_of(name, kEnd) && !out.end) out.end = i;
    }
    return out;
}

}  // namespace

Result<Document> read_csv(std::string name, std::string bytes, const std::string& text_field) {
    ViewBuilder build(std::move(name), Format::csv, std::move(bytes));
    build.document().text_field = text_field;
    build.document().encode = encode_csv;
    build.document().decode = decode_csv;
    TableReader table(build, ',', true);
    std::vector<Field> record;
    Columns columns;
    std::string names;
    // The separator is the one that gives a header with the column; ours is a comma unless only another does.
    for (const char comma : {',', ';', '\t'}) {
        table.set_comma(comma);
        table.rewind();
        if (!table.next(record)) break;
        columns = columns_of(table, record, text_field);
        if (comma == ',') {
            for (const Field& field : record)
                names += (names.empty() ? "" : ", ") + std::string(trimmed(table.text(field)).substr(0, 40));
        }
        if (columns.text) break;
    }
    if (table.error) return *table.error;
    if (!columns.text && build.source().find_first_not_of("\xEF\xBB\xBF \t\r\n") != npos) {
        return table.bad(0, {"表头里没有正文列", "no column of the header holds the text"},
                         {"用 --text-column 指明；表头：" + names, "name it with --text-column; the header: " + names});
    }
    while (columns.text && table.next(record)) {
        const auto time = [&](std::optional<std::size_t> column) {
            return column && *column < record.size() ? time_of(table.text(record[*column])) : Cue::kNoTime;
        };
        table.writer().begin_cue(time(columns.begin), time(columns.end));
        if (*columns.text < record.size()) table.put(record[*columns.text]);
    }
    if (table.error) return *table.error;
    table.writer().finish();
    return build.finish();
}

Result<Document> read_tsv(std::string name, std::string bytes, const std::string& text_field) {
    ViewBuilder build(std::move(name), Format::tsv, std::move(bytes));
    build.document().text_field = text_field;
    TableReader table(build, '\t', false);
    table.set_comma('\t');
    std::vector<Field> record;
    if (!table.next(record)) {
        table.writer().finish();
        return build.finish();
    }
    const Columns columns = columns_of(table, record, text_field);
    if (!columns.text) {
        return table.bad(0, {"表头里没有正文列", "no column of the header holds the text"},
                         {"Whisper 的 TSV 以 start、end、text 开头；否则用 --text-column 指明",
                          "Whisper's TSV begins with start, end, text; else name it with --text-column"});
    }
    while (table.next(record)) {
        if (record.size() == 1 && trimmed(table.text(record[0])).empty()) continue;
        if (*columns.text >= record.size()) {
            return table.bad(table.record_begin(), {"这一行的字段不够", "too few fields in this row"},
                             {"字段之间用制表符", "fields are separated by tabs"});
        }
        std::int64_t times[2] = {Cue::kNoTime, Cue::kNoTime};
        const std::optional<std::size_t> which[2] = {columns.begin, columns.end};
        for (int i = 0; i < 2; ++i) {
            if (!which[i] || *which[i] >= record.size()) continue;
            times[i] = time_of(table.text(record[*which[i]]));
            if (times[i] != Cue::kNoTime) continue;
            const std::string value(table.text(record[*which[i]]).substr(0, 40));
            return table.bad(record[*which[i]].at.begin, {"时间有误：" + value, "not a time: " + value},
                             {"应为毫秒数", "expected milliseconds"});
        }
        table.writer().begin_cue(times[0], times[1]);
        table.put(record[*columns.text]);
    }
    table.writer().finish();
    return build.finish();
}

}  // namespace jiaodui
