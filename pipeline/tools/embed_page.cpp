// jiaodui-embed-page: the build's own tool. Makes one page out of the files in pipeline/emit/page/ and writes it as C++
// source.
//
//     jiaodui-embed-page PAGE.html STYLE.css OUT.cpp SCRIPT.js…
//
// The scripts become one, in the order given, with a scope of its own. The page is cut where the program puts something
// in: its policy (@CSP@) and its data (@DATA@). The hashes by which that policy names script and style are worked out
// here, so that nothing else on the page can ever run. Stands on nothing but the standard library, because the library
// itself is built from its output.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

namespace {

std::string read(const char* path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    if (!in || out.str().empty()) {
        std::cerr << "jiaodui-embed-page: cannot read " << path << '\n';
        std::exit(1);
    }
    return out.str();
}

// FIPS 180-4.
std::array<std::uint8_t, 32> sha256(std::string text) {
    static constexpr std::array<std::uint32_t, 64> k{
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
    std::array<std::uint32_t, 8> h{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const std::uint64_t bits = text.size() * 8;
    text += '\x80';
    while (text.size() % 64 != 56) text += '\0';
    for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 255);
    const auto turn = [](std::uint32_t x, int n) { return x >> n | x << (32 - n); };
    for (std::size_t at = 0; at < text.size(); at += 64) {
        std::array<std::uint32_t, 64> w{};
        for (std::size_t i = 0; i < 64; ++i) w[i / 4] = w[i / 4] << 8 | static_cast<std::uint8_t>(text[at + i]);
        for (std::size_t i = 16; i < 64; ++i) {
            const std::uint32_t a = w[i - 15], b = w[i - 2];
            w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
        }
        auto v = h;
        for (std::size_t i = 0; i < 64; ++i) {
            const std::uint32_t one = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) +
                                      ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
            const std::uint32_t two =
                (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v = {one + two, v[0], v[1], v[2], v[3] + one, v[4], v[5], v[6]};
        }
        for (std::size_t i = 0; i < 8; ++i) h[i] += v[i];
    }
    std::array<std::uint8_t, 32> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = static_cast<std::uint8_t>(h[i / 4] >> (24 - 8 * (i % 4)));
    return out;
}

std::string base64(const std::array<std::uint8_t, 32>& bytes) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t j = 0; j < 3; ++j) three = three << 8 | (i + j < bytes.size() ? bytes[i + j] : 0u);
        for (int j = 0; j < 4; ++j)
            out += i + static_cast<std::size_t>(j) <= bytes.size() ? letters[three >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

void replace(std::string& text, std::string_view what, const std::string& with) {
    text.replace(text.find(what), what.size(), with);
}

void constant(std::ostream& out, const char* name, std::string_view text) {
    out << "extern const std::string_view " << name << " =\n";
    while (!text.empty()) {
        std::size_t length = std::min<std::size_t>(8000, text.size());
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
            --length;  // whole characters
        out << "    R\"embedded(" << text.substr(0, length) << ")embedded\"\n";
        text.remove_prefix(length);
    }
    out << "    ;\n";
}

}  // namespace

int main(int count, char** words) {
    if (count < 5) {
        std::cerr << "usage: jiaodui-embed-page PAGE.html STYLE.css OUT.cpp SCRIPT.js…\n";
        return 2;
    }
    std::string page = read(words[1]);
    const std::string style = read(words[2]);
    std::string script = "(() => {\n'use strict';\n";
    for (int i = 4; i < count; ++i) script += read(words[i]);
    script += "})();\n";
    for (const std::string_view part : {"@CSP@", "@STYLE@", "@DATA@", "@SCRIPT@"}) {
        if (page.find(part) == std::string::npos || page.find(part) != page.rfind(part)) {
            std::cerr << words[1] << ": " << part << " must stand there once\n";
            return 1;
        }
    }
    if (script.find("</") != std::string::npos || script.find("<!--") != std::string::npos ||
        style.find("</") != std::string::npos || script.find(")embedded\"") != std::string::npos) {
        std::cerr << "jiaodui-embed-page: scripts and styles must not hold `</` or `<!--`\n";
        return 1;
    }
    replace(page, "@STYLE@", style);
    replace(page, "@SCRIPT@", script);
    const std::size_t policy = page.find("@CSP@"), data = page.find("@DATA@");
    std::ofstream out(words[3], std::ios::binary);
    out << "// Generated by jiaodui-embed-page from pipeline/emit/page/.\n#include <string_view>\n\nnamespace "
           "jiaodui::embedded {\n\n";
    constant(out, "page_before_policy", std::string_view(page).substr(0, policy));
    constant(out, "page_before_data", std::string_view(page).substr(policy + 5, data - policy - 5));
    constant(out, "page_after_data", std::string_view(page).substr(data + 6));
    constant(out, "script_hash", "sha256-" + base64(sha256(script)));
    constant(out, "style_hash", "sha256-" + base64(sha256(style)));
    out << "\n}  // namespace jiaodui::embedded\n";
    out.close();
    return out ? 0 : 1;
}
