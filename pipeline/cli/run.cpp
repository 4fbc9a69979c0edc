// Tested by tests/cli/*.md.
#include "pipeline/cli/run.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "pipeline/api/version.hpp"
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/base/mapped_file.hpp"
#include "pipeline/cli/git_inputs.hpp"
#include "pipeline/cli/progress.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/engine/batch.hpp"
#include "pipeline/engine/same_body.hpp"
#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui::cli {
namespace {

Result<std::string> read_stdin() {
    std::string out;
    char bytes[1 << 16];
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            const std::string why = std::strerror(errno);
            return Error{ErrorCode::io, {"无法读取标准输入：" + why, "cannot read standard input: " + why}, {}, {"-"}};
        }
        if (got == 0) return out;
        out.append(bytes, static_cast<std::size_t>(got));
        if (out.size() >= kSizeLimit) {
            return Error{ErrorCode::too_large, {"输入过大（上限 1 GiB）", "too large (the limit is 1 GiB)"}, {}, {"-"}};
        }
    }
}

}  // namespace

FileOutcome proofread_input(const Input& input, const Project& project, const Project::Plan& plan, const Policy& policy,
                            bool writes) {
    Result<std::string> bytes = input.bytes ? Result<std::string>(*input.bytes) : read_input(input.path);
    if (!bytes) return bytes.error();
    Result<Document> document = read_document(input.name, std::move(*bytes), plan.settings);
    if (!document) {
        Error error = document.error();
        if (error.where.file.empty()) error.where.file = input.name;
        return error;
    }
    if (const Result<void> timed = add_times(*document, input.path, input.times.get()); !timed) return timed.error();
    PageOptions options;
    options.policy = policy;
    options.writes = writes;
    options.lines = input.lines ? &*input.lines : nullptr;
    return proofread_page(project, plan, std::move(*document), path_in_root(project.root(), input.name), options);
}

Result<std::string> read_input(const std::string& path) { return path == "-" ? read_stdin() : read_whole(path); }

Result<std::vector<TimedText>> read_times(const std::string& path, const Settings& settings) {
    Result<std::string> bytes = read_input(path);
    if (!bytes) return bytes.error();
    const Result<Document> document = read_document(path, std::move(*bytes), settings);
    if (!document) return document.error();
    std::vector<TimedText> cues = timed_texts(*document);
    if (!cues.empty()) return cues;
    return Error{ErrorCode::invalid_value,
                 {"里面没有带时间的文字", "it holds no text with times"},
                 {"认得 srt、vtt、ass、lrc、Whisper、whisper.cpp、FunASR 的文件；用 --input-format 指明",
                  "known are srt, vtt, ass, lrc and the files of Whisper, whisper.cpp and FunASR; say which with "
                  "--input-format"},
                 {path}};
}

Result<void> add_times(Document& page, const std::string& path, const std::vector<TimedText>* times) {
    if (page.format != Format::wikijs && page.format != Format::markdown) return {};
    if (times != nullptr) {
        attach_cues(page, *times);
        return {};
    }
    const std::string beside = sidecar_path(path);
    if (path == "-" || ::access(beside.c_str(), F_OK) != 0) return {};
    const Result<std::string> bytes = read_whole(beside);
    if (!bytes) return bytes.error();
    const Result<std::vector<TimedText>> heard = parse_sidecar(*bytes, beside);
    if (!heard) return heard.error();
    attach_cues(page, *heard);
    return {};
}

Inputs find_inputs(const Context& context, const Project& project) {
    return asks_git(context) ? find_git_inputs(context, project) : find_walked_inputs(context, project);
}

Inputs find_walked_inputs(const Context& context, const Project& project) {
    Inputs out;
    std::vector<std::string> arguments = context.args.words;
    const auto dash = std::find(arguments.begin(), arguments.end(), "-");
    if (dash != arguments.end()) {
        arguments.erase(std::remove(arguments.begin(), arguments.end(), "-"), arguments.end());
        const std::string name = context.args.get("stdin-filename", "-");
        out.files.push_back(Input{"-", name});
        if (arguments.empty()) return out;
    }
    if (arguments.empty()) arguments.emplace_back(".");
    Walked walked = walk(arguments, project.config(), !project.isolated());
    for (const Error& problem : walked.problems) context.complain(problem);
    out.failed = walked.problems.size();
    for (std::string& file : walked.files) out.files.push_back(Input{file, file});
    for (const std::string& file : walked.left_out) {
        if (context.args.has("verbose")) {
            context.complain({ErrorCode::io, {"按配置略过", "left out by the configuration"}, {}, {file}});
        }
    }
    return out;
}

std::size_t proofread_files(const Context& context, Project& project, const std::vector<Input>& files,
                            const Policy& policy, const FileDone& done, bool writes) {
    project.expect(files.size(), context.jobs);
    std::vector<const Project::Plan*> plans;
    plans.reserve(files.size());
    for (const Input& input : files) plans.push_back(project.plan_for(input.name, context));
    std::size_t failed = 0;
    std::atomic<bool> stop = false;
    Progress progress(files.size(), !context.args.has("no-progress") && !context.out.paged(), context.lang);
    SameBody same_body;
    std::vector<BodyDigest> digests(files.size());  // each made in its file's thread, used up in order
    const auto same_body_rule = [&](std::size_t index) -> const Rule* {
        const Rule* rule = files.size() > 1 ? plans[index]->pipeline->rules->find("page/same-body") : nullptr;
        return rule != nullptr && rule->on ? rule : nullptr;
    };
    const auto work = [&](std::size_t index) -> FileOutcome {
        if (stop || plans[index] == nullptr) return Error{};
        FileOutcome outcome = proofread_input(files[index], project, *plans[index], policy, writes);
        if (outcome && same_body_rule(index) != nullptr) digests[index] = digest_of(*outcome->document);
        return outcome;
    };
    run_in_order(files.size(), context.jobs, work, [&](std::size_t index, FileOutcome outcome) {
        progress.step(files[index].name);
        if (stop) return;
        if (!outcome) {
            progress.clear();
            ++failed;
            if (plans[index] != nullptr) context.complain(outcome.error());
            return;
        }
        if (const Rule* rule = same_body_rule(index)) {
            const auto match = same_body.add(std::move(digests[index]));
            if (match) report_same_body(*rule, *match, *outcome);
        }
        if (context.out.terminal()) progress.clear();
        done(files[index], plans[index]->settings, std::move(*outcome));
        stop = context.out.reader_gone();  // nobody listens any more
    });
    return failed;
}

EmitOptions emit_options(const Context& context) {
    EmitOptions options;
    options.lang = context.lang;
    options.colour = context.colour;
    options.terminal = context.out.terminal();
    options.columns = context.out.columns();
    options.ambiguous_width = context.ambiguous_width;
    options.quiet = context.args.has("quiet");
    options.mending_command = mending_command(context);
    return options;
}

RunInfo run_info(const Project& project, bool in_full) {
    RunInfo info{std::string(kVersion), {}};
    if (!in_full) return info;  // it takes as long as a page does
    for (const Rule& rule : project.rules().rules) info.rule_names.emplace(rule.id, rule.alias);
    for (const std::string_view name : {"rules.bin", "glossary.bin", "words.bin", "pinyin.bin"}) {
        const auto file = MappedFile::open(project.resources().path(name));
        if (!file) continue;
        Hasher hash;
        hash.add(file->bytes());
        info.data.emplace_back(name, hex16(hash.value()));
    }
    // Of the model a sample is hashed: seventeen megabytes would take as long as twenty pages.
    if (const std::string model = LanguageModel::find_model(); !model.empty()) {
        info.data.emplace_back("zh_CN.lm", hex16(LanguageModel::fingerprint(model)));
    }
    return info;
}

bool one_of(const Context& context, std::string_view option, const std::string& value,
            std::span<const std::string_view> names) {
    if (std::find(names.begin(), names.end(), value) != names.end()) return true;
    const std::string flag = "--" + std::string(option) + ' ' + value;
    context.complain(
        {ErrorCode::unknown_name, {"没有这个值：" + flag, "no such value: " + flag}, advice_for(value, names), {}});
    return false;
}

std::optional<float> confidence_flag(const Context& context, std::string_view option, bool& ok) {
    if (!context.args.has(option)) return std::nullopt;
    const std::string text = context.args.get(option);
    float value = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1) return value;
    const std::string flag = "--" + std::string(option) + ' ' + text;
    context.complain(
        {ErrorCode::invalid_value, {"取值须在 0 与 1 之间：" + flag, "must be between 0 and 1: " + flag}, {}, {}});
    ok = false;
    return std::nullopt;
}

}  // namespace jiaodui::cli
