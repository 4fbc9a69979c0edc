// The table of formats. Tested by tests/unit/read/reader_test.cpp.
#include "pipeline/read/catalog.hpp"

#include <array>

#include "pipeline/read/ass.hpp"
#include "pipeline/read/html_page.hpp"
#include "pipeline/read/lrc.hpp"
#include "pipeline/read/markdown.hpp"
#include "pipeline/read/plain.hpp"
#include "pipeline/read/recognise.hpp"
#include "pipeline/read/srt.hpp"
#include "pipeline/read/table.hpp"
#include "pipeline/read/transcript_json.hpp"
#include "pipeline/read/vtt.hpp"

namespace jiaodui {
namespace {

// For formats without columns.
template <Result<Document> (*kRead)(std::string, std::string)>
Result<Document> whole(std::string name, std::string bytes, const std::string&) {
    return kRead(std::move(name), std::move(bytes));
}

constexpr std::array kCatalog{
    FormatEntry{"wikijs", Format::wikijs, ".md .markdown", whole<read_wikijs>},
    FormatEntry{"markdown", Format::markdown, "", whole<read_commonmark>},
    FormatEntry{"srt", Format::srt, ".srt", whole<read_srt>, looks_like_srt},
    FormatEntry{"vtt", Format::vtt, ".vtt", whole<read_vtt>, looks_like_vtt},
    FormatEntry{"ass", Format::ass, ".ass .ssa", whole<read_ass>, looks_like_ass},
    FormatEntry{"lrc", Format::lrc, ".lrc", whole<read_lrc>, looks_like_lrc},
    FormatEntry{"whisper-json", Format::whisper_json, ".json", whole<read_whisper_json>, looks_like_whisper},
    FormatEntry{"whispercpp-json", Format::whispercpp_json, ".json", whole<read_whispercpp_json>,
                looks_like_whispercpp},
    FormatEntry{"funasr-json", Format::funasr_json, ".json", whole<read_funasr_json>, looks_like_funasr},
    FormatEntry{"tsv", Format::tsv, ".tsv", read_tsv},
    FormatEntry{"csv", Format::csv, ".csv", read_csv},
    FormatEntry{"html", Format::html, ".html .htm", whole<read_html>, looks_like_html},
    FormatEntry{"plain", Format::plain, ".txt", whole<read_plain>},
};

}  // namespace

std::span<const FormatEntry> format_catalog() { return kCatalog; }

}  // namespace jiaodui
