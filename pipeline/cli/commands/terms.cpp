// terms: a page's names, confirmed before it is proofread. The answers are lines of standard input, so that a terminal
// and a script are the same. Tested by tests/cli/terms.md.
#include <iostream>
#include <optional>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/edit/history.hpp"
#include "pipeline/learn/cast_list.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

// What the page's list says already.
std::vector<std::string> listed(const std::string& path) {
    std::vector<std::string> out;
    Problems ignored;
    const Result<std::string> text = read_whole(path);
    if (!text) return out;
    for (const GlossaryEntry& entry : glossary_load(*text, path, ignored)) {
        out.push_back(entry.term);
        out.insert(out.end(), entry.keep.begin(), entry.keep.end());
        for (const WrongForm& wrong : entry.wrong) out.push_back(wrong.text);
    }
    return out;
}

std::optional<std::vector<CastEntry>> cast_of(Context& context, Project& project, const std::string& page) {
    const SoundLexicon& sound = project.sound();
    if (sound.characters() == nullptr) {
        for (const Error& error : sound.missing()) context.complain(error);
        return std::nullopt;
    }
    Result<std::string> bytes = read_input(page);
    Result<Document> document =
        bytes ? read_document(page, std::move(*bytes), effective(project.config(), path_in_root(project.root(), page)))
              : Result<Document>(bytes.error());
    if (!document) {
        context.complain(document.error());
        return std::nullopt;
    }
    const History history(std::make_shared<const Document>(std::move(*document)));
    return cast_list(history.draft(1), *sound.pinyin(), *sound.characters(), project.archive(context),
                     listed(page_terms_path(page)));
}

std::string line_of(const Context& context, std::size_t number, const CastEntry& entry) {
    std::string out = std::to_string(number) + ". " + printable(entry.text) + "  ";
    if (entry.on_page > 0) out += "×" + std::to_string(entry.on_page) + "  ";
    switch (entry.from) {
        case CastEntry::From::given:
            out += context.say("标题、说明或小标题里写的", "written in title, description or heading");
            break;
        case CastEntry::From::unknown: out += context.say("是什么？", "what is it?"); break;
        case CastEntry::From::archive:
            out += context.say("存档里 ", "in the archive ") + std::to_string(entry.in_archive) +
                   context.say(" 次", " times");
            break;
    }
    return out;
}

// Enter: it is right. A word: that is what it should be. `-`: not for the list. `q`: enough.
Result<bool> take(const std::string& path, const CastEntry& entry, const std::string& answer) {
    return change_glossary(path, [&](const std::string& text, const std::string& name) {
        if (!answer.empty()) return glossary_add(text, name, entry.text, answer);
        if (entry.from == CastEntry::From::unknown) return glossary_add_keep(text, name, entry.text);
        return glossary_add(text, name, "", entry.text);
    });
}

int ask(Context& context, const std::string& page, const std::vector<CastEntry>& all) {
    std::ostream& out = context.out.stream();
    const std::string path = page_terms_path(page);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        out << line_of(context, i + 1, all[i])
            << context.say("  [回车=对，-=不要，q=够了，或写正确的] ",
                           "  [Enter: right, -: no, q: enough, or what is right] ")
            << std::flush;
        std::string answer;
        if (!std::getline(std::cin, answer) || answer == "q") break;
        if (!answer.empty() && answer.back() == '\r') answer.pop_back();
        if (answer == "-") continue;
        const Result<bool> done = take(path, all[i], answer == all[i].text ? "" : answer);
        if (!done) {
            context.complain(done.error());
            return kFailed;
        }
        taken += *done ? 1 : 0;
    }
    out << '\n';
    if (taken > 0)
        out << context.say("写入 ", "Written to ") << printable(path) << context.say("：", ": ") << taken
            << context.say(" 条\n", taken == 1 ? " entry\n" : " entries\n");
    return kDone;
}

int run(Context& context) {
    if (context.args.words.size() != 1) {
        context.complain({ErrorCode::invalid_value,
                          {"请给出一个页面", "name one page"},
                          {"jiaodui terms 页面.md", "jiaodui terms PAGE.md"},
                          {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const std::string page = context.args.words.front();
    const auto all = cast_of(context, *project, page);
    if (!all) return kFailed;
    if (all->empty()) {
        context.out.stream() << context.say("没有要问的名字。\n", "There are no names to ask about.\n");
        return kDone;
    }
    if (context.args.has("ask")) return ask(context, page, *all);
    for (std::size_t i = 0; i < all->size(); ++i) context.out.stream() << line_of(context, i + 1, (*all)[i]) << '\n';
    return kDone;
}

}  // namespace

Command terms_command() {
    return {
        "terms",
        "PAGE",
        {"校对之前先认一页里的名字", "a page's names, to be confirmed before it is proofread"},
        "jiaodui terms --ask main/901-1000/910.md",
        {{"ask",
          0,
          "",
          {"逐个问，答案写进旁边的 PAGE.terms.yaml", "ask about each; the answers go into PAGE.terms.yaml beside it"}}},
        run};
}

}  // namespace jiaodui::cli
