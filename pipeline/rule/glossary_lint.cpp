// Tables by exact text; "inside another term" is asked of the matcher that the glossary has anyway.
// Tested by tests/unit/rule/glossary_lint_test.cpp.
#include "pipeline/rule/glossary_lint.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

Error at(const GlossaryEntry& entry, std::uint32_t line, Message message, Message advice = {}) {
    return {ErrorCode::conflict, std::move(message), std::move(advice), {entry.file, line == 0 ? entry.line : line, 0}};
}

bool unconditional(const WrongForm& form) { return form.before.empty() && form.after.empty() && form.near.empty(); }

class Linter {
  public:
    Linter(std::span<const GlossaryEntry> entries, const Words* words) : entries_(entries), words_(words) {}

    GlossaryLint run() {
        for (const GlossaryEntry& entry : entries_) {
            if (!entry.term.empty()) right_.emplace(entry.term, &entry);
            for (const auto* list : {&entry.alias, &entry.keep}) {
                for (const std::string& text : *list) right_.emplace(text, &entry);
            }
        }
        for (const GlossaryEntry& entry : entries_) {
            repeated_entry(entry);
            for (const WrongForm& form : entry.wrong) check(entry, form);
            if (entry.tier == Tier::safe && !entry.proven()) unproven(entry);
        }
        inside_others();
        order();
        return std::move(out_);
    }

  private:
    void repeated_entry(const GlossaryEntry& entry) {
        // Rows of a table repeat their term, one wrong form each; only an entry that says nothing new is a repetition.
        if (entry.term.empty() || !entry.wrong.empty()) return;
        const GlossaryEntry* first = right_.at(entry.term);
        if (first != &entry && first->term == entry.term) {
            out_.problems.push_back(
                at(entry, 0,
                   {"“" + entry.term + "”重复，已见于第" + std::to_string(first->line) + "行",
                    "“" + entry.term + "” occurs twice, first on line " + std::to_string(first->line)}));
        }
    }

    void check(const GlossaryEntry& entry, const WrongForm& form) {
        const auto right = right_.find(form.text);
        if (right != right_.end() && unconditional(form)) {
            out_.problems.push_back(
                at(entry, form.line,
                   {"“" + form.text + "”在第" + std::to_string(right->second->line) + "行是对的写法",
                    "“" + form.text + "” is a right form on line " + std::to_string(right->second->line)},
                   {"两处留一处，或加上 before、after、near", "keep one of them, or add before, after or near"}));
        }
        if (unconditional(form)) {
            const auto [first, fresh] = wrong_.try_emplace(form.text, &entry, form.line);
            if (!fresh) {
                const bool same = first->second.first->term == entry.term;
                const std::string line = std::to_string(first->second.second);
                out_.problems.push_back(at(entry, form.line,
                                           same
                                               ? Message{"“" + form.text + "”与第" + line + "行重复",
                                                         "“" + form.text + "” repeats line " + line}
                                               : Message{"“" + form.text + "”有两种改法，另见第" + line + "行",
                                                         "“" + form.text + "” has two right forms, see line " + line}));
            }
        }
        if (words_ != nullptr && words_->contains(form.text) && unconditional(form)) {
            out_.hints.push_back(at(
                entry, form.line,
                {"“" + form.text + "”是普通词，会误伤",
                 "“" + form.text + "” is an ordinary word and will hit right text"},
                {"加上 near、before 或 after，或设 tier: suggest", "add near, before or after, or set tier: suggest"}));
        }
    }

    void unproven(const GlossaryEntry& entry) {
        for (const WrongForm& form : entry.wrong) {
            if (utf8::count(form.text) > 2) continue;
            out_.hints.push_back(at(
                entry, form.line,
                {"两个字的“" + form.text + "”要一正一反两个例句才能算 safe，现按 suggest 处理",
                 "“" + form.text + "” of two characters is a suggestion until two examples prove it"},
                {"在 examples 中写一句该改的、一句不该改的", "give one example that changes and one that does not"}));
        }
    }

    void inside_others() {
        std::vector<std::string_view> texts;
        std::vector<std::pair<const GlossaryEntry*, const WrongForm*>> owners;
        for (const GlossaryEntry& entry : entries_) {
            for (const WrongForm& form : entry.wrong) {
                texts.push_back(form.text);
                owners.emplace_back(&entry, &form);
            }
        }
        const PhraseMatcher matcher = PhraseMatcher::build(texts);
        std::vector<PhraseHit> hits;
        for (const auto& [text, owner] : right_) {
            hits.clear();
            matcher.find_all(text, {0, static_cast<std::uint32_t>(text.size())}, hits);
            for (const PhraseHit& hit : hits) {
                if (hit.at.size() == text.size()) continue;
                const auto& [entry, form] = owners[hit.phrase];
                if (entry == owner && entry->term == text) self_feeding(*entry, *form);
                else
                    out_.hints.push_back(
                        at(*entry, form->line,
                           {"“" + form->text + "”在“" + text + "”之中",
                            "“" + form->text + "” stands inside “" + text + "”"},
                           {"整个词照常受保护；请确认单独出现时确实是错的",
                            "the whole word stays protected; make sure that the form is wrong elsewhere"}));
            }
        }
    }

    void self_feeding(const GlossaryEntry& entry, const WrongForm& form) {
        if (!unconditional(form)) return;
        out_.hints.push_back(at(entry, form.line,
                                {"“" + form.text + "”是“" + entry.term + "”的一部分，多半只是简称",
                                 "“" + form.text + "” is a part of “" + entry.term + "”, probably its short form"},
                                {"若是简称，写在 alias 中", "if it is accepted, put it into alias"}));
    }

    // Tables are kept in order, so that two people do not add one word in two places.
    void order() {
        const GlossaryEntry* last = nullptr;
        for (const GlossaryEntry& entry : entries_) {
            if (entry.file.size() < 4 || entry.file.substr(entry.file.size() - 4) != ".tsv" || entry.wrong.empty())
                continue;
            if (last != nullptr && last->file == entry.file && entry.wrong[0].text < last->wrong[0].text) {
                out_.hints.push_back(
                    at(entry, 0,
                       {"“" + entry.wrong[0].text + "”没有按顺序排列", "“" + entry.wrong[0].text + "” is out of order"},
                       {"用 LC_ALL=C sort 排序", "sort with LC_ALL=C sort"}));
            }
            last = &entry;
        }
    }

    std::span<const GlossaryEntry> entries_;
    const Words* words_;
    std::unordered_map<std::string, const GlossaryEntry*> right_;
    std::unordered_map<std::string, std::pair<const GlossaryEntry*, std::uint32_t>> wrong_;
    GlossaryLint out_;
};

void sort_by_place(Problems& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
        return std::tie(a.where.file, a.where.line, a.message.zh) < std::tie(b.where.file, b.where.line, b.message.zh);
    });
}

}  // namespace

GlossaryLint glossary_lint(std::span<const GlossaryEntry> entries, const Words* words) {
    GlossaryLint out = Linter(entries, words).run();
    sort_by_place(out.problems);
    sort_by_place(out.hints);
    return out;
}

std::string glossary_mend(const Glossary& glossary, std::string_view text, const Words* words) {
    std::vector<GlossaryHit> hits;
    glossary.find(text, {0, static_cast<std::uint32_t>(text.size())}, {words, false}, hits);
    std::string out;
    std::uint32_t done = 0;
    for (const GlossaryHit& hit : hits) {
        if (hit.fault == GlossaryFault::none) continue;
        out += text.substr(done, hit.at.begin - done);
        out += hit.want;
        done = hit.at.end;
    }
    return out += text.substr(done);
}

ExampleReport glossary_test(std::span<const GlossaryEntry> entries, const Glossary& glossary, const Words* words) {
    ExampleReport report;
    for (const GlossaryEntry& entry : entries) {
        for (const GlossaryExample& example : entry.examples) {
            ++report.run;
            std::string got = glossary_mend(glossary, example.text, words);
            if (got != example.want)
                report.failures.push_back({entry.file, example.line, example.text, example.want, std::move(got)});
        }
    }
    return report;
}

}  // namespace jiaodui
