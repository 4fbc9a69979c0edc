// One line a finding, `file:line:col: tier confidence rule: old -> new (message)`: for editors,
// grep and head. Tested by tests/unit/emit/emit_test.cpp.
#include <cmath>

#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

class Concise : public Emitter {
  public:
    using Emitter::Emitter;

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes);
        const std::string name = printable(outcome.document->name);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            line(text, name, places.at(found.entry.at.begin), cue_label(*outcome.document, found.entry.at.begin), found,
                 outcome.document->decode);
        }
        write(text);
    }

  private:
    void line(std::string& out, const std::string& name, LineColumn place, const std::string& cue,
              const ShownFinding& found, Decoder decode) {
        const Entry& entry = found.entry;
        paint(out, name, Ink::bold, options_.colour);
        out += ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ':' + cue + ' ';
        paint(out, label_of(entry.tier).in(options_.lang), ink_of(entry.tier), options_.colour);
        if (entry.tier != Tier::safe) out += ' ' + std::to_string(std::lround(entry.confidence * 100));
        out += ' ';
        out += found.record->finding.rule;
        out += ": ";
        if (!visible(entry.fate)) (out += '[') += std::string(name_of(entry.fate)) + "] ";
        const std::string message = printable(found.record->finding.message.in(options_.lang));
        if (entry.new_texts.empty()) {
            out += message;
        } else {
            out += readable(entry.old_text, decode) + " -> ";
            for (std::size_t i = 0; i < entry.new_texts.size(); ++i) {
                if (i > 0) out += " | ";
                out += readable(entry.new_texts[i], decode);
            }
            if (!message.empty()) out += " (" + message + ')';
        }
        out += '\n';
    }
};

}  // namespace

std::unique_ptr<Emitter> make_concise(std::ostream& out, EmitOptions options) {
    return std::make_unique<Concise>(out, std::move(options));
}

}  // namespace jiaodui
