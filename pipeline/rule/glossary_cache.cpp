// Tested by tests/unit/rule/glossary_cache_test.cpp.
#include "pipeline/rule/glossary_cache.hpp"

#include "pipeline/conf/cache.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

std::string name_of(const std::vector<GlossaryFile>& files, std::string_view conversion) {
    Hasher hasher;
    hasher.add_number(packed::format);
    hasher.add_field(conversion);
    for (const GlossaryFile& file : files) {
        hasher.add_field(file.name);
        hasher.add_field(file.text);
    }
    return "glossary-" + hex16(hasher.value()) + ".bin";
}

}  // namespace

Result<void> add_user_glossaries(Glossary& glossary, const std::vector<GlossaryFile>& files,
                                 const ToTraditional& to_traditional, std::string_view conversion,
                                 const std::string& folder, Problems& problems) {
    if (files.empty()) return {};
    const std::string path = folder.empty() ? "" : folder + "/" + name_of(files, conversion);
    if (!path.empty()) {
        auto cached = MappedFile::open(path);
        if (cached && glossary.add(std::move(*cached))) return {};
    }
    const std::size_t before = problems.size();
    std::vector<GlossaryEntry> entries;
    for (const GlossaryFile& file : files) {
        for (GlossaryEntry& entry : glossary_load(file.text, file.name, problems)) entries.push_back(std::move(entry));
    }
    std::string bytes = glossary_pack(entries, to_traditional);
    if (!path.empty() && problems.size() == before) store_in_cache(path, bytes);
    return glossary.add(std::move(bytes));
}

}  // namespace jiaodui
