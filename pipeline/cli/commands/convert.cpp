// convert: every change of an OpenCC configuration on every byte, or on the prose of a page alone.
// No tiers, no exceptions, no protection: those belong to check and fix. Tested by
// tests/cli/convert.md.
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/read/reader.hpp"

namespace jiaodui::cli {
namespace {

// The prose of a page converted, its markup as it was. A change that markup divides is left out.
Result<std::string> convert_page(const ScriptConverter& converter, const Document& document) {
    std::vector<SourceEdit> edits;
    for (const Region& region : document.regions) {
        std::vector<ScriptChange> changes;
        converter.convert(slice(document.view, region.at), changes);
        for (const ScriptChange& change : changes) {
            const Span at{change.at.begin + region.at.begin, change.at.end + region.at.begin};
            if (document.plain_in(at)) edits.push_back({document.to_source(at), change.text});
        }
    }
    return splice(document.bytes, edits);
}

Result<std::string> convert_one(const Context& context, const ScriptConverter& converter, const std::string& path) {
    Result<std::string> bytes = read_input(path);
    if (!bytes) return bytes;
    const std::string profile = context.args.get("profile", "plain");
    if (profile == "plain") return convert_text(converter, *bytes);
    const Result<Format> format = format_named(profile);
    if (!format) return format.error();
    const std::string name = path == "-" ? context.args.get("stdin-filename", "-") : path;
    const Result<Document> document = read(name, std::move(*bytes), *format);
    if (!document) return document.error();
    return convert_page(converter, *document);
}

int run(Context& context) {
    if (!context.args.has("to")) {
        context.complain({ErrorCode::invalid_value,
                          {"请用 --to 给出 OpenCC 配置", "name an OpenCC configuration with --to"},
                          {"例如 --to t2s", "for instance --to t2s"},
                          {}});
        return kFailed;
    }
    const std::string name = context.args.get("to");
    if (!one_of(context, "to", name, ScriptConverter::names())) return kFailed;
    const auto converter = ScriptConverter::load(name);
    if (!converter) {
        context.complain(converter.error());
        return kFailed;
    }
    std::vector<std::string> paths = context.args.words;
    if (paths.empty()) paths.emplace_back("-");
    int status = kDone;
    for (const std::string& path : paths) {
        const Result<std::string> text = convert_one(context, **converter, path);
        if (text) {
            context.out.stream() << *text;
        } else {
            context.complain(text.error());
            status = kFailed;
        }
    }
    return status;
}

}  // namespace

Command convert_command() {
    return {"convert",
            "[FILE…]",
            {"简繁转换，结果写到标准输出", "convert between scripts, to standard output"},
            "jiaodui convert --to t2s < in.txt > out.txt",
            {{"to",
              0,
              "CONFIG",
              {"OpenCC 配置：t2s s2t s2tw s2twp s2hk …", "OpenCC configuration: t2s s2t s2tw s2twp s2hk …"}},
             {"profile",
              0,
              "P",
              {"plain（默认，每个字节）、wikijs、markdown：只转正文",
               "plain (default, every byte); wikijs, markdown: prose only"}}},
            run};
}

}  // namespace jiaodui::cli
