// Tested by tests/unit/script/opencc_chain_test.cpp.
#include "pipeline/lexicon/opencc_definition.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "pipeline/lexicon/opencc_chain.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, 14> kNames = {"s2t",   "t2s",  "s2tw", "tw2s", "s2hk", "hk2s", "s2twp",
                                                     "tw2sp", "t2tw", "hk2t", "t2hk", "t2jp", "jp2t", "tw2t"};

// Edit distance, for names of at most five letters.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

Error unknown(std::string_view name) {
    const std::string_view shown = name.substr(0, 40);
    std::string list;
    std::string_view nearest;
    std::size_t best = 3;
    for (const std::string_view known : kNames) {
        if (!list.empty()) list += ' ';
        list += known;
        const std::size_t d = distance(shown, known);
        if (d < best || (d == best && known.size() > nearest.size() && d < 3)) {
            best = d;
            nearest = known;
        }
    }
    Error error;
    error.code = ErrorCode::unknown_name;
    error.message = {"没有名为“" + std::string(shown) + "”的简繁转换",
                     "there is no script conversion “" + std::string(shown) + "”"};
    if (!nearest.empty()) {
        error.message.zh += "；是否想用 " + std::string(nearest) + "？";
        error.message.en += "; did you mean " + std::string(nearest) + "?";
    }
    error.advice = {"可用：" + list, "known: " + list};
    return error;
}

}  // namespace

Error opencc_unavailable(std::string_view name, const std::string& file) {
    Error error;
    error.code = ErrorCode::unavailable;
    error.message = {"简繁转换“" + std::string(name) + "”的 OpenCC 数据文件缺失或损坏",
                     "OpenCC's data for “" + std::string(name) + "” are missing or damaged"};
    error.advice = {"请安装 OpenCC（Debian：apt install opencc）", "install OpenCC (Debian: apt install opencc)"};
    error.where.file = file;
    return error;
}

Result<OpenccDefinition> read_opencc_definition(std::string_view name) {
    const auto* known = std::find(kNames.begin(), kNames.end(), name);
    if (known == kNames.end()) return unknown(name);
    const std::string path = std::string(JIAODUI_OPENCC_DIRECTORY) + "/" + std::string(name) + ".json";
    std::ifstream in(path, std::ios::binary);
    std::stringstream buffer;
    buffer << in.rdbuf();
    if (!in) return opencc_unavailable(name, path);
    OpenccDefinition out;
    out.name = *known;
    out.directory = JIAODUI_OPENCC_DIRECTORY;
    out.json = buffer.str();
    constexpr std::string_view kField = "\"file\"";
    for (std::size_t at = out.json.find(kField); at != std::string::npos; at = out.json.find(kField, at)) {
        const std::size_t open = out.json.find('"', at + kField.size());
        const std::size_t close = open == std::string::npos ? open : out.json.find('"', open + 1);
        if (close == std::string::npos) return opencc_unavailable(name, path);
        const std::string file =
            std::string(JIAODUI_OPENCC_DIRECTORY) + "/" + out.json.substr(open + 1, close - open - 1);
        out.json.replace(open + 1, close - open - 1, file);
        out.files.push_back(file);
        at = open + file.size() + 1;
    }
    return out;
}

std::span<const std::string_view> ScriptConverter::names() { return kNames; }

Result<void> ScriptConverter::check(std::string_view name) {
    const Result<OpenccDefinition> definition = read_opencc_definition(name);
    if (!definition) return definition.error();
    for (const std::string& file : definition->files) {
        if (!std::ifstream(file, std::ios::binary)) return opencc_unavailable(name, file);
    }
    return {};
}

}  // namespace jiaodui
