// Three steps: gather the strings, see which of them say the same, write the view and then the mirrors. All linear.
// Tested by tests/unit/read/json_test.cpp and the pages of tests/spec/formats.
#include "pipeline/read/transcript_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/json_signs.hpp"
#include "pipeline/read/json_tree.hpp"

namespace jiaodui {
namespace {

using Kind = JsonNode::Kind;
constexpr auto npos = std::string_view::npos;

// The keys of a shape.
struct Shape {
    Format format;
    std::array<std::string_view, 2> segments;
    std::array<std::string_view, 2> words;
    std::array<std::string_view, 2> word;
    std::array<std::string_view, 2> probability;
    std::array<std::string_view, 2> begin;
    std::array<std::string_view, 2> end;
    std::string_view times_in;  // an object that holds them
    std::string_view all_words;
    double unit;  // milliseconds
};

constexpr Shape kWhisper{Format::whisper_json,
                         {"segments", ""},
                         {"words", ""},
                         {"word", "text"},
                         {"probability", "score"},
                         {"start", ""},
                         {"end", ""},
                         "",
                         "word_segments",
                         1000};
constexpr Shape kWhisperCpp{Format::whispercpp_json,
                            {"transcription", ""},
                            {"tokens", ""},
                            {"text", ""},
                            {"p", ""},
                            {"from", ""},
                            {"to", ""},
                            "offsets",
                            "",
                            1};
constexpr Shape kFunasr{Format::funasr_json,
                        {"sentence_info", "sentences"},
                        {"words", ""},
                        {"text", "word"},
                        {"confidence", ""},
                        {"start", "begin_time"},
                        {"end", "end_time"},
                        "",
                        "",
                        1};

struct Word {
    const JsonNode* node;
    float probability = 1.0f;
};

// A string that is shown.
struct Shown {
    const JsonNode* node = nullptr;
    JsonTree::Text text;
    std::int64_t begin_ms = Cue::kNoTime, end_ms = Cue::kNoTime;
    bool segment = true;
    std::vector<Word> words;
    float probability = 1.0f;  // of the whole segment
};

class TranscriptReader {
  public:
    TranscriptReader(ViewBuilder& build, const JsonTree& tree, const Shape& shape)
        : build_(build), tree_(tree), shape_(shape) {}

    std::optional<Error> run() {
        gather(tree_.root());
        if (shown_.empty() && !found_) {
            return malformed(
                build_.document().name, build_.source(), 0, {"JSON 里没有识别结果", "this JSON holds no transcript"},
                {"认得 Whisper、whisper.cpp、FunASR 的输出；用 --input-format 指明格式",
                 "known are the outputs of Whisper, whisper.cpp and FunASR; say which with --input-format"});
        }
        find_mirrors();
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return shown_[a].node->at.begin < shown_[b].node->at.begin; });
        show();
        write_mirrors();
        choose_spelling();
        return std::nullopt;
    }

  private:
    const JsonNode* find(const JsonNode& object, const std::array<std::string_view, 2>& keys, Kind kind) const {
        for (const std::string_view key : keys) {
            if (key.empty()) continue;
            if (const JsonNode* found = tree_.find(object, key, kind)) return found;
        }
        return nullptr;
    }

    std::optional<double> number(const JsonNode& object, const std::array<std::string_view, 2>& keys) const {
        const JsonNode* node = find(object, keys, Kind::number);
        if (node == nullptr) return std::nullopt;
        const std::string_view text = tree_.source(*node);
        double value = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
        return value;
    }

    std::int64_t time(const JsonNode& object, const std::array<std::string_view, 2>& keys) const {
        const auto value = number(object, keys);
        if (!value || !(std::abs(*value) < 1e12)) return Cue::kNoTime;
        return static_cast<std::int64_t>(std::llround(*value * shape_.unit));
    }

    // A container, a list of containers, or a bare list of segments.
    void gather(const JsonNode& node) {
        if (node.kind == Kind::object) {
            container(node);
        } else if (node.kind == Kind::array) {
            found_ = found_ || tree_.first(node) == nullptr;
            bool bare = true;
            for (const JsonNode* one = tree_.first(node); one != nullptr; one = tree_.after(*one)) {
                bare = bare && one->kind == Kind::object && find(*one, shape_.segments, Kind::array) == nullptr;
            }
            if (bare) {
                segments(node);
                return;
            }
            for (const JsonNode* one = tree_.first(node); one != nullptr; one = tree_.after(*one)) {
                if (one->kind == Kind::object) container(*one);
            }
        }
    }

    void container(const JsonNode& object) {
        const JsonNode* list = find(object, shape_.segments, Kind::array);
        const JsonNode* whole = tree_.find(object, "text", Kind::string);
        const std::size_t first = shown_.size();
        if (list != nullptr) {
            found_ = true;
            segments(*list);
        }
        Group group{first, shown_.size(), whole, nullptr};
        if (!shape_.all_words.empty()) group.all_words = tree_.find(object, shape_.all_words, Kind::array);
        groups_.push_back(group);
    }

    void segments(const JsonNode& list) {
        for (const JsonNode* one = tree_.first(list); one != nullptr; one = tree_.after(*one)) {
            const JsonNode* text = one->kind == Kind::object ? tree_.find(*one, "text", Kind::string) : nullptr;
            if (text == nullptr) continue;
            Shown shown;
            shown.node = text;
            shown.text = tree_.decode(*text);
            const JsonNode* times = shape_.times_in.empty() ? one : tree_.find(*one, shape_.times_in, Kind::object);
            if (times != nullptr) {
                shown.begin_ms = time(*times, shape_.begin);
                shown.end_ms = time(*times, shape_.end);
            }
            if (const auto average = number(*one, {"avg_logprob", ""}))
                shown.probability = static_cast<float>(std::exp(std::min(*average, 0.0)));
            if (const JsonNode* words = find(*one, shape_.words, Kind::array)) words_of(*words, shown.words);
            add(std::move(shown));
        }
    }

    void words_of(const JsonNode& list, std::vector<Word>& out) const {
        for (const JsonNode* one = tree_.first(list); one != nullptr; one = tree_.after(*one)) {
            const JsonNode* word = one->kind == Kind::object ? find(*one, shape_.word, Kind::string) : nullptr;
            if (word == nullptr) continue;
            if (tree_.source(*word).starts_with("[_")) continue;  // whisper.cpp's own signs: [_BEG_], [_TT_50]
            const auto probability = number(*one, shape_.probability);
            out.push_back({word, probability ? static_cast<float>(*probability) : 1.0f});
        }
    }

    void add(Shown shown) {
        order_.push_back(shown_.size());
        shown_.push_back(std::move(shown));
    }

    // All characters of the shown strings, and which of the other strings say the same.
    void find_mirrors() {
        shown_.reserve(shown_.size() + groups_.size());  // signs point into them
        for (const Shown& one : shown_) {
            begins_.push_back(signs_.size());
            append_signs(one.text, signs_);
        }
        begins_.push_back(signs_.size());
        const std::size_t segments = shown_.size();
        for (std::size_t i = 0; i < segments; ++i) mirror_words(shown_[i].words, begins_[i], begins_[i + 1], true);
        for (const Group& group : groups_) {
            const std::size_t from = begins_[group.first], to = begins_[group.last];
            if (group.all_words != nullptr) {
                std::vector<Word> words;
                words_of(*group.all_words, words);
                mirror_words(words, from, to, false);
            }
            if (group.whole == nullptr) continue;
            if (group.first == group.last || !mirror_words({{group.whole, 1.0f}}, from, to, false)) {
                Shown shown;
                shown.node = group.whole;
                shown.text = tree_.decode(*group.whole);
                shown.segment = false;
                add(std::move(shown));
            }
        }
    }

    // One more copy of the characters [from, to), in one string or several.
    bool mirror_words(const std::vector<Word>& words, std::size_t from, std::size_t to, bool marks) {
        if (words.empty()) return false;
        std::vector<JsonTree::Text> texts;
        std::vector<JsonSign> signs;
        std::vector<std::size_t> word_of;
        texts.reserve(words.size());  // signs point into them
        for (std::size_t w = 0; w < words.size(); ++w) {
            texts.push_back(tree_.decode(*words[w].node));
            append_signs(texts.back(), signs);
            word_of.resize(signs.size(), w);
        }
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        if (!align_signs(signs_, from, to, signs, pairs)) return false;
        Copy copy;
        for (const auto& [a, b] : pairs) {
            copy.push_back({a, signs[b].kind, signs[b].source, marks ? words[word_of[b]].probability : 1.0f});
        }
        copies_.push_back(std::move(copy));
        return true;
    }

    void show() {
        CueWriter writer(build_);
        for (const std::size_t index : order_) {
            const Shown& one = shown_[index];
            if (one.segment) {
                writer.begin_cue(one.begin_ms, one.end_ms);
            } else {
                writer.end_cue();
            }
            writer.put(one.text.decoded, one.text.pieces);
        }
        writer.finish();
    }

    // Where each shown character is in the view; nothing for those that are not (blanks on edges, URLs).
    std::vector<std::optional<std::uint32_t>> places() const {
        std::vector<std::optional<std::uint32_t>> out(begins_.back());
        const std::vector<Piece>& pieces = build_.document().pieces;
        std::size_t p = 0;
        for (const std::size_t index : order_) {
            if (index + 1 >= begins_.size()) continue;  // a whole text of its own has no mirrors
            for (std::size_t i = begins_[index]; i < begins_[index + 1]; ++i) {
                const SourceSpan source = signs_[i].source;
                while (p < pieces.size() && pieces[p].source.end <= source.begin) ++p;
                if (p == pieces.size() || pieces[p].source.begin > source.begin) continue;
                if (pieces[p].kind == PieceKind::same)
                    out[i] = pieces[p].view.begin + (source.begin - pieces[p].source.begin);
                if (pieces[p].kind == PieceKind::coded && pieces[p].source == source) out[i] = pieces[p].view.begin;
            }
        }
        return out;
    }

    void write_mirrors() {
        const auto at = places();
        Document& document = build_.document();
        for (std::size_t i = 0; i + 1 < begins_.size(); ++i) {
            if (shown_[i].words.empty() && shown_[i].probability < 1.0f)
                mark_all(at, begins_[i], begins_[i + 1], shown_[i].probability);
        }
        // Copies that do not overlap in the view share a mirror: the words of all segments are one.
        std::vector<std::uint32_t> ends;
        for (const Copy& copy : copies_) {
            std::vector<Piece> pieces;
            for (const CopySign& sign : copy) {
                if (!at[sign.shown]) continue;
                const std::uint32_t begin = *at[sign.shown];
                const auto size = static_cast<std::uint32_t>(signs_[sign.shown].ch.size());
                if (sign.probability < 1.0f) mark({begin, begin + size}, sign.probability);
                if (!pieces.empty() && sign.kind == PieceKind::same && pieces.back().kind == PieceKind::same &&
                    pieces.back().view.end == begin && pieces.back().source.end == sign.source.begin) {
                    pieces.back().view.end += size;
                    pieces.back().source.end = sign.source.end;
                } else {
                    pieces.push_back({sign.kind, {begin, begin + size}, sign.source});
                }
            }
            if (pieces.empty()) continue;
            std::size_t which = 0;
            while (which < ends.size() && ends[which] > pieces.front().view.begin) ++which;
            if (which == ends.size()) {
                ends.push_back(0);
                document.mirrors.emplace_back();
            }
            ends[which] = pieces.back().view.end;
            auto& into = document.mirrors[which].pieces;
            into.insert(into.end(), pieces.begin(), pieces.end());
        }
        std::sort(document.marks.begin(), document.marks.end(),
                  [](const Mark& a, const Mark& b) { return a.at < b.at; });
    }

    void mark(Span at, float probability) {
        auto& marks = build_.document().marks;
        if (!marks.empty() && marks.back().at.end == at.begin && marks.back().probability == probability) {
            marks.back().at.end = at.end;
        } else {
            marks.push_back({at, probability, 0});
        }
    }

    void mark_all(const std::vector<std::optional<std::uint32_t>>& at, std::size_t from, std::size_t to,
                  float probability) {
        for (std::size_t i = from; i < to; ++i) {
            if (at[i]) mark({*at[i], *at[i] + static_cast<std::uint32_t>(signs_[i].ch.size())}, probability);
        }
    }

    // As the text of the file is written: in UTF-8 where any of it is, else with the letters of its escapes.
    void choose_spelling() {
        bool raw = false, escaped = false, upper = false, lower = false;
        for (const Shown& one : shown_) {
            const std::string_view source = tree_.source(*one.node);
            raw = raw || std::any_of(source.begin(), source.end(),
                                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
            for (const Piece& piece : one.text.pieces) {
                if (piece.kind != PieceKind::coded || piece.source.size() < 6) continue;
                escaped = true;
                for (const char c : build_.source().substr(piece.source.begin + 2, 4)) {
                    upper = upper || (c >= 'A' && c <= 'F');
                    lower = lower || (c >= 'a' && c <= 'f');
                }
            }
        }
        build_.document().encode = raw || !escaped   ? encode_json
                                   : upper && !lower ? encode_json_ascii_upper
                                                     : encode_json_ascii;
        build_.document().decode = decode_json;
    }

    struct Group {
        std::size_t first, last;  // its segments among the shown strings
        const JsonNode* whole;
        const JsonNode* all_words;
    };
    struct CopySign {
        std::size_t shown;
        PieceKind kind;
        SourceSpan source;
        float probability;
    };
    using Copy = std::vector<CopySign>;

    ViewBuilder& build_;
    const JsonTree& tree_;
    const Shape& shape_;
    bool found_ = false;
    std::vector<Shown> shown_;
    std::vector<std::size_t> order_;
    std::vector<Group> groups_;
    std::vector<JsonSign> signs_;      // of the segments
    std::vector<std::size_t> begins_;  // where each one's begin in signs_, and the end
    std::vector<Copy> copies_;
};

Result<Document> read_shape(std::string name, std::string bytes, const Shape& shape) {
    ViewBuilder build(std::move(name), shape.format, std::move(bytes));
    const Result<JsonTree> tree = JsonTree::parse(build.document().name, build.source());
    if (!tree) return tree.error();
    if (auto error = TranscriptReader(build, *tree, shape).run()) return *std::move(error);
    return build.finish();
}

}  // namespace

Result<Document> read_whisper_json(std::string name, std::string bytes) {
    return read_shape(std::move(name), std::move(bytes), kWhisper);
}
Result<Document> read_whispercpp_json(std::string name, std::string bytes) {
    return read_shape(std::move(name), std::move(bytes), kWhisperCpp);
}
Result<Document> read_funasr_json(std::string name, std::string bytes) {
    return read_shape(std::move(name), std::move(bytes), kFunasr);
}

}  // namespace jiaodui
