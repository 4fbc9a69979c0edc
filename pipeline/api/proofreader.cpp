// Plans are made when a name first asks for them, one thread at a time; texts are proofread by as many as like. Tested
// by tests/api/api_test.cpp and tests/api/c_test.c.
#include <filesystem>
#include <mutex>
#include <sstream>

#include "pipeline/api/jiaodui.hpp"
#include "pipeline/api/page.hpp"
#include "pipeline/api/project.hpp"
#include "pipeline/api/version.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/emit/emitter.hpp"

namespace jiaodui {
namespace {

TextFinding finding_of(const ShownFinding& shown, LineColumn at, Lang lang) {
    const Entry& entry = shown.entry;
    TextFinding out;
    out.byte_begin = entry.at.begin;
    out.byte_end = entry.at.end;
    out.line = at.line;
    out.column = at.column;
    out.old_text = entry.old_text;
    out.new_texts = entry.new_texts;
    out.rule = shown.record->finding.rule;
    out.tier = name_of(entry.tier);
    out.confidence = entry.confidence;
    out.message = shown.record->finding.message.in(lang);
    out.id = entry.id;
    return out;
}

}  // namespace

struct Proofreader::Inside {
    Inside(Project opened, std::string from, Lang spoken)
        : project(std::move(opened)), folder(std::move(from)), lang(spoken) {}

    Result<Outcome> proofread(std::string_view name, std::string_view text) {
        const std::string path = (std::filesystem::path(folder) / name).lexically_normal().string();
        const Project::Plan* plan = nullptr;
        std::string problems;
        {
            const std::lock_guard lock(plans);
            plan = project.plan_for(path, [&](const Error& error) { problems += describe(error, lang) + '\n'; });
        }
        if (plan == nullptr) return Error{ErrorCode::syntax, {problems, problems}, {}, {}};
        Result<Document> document = read_document(std::string(name), std::string(text), plan->settings);
        if (!document) return document.error();
        return proofread_page(project, *plan, std::move(*document), path_in_root(project.root(), path), {});
    }

    Project project;
    std::string folder;  // absolute; what relative names are taken from
    Lang lang;
    std::mutex plans;
};

Proofreader::Proofreader(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Proofreader::Proofreader(Proofreader&&) noexcept = default;
Proofreader& Proofreader::operator=(Proofreader&&) noexcept = default;
Proofreader::~Proofreader() = default;

std::optional<Proofreader> Proofreader::open(const ProofreaderOptions& options, std::string& problems) {
    const Lang lang = options.english ? Lang::en : Lang::zh;
    ProjectOptions asked;
    asked.folder = options.folder.empty() ? "." : options.folder;
    asked.isolated = options.folder.empty();
    asked.resources = options.resources;
    std::optional<Project> project =
        Project::open(asked, [&](const Error& error) { problems += describe(error, lang) + '\n'; });
    if (!project) return std::nullopt;
    std::error_code failed;
    const std::string folder = std::filesystem::absolute(asked.folder, failed).lexically_normal().string();
    return Proofreader(std::make_unique<Inside>(std::move(*project), folder, lang));
}

TextReport Proofreader::check(std::string_view name, std::string_view text) const {
    TextReport report;
    const Result<Outcome> outcome = inside_->proofread(name, text);
    if (!outcome) {
        report.error = describe(outcome.error(), inside_->lang);
        return report;
    }
    Places places(outcome->document->bytes);
    for (const ShownFinding& found : shown_findings(*outcome, {})) {
        report.findings.push_back(finding_of(found, places.at(found.entry.at.begin), inside_->lang));
    }
    report.fixed = outcome->bytes;
    return report;
}

std::string Proofreader::report(std::string_view name, std::string_view text, std::string_view format,
                                std::string& error) const {
    error.clear();
    std::ostringstream out;
    EmitOptions options;
    options.lang = inside_->lang;
    const std::unique_ptr<Emitter> emitter = make_emitter(format, out, options);
    if (!emitter) return {};
    emitter->begin({std::string(kVersion), {}});
    Tally tally;
    if (const Result<Outcome> outcome = inside_->proofread(name, text)) {
        emitter->file(*outcome);
        tally.add(*outcome);
    } else {
        error = describe(outcome.error(), inside_->lang);
        tally.failed = 1;
    }
    emitter->end(tally);
    return out.str();
}

}  // namespace jiaodui
