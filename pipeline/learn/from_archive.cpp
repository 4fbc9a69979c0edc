// Tested by tests/property/archive_property.cpp and tests/cli/learn.md.
#include "pipeline/learn/from_archive.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "pipeline/base/binary.hpp"
#include "pipeline/document/notice.hpp"
#include "pipeline/learn/catalog.hpp"
#include "pipeline/learn/parallel.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

using Builders = std::vector<std::unique_ptr<const SectionBuilder>>;

enum class Fate { learned, with_notice, failed };

struct Page {
    Fate fate = Fate::failed;
    std::uint64_t digest = 0;
    std::size_t size = 0;
    std::vector<std::string> gathered;  // by builder
    std::optional<Error> problem;
};

std::uint64_t digest_of(std::string_view bytes) {
    Hasher hash;
    hash.add(bytes);
    return hash.value();
}

// Digests only: most runs find nothing changed.
void look_at(const LearnInput& input, const std::string& file, Page& page) {
    const Result<std::string> bytes = input.read(file);
    if (!bytes) {
        page.problem = bytes.error();
        return;
    }
    page.fate = notice_in(*bytes, input.notices) ? Fate::with_notice : Fate::learned;
    page.digest = digest_of(*bytes);
    page.size = bytes->size();
}

void gather(const LearnInput& input, const std::string& file, const Builders& builders, Page& page) {
    Result<std::string> bytes = input.read(file);
    if (!bytes || digest_of(*bytes) != page.digest) {
        page.problem = bytes ? Error{ErrorCode::conflict,
                                     {"文件刚刚变了", "the file has just changed"},
                                     {"请再运行一次", "run again"},
                                     {file, 0, 0}}
                             : bytes.error();
        page.fate = Fate::failed;
        return;
    }
    const Result<Document> document = input.parse(file, std::move(*bytes));
    if (!document) {
        page.problem = document.error();
        if (page.problem->where.file.empty()) page.problem->where.file = file;
        page.fate = Fate::failed;
        return;
    }
    for (const auto& builder : builders) page.gathered.push_back(builder->gather(*document));
}

// What the lexicon is made of: the builders, and the pages with their digests.
std::string pages_section(const Builders& builders, const std::vector<std::string>& files,
                          const std::vector<std::size_t>& learned, const std::vector<Page>& pages) {
    BinaryWriter out;
    out.count(builders.size());
    for (const auto& builder : builders) out.text(builder->name());
    out.count(learned.size());
    for (const std::size_t i : learned) {
        out.text(files[i]);
        out.u64(pages[i].digest);
    }
    return out.bytes();
}

}  // namespace

Result<LearnedArchive> learn_archive(const LearnInput& input) {
    const Builders builders = section_builders(input.words, input.pinyin);
    std::vector<std::string> files = input.files;
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    std::vector<Page> pages(files.size());
    for_each_index(files.size(), input.jobs, [&](std::size_t i) { look_at(input, files[i], pages[i]); });

    LearnedArchive out;
    std::vector<std::size_t> learned;
    std::unordered_map<std::uint64_t, std::size_t> seen;  // digest → size
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i].fate == Fate::with_notice) ++out.with_notice;
        if (pages[i].fate != Fate::learned) continue;
        const auto [at, fresh] = seen.emplace(pages[i].digest, pages[i].size);
        if (fresh || at->second != pages[i].size) learned.push_back(i);
        else ++out.doubled;
    }
    const auto gather_problems = [&] {
        for (const Page& page : pages) {
            if (page.problem) out.problems.push_back(*page.problem);
        }
    };
    if (input.present != nullptr && input.present->section("pages") == pages_section(builders, files, learned, pages)) {
        gather_problems();
        out.pages = learned.size();
        out.unchanged = true;
        return out;
    }
    for_each_index(learned.size(), input.jobs,
                   [&](std::size_t i) { gather(input, files[learned[i]], builders, pages[learned[i]]); });
    std::erase_if(learned, [&](std::size_t i) { return pages[i].fate != Fate::learned; });
    gather_problems();
    out.pages = learned.size();
    std::vector<std::optional<Result<std::vector<ArchiveSection>>>> built(builders.size());
    for_each_index(builders.size(), input.jobs, [&](std::size_t i) {
        std::vector<std::string_view> gathered;
        for (const std::size_t page : learned) gathered.push_back(pages[page].gathered[i]);
        built[i] = builders[i]->build(gathered);
    });
    std::vector<ArchiveSection> sections;
    for (auto& of_builder : built) {
        if (!*of_builder) return of_builder->error();
        for (ArchiveSection& section : **of_builder) sections.push_back(std::move(section));
    }
    sections.emplace_back("pages", pages_section(builders, files, learned, pages));
    out.bytes = ArchiveFile::pack(sections);
    return out;
}

}  // namespace jiaodui
