// The promises of proofreading, on arbitrary pages, with all shipped rules and glossaries. The first byte chooses
// format, policy and settings; the rest is the page.
#include <algorithm>
#include <array>

#include "pipeline/engine/proofread.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace jiaodui;

namespace {

// What people may set: nothing; styles; every rule; every rule trusted, though they were not made for that.
Settings settings_of(unsigned choice) {
    Settings settings;
    if (choice == 1) {
        settings.quote_style = "corner";
        settings.space_style = "one";
    } else if (choice >= 2) {
        RuleSetting all;
        all.name = "*";
        all.on = true;
        if (choice == 3) all.tier = Tier::safe;
        settings.rules.push_back(std::move(all));
    }
    return settings;
}

std::shared_ptr<const Pipeline> pipeline_of(unsigned choice) {
    Problems problems;
    const ProjectReader nothing = [](const std::string&) -> Result<std::string> { return Error{}; };
    auto out = assemble(fuzz::shipped(), settings_of(choice), nothing, problems);
    fuzz::require(out != nullptr, "the shipped rules make a pipeline",
                  problems.empty() ? "" : fold(problems).message.en);
    return out;
}

const Pipeline& pipeline(unsigned choice) {
    static const std::array made{pipeline_of(0), pipeline_of(1), pipeline_of(2), pipeline_of(3)};
    return *made[choice];
}

// Hidden and locked bytes in their order: what nobody may change. In plain text spaces at line ends are hidden, too, so
// the regions' own markup is what counts here.
std::string markup_of(const Document& document) {
    std::string out;
    for (const Piece& piece : document.pieces) {
        if (piece.kind == PieceKind::point || piece.kind == PieceKind::locked)
            out += slice(document.bytes, piece.source);
    }
    return out;
}

// Fixes on markup itself are spoken of apart.
bool only_prose(const Outcome& outcome) {
    return std::none_of(outcome.records.begin(), outcome.records.end(),
                        [](const Record& record) { return record.finding.in_markup && record.fate == Fate::applied; });
}

// The characters of `small` stand in `large` in this order.
bool is_within(std::string_view small, std::string_view large) {
    std::size_t at = 0;
    for (const char c : large) at += at < small.size() && small[at] == c ? 1 : 0;
    return at == small.size();
}

struct Way {
    Format format = Format::wikijs;
    unsigned settings = 0;
    Policy policy;
    bool writes = true;
};

Outcome proofread_page(std::string bytes, const Way& way) {
    Result<Document> document = read("page.md", std::move(bytes), way.format);
    fuzz::require(document.has_value(), "what was written can be read again");
    set_page_script(*document, Settings{});
    ProofreadOptions options;
    options.policy = way.policy;
    options.check_always = way.writes;
    options.same_structure = [](const Document& before, std::string_view after) {
        return same_structure(before, after);
    };
    return proofread(pipeline(way.settings), std::make_shared<const Document>(std::move(*document)), options);
}

void check_hunks(const Outcome& outcome) {
    const Document& document = *outcome.document;
    std::vector<SourceEdit> edits;
    for (const Hunk& hunk : outcome.hunks) {
        fuzz::require(slice(document.bytes, hunk.at) == hunk.before, "a hunk says what stood there");
        fuzz::require(!hunk.records.empty(), "a hunk is credited");
        edits.push_back({hunk.at, hunk.after});
    }
    fuzz::require(splice(document.bytes, edits) == outcome.bytes, "the hunks, made in the source, give the result");
}

void check_entries(const Outcome& outcome) {
    std::vector<SourceEdit> all;
    for (const Entry& entry : outcome.entries) {
        fuzz::require(slice(outcome.document->bytes, entry.at) == entry.old_text, "an entry says what stands there");
        fuzz::require(!entry.records.empty() && entry.records.front() < outcome.records.size(),
                      "an entry has a speaker");
        for (const SourceEdit& edit : entry.edits)
            fuzz::require(!utf8::first_invalid(edit.text), "edits are UTF-8", edit.text);
        all.insert(all.end(), entry.edits.begin(), entry.edits.end());
    }
    std::stable_sort(all.begin(), all.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    for (std::size_t i = 1; i < all.size(); ++i) {
        fuzz::require(all[i - 1].at.end <= all[i].at.begin, "what is shown does not overlap", all[i].text);
    }
}

// For the report of a finding.
std::string changes_of(const Outcome& outcome) {
    std::string out = outcome.document->bytes + "\n-----\n";
    for (const Hunk& hunk : outcome.hunks) {
        out += std::to_string(hunk.at.begin) + " [" + hunk.before + "] -> [" + hunk.after + "]";
        for (const std::size_t record : hunk.records) out += " " + std::string(outcome.records[record].finding.rule);
        out += '\n';
    }
    for (const Record& record : outcome.records) {
        if (record.fate != Fate::unstable && record.fate != Fate::cuts_markup) continue;
        out += std::to_string(record.source.begin) + "-" + std::to_string(record.source.end) + " " +
               std::string(name_of(record.fate)) + " " + std::string(record.finding.rule) + '\n';
    }
    return out + "=====\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view source = fuzz::text_of(data, size);
    const unsigned choice = fuzz::choose(source, 24);
    Way way;
    way.format = std::array{Format::wikijs, Format::markdown, Format::plain}[choice % 3];
    if (choice / 3 % 2 == 1) way.policy.apply = Tier::suggest;
    way.settings = choice / 6;
    if (!read("page.md", std::string(source), way.format)) return 0;

    const Outcome first = proofread_page(std::string(source), way);
    check_hunks(first);
    check_entries(first);
    way.writes = false;
    const Outcome told = proofread_page(std::string(source), way);
    if (told.bytes != first.bytes)
        fuzz::require(false, "check promises what fix does", changes_of(told) + changes_of(first));
    fuzz::require(!utf8::first_invalid(first.bytes), "the result is UTF-8", first.bytes);
    if (!first.changed()) fuzz::require(first.bytes == source, "no hunks, no change");
    fuzz::require(same_structure(*first.document, first.bytes), "the structure stays", first.bytes);
    if (only_prose(first))
        fuzz::require(is_within(markup_of(*first.document), first.bytes), "markup stays", first.bytes);
    if (way.policy.apply == Tier::suggest)
        return 0;  // a suggestion made may deserve another one; only the safe tier promises rest
    const Outcome second = proofread_page(first.bytes, way);
    if (second.bytes != first.bytes)
        fuzz::require(false, "a second run has nothing to do", changes_of(first) + changes_of(second));
    return 0;
}
