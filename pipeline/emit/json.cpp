// The two machine formats. jsonl: one object a finding and nothing else, so that streams may be cut
// and joined. json: one object with a header and the same findings. Tested by
// tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/finding_json.hpp"
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/json_text.hpp"

namespace jiaodui {
namespace {

class JsonLines : public Emitter {
  public:
    using Emitter::Emitter;

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            json::append_finding(text, *outcome.document, found, places, options_.lang, options_.shown.hidden);
            text += '\n';
        }
        write(text);
    }
};

class Json : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo& info) override {
        std::string text = "{\"format\":1,\"tool\":\"jiaodui\"";
        json::append_key(text, "version");
        json::append_string(text, info.version);
        json::append_key(text, "data");
        text += '{';
        for (const auto& [name, hash] : info.data) {
            json::append_key(text, name);
            json::append_string(text, hash);
        }
        text += "},\"findings\":[";
        write(text);
    }

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            text += first_ ? "\n" : ",\n";
            first_ = false;
            json::append_finding(text, *outcome.document, found, places, options_.lang, options_.shown.hidden);
        }
        write(text);
    }

    void end(const Tally& tally) override {
        std::string text = first_ ? "]" : "\n]";
        json::append_key(text, "summary");
        text += '{';
        const auto number = [&](std::string_view key, std::size_t value) {
            json::append_key(text, key);
            text += std::to_string(value);
        };
        number("files", tally.files);
        number("failed", tally.failed);
        number("safe", tally.tiers[static_cast<std::size_t>(Tier::safe)]);
        number("suggest", tally.tiers[static_cast<std::size_t>(Tier::suggest)]);
        number("hint", tally.tiers[static_cast<std::size_t>(Tier::hint)]);
        number("blocking", tally.blocking);
        text += "}}\n";
        write(text);
    }

  private:
    bool first_ = true;
};

}  // namespace

std::unique_ptr<Emitter> make_json(std::ostream& out, EmitOptions options) {
    return std::make_unique<Json>(out, std::move(options));
}

std::unique_ptr<Emitter> make_jsonl(std::ostream& out, EmitOptions options) {
    return std::make_unique<JsonLines>(out, std::move(options));
}

}  // namespace jiaodui
