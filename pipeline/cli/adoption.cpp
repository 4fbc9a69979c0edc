// The changes come from adopt/; how they sound and which glossary would have said them is found out here. Tested by
// tests/cli/adopt.md and, on real revisions, by tests/measure/adopt.py.
#include "pipeline/cli/adoption.hpp"

#include <algorithm>

#include "pipeline/cli/run.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

// How texts sound, from the shipped readings; nothing where they are missing.
class Judges {
  public:
    explicit Judges(const Project& project) {
        Result<Pinyin> pinyin = Pinyin::load(project.resources().path("pinyin.bin"));
        if (pinyin) {
            pinyin_ = std::move(*pinyin);
            judges_.sound = [this](std::string_view a, std::string_view b) { return sound(a, b); };
        }
        if (auto converter = ScriptConverter::load("t2s")) {
            converter_ = std::move(*converter);
            judges_.same_script = [this](std::string_view a, std::string_view b) {
                return converter_->convert(a) == converter_->convert(b);
            };
        }
    }
    [[nodiscard]] const AdoptJudges& judges() const { return judges_; }

  private:
    [[nodiscard]] Alike sound(std::string_view a, std::string_view b) const {
        Alike worst = Alike::same;
        for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
            const utf8::Decoded x = utf8::decode(a, i), y = utf8::decode(b, j);
            i += x.length;
            j += y.length;
            if (x.ch == y.ch) continue;
            switch (pinyin_.relation_of(x.ch, y.ch).kind) {
                case SoundClass::same_tone:
                case SoundClass::same_syllable: break;
                case SoundClass::fuzzy1:
                case SoundClass::fuzzy2: worst = Alike::near; break;
                case SoundClass::other: return Alike::no;
            }
        }
        return worst;
    }

    Pinyin pinyin_;
    std::shared_ptr<const ScriptConverter> converter_;
    AdoptJudges judges_;
};

std::optional<Document> read_page(const Context& context, const std::string& path, const std::string& name,
                                  const Settings& settings) {
    Result<std::string> bytes = read_input(path);
    if (bytes) {
        Result<Document> document = read_document(name, std::move(*bytes), settings);
        if (document) return std::move(*document);
        Error error = document.error();
        if (error.where.file.empty()) error.where.file = path;
        context.complain(error);
        return std::nullopt;
    }
    context.complain(bytes.error());
    return std::nullopt;
}

// What the glossaries would have said about the old page takes its class from them.
void mark_terms(Context& context, Project& project, const std::string& path, std::vector<AdoptChange>& changes) {
    const auto done = [&](const Input&, const Settings&, const Outcome& outcome) {
        for (const Entry& entry : outcome.entries) {
            if (!outcome.speaker(entry).finding.rule.starts_with("term/")) continue;
            auto it = std::lower_bound(changes.begin(), changes.end(), entry.at.begin,
                                       [](const AdoptChange& c, std::uint32_t at) { return c.at.end <= at; });
            std::vector<SourceEdit> within;
            const auto first = it;
            for (; it != changes.end() && it->at.begin < entry.at.end; ++it) {
                if (it->at.begin < entry.at.begin || it->at.end > entry.at.end) return;
                within.push_back({SourceSpan(it->at.begin - entry.at.begin, it->at.end - entry.at.begin), it->text});
            }
            if (within.empty() || std::find(entry.new_texts.begin(), entry.new_texts.end(),
                                            splice(entry.old_text, within)) == entry.new_texts.end())
                continue;
            for (auto change = first; change != it; ++change) change->kind = AdoptClass::term;
        }
    };
    static_cast<void>(proofread_files(context, project, {{path, path}}, Policy{}, done));
}

}  // namespace

std::optional<Adoption> compare_pages(Context& context, Project& project, const std::string& path,
                                      const std::string& rewritten) {
    const Project::Plan* plan = project.plan_for(path, context);
    if (plan == nullptr) return std::nullopt;
    std::optional<Document> before = read_page(context, path, path, plan->settings);
    // The new text is read as the old one is, whatever its file is called.
    std::optional<Document> after = read_page(context, rewritten, path, plan->settings);
    if (!before || !after) return std::nullopt;
    const Judges judges(project);
    Adoption pages{nullptr, adopt_changes(*before, *after, judges.judges()),
                   [path, settings = plan->settings](std::string bytes) {
                       return read_document(path, std::move(bytes), settings);
                   }};
    mark_terms(context, project, path, pages.changes);
    pages.before = std::make_shared<const Document>(std::move(*before));
    return pages;
}

}  // namespace jiaodui::cli
