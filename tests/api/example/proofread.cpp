// Mends what is certain in a text from standard input, and says on standard error what a person should look at.
#include <iostream>
#include <iterator>
#include <jiaodui/jiaodui.hpp>

int main() {
    const std::string text(std::istreambuf_iterator<char>(std::cin), {});
    std::string problems;
    const auto proofreader = jiaodui::Proofreader::open({}, problems);
    if (!proofreader) {
        std::cerr << problems;
        return 2;
    }
    const jiaodui::TextReport report = proofreader->check("talk.md", text);
    for (const jiaodui::TextFinding& found : report.findings) {
        if (found.tier == "suggest") std::cerr << found.line << ':' << found.column << ' ' << found.message << '\n';
    }
    std::cout << report.fixed;
    return report.error.empty() ? 0 : 2;
}
