// The module is opened with dlopen and never closed again: libime keeps statics. What it exports stands in
// language_model_module.cpp. Tested by tests/unit/lexicon/language_model_test.cpp.
#include "pipeline/lexicon/language_model.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "pipeline/conf/resources.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kModelName = "zh_CN.lm";
constexpr std::string_view kModuleName = "libjiaodui-lm.so";

Error missing(std::string zh, std::string en) {
    return {ErrorCode::unavailable,
            {std::move(zh), std::move(en)},
            {"安装：apt install libimecore0 libime-data-language-model",
             "install it: apt install libimecore0 libime-data-language-model"},
            {}};
}

bool is_file(const std::string& path) {
    std::error_code failed;
    return fs::is_regular_file(path, failed);
}

template <class F>
bool take(void* module, const char* name, F& function) {
    function = reinterpret_cast<F>(::dlsym(module, name));
    return function != nullptr;
}

}  // namespace

std::string LanguageModel::find_model() {
    std::string folders;
    if (const char* named = std::getenv("LIBIME_MODEL_DIRS"); named != nullptr) folders = named;
    if (folders.empty()) folders = JIAODUI_MODEL_DIRECTORIES;
    for (std::size_t at = 0; at <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', at), folders.size());
        std::string path = folders.substr(at, end - at) + "/" + std::string(kModelName);
        if (end > at && is_file(path)) return path;
        at = end + 1;
    }
    return {};
}

Result<void> LanguageModel::check(const Resources& resources) {
    if (resources.module(kModuleName).empty()) {
        return missing("程序构建时没有 libime，不能使用语言模型",
                       "the program was built without libime, so there is no language model");
    }
    if (find_model().empty())
        return missing("没有安装 libime 的语言模型 zh_CN.lm", "libime's language model zh_CN.lm is not installed");
    return {};
}

Result<std::shared_ptr<const LanguageModel>> LanguageModel::open(const Resources& resources) {
    if (const auto there = check(resources); !there) return there.error();
    return open(resources.module(kModuleName), find_model());
}

Result<std::shared_ptr<const LanguageModel>> LanguageModel::open(const std::string& module, const std::string& model) {
    if (!is_file(model)) return missing("没有语言模型文件", "there is no such language model");
    void* loaded = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (loaded == nullptr)
        return missing("没有安装 libime（libIMECore.so）", "libime (libIMECore.so) is not installed");
    std::shared_ptr<LanguageModel> out(new LanguageModel());
    void* (*open_model)(const char*) = nullptr;
    void (*states)(const void*, char*, char*) = nullptr;
    const Error foreign{ErrorCode::invalid_value,
                        {"语言模型的模块版本不符", "the language model's module is of another version"},
                        {"请重新安装或重新构建", "install or build the program again"},
                        {module, 0, 0}};
    if (!take(loaded, "jiaodui_lm_open", open_model) || !take(loaded, "jiaodui_lm_states", states) ||
        !take(loaded, "jiaodui_lm_index", out->index_) || !take(loaded, "jiaodui_lm_score", out->score_) ||
        !take(loaded, "jiaodui_lm_close", out->close_)) {
        return foreign;
    }
    out->module_ = loaded;
    out->model_ = open_model(model.c_str());
    if (out->model_ == nullptr) {
        return Error{ErrorCode::invalid_value,
                     {"语言模型文件损坏或版本不符", "the language model is damaged or of another version"},
                     {"重新安装 libime-data-language-model", "install libime-data-language-model again"},
                     {model, 0, 0}};
    }
    states(out->model_, out->begin_.bytes.data(), out->nothing_.bytes.data());
    out->path_ = model;
    return std::shared_ptr<const LanguageModel>(std::move(out));
}

LanguageModel::~LanguageModel() {
    if (model_ != nullptr) close_(model_);
}

std::uint64_t LanguageModel::fingerprint(const std::string& path) {
    constexpr std::size_t blocks = 64, block = 4096;
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in) return 0;
    const auto size = static_cast<std::uint64_t>(in.tellg());
    Hasher hasher;
    hasher.add_number(size);
    std::string bytes(block, '\0');
    for (std::size_t i = 0; i < blocks; ++i) {
        in.clear();
        in.seekg(static_cast<std::streamoff>(size / blocks * i));
        in.read(bytes.data(), static_cast<std::streamsize>(block));
        hasher.add(std::string_view(bytes.data(), static_cast<std::size_t>(in.gcount())));
    }
    return hasher.value();
}

}  // namespace jiaodui
