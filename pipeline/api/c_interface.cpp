// The C interface on top of the C++ one: strings in, strings out, and no exception passes. Tested by
// tests/api/c_test.c.
#include <cstdlib>
#include <cstring>
#include <new>

#include "pipeline/api/jiaodui.h"
#include "pipeline/api/jiaodui.hpp"
#include "pipeline/api/version.hpp"
#include "pipeline/emit/json_text.hpp"

struct jiaodui_handle {
    jiaodui::Proofreader proofreader;
};

namespace {

char* copy_of(const std::string& text, size_t* size = nullptr) {
    char* out = static_cast<char*>(std::malloc(text.size() + 1));
    if (out == nullptr) return nullptr;
    std::memcpy(out, text.c_str(), text.size() + 1);
    if (size != nullptr) *size = text.size();
    return out;
}

}  // namespace

jiaodui_handle* jiaodui_open(const char* folder, const char* resources, char** problems) try {
    if (problems != nullptr) *problems = nullptr;
    jiaodui::ProofreaderOptions options;
    if (folder != nullptr) options.folder = folder;
    if (resources != nullptr) options.resources = resources;
    std::string wrong;
    auto proofreader = jiaodui::Proofreader::open(options, wrong);
    if (proofreader) return new jiaodui_handle{std::move(*proofreader)};
    if (problems != nullptr) *problems = copy_of(wrong);
    return nullptr;
} catch (const std::bad_alloc&) {
    return nullptr;
}

void jiaodui_close(jiaodui_handle* handle) { delete handle; }

char* jiaodui_check(const jiaodui_handle* handle, const char* name, const char* text, size_t size) try {
    std::string error;
    const std::string report = handle->proofreader.report(name, {text, size}, "json", error);
    if (error.empty()) return copy_of(report);
    std::string out = "{";
    jiaodui::json::append_field(out, "error", error);
    return copy_of(out + "}\n");
} catch (const std::bad_alloc&) {
    return nullptr;
}

char* jiaodui_fix(const jiaodui_handle* handle, const char* name, const char* text, size_t size,
                  size_t* fixed_size) try {
    const jiaodui::TextReport report = handle->proofreader.check(name, {text, size});
    return report.error.empty() ? copy_of(report.fixed, fixed_size) : nullptr;
} catch (const std::bad_alloc&) {
    return nullptr;
}

void jiaodui_free(char* text) { std::free(text); }

const char* jiaodui_version(void) { return jiaodui::kVersion.data(); }
