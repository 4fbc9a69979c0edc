// One thread reads blocks of whole lines into a ring, workers answer them, one thread writes the answers in order; a
// block is read only when the ring has room. Tested by tests/unit/serve/stream_test.cpp, tests/spec/stream.md and under
// tsan.
#include "pipeline/serve/stream.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/shown.hpp"
#include "pipeline/engine/assemble.hpp"
#include "pipeline/engine/proofread.hpp"
#include "pipeline/read/json_record.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr std::size_t kSlotsPerThread = 3;

struct Block {
    std::string bytes;             // whole lines and, at the end, padding
    std::size_t size = 0;          // without the padding
    std::uint64_t first_line = 1;  // number of its first line
    bool too_long = false;         // not a block of lines, but one that was too long to keep
    // The answer:
    std::string out;
    StreamResult counts;
    bool stop = false;
};

class LineWorker {
  public:
    LineWorker(const Pipeline& pipeline, const Settings& settings, const StreamOptions& options)
        : pipeline_(pipeline), settings_(settings), options_(options) {}

    void answer(Block& block) {
        block.out.reserve(block.size + block.size / 4);
        if (block.too_long) {
            ++block.counts.lines;
            fail(block, block.first_line, {"一行超过 8 MiB", "a line of more than 8 MiB"});
            return;
        }
        std::uint64_t number = block.first_line;
        for (std::size_t at = 0; at < block.size && !block.stop; ++number) {
            const std::size_t feed = std::min(block.bytes.find('\n', at), block.size);
            line(block, std::string_view(block.bytes).substr(at, feed - at), number, feed < block.size);
            at = feed + 1;
        }
    }

  private:
    void line(Block& block, std::string_view text, std::uint64_t number, bool fed) {
        ++block.counts.lines;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos) {
            if (!options_.findings_only) block.out.append(text).append(fed ? "\n" : "");
            return;
        }
        const Result<JsonRecord> record = parser_.parse(text, options_.field, options_.id);
        if (!record) return fail(block, number, record.error().message);
        Document document = read_record("-", std::string(text), record->text);
        set_page_script(document, settings_);
        const Outcome outcome = proofread(pipeline_, std::make_shared<const Document>(std::move(document)), {});
        if (outcome.changed()) ++block.counts.changed;
        const std::vector<ShownFinding> found = shown_findings(outcome, {});
        block.counts.findings += found.size();
        if (options_.findings_only) {
            Counter counter(*outcome.document, record->text);
            for (const ShownFinding& one : found) {
                block.out.append("{\"line\":").append(std::to_string(number)) += ',';
                if (record->id) block.out.append("\"record\":").append(slice(text, *record->id)) += ',';
                finding(block.out, outcome, one, counter);
                block.out += "}\n";
            }
            return;
        }
        write_record(block.out, text, outcome, found, *record);
        if (fed) block.out += '\n';
    }

    void write_record(std::string& out, std::string_view text, const Outcome& outcome,
                      const std::vector<ShownFinding>& found, const JsonRecord& record) const {
        std::string answer = "{\"findings\":[";
        if (!found.empty()) {
            Counter counter(*outcome.document, record.text);
            for (const ShownFinding& one : found) {
                answer += answer.back() == '[' ? "{" : ",{";
                finding(answer, outcome, one, counter);
                answer += '}';
            }
        }
        answer += "]}";
        // In the order of the line: what lies before the answer, the answer, and what follows.
        const Span old = record.answer.value_or(Span{record.end, record.end});
        std::uint32_t done = 0;
        bool answered = false;
        const auto put_answer = [&] {
            out.append(text.substr(done, old.begin - done)).append(record.answer ? "" : ",\"jiaodui\":").append(answer);
            done = old.end;
            answered = true;
        };
        for (const SourceEdit& edit : edits_of(outcome.hunks)) {
            if (!answered && old.begin <= edit.at.begin) put_answer();
            out.append(text.substr(done, edit.at.begin - done)).append(edit.text);
            done = edit.at.end;
        }
        if (!answered) put_answer();
        out.append(text.substr(done));
    }

    // Bytes of the line → code points of the text as it came. Places come in rising order, mostly, so this is linear.
    class Counter {
      public:
        Counter(const Document& document, Span text) : document_(document), text_(text), at_(text.begin) {}
        std::size_t operator()(std::uint32_t byte) {
            byte = std::clamp(byte, text_.begin, text_.end);
            if (byte < at_) {
                at_ = text_.begin;
                characters_ = 0;
            }
            const std::string_view passed = slice(document_.bytes, {at_, byte});
            const bool coded = passed.find('\\') != std::string_view::npos;
            characters_ += utf8::count(coded ? document_.decode(passed) : std::string(passed));
            at_ = byte;
            return characters_;
        }

      private:
        const Document& document_;
        Span text_;
        std::uint32_t at_;
        std::size_t characters_ = 0;
    };

    void finding(std::string& out, const Outcome& outcome, const ShownFinding& shown, Counter& counter) const {
        const Document& document = *outcome.document;
        const Entry& entry = shown.entry;
        const std::size_t start = counter(entry.at.begin);
        const std::size_t end = counter(entry.at.end);
        out.append("\"start\":").append(std::to_string(start));
        out.append(",\"end\":").append(std::to_string(end));
        out.append(",\"old\":"), json::append_string(out, document.decode(entry.old_text));
        out.append(",\"new\":[");
        for (std::size_t i = 0; i < entry.new_texts.size(); ++i) {
            if (i > 0) out += ',';
            json::append_string(out, document.decode(entry.new_texts[i]));
        }
        out.append("],\"rule\":"), json::append_string(out, shown.record->finding.rule);
        out.append(",\"tier\":"), json::append_string(out, name_of(entry.tier));
        out.append(",\"confidence\":"), json::append_number(out, entry.confidence);
        out.append(",\"applied\":").append(entry.fate == Fate::applied ? "true" : "false");
        out.append(",\"message\":"), json::append_string(out, shown.record->finding.message.in(options_.lang));
        out.append(",\"id\":"), json::append_string(out, entry.id);
    }

    void fail(Block& block, std::uint64_t number, const Message& message) {
        ++block.counts.failed;
        block.out += "{\"jiaodui\":{\"line\":" + std::to_string(number) + ",\"error\":";
        json::append_string(block.out, message.in(options_.lang));
        block.out += "}}\n";
        block.stop = options_.strict;
    }

    const Pipeline& pipeline_;
    const Settings& settings_;
    const StreamOptions& options_;
    JsonRecordParser parser_;
};

// Takes blocks of whole lines from a reader.
class LineReader {
  public:
    LineReader(const StreamRead& read, StreamResult& result) : read_(read), result_(result) {}

    // The next block; nothing at the end.
    std::optional<Block> next() {
        while (true) {
            const std::size_t feed = rest_.rfind('\n');
            if (feed != std::string::npos || (ended_ && !rest_.empty()))
                return cut(feed == std::string::npos ? rest_.size() : feed + 1);
            if (ended_) return std::nullopt;
            if (rest_.size() > kLongestLine) return skip_line();
            fill();
        }
    }

  private:
    void fill() {
        const std::size_t before = rest_.size();
        rest_.resize(before + kBlock);
        const long got = read_(rest_.data() + before, kBlock);
        rest_.resize(before + static_cast<std::size_t>(std::max(got, 0l)));
        if (got < 0) result_.read_failed = true;
        if (got <= 0) ended_ = true;
    }

    Block cut(std::size_t size) {
        Block out;
        out.bytes.reserve(size + JsonRecordParser::kPadding);
        out.bytes.assign(rest_, 0, size);
        out.bytes.append(JsonRecordParser::kPadding, '\n');
        out.size = size;
        out.first_line = line_;
        line_ += static_cast<std::uint64_t>(
            std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size), '\n'));
        rest_.erase(0, size);
        return out;
    }

    Block skip_line() {
        Block out;
        out.too_long = true;
        out.first_line = line_++;
        std::size_t feed = std::string::npos;
        while (feed == std::string::npos && !ended_) {
            rest_.clear();
            fill();
            feed = rest_.find('\n');
        }
        rest_.erase(0, feed == std::string::npos ? rest_.size() : feed + 1);
        return out;
    }

    const StreamRead& read_;
    StreamResult& result_;
    std::string rest_;
    std::uint64_t line_ = 1;
    bool ended_ = false;
};

class Ring {
  public:
    Ring(std::size_t slots) : slots_(slots) {}

    // Waits for room. False when there is no more use.
    bool put(Block block) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return stopped_ || put_ < written_ + slots_.size(); });
        if (stopped_) return false;
        slots_[put_ % slots_.size()] = {std::move(block), false};
        ++put_;
        work_.notify_one();
        return true;
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        work_.notify_all();
        done_.notify_all();
    }

    void work(LineWorker& worker) {
        while (true) {
            std::size_t index = 0;
            {
                std::unique_lock lock(mutex_);
                work_.wait(lock, [&] { return stopped_ || taken_ < put_ || closed_; });
                if (stopped_ || taken_ == put_) return;
                index = taken_++;
            }
            worker.answer(slots_[index % slots_.size()].block);
            const std::lock_guard lock(mutex_);
            slots_[index % slots_.size()].answered = true;
            if (index == written_) done_.notify_one();
        }
    }

    // Writes answers in order until the end, a stop, or nobody listens.
    void write_all(const StreamWrite& write, StreamResult& result) {
        std::unique_lock lock(mutex_);
        while (true) {
            done_.wait(lock,
                       [&] { return slots_[written_ % slots_.size()].answered || (closed_ && written_ == put_); });
            Slot& slot = slots_[written_ % slots_.size()];
            if (!slot.answered) return;
            const Block block = std::move(slot.block);
            slot.answered = false;
            lock.unlock();
            const bool heard = write(block.out);
            lock.lock();
            ++written_;
            result.lines += block.counts.lines;
            result.failed += block.counts.failed;
            result.findings += block.counts.findings;
            result.changed += block.counts.changed;
            result.reader_gone = !heard;
            if (!heard || block.stop) {
                stopped_ = true;
                work_.notify_all();
            }
            room_.notify_one();
            if (stopped_) return;
        }
    }

  private:
    struct Slot {
        Block block;
        bool answered = false;
    };
    std::mutex mutex_;
    std::condition_variable room_, work_, done_;
    std::vector<Slot> slots_;
    std::size_t put_ = 0, taken_ = 0, written_ = 0;
    bool closed_ = false, stopped_ = false;
};

}  // namespace

StreamResult stream(const Pipeline& pipeline, const Settings& settings, const StreamOptions& options,
                    const StreamRead& read, const StreamWrite& write) {
    StreamResult result, reading;
    const unsigned threads = std::max(1u, options.threads == 0 ? std::thread::hardware_concurrency() : options.threads);
    Ring ring(threads * kSlotsPerThread);
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < threads; ++i) {
            workers.emplace_back([&] {
                LineWorker worker(pipeline, settings, options);
                ring.work(worker);
            });
        }
        std::jthread writer([&] { ring.write_all(write, result); });
        LineReader lines(read, reading);
        while (std::optional<Block> block = lines.next()) {
            if (!ring.put(std::move(*block))) break;
        }
        ring.close();
    }
    result.read_failed = reading.read_failed;
    return result;
}

}  // namespace jiaodui
