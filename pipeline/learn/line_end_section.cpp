// Tested by tests/unit/learn/line_end_training_test.cpp.
#include "pipeline/learn/line_end_section.hpp"

#include "pipeline/learn/line_end_text.hpp"
#include "pipeline/learn/line_end_training.hpp"
#include "pipeline/lexicon/line_end_model.hpp"

namespace jiaodui {
namespace {

class LineEndSection final : public SectionBuilder {
  public:
    explicit LineEndSection(std::shared_ptr<const Words> words) : words_(std::move(words)) {}

    std::string_view name() const override { return "line-ends-4"; }
    std::string gather(const Document& page) const override { return gather_line_text(page); }
    Result<std::vector<ArchiveSection>> build(std::span<const std::string_view> pages) const override {
        std::vector<ArchiveSection> out;
        std::string model = train_line_ends(pages, words_.get());
        if (!model.empty()) out.emplace_back(std::string(kLineEndSection), std::move(model));
        return out;
    }

  private:
    std::shared_ptr<const Words> words_;
};

}  // namespace

std::unique_ptr<const SectionBuilder> make_line_end_section(std::shared_ptr<const Words> words) {
    return std::make_unique<const LineEndSection>(std::move(words));
}

}  // namespace jiaodui
