// The page in one file: head, an element of data a file, the script. Tested by tests/unit/emit/review_page_test.cpp.
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/review_page.hpp"

namespace jiaodui {
namespace {

class Html : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo& info) override {
        write(page_head(PageUse::file));
        std::string json = "{\"mode\":\"file\"";
        json::append_key(json, "lang");
        json::append_string(json, options_.lang == Lang::zh ? "zh" : "en");
        json::append_key(json, "version");
        json::append_string(json, info.version);
        write(page_data_element(json + '}'));
    }

    void file(const Outcome& outcome) override {
        if (shown_findings(outcome, options_.shown).empty() && ++clean_ > 1) return;
        write(page_data_element("{\"page\":" + page_json(outcome, options_.shown, options_.lang) + '}'));
    }

    void end(const Tally&) override { write(page_tail()); }

  private:
    std::size_t clean_ = 0;  // pages without a finding: the first is shown, for whoever wants to read it through
};

}  // namespace

std::unique_ptr<Emitter> make_html(std::ostream& out, EmitOptions options) {
    return std::make_unique<Html>(out, std::move(options));
}

}  // namespace jiaodui
