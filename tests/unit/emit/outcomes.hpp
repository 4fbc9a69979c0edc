// Outcomes made by hand: a text, and findings given by the words they speak of.
#pragma once

#include <deque>
#include <string>

#include "pipeline/edit/outcome.hpp"

namespace jiaodui::test {

class OutcomeMaker {
  public:
    OutcomeMaker(std::string name, std::string bytes) {
        document_ = std::make_shared<Document>();
        document_->name = std::move(name);
        document_->bytes = std::move(bytes);
        out_.bytes = document_->bytes;
    }

    // The nth place (from 0) of `old_text`, with what could stand there.
    OutcomeMaker& add(std::string_view rule, Tier tier, std::string_view old_text, std::vector<std::string> news,
                      float confidence = 1.0f, Fate fate = Fate::awaits_review, std::size_t nth = 0) {
        std::size_t at = document_->bytes.find(old_text);
        for (; nth > 0; --nth) at = document_->bytes.find(old_text, at + 1);
        return add_at(rule, tier, static_cast<std::uint32_t>(at), old_text.size(), std::move(news), confidence, fate);
    }

    OutcomeMaker& add_at(std::string_view rule, Tier tier, std::uint32_t at, std::size_t length,
                         std::vector<std::string> news, float confidence, Fate fate) {
        Record record;
        record.stage = "glossary";
        record.finding.rule = rule;
        record.finding.tier = tier;
        record.finding.confidence = confidence;
        record.finding.message = {"消息", "message"};
        record.source = SourceSpan(at, at + static_cast<std::uint32_t>(length));
        record.fate = fate;
        out_.records.push_back(record);
        Entry entry;
        entry.at = record.source;
        entry.old_text = slice(document_->bytes, entry.at);
        entry.new_texts = std::move(news);
        if (!entry.new_texts.empty()) entry.edits = {{entry.at, entry.new_texts.front()}};
        entry.records = {out_.records.size() - 1};
        entry.tier = tier;
        entry.confidence = confidence;
        entry.fate = fate;
        entry.id = "jd-1";
        if (fate == Fate::applied) {
            out_.hunks.push_back({entry.at, entry.old_text, entry.new_texts.front(), entry.records});
        }
        out_.entries.push_back(std::move(entry));
        return *this;
    }

    OutcomeMaker& last_record(const auto& change) {
        change(out_.records.back());
        return *this;
    }

    Outcome make() {
        std::vector<SourceEdit> edits;
        for (const Hunk& hunk : out_.hunks) edits.push_back({hunk.at, hunk.after});
        out_.bytes = splice(document_->bytes, edits);
        out_.document = document_;
        return out_;
    }

  private:
    std::shared_ptr<Document> document_;
    Outcome out_;
};

}  // namespace jiaodui::test
