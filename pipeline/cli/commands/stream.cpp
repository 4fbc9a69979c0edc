// stream: JSON lines through the pipeline. Tested by tests/spec/stream.md.
#include <unistd.h>

#include <array>
#include <cerrno>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/serve/stream.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 2> kEmit{"records", "findings"};

long read_some(char* into, std::size_t size) {
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, into, size);
        if (got >= 0 || errno != EINTR) return got;
    }
}

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

int run(Context& context) {
    if (!one_of(context, "emit", context.args.get("emit", "records"), kEmit)) return kFailed;
    if (!context.args.words.empty()) {
        context.complain({ErrorCode::invalid_value,
                          {"stream 只读标准输入", "stream reads standard input only"},
                          {"例如 jiaodui stream < 文件", "for instance jiaodui stream < FILE"},
                          {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    project->leave_out("homophone");  // it costs a hundred times as much as all others, and corrects nothing by itself
    const Project::Plan* plan = project->plan_for(context.args.get("stdin-filename", "-"), context);
    if (plan == nullptr) return kFailed;
    StreamOptions options;
    options.field = context.args.get("field", "text");
    options.id = context.args.get("id");
    options.findings_only = context.args.get("emit") == "findings";
    options.strict = context.args.has("strict");
    options.threads = context.jobs;
    options.lang = context.lang;
    int failure = 0;
    const auto write = [&](std::string_view bytes) {
        if (write_all(bytes)) return true;
        failure = errno;
        return false;
    };
    const StreamResult result = stream(*plan->pipeline, plan->settings, options, read_some, write);
    if (result.reader_gone && failure != EPIPE) {
        context.complain({ErrorCode::io, {"输出没有写完", "the output could not be written"}, {}, {}});
        return kFailed;
    }
    if (result.read_failed) {
        context.complain({ErrorCode::io, {"无法读取标准输入", "cannot read standard input"}, {}, {"-"}});
        return kFailed;
    }
    if (result.failed > 0) {
        const std::string count = std::to_string(result.failed);
        context.complain({ErrorCode::syntax,
                          {"有 " + count + " 行不是这样的记录",
                           count + (result.failed == 1 ? " line is" : " lines are") + " no such record"},
                          {"输出里有各行的行号和原因", "the output tells their numbers and why"},
                          {"-"}});
        return kFailed;
    }
    return kDone;
}

}  // namespace

Command stream_command() {
    return {
        "stream",
        "< LINES",
        {"逐行校对 JSON 记录流", "proofread a stream of JSON lines"},
        "jiaodui stream --field text --id id < in.jsonl > out.jsonl",
        {{"field", 0, "NAME", {"文字所在的字段，默认 text", "the member that holds the text; text by default"}},
         {"id", 0, "NAME", {"记录的编号字段，写进每处发现", "the member that names a record; repeated in findings"}},
         {"emit",
          0,
          "records|findings",
          {"findings：只输出发现，一行一处", "findings: one line a finding instead of the records"}},
         {"strict", 0, "", {"遇到坏行就停", "stop at the first bad line"}},
         {"min-confidence", 0, "N", {"建议的显示阈值，0 到 1", "display threshold of suggestions, 0 to 1"}},
         {"select", 0, "R", {"只用这些规则，可重复，可用逗号", "only these rules; repeatable, commas allowed"}, true},
         {"ignore", 0, "R", {"不用这些规则", "without these rules"}, true}},
        run};
}

}  // namespace jiaodui::cli
