// ScriptConverter: OpenCC's conversions between Chinese scripts, as located edits. The wall around OpenCC.
//
// OpenCC takes a string and returns a string. We need to know which bytes changed and which entry of which dictionary
// said so; and most text has nothing to convert, while OpenCC's own speed is 3–9 MB/s. So the converter walks OpenCC's
// chain itself. The law:
//   1. On valid UTF-8 without NUL, applying the changes gives what `opencc::Converter::Convert` (OpenCC 1.1.6)
//      returns, byte for byte, for each of the 14 configurations (and what the program `opencc` writes when it reads
//      lines from standard input; with `-i` that program cuts files into pieces of 1 MiB and may miss a phrase across
//      a cut).
//   2. Changes are in order, disjoint and minimal: no change begins or ends with a character that stays.
//   3. Bytes that are not UTF-8, and NUL, are left as they are and separate what stands on both sides. (OpenCC stops
//      there and loses the rest.)
// Dictionaries are read from the directory of the installed OpenCC only, never from the working directory, where
// OpenCC's own loader looks first: a repository must not bring its own.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

struct ScriptChange {
    Span at;           // bytes of the text given
    std::string text;  // what stands there afterwards
    std::string key;   // the dictionary key that matched first, as it stands in the text
};

// Immutable; any number of threads may use one.
class ScriptConverter {
  public:
    // The 14 configurations: s2t t2s s2tw tw2s s2hk hk2s s2twp tw2sp t2tw hk2t t2hk t2jp jp2t tw2t.
    [[nodiscard]] static std::span<const std::string_view> names();
    // Finds out without reading dictionaries (some 20 µs) whether load() will find them. Errors: as load().
    [[nodiscard]] static Result<void> check(std::string_view name);
    // Costs 0.1–2 ms, or 20 ms for those that start from simplified text. Errors: unknown_name, unavailable.
    [[nodiscard]] static Result<std::shared_ptr<const ScriptConverter>> load(std::string_view name);

    virtual ~ScriptConverter() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    // Appends to `out`. Text must be shorter than 4 GiB. Linear in the text's length.
    virtual void convert(std::string_view text, std::vector<ScriptChange>& out) const = 0;
    [[nodiscard]] std::string convert(std::string_view text) const;
    // All values that the first conversion has for exactly this key, best first; empty when it is no key.
    [[nodiscard]] virtual std::vector<std::string> values_of(std::string_view key) const = 0;
    // Some entry of the chain replaces this character; text without any such character stays as it is.
    [[nodiscard]] virtual bool may_change(char32_t ch) const = 0;
    // The keys of the chain that become something else, each as often as dictionaries have it, in no order.
    [[nodiscard]] virtual std::vector<std::string> changing_keys() const = 0;
};

// Every change of the configuration on every byte of plain text, as the command `convert` does. Errors: too_large.
[[nodiscard]] Result<std::string> convert_text(const ScriptConverter& converter, std::string_view text);

}  // namespace jiaodui
