// JsonRecord: one line of JSON as `stream` sees it: a text to be read, and where its answer goes.
//
// A JsonRecordParser is used by one thread at a time and for many lines: it keeps its buffers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

struct JsonRecord {
    Span text;                   // of the line: between the quotes of the text
    std::optional<Span> id;      // the value of the id, as it is written
    std::optional<Span> answer;  // the value of a member `jiaodui` that is there already
    std::uint32_t end = 0;       // where the closing brace of the record stands
};

class JsonRecordParser {
  public:
    JsonRecordParser();
    ~JsonRecordParser();
    JsonRecordParser(const JsonRecordParser&) = delete;
    JsonRecordParser& operator=(const JsonRecordParser&) = delete;

    // The line's record, an object with a string `field`; else an Error without a place. `padded` is the line and at
    // least kPadding readable bytes behind it. `id` may be empty.
    static constexpr std::size_t kPadding = 64;
    [[nodiscard]] Result<JsonRecord> parse(std::string_view line, std::string_view field, std::string_view id);

  private:
    struct Buffers;
    std::unique_ptr<Buffers> buffers_;
};

// The line as a document whose only text is that of the record; line breaks in it are breaks of lines.
[[nodiscard]] Document read_record(std::string name, std::string line, Span text);

}  // namespace jiaodui
