// Tested by tests/unit/learn/from_archive_test.cpp and tests/cli/learn.md.
#include "pipeline/learn/from_archive.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <unordered_map>

#include "pipeline/learn/catalog.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

enum class Fate { learned, with_notice, failed };

// What is kept of a page: its digest and what every builder gathered.
struct Page {
    Fate fate = Fate::failed;
    std::uint64_t digest = 0;
    std::size_t size = 0;
    std::vector<std::string> gathered;
    std::optional<Error> problem;
};

Page read_page(const LearnInput& input, const std::string& file, std::span<const std::unique_ptr<const SectionBuilder>> builders) {
    Page page;
    Result<std::string> bytes = input.read(file);
    if (!bytes) {
        page.problem = bytes.error();
        return page;
    }
    for (const std::string& notice : input.notices) {
        if (!notice.empty() && bytes->find(notice) != std::string::npos) {
            page.fate = Fate::with_notice;
            return page;
        }
    }
    Hasher hash;
    hash.add(*bytes);
    page.digest = hash.value();
    page.size = bytes->size();
    const Result<Document> document = input.parse(file, std::move(*bytes));
    if (!document) {
        page.problem = document.error();
        if (page.problem->where.file.empty()) page.problem->where.file = file;
        return page;
    }
    for (const auto& builder : builders) page.gathered.push_back(builder->gather(*document));
    page.fate = Fate::learned;
    return page;
}

std::vector<Page> read_pages(const LearnInput& input, const std::vector<std::string>& files,
                             std::span<const std::unique_ptr<const SectionBuilder>> builders) {
    std::vector<Page> pages(files.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < files.size(); i = next++) pages[i] = read_page(input, files[i], builders);
    };
    const unsigned wanted = input.jobs != 0 ? input.jobs : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < std::min<std::size_t>(wanted, files.size()); ++i) workers.emplace_back(work);
    work();
    return pages;
}

}  // namespace

Result<LearnedArchive> learn_archive(const LearnInput& input) {
    const auto builders = section_builders(input.words);
    std::vector<std::string> files = input.files;
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    std::vector<Page> pages = read_pages(input, files, builders);

    LearnedArchive out;
    std::vector<const Page*> kept;
    std::unordered_map<std::uint64_t, std::size_t> seen;  // digest → size
    for (Page& page : pages) {
        if (page.problem) out.problems.push_back(*page.problem);
        if (page.fate == Fate::with_notice) ++out.with_notice;
        if (page.fate != Fate::learned) continue;
        if (const auto [at, fresh] = seen.emplace(page.digest, page.size); !fresh && at->second == page.size) {
            ++out.doubled;
            continue;
        }
        kept.push_back(&page);
    }
    out.pages = kept.size();
    std::vector<ArchiveSection> sections;
    for (std::size_t i = 0; i < builders.size(); ++i) {
        std::vector<std::string_view> gathered;
        for (const Page* page : kept) gathered.push_back(page->gathered[i]);
        Result<std::vector<ArchiveSection>> built = builders[i]->build(gathered);
        if (!built) return built.error();
        for (ArchiveSection& section : *built) sections.push_back(std::move(section));
    }
    out.bytes = ArchiveFile::pack(sections);
    return out;
}

}  // namespace jiaodui
