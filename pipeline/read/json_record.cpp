// simdjson's DOM parser says whether the line is JSON, its on-demand parser where the members are. Tested by
// tests/unit/serve/stream_test.cpp.
#include "pipeline/read/json_record.hpp"

#include <simdjson.h>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/json_tree.hpp"

namespace jiaodui {

static_assert(JsonRecordParser::kPadding >= simdjson::SIMDJSON_PADDING);

struct JsonRecordParser::Buffers {
    simdjson::dom::parser whole;
    simdjson::ondemand::parser members;
};

JsonRecordParser::JsonRecordParser() : buffers_(std::make_unique<Buffers>()) {}
JsonRecordParser::~JsonRecordParser() = default;

namespace {

Error not_a_record(std::string zh, std::string en) {
    return {ErrorCode::syntax, {std::move(zh), std::move(en)}, {}, {}};
}

}  // namespace

Result<JsonRecord> JsonRecordParser::parse(std::string_view line, std::string_view field, std::string_view id) {
    namespace ondemand = simdjson::ondemand;
    const simdjson::padded_string_view padded(line, line.size() + kPadding);
    simdjson::dom::element checked;
    if (const auto failed = buffers_->whole.parse(line.data(), line.size(), false).get(checked);
        failed != simdjson::SUCCESS) {
        return not_a_record("不是 JSON", std::string("not JSON: ") + simdjson::error_message(failed));
    }
    if (!checked.is_object()) return not_a_record("不是 JSON 对象", "not a JSON object");
    ondemand::document document;
    ondemand::object object;
    if (buffers_->members.iterate(padded).get(document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return not_a_record("不是 JSON 对象", "not a JSON object");
    }
    JsonRecord out;
    bool found = false;
    const auto span_of = [&](std::string_view part) {
        const auto begin = static_cast<std::uint32_t>(part.data() - line.data());
        while (!part.empty() &&
               (part.back() == ' ' || part.back() == '\t' || part.back() == '\r' || part.back() == '\n'))
            part.remove_suffix(1);
        return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
    };
    for (auto member : object) {
        std::string_view key;
        ondemand::field one;
        if (std::move(member).get(one) != simdjson::SUCCESS || one.unescaped_key().get(key) != simdjson::SUCCESS) {
            return not_a_record("不是 JSON", "not JSON");
        }
        const bool is_text = key == field;
        const bool is_id = !id.empty() && key == id;
        const bool is_answer = key == "jiaodui";
        if (!is_text && !is_id && !is_answer) continue;
        if (is_text) {
            ondemand::json_type type;
            if (one.value().type().get(type) != simdjson::SUCCESS || type != ondemand::json_type::string) continue;
        }
        ondemand::value value = one.value();
        std::string_view raw;
        if (is_text) {
            raw = value.raw_json_token();
        } else {
            ondemand::json_type type;
            if (value.type().get(type) != simdjson::SUCCESS) continue;
            if (type == ondemand::json_type::object) {
                ondemand::object inner;
                if (value.get_object().get(inner) != simdjson::SUCCESS ||
                    inner.raw_json().get(raw) != simdjson::SUCCESS)
                    continue;
            } else if (type == ondemand::json_type::array) {
                ondemand::array inner;
                if (value.get_array().get(inner) != simdjson::SUCCESS || inner.raw_json().get(raw) != simdjson::SUCCESS)
                    continue;
            } else {
                raw = value.raw_json_token();
            }
        }
        const Span at = span_of(raw);
        if (is_text && !found) {
            out.text = {at.begin + 1, at.end - 1};
            found = true;
        }
        if (is_id) out.id = at;
        if (is_answer) out.answer = at;
    }
    if (!found) return not_a_record("没有文字字段 " + std::string(field), "no text in the field " + std::string(field));
    out.end = static_cast<std::uint32_t>(line.find_last_of('}'));
    return out;
}

Document read_record(std::string name, std::string line, Span text) {
    ViewBuilder build(std::move(name), Format::whisper_json, std::move(line));
    const std::string_view source = build.source();
    bool raw = false;
    for (std::uint32_t i = text.begin; i < text.end && !raw; ++i) raw = static_cast<unsigned char>(source[i]) >= 0x80;
    CueWriter writer(build);
    writer.set_kind(RegionKind::paragraph);
    if (slice(source, text).find('\\') == std::string_view::npos) {
        writer.put(text);
    } else {
        const JsonTree::Text decoded = decode_json_string(source, SourceSpan(text));
        writer.put(decoded.decoded, decoded.pieces);
    }
    writer.finish();
    build.document().encode =
        raw || slice(source, text).find("\\u") == std::string_view::npos ? encode_json : encode_json_ascii;
    build.document().decode = decode_json;
    return build.finish();
}

}  // namespace jiaodui
