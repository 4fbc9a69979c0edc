// Both texts as tokens (text/align.hpp), the words heard as one text with the number of its cue for each token.
// Tested by tests/unit/review/cue_sidecar_test.cpp; measured by tests/measure/cue_times.py.
#include "pipeline/review/cue_sidecar.hpp"

#include <algorithm>

#include "pipeline/emit/json_text.hpp"
#include "pipeline/review/json_line.hpp"
#include "pipeline/text/align.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// What a piece of a cue reads as: text as it is shown, a locked stretch (an address) as it stands in the file.
std::string_view said_by(const Document& heard, const Piece& piece) {
    if (piece.kind == PieceKind::point) return {};
    return piece.kind == PieceKind::locked ? slice(heard.bytes, piece.source) : slice(heard.view, piece.view);
}

// Line breaks and runs of blanks are one space, and none between two ideographs.
std::string on_one_line(std::string_view text) {
    std::string out;
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded here = utf8::decode(text, at);
        if (is_space(here.ch) || here.ch == '\n' || here.ch == '\r') {
            blank = true;
        } else {
            const bool han = !out.empty() && is_han(here.ch) && is_han(utf8::decode_before(out, out.size()).ch);
            if (blank && !out.empty() && !han) out += ' ';
            blank = false;
            out += text.substr(at, here.length);
        }
        at += here.length;
    }
    return out;
}

// The words of the page but for its front matter, which says in other places what the text says.
std::vector<Span> words_of(const Document& page) {
    std::vector<Span> out;
    auto region = page.regions.begin();
    for (const Span word : tokens_of(page.view)) {
        while (region != page.regions.end() && region->at.end <= word.begin) ++region;
        if (region == page.regions.end()) break;
        if (word.begin >= region->at.begin && region->kind != RegionKind::title) out.push_back(word);
    }
    return out;
}

Error no_cue(const std::string& name, std::size_t line) {
    return {
        ErrorCode::syntax,
        {"不是一条带时间的字幕", "not a cue with its time"},
        {"每行应为 {\"begin\":毫秒,\"end\":毫秒,\"text\":\"…\"}", "a line is {\"begin\":ms,\"end\":ms,\"text\":\"…\"}"},
        {name, static_cast<std::uint32_t>(line), 1}};
}

}  // namespace

std::vector<TimedText> timed_texts(const Document& heard) {
    std::vector<TimedText> out;
    auto piece = heard.pieces.begin();
    for (const Cue& cue : heard.cues) {
        while (piece != heard.pieces.end() && piece->source.end <= cue.at.begin) ++piece;
        std::string text;
        for (; piece != heard.pieces.end() && piece->source.begin < cue.at.end; ++piece) {
            if (piece->kind == PieceKind::point &&
                slice(heard.bytes, piece->source).find('\n') != std::string_view::npos)
                text += '\n';
            Piece part = *piece;
            if (part.kind == PieceKind::same) {  // may reach beyond the cue
                const std::uint32_t begin = std::max(part.source.begin, cue.at.begin),
                                    end = std::min(part.source.end, cue.at.end);
                part.view = {part.view.begin + (begin - part.source.begin),
                             part.view.begin + (end - part.source.begin)};
            }
            text += said_by(heard, part);
            if (piece->source.end > cue.at.end) break;  // the next cue begins in it
        }
        text = on_one_line(text);
        if (!text.empty() && cue.begin_ms != Cue::kNoTime)
            out.push_back({std::move(text), std::max<std::int64_t>(cue.begin_ms, 0), cue.end_ms});
    }
    return out;
}

std::string sidecar_path(const std::string& page) { return page + ".cues.jsonl"; }

std::string write_sidecar(std::span<const TimedText> cues) {
    std::string out;
    for (const TimedText& cue : cues) {
        out += '{';
        json::append_field(out, "begin", static_cast<std::size_t>(cue.begin_ms));
        if (cue.end_ms != Cue::kNoTime)
            json::append_field(out, "end", static_cast<std::size_t>(std::max<std::int64_t>(cue.end_ms, 0)));
        json::append_field(out, "text", cue.text);
        out += "}\n";
    }
    return out;
}

Result<std::vector<TimedText>> parse_sidecar(std::string_view bytes, const std::string& name) {
    constexpr std::uint64_t kLatest = 1'000'000'000'000;  // some thirty years
    std::vector<TimedText> out;
    std::size_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        const std::string_view text = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const Result<json::Line> line = json::Line::parse(text);
        if (!line) return no_cue(name, number);
        const auto begin = line->number("begin"), stop = line->number("end");
        if (!begin || *begin > kLatest || stop.value_or(0) > kLatest ||
            line->find("text", json::Member::Kind::string) == nullptr) {
            return no_cue(name, number);
        }
        TimedText cue{line->text("text"), static_cast<std::int64_t>(*begin), Cue::kNoTime};
        if (stop) cue.end_ms = static_cast<std::int64_t>(*stop);
        out.push_back(std::move(cue));
    }
    return out;
}

void attach_cues(Document& page, std::span<const TimedText> heard) {
    page.cues.clear();
    std::string all;
    std::vector<std::size_t> ends;  // of each cue, in `all`
    for (const TimedText& cue : heard) {
        all += cue.text;
        all += '\n';
        ends.push_back(all.size());
    }
    const std::vector<Span> said = tokens_of(all), words = words_of(page);
    const auto pairs = align(all, said, page.view, words);
    std::vector<std::size_t> firsts;  // of each cue, its first token
    for (std::size_t cue = 0, token = 0; cue < heard.size(); ++cue) {
        firsts.push_back(token);
        while (token < said.size() && said[token].begin < ends[cue]) ++token;
    }
    std::size_t next = 0, free = 0;  // the next pair; the first word of the page that is nobody's
    for (std::size_t cue = 0; cue < heard.size(); ++cue) {
        const std::size_t end = cue + 1 < heard.size() ? firsts[cue + 1] : said.size();
        if (next == pairs.size() || pairs[next].first >= end) continue;
        // Words at the head of the cue that were corrected count as its own.
        const std::size_t before = pairs[next].first - firsts[cue];
        const std::size_t word = std::max(free, pairs[next].second - std::min<std::size_t>(before, pairs[next].second));
        while (next < pairs.size() && pairs[next].first < end) free = pairs[next++].second + 1;
        const std::uint32_t begin = page.to_source(words[word]).begin, stop = page.to_source(words[free - 1]).end;
        if (!page.cues.empty()) page.cues.back().at.end = begin > 0 ? begin - 1 : 0;
        page.cues.push_back(
            {{begin, stop}, static_cast<std::uint32_t>(cue + 1), heard[cue].begin_ms, heard[cue].end_ms});
    }
}

}  // namespace jiaodui
