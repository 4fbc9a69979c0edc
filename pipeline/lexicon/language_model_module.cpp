// The module libjiaodui-lm.so: libime behind five C functions. The only file that includes libime; nothing is thrown
// across.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include <libime/core/languagemodel.h>
#include <libime/core/lattice.h>

namespace {

libime::State state_of(const char* bytes) {
    libime::State state;
    std::memcpy(state.data(), bytes, state.size());
    return state;
}

}  // namespace

extern "C" {

// Null when the file is no model.
void* jiaodui_lm_open(const char* path) {
    try {
        return new libime::LanguageModel(path);
    } catch (...) {
        return nullptr;
    }
}

void jiaodui_lm_close(void* model) { delete static_cast<libime::LanguageModel*>(model); }

std::uint32_t jiaodui_lm_index(const void* model, const char* text, std::size_t size) {
    return static_cast<const libime::LanguageModel*>(model)->index(std::string_view(text, size));
}

float jiaodui_lm_score(const void* model, const char* before, std::uint32_t word, char* after) {
    const libime::WordNode node({}, word);
    libime::State out{};
    const float score = static_cast<const libime::LanguageModel*>(model)->score(state_of(before), node, out);
    std::memcpy(after, out.data(), out.size());
    return score;
}

void jiaodui_lm_states(const void* model, char* begin, char* nothing) {
    const auto* lm = static_cast<const libime::LanguageModel*>(model);
    std::memcpy(begin, lm->beginState().data(), lm->beginState().size());
    std::memcpy(nothing, lm->nullState().data(), lm->nullState().size());
}

static_assert(libime::StateSize <= 32);

}  // extern "C"
