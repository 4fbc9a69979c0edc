// The page is read again with a hash attached to md4c's callbacks; the pieces of the Document that
// comes out are added: hidden and locked bytes verbatim, prose as one token whatever its length,
// its line feeds as line feeds. So a break that is hidden as `\n> ` and one that is shown as `\n`
// before a hidden `> ` give the same stream. Tested by tests/unit/read/structure_test.cpp.
#include "pipeline/read/structure.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/read/markdown.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/text/hash.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

std::string_view stripped(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// The stream of one page: stretches of prose, hidden bytes, locked bytes.
class Skeleton {
  public:
    explicit Skeleton(Hasher& hash) : hash_(hash) {}

    void prose(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t feed = text.find('\n', at);
            if (feed != at) {
                flush();
                hash_.add_number('T');
            }
            if (feed == npos) return;
            hidden_ += '\n';
            at = feed + 1;
        }
    }
    void hidden(std::string_view text) { hidden_ += text; }
    void locked(std::string_view text) {
        flush();
        hash_.add_number('L');
        hash_.add_field(stripped(text));
    }
    // Text, once for a run of it.
    void text() {
        if (hidden_.empty() && in_text_) return;
        flush();
        hash_.add_number('T');
        in_text_ = true;
    }
    void flush() {
        in_text_ = false;
        if (hidden_.empty()) return;
        hash_.add_number('H');
        hash_.add_field(hidden_.find('\n') == npos ? std::string_view(hidden_) : stripped(hidden_));
        hidden_.clear();
    }

  private:
    Hasher& hash_;
    std::string hidden_;
    bool in_text_ = false;
};

std::uint64_t structure_of_markdown(std::string_view bytes, Format format) {
    Hasher hash;
    const Document document = read_markdown({}, format, std::string(bytes), &hash);
    Skeleton skeleton(hash);
    for (const Piece& piece : document.pieces) {
        const std::string_view source = slice(document.bytes, piece.source);
        switch (piece.kind) {
            case PieceKind::same:
            case PieceKind::coded: skeleton.prose(source); break;
            case PieceKind::point: skeleton.hidden(source); break;
            case PieceKind::locked: skeleton.locked(source); break;
        }
    }
    skeleton.flush();
    for (const Region& region : document.regions) hash.add_number(static_cast<std::uint64_t>(region.kind));
    for (const auto& [key, value] : document.facts.front_matter) hash.add_field(key);
    return hash.value();
}

std::uint64_t structure_of_plain(std::string_view bytes) {
    Hasher hash;
    constexpr std::string_view kEdges = " \t\r";
    while (!bytes.empty()) {
        const std::size_t feed = bytes.find('\n');
        const std::string_view line = bytes.substr(0, feed);
        const bool blank = line.find_first_not_of(kEdges) == npos;
        hash.add_number((blank ? 4u : 0u) + (line.ends_with('\r') ? 2u : 0u) + (feed == npos ? 0u : 1u));
        bytes.remove_prefix(feed == npos ? bytes.size() : feed + 1);
    }
    return hash.value();
}

bool is_line_end_mark(std::string_view sign) {
    constexpr std::string_view kMarks[] = {"，", "。", "、", "？", "！", "："};
    return std::find(std::begin(kMarks), std::end(kMarks), sign) != std::end(kMarks);
}

void append_prose(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view sign = text.substr(at, utf8::length_of(text[at]));
        at += sign.size();
        if (!is_blank(sign[0]) && sign[0] != '\n' && sign[0] != '\r' && !is_line_end_mark(sign)) out += sign;
    }
}

// A page without what same_but_line_ends() allows to differ. Prose runs on from region to region.
std::string without_line_ends(const Document& document) {
    std::string out;
    for (const Piece& piece : document.pieces) {
        const std::string_view source = slice(document.bytes, piece.source);
        if (piece.kind == PieceKind::same || piece.kind == PieceKind::coded) {
            append_prose(out, source);
            continue;
        }
        std::string markup;
        for (const char byte : source) {
            if (!is_blank(byte) && byte != '\n' && byte != '\r') markup += byte;
        }
        if (markup.empty()) continue;
        // Between two regions every byte counts: a blank line would part a quote from its attribute.
        out += '\1' + (piece.kind == PieceKind::locked ? std::string(source) : markup) + '\2';
    }
    RegionKind last = RegionKind::title;
    for (const Region& region : document.regions) {
        if (region.kind != RegionKind::paragraph || last != RegionKind::paragraph) {
            out += static_cast<char>('a' + static_cast<int>(region.kind));
        }
        last = region.kind;
    }
    return out;
}

std::string without_line_ends(std::string_view bytes) {
    std::string out;
    append_prose(out, bytes);
    return out;
}

// Where the file holds text of the view again.
std::vector<SourceSpan> mirrored_places(const Document& document) {
    std::vector<SourceSpan> out;
    for (const Mirror& mirror : document.mirrors) {
        for (const Piece& piece : mirror.pieces) {
            if (!out.empty() && out.back().end == piece.source.begin) {
                out.back().end = piece.source.end;
            } else {
                out.push_back(piece.source);
            }
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool is_page(Format format) {
    return format == Format::plain || format == Format::wikijs || format == Format::markdown;
}

// Everything that is not corrected text: the bytes between, and where in them text stands; the cues' times.
std::uint64_t structure_of_cues(const Document& document) {
    Hasher hash;
    Skeleton skeleton(hash);
    const std::vector<SourceSpan> mirrored = mirrored_places(document);
    std::size_t next = 0;
    for (const Piece& piece : document.pieces) {
        const bool border = piece.kind == PieceKind::coded && slice(document.view, piece.view) == "\n";
        if (piece.kind == PieceKind::locked || piece.kind == PieceKind::point || border) {
            std::uint32_t at = piece.source.begin;
            for (; next < mirrored.size() && mirrored[next].begin < piece.source.end; ++next) {
                skeleton.hidden(slice(document.bytes, {at, mirrored[next].begin}));
                skeleton.hidden("T");
                at = mirrored[next].end;
            }
            skeleton.hidden(slice(document.bytes, {at, piece.source.end}));
        } else {
            skeleton.text();
        }
    }
    skeleton.flush();
    for (const Cue& cue : document.cues) {
        hash.add_number(cue.number);
        hash.add_number(static_cast<std::uint64_t>(cue.begin_ms));
        hash.add_number(static_cast<std::uint64_t>(cue.end_ms));
    }
    return hash.value();
}

}  // namespace

std::uint64_t structure_of(std::string_view bytes, Format format) {
    if (format == Format::plain) return structure_of_plain(bytes);
    if (format == Format::wikijs || format == Format::markdown) return structure_of_markdown(bytes, format);
    Result<Document> document = read({}, std::string(bytes), format);
    return document ? structure_of_cues(*document) : 0;
}

std::uint64_t structure_of(const Document& document) {
    return is_page(document.format) ? structure_of(document.bytes, document.format) : structure_of_cues(document);
}

bool same_but_line_ends(const Document& before, std::string_view after_bytes) {
    if (before.format == Format::plain)
        return without_line_ends(std::string_view(before.bytes)) == without_line_ends(after_bytes);
    // Cues keep their lines.
    if (!is_page(before.format)) return same_structure(before, after_bytes);
    Result<Document> after = read(before.name, std::string(after_bytes), before.format);
    return after && without_line_ends(before) == without_line_ends(*after);
}

bool same_structure(const Document& before, std::string_view after_bytes) {
    const bool has_cues = !before.cues.empty() && !is_page(before.format);  // those of a page stand beside it
    if (before.encode == nullptr && !has_cues) return structure_of(before) == structure_of(after_bytes, before.format);
    const Result<Document> after = read_again(before, std::string(after_bytes));
    return after && structure_of(before) == structure_of(*after);
}

}  // namespace jiaodui
