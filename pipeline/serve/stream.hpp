// stream: JSON lines in, the same lines out, in the same order, with one text field proofread.
//
// Each line is a record of its own: what comes out for it depends on nothing but the line, so any number of processes
// may share a stream (docs/scale.md). The safe tier is applied to the text; a member `jiaodui` with the findings is
// added at the end of the record (or takes the place of one that is there); everything else in the line stays byte for
// byte. A line that is no such record becomes `{"jiaodui":{"line":N,"error":"…"}}`. Blank lines stay.
//
// Memory is bounded: at most a few blocks a thread are held, a line may have kLongestLine bytes, and reading waits for
// writing. What has been read is answered without waiting for more.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "pipeline/base/message.hpp"
#include "pipeline/conf/settings.hpp"
#include "pipeline/engine/pipeline.hpp"

namespace jiaodui {

struct StreamOptions {
    std::string field = "text";
    std::string id;              // a member that names the record; repeated in findings
    bool findings_only = false;  // one line a finding instead of the records
    bool strict = false;         // stop at the first line that is no record
    unsigned threads = 0;        // 0: as many as there are processors
    Lang lang = Lang::zh;
};

// Reads at most `size` bytes, at least one; 0 at the end, negative when it cannot.
using StreamRead = std::function<long(char* into, std::size_t size)>;
// False when nobody listens any more.
using StreamWrite = std::function<bool(std::string_view bytes)>;

struct StreamResult {
    std::uint64_t lines = 0;
    std::uint64_t failed = 0;  // lines that are no records
    std::uint64_t findings = 0;
    std::uint64_t changed = 0;
    bool read_failed = false;
    bool reader_gone = false;
};

inline constexpr std::size_t kLongestLine = std::size_t{8} << 20;

// Returns at the end of the input, when nobody listens, or, where strict, after the first bad line (whose error is the
// last thing written). The pipeline is shared by the threads.
[[nodiscard]] StreamResult stream(const Pipeline& pipeline, const Settings& settings, const StreamOptions& options,
                                  const StreamRead& read, const StreamWrite& write);

}  // namespace jiaodui
