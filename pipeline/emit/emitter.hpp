// Emitter: one way of writing down what a run found. There is one emitter a format; each reads
// finished Outcomes and nothing else, so that every format tells the same.
//
// The law. begin() is called once, then file() once a file in the order of the run, then end()
// once. Nothing is kept of an Outcome after file() returns (json keeps what it has to print).
// Output is UTF-8 with LF whatever the locale. Formats for people (`full`, `concise`, `words`,
// `side`) never let bytes of a file reach a terminal as control sequences; machine formats and
// patches pass them on as they are. An emitter is used by one thread at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/emit/shown.hpp"
#include "pipeline/emit/tally.hpp"

namespace jiaodui {

struct EmitOptions {
    Lang lang = Lang::zh;
    bool colour = false;
    bool terminal = false;    // output is a terminal: lines are fitted to it, patches made printable
    int columns = 100;        // of the terminal, or what lines are fitted to
    int ambiguous_width = 1;  // columns of “ ” … —
    bool quiet = false;       // no summary line
    std::string mending_command = "jiaodui fix";  // what the summary names
    std::ostream* summary = nullptr;              // where a report puts what its reader has no room for (github)
    Shown shown;
};

// What a header says.
struct RunInfo {
    std::string version;
    std::vector<std::pair<std::string, std::string>> data;            // name of a data set → its hash
    std::map<std::string, std::string, std::less<>> rule_names = {};  // id → what people call the rule
};

class Emitter {
  public:
    Emitter(std::ostream& out, EmitOptions options) : out_(out), options_(std::move(options)) {}
    virtual ~Emitter() = default;
    Emitter(const Emitter&) = delete;
    Emitter& operator=(const Emitter&) = delete;

    virtual void begin(const RunInfo&) {}
    virtual void file(const Outcome& outcome) = 0;
    virtual void end(const Tally&) {}

  protected:
    void write(std::string_view text) { out_.write(text.data(), static_cast<std::streamsize>(text.size())); }

    std::ostream& out_;
    EmitOptions options_;
};

// The formats there are, in the order in which help lists them.
[[nodiscard]] std::span<const std::string_view> format_names();

// It is read on a screen.
[[nodiscard]] bool format_for_people(std::string_view format);

// Null when there is no such format. The stream must outlive the emitter.
[[nodiscard]] std::unique_ptr<Emitter> make_emitter(std::string_view format, std::ostream& out, EmitOptions options);

}  // namespace jiaodui
