// CriticMarkup: the text of each file with every finding where it stands, for an editor who marks up by hand:
//
//   {>>jiaodui opinion/13.md<<}                        a line of its own before each file's text
//   说淘宝与{~~剑源~>箭元~~}{>>term/glossary 92<<}科技    {++，++} what is put in, {--的--} what is left out,
//   {==某处==}{>>page/weekday: …<<}                    what is only told
//
// An export into a file of its own, never into a page (Wiki.js would read the tildes as subscript). A place whose text
// holds marks of this kind is left as it is and only told, so that taking or refusing every mark gives back one of the
// two texts. Tested by tests/unit/emit/exports_test.cpp.
#include <array>
#include <cmath>

#include "pipeline/emit/formats.hpp"

namespace jiaodui {
namespace {

bool holds_marks(std::string_view text) {
    static constexpr std::array<std::string_view, 11> marks{"{~~", "~>",  "~~}", "{++", "++}", "{--",
                                                            "--}", "{==", "==}", "{>>", "<<}"};
    for (const std::string_view mark : marks) {
        if (text.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

std::string comment(std::string text) {
    for (std::size_t at = text.find("<<}"); at != std::string::npos; at = text.find("<<}", at))
        text.replace(at, 3, "<< }");
    return "{>>" + text + "<<}";
}

std::string marked(std::string_view old_text, std::string_view new_text) {
    if (old_text.empty()) return "{++" + std::string(new_text) + "++}";
    if (new_text.empty()) return "{--" + std::string(old_text) + "--}";
    return "{~~" + std::string(old_text) + "~>" + std::string(new_text) + "~~}";
}

class Critic : public Emitter {
  public:
    using Emitter::Emitter;

    void file(const Outcome& outcome) override {
        const std::string_view source = outcome.document->bytes;
        std::string out = comment("jiaodui " + outcome.document->name) + '\n';
        std::uint32_t at = 0;
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            const Entry& entry = found.entry;
            if (entry.at.begin < at) continue;  // what was shadowed, shown on request
            out += source.substr(at, entry.at.begin - at);
            out += text_of(*outcome.document, found);
            at = entry.at.end;
        }
        out += source.substr(at);
        if (!out.ends_with('\n')) out += '\n';
        write(out);
    }

  private:
    std::string text_of(const Document& document, const ShownFinding& found) const {
        const Entry& entry = found.entry;
        std::string said(found.record->finding.rule);
        if (entry.tier != Tier::safe) said += ' ' + std::to_string(std::lround(entry.confidence * 100));
        said += cue_label(document, entry.at.begin);
        const bool fits = !entry.new_texts.empty() && entry.fate != Fate::cuts_markup && !holds_marks(entry.old_text) &&
                          !holds_marks(entry.new_texts.front());
        if (fits) return marked(entry.old_text, entry.new_texts.front()) + comment(said);
        said += ": " + found.record->finding.message.in(options_.lang);
        if (entry.old_text.empty() || holds_marks(entry.old_text)) return entry.old_text + comment(said);
        return "{==" + entry.old_text + "==}" + comment(said);
    }
};

}  // namespace

std::unique_ptr<Emitter> make_critic(std::ostream& out, EmitOptions options) {
    return std::make_unique<Critic>(out, std::move(options));
}

}  // namespace jiaodui
