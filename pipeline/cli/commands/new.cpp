// new: a page from what a recogniser wrote: the repository's template filled in, the text with its line ends decided
// where that is sure, and the times beside it (review/cue_sidecar.hpp). Never writes over a file. Tested by
// tests/spec/new.md.
#include <algorithm>
#include <filesystem>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/line_ends.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/new_page.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

namespace fs = std::filesystem;

constexpr float kSure = 0.8f;

Error wrong(std::string zh, std::string en, std::string file = {}) {
    return {ErrorCode::invalid_value, {std::move(zh), std::move(en)}, {}, {std::move(file)}};
}

bool is_there(const fs::path& path) {
    std::error_code none;
    return fs::exists(fs::symlink_status(path, none));
}

// --template as a path, or the name of one in the folder template/; without it the one that is named like the page's
// folder.
Result<std::string> read_template(const Context& context, const Project& project, const std::string& page) {
    const std::string given = context.args.get("template");
    const fs::path folder = fs::path(project.root()) / "template";
    if (given.empty()) {
        const std::string in_root = path_in_root(project.root(), page);
        const fs::path own = folder / (in_root.substr(0, in_root.find('/')) + ".md");
        return in_root.find('/') != std::string::npos && is_there(own) ? read_whole(own)
                                                                       : Result<std::string>(std::string());
    }
    const fs::path named = folder / (given + ".md");
    return read_whole(!is_there(given) && is_there(named) ? named : fs::path(given));
}

// The placeholders that page/placeholder knows, by their names.
std::vector<Placeholder> placeholders_of(const Pipeline& pipeline) {
    std::vector<Placeholder> out;
    const Rule* rule = pipeline.rules->find("page/placeholder");
    const auto* words = rule != nullptr ? rule->param("words") : nullptr;
    const auto* names = rule != nullptr ? rule->param("names") : nullptr;
    for (std::size_t i = 0; words != nullptr && i < words->size(); ++i) {
        const std::string& word = (*words)[i];
        out.push_back({names != nullptr && i < names->size() ? (*names)[i] : word, word});
    }
    return out;
}

// Takes the template's fields out of --set; what is left there concerns the configuration.
std::vector<PageField> take_fields(Args& args, std::vector<std::string>& settings) {
    std::vector<PageField> out;
    for (const std::string& one : args.all("set")) {
        const std::size_t equals = one.find('=');
        const std::string name = one.substr(0, equals);
        const bool setting = equals == std::string::npos || name.find_first_of("./") != std::string::npos;
        if (setting) settings.push_back(one);
        else out.push_back({name, one.substr(equals + 1)});
    }
    args.values_.erase("set");
    if (!settings.empty()) args.values_["set"] = settings;
    return out;
}

std::string notice_of(const Settings& settings) {
    if (settings.transcript_notice.empty()) return {};
    const std::string& text = settings.transcript_notice.front();
    return text.ends_with("。") ? text : text + "，存在一定错误，校对正在进行中。";
}

struct Heard {
    std::shared_ptr<const std::vector<TimedText>> cues;
    std::string text;  // as lines of Markdown
};

Result<Heard> listen(const std::string& path, const Settings& settings) {
    Result<std::vector<TimedText>> cues = read_times(path, settings);
    if (!cues) return cues.error();
    std::string text = caption_lines(*cues);
    return Heard{std::make_shared<const std::vector<TimedText>>(std::move(*cues)), std::move(text)};
}

struct Segmented {
    std::string bytes;
    std::size_t written = 0, left = 0;
};

Result<Segmented> segmented(const Project& project, const Project::Plan& plan, const std::string& path,
                            const std::string& page, const Heard& heard, float above) {
    Input input{path, path, std::make_shared<const std::string>(page)};
    input.times = heard.cues;
    const FileOutcome outcome = proofread_input(input, project, plan, Policy{}, false);
    if (!outcome) return outcome.error();
    const LineEnds ends = line_ends_of(*outcome, above);
    Result<std::string> bytes = with_line_ends(*outcome, ends);
    if (!bytes) return bytes.error();
    return Segmented{std::move(*bytes), ends.taken.size(), ends.left};
}

void tell(const Context& context, const std::string& path, const Heard& heard, const Segmented& page,
          const std::vector<Placeholder>& placeholders) {
    if (context.args.has("quiet")) return;
    const std::string cues = std::to_string(heard.cues->size()), written = std::to_string(page.written),
                      left = std::to_string(page.left);
    std::ostream& out = context.out.stream();
    out << context.say("写好 " + printable(path) + "：" + cues + " 条字幕，断句 " + written + " 处，另 " + left +
                           " 处没有把握，照旧\n时间在 ",
                       "wrote " + printable(path) + ": " + cues + " cues, " + written + " line ends decided, " + left +
                           " unsure ones left\ntimes: ")
        << printable(sidecar_path(path)) << '\n';
    for (const Placeholder& one : placeholders) {
        if (page.bytes.find(one.text) != std::string::npos)
            out << context.say("还没有填：", "not filled in: ") << one.text << '\n';
    }
}

int run(Context& context) {
    const std::string from = context.args.get("from");
    const auto refuse = [&](const Error& error) {
        context.complain(error);
        return kFailed;
    };
    if (context.args.words.size() != 1 || from.empty())
        return refuse(wrong("请给出页面与 --from 文件", "name the page and the file with --from"));
    const std::string path = context.args.words.front();
    if (format_of_file(path) != Format::wikijs) return refuse(wrong("页面应是 .md 文件", "a page is a .md file", path));
    for (const std::string& file : {path, sidecar_path(path)}) {
        if (is_there(file)) return refuse(wrong("已有这个文件，没有动它", "is there already; left alone", file));
    }
    bool ok = true;
    const auto above = confidence_flag(context, "accept-above", ok);
    if (!ok) return kFailed;
    std::vector<std::string> settings;
    const std::vector<PageField> fields = take_fields(context.args, settings);
    ask_for_line_ends(context.args, false);
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const Project::Plan* plan = project->plan_for(path, context);
    if (plan == nullptr) return kFailed;
    const Result<std::string> pattern = read_template(context, *project, path);
    if (!pattern) return refuse(pattern.error());
    const std::vector<Placeholder> placeholders = placeholders_of(*plan->pipeline);
    for (const PageField& field : fields) {
        if (!has_field(*pattern, placeholders, field.name))
            return refuse(wrong("模板里没有这一项：" + field.name, "the template has no such field: " + field.name));
    }
    const Result<Heard> heard = listen(from, plan->settings);
    if (!heard) return refuse(heard.error());
    const std::string page = compose({*pattern, placeholders, fields, notice_of(plan->settings), heard->text});
    const Result<Segmented> done = segmented(*project, *plan, path, page, *heard, above.value_or(kSure));
    if (!done) return refuse(done.error());
    if (context.args.has("dry-run")) {
        context.out.stream() << done->bytes;
        return kDone;
    }
    std::error_code none;
    if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, none);
    if (const Result<void> put = put_file(sidecar_path(path), write_sidecar(*heard->cues)); !put)
        return refuse(put.error());
    if (const Result<void> put = put_file(path, done->bytes); !put) return refuse(put.error());
    tell(context, path, *heard, *done, placeholders);
    return kDone;
}

}  // namespace

Command new_command() {
    return {"new",
            "PATH --from FILE",
            {"由字幕或识别结果新建一页：模板、断句、时间",
             "a page from subtitles or a recogniser's file: template, line ends, times"},
            "jiaodui new opinion/91.md --from 91.srt --set bv=BV1xx411c7mD",
            {{"from",
              0,
              "FILE",
              {"srt、vtt、ass、lrc、json 等带时间的文件", "a file with times: srt, vtt, ass, lrc, json …"}},
             {"template",
              0,
              "T",
              {"模板：路径，或 template/ 里的名字；默认与页面所在文件夹同名的",
               "a path, or a name in template/; by default the one named like the page's folder"}},
             {"accept-above",
              0,
              "P",
              {"写入比 P 更有把握的断句，默认 0.8", "write line ends that are at least this sure; 0.8 by default"}},
             {"dry-run", 'n', "", {"只显示这一页", "only show the page"}}},
            run};
}

}  // namespace jiaodui::cli
