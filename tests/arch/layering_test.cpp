// The rooms of the library and who may look into whom: every #include in pipeline/ is read, and a wrong arrow fails.
// Each third-party library lives behind one wall. The table is the law; docs/architecture.md explains it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "pipeline/base/file.hpp"

namespace {

namespace fs = std::filesystem;

// room → what it may include, besides itself: a room, or one header of a room.
const std::map<std::string, std::string> kAllowed = {
    {"base", ""},
    {"text", "base"},
    {"document", "base text"},
    {"edit", "base text document"},
    {"conf", "base text"},
    {"git", "base text"},
    {"lexicon", "base text conf/resources.hpp document/page_facts.hpp"},
    {"read", "base text document"},
    {"rule", "base text document edit conf lexicon"},
    {"homophone", "base text document edit lexicon rule"},
    {"stage", "base text document edit lexicon rule homophone conf/resources.hpp"},
    {"engine", "base text document edit conf lexicon read rule stage"},
    {"emit", "base text document edit"},
    {"learn", "base text document edit conf git lexicon read rule stage engine"},
    {"review", "base text document edit conf git read rule stage engine emit"},
    {"adopt", "base text document edit read"},
    {"serve", "base text document edit conf git lexicon read rule stage engine emit review learn"},
    {"api", "base text document edit conf git lexicon read rule stage engine emit review learn serve"},
    {"cli", "base text document edit conf git lexicon read rule stage engine emit review learn serve api adopt"},
    {"tools", "base text document edit conf lexicon read rule homophone stage"},
};

// how a library's headers begin → the files that may include them, by how their paths begin.
const std::map<std::string, std::string> kWalls = {
    {"yaml-cpp/", "conf/yaml_node.cpp"},
    {"opencc", "lexicon/opencc_chain.cpp"},
    {"re2/", "rule/regex"},
    {"md4c", "read/"},
    {"boost/", "cli/"},
    {"unicode/", "text/ rule/kinds/width"},
    {"libime", "lexicon/language_model"},
    {"simdjson", "read/"},
    {"nlohmann", "serve/"},
    {"httplib", "serve/http"},
    {"catch2/", "(none)"},
};

std::set<std::string> words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
}

// What is wrong with a file's includes. `file` is relative to pipeline/.
std::vector<std::string> wrong_arrows(const std::string& file, const std::string& text) {
    std::vector<std::string> out;
    const std::string room = file.substr(0, file.find('/'));
    const auto law = kAllowed.find(room);
    if (law == kAllowed.end()) return {"the room " + room + " is not in the table"};
    const auto allowed = words(law->second);
    std::istringstream in(text);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
        if (!line.starts_with("#") || line.find("include") == std::string::npos) continue;
        const std::size_t begin = line.find_first_of("<\"");
        const std::size_t end = line.find_first_of(">\"", begin + 1);
        if (begin == std::string::npos || end == std::string::npos) continue;
        const std::string header = line.substr(begin + 1, end - begin - 1);
        const std::string place = "pipeline/" + file + ":" + std::to_string(number) + ": " + header;
        if (header.starts_with("pipeline/")) {
            const std::string path = header.substr(std::string("pipeline/").size());
            const std::string other = path.substr(0, path.find('/'));
            if (other != room && !allowed.contains(other) && !allowed.contains(path))
                out.push_back(place + " (wrong arrow)");
        } else if (line[begin] == '"') {
            out.push_back(place + " (write it from the repository's root)");
        }
        for (const auto& [library, wall] : kWalls) {
            if (!header.starts_with(library)) continue;
            bool behind = false;
            for (const std::string& part : words(wall)) behind = behind || file.starts_with(part);
            if (!behind) out.push_back(place + " (only behind its wall: " + wall + ")");
        }
    }
    return out;
}

}  // namespace

TEST_CASE("wrong arrows are noticed") {
    CHECK(wrong_arrows("text/a.cpp", "#include \"pipeline/base/result.hpp\"\n#include <vector>\n").empty());
    CHECK(wrong_arrows("text/a.cpp", "#include \"pipeline/edit/draft.hpp\"\n").size() == 1);
    CHECK(wrong_arrows("lexicon/a.cpp", "#include \"pipeline/document/page_facts.hpp\"\n").empty());
    CHECK(wrong_arrows("lexicon/a.cpp", "#include \"pipeline/document/document.hpp\"\n").size() == 1);
    CHECK(wrong_arrows("rule/load.cpp", "  # include <yaml-cpp/yaml.h>\n").size() == 1);
    CHECK(wrong_arrows("conf/yaml_node.cpp", "#include <yaml-cpp/yaml.h>\n").empty());
    CHECK(wrong_arrows("text/a.cpp", "#include \"han.hpp\"\n").size() == 1);
    CHECK(wrong_arrows("unheard/a.cpp", "").size() == 1);
}

TEST_CASE("every include in pipeline/ points the right way") {
    const fs::path root = fs::path(JIAODUI_SOURCE_DIR) / "pipeline";
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension != ".hpp" && extension != ".cpp" && extension != ".h") continue;
        const auto text = jiaodui::read_file(entry.path().string());
        REQUIRE(text);
        for (const std::string& wrong : wrong_arrows(entry.path().lexically_relative(root).generic_string(), *text)) {
            FAIL_CHECK(wrong);
        }
        ++files;
    }
    CHECK(files > 40);
}
