// To add a section: its maker here.
#include "pipeline/learn/catalog.hpp"

#include "pipeline/learn/gram_section.hpp"
#include "pipeline/learn/line_end_section.hpp"

namespace jiaodui {

std::vector<std::unique_ptr<const SectionBuilder>> section_builders(std::shared_ptr<const Words> words,
                                                                    const Pinyin* pinyin) {
    std::vector<std::unique_ptr<const SectionBuilder>> out;
    out.push_back(make_gram_section(pinyin));
    out.push_back(make_line_end_section(std::move(words)));
    return out;
}

}  // namespace jiaodui
