// LanguageModel: how likely a word is after the two before it. The only way to libime's zh_CN.lm (a KenLM trigram of
// words).
//
// libime is optional twice over: a program built without it, or run where it or the model is not installed, says
// `unavailable` with the packages to install, and everything else works. So libime is not linked: what calls it is a
// module of its own
// (`lib/jiaodui/libjiaodui-lm.so`), loaded when a model is first opened; a run that needs no model pays nothing.
//
// The model lies where LIBIME_MODEL_DIRS (libime's own variable, folders divided by `:`) says, else where it lay at
// build time. Scores are log10 of probabilities and always negative. Immutable; safe to share between threads.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class Resources;

class LanguageModel {
  public:
    using Word = std::uint32_t;
    static constexpr Word unknown = 0;
    static constexpr float unknown_score = -14.0f;  // about what the model gives to a word that it does not know

    // What the next word is judged by: the last words, as many as the model makes use of.
    struct State {
        alignas(8) std::array<char, 32> bytes{};  // KenLM: two words, two backoffs, the number of words
        friend bool operator==(const State& a, const State& b) {
            return a.bytes[16] == b.bytes[16] &&
                   std::memcmp(a.bytes.data(), b.bytes.data(), 4 * static_cast<std::size_t>(a.bytes[16])) == 0;
        }
        // Equal for equal states.
        [[nodiscard]] std::uint64_t hash() const {
            std::uint64_t words = 0;
            std::memcpy(&words, bytes.data(), std::min(sizeof words, 4 * static_cast<std::size_t>(bytes[16])));
            return words;
        }
    };

    // Finds module and model; ErrorCode::unavailable says what to install.
    static Result<std::shared_ptr<const LanguageModel>> open(const Resources& resources);
    // This model with this module.
    static Result<std::shared_ptr<const LanguageModel>> open(const std::string& module, const std::string& model);
    // Whether open() would find both, without opening anything.
    [[nodiscard]] static Result<void> check(const Resources& resources);
    // The path of the model's file, without opening anything; empty when there is none.
    [[nodiscard]] static std::string find_model();

    LanguageModel(const LanguageModel&) = delete;
    LanguageModel& operator=(const LanguageModel&) = delete;
    ~LanguageModel();

    [[nodiscard]] Word word(std::string_view text) const { return index_(model_, text.data(), text.size()); }
    [[nodiscard]] const State& begin() const { return begin_; }      // of a sentence
    [[nodiscard]] const State& nothing() const { return nothing_; }  // nothing is known of what stands before
    // The score of the word, and the state after it.
    float score(const State& before, Word word, State& after) const {
        return score_(model_, before.bytes.data(), word, after.bytes.data());
    }
    [[nodiscard]] float score(Word word) const {
        State after;
        return score(nothing_, word, after);
    }

    // Which model this is: hash of its size and of 64 blocks of 4 KiB taken evenly over it, so a third of a megabyte is
    // read instead of seventeen. Zero when the file cannot be read.
    [[nodiscard]] static std::uint64_t fingerprint(const std::string& path);
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint(path_); }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    LanguageModel() = default;

    std::string path_;
    void* module_ = nullptr;
    void* model_ = nullptr;
    std::uint32_t (*index_)(const void*, const char*, std::size_t) = nullptr;
    float (*score_)(const void*, const char*, std::uint32_t, char*) = nullptr;
    void (*close_)(void*) = nullptr;
    State begin_, nothing_;
};

}  // namespace jiaodui
