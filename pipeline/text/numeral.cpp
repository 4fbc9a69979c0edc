// A numeral is a sum of sections of four places, each under 万 or 亿 or under neither. Tested by
// tests/unit/text/numeral_test.cpp.
#include "pipeline/text/numeral.hpp"

#include <cstdint>
#include <vector>

#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
constexpr std::u32string_view kPlaces = U"千百十";  // of a section, from the highest
constexpr std::uint64_t kWan = 10'000, kYi = 100'000'000;
constexpr std::size_t kLongest = 32;  // characters

std::u32string decoded(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size() && out.size() <= kLongest;) {
        const utf8::Decoded c = utf8::decode(text, at);
        out += c.ch;
        at += c.length;
    }
    return out;
}

bool is_zero(char32_t ch) { return ch == U'零' || ch == U'〇'; }

std::uint64_t value_of_place(char32_t ch) { return ch == U'千' ? 1000 : ch == U'百' ? 100 : ch == U'十' ? 10 : 0; }

// Up to four places: 三千零六, 二十五, 十二, 三百五. `leading`: nothing stands before it, so 十 may begin it;
// `short_form`: what the place above is worth, where a lone last digit counts for a tenth of it (三万五), else 0. Empty
// where there is no one reading.
std::optional<std::uint64_t> section(std::u32string_view text, bool leading, std::uint64_t short_form) {
    std::uint64_t sum = 0, above = 10'000;
    bool zero = false, placed = false;
    if (!leading && text.size() > 0 && is_zero(text[0])) {
        zero = true;
        text.remove_prefix(1);
    } else if (!leading && text.size() == 1 && short_form > 0) {
        const auto digit = han_digit(text[0]);
        return digit && *digit > 0 && text[0] != U'两' ? std::optional(*digit * (short_form / 10)) : std::nullopt;
    }
    for (std::size_t i = 0; i < text.size();) {
        if (is_zero(text[i])) {
            if (zero || !placed) return std::nullopt;
            zero = true;
            ++i;
            continue;
        }
        const bool bare_ten = text[i] == U'十' && i == 0 && leading;
        const auto digit = bare_ten ? std::optional(1) : han_digit(text[i]);
        if (!digit || *digit == 0) return std::nullopt;
        const bool pair = !bare_ten && text[i] == U'两';
        if (!bare_ten) ++i;
        const std::uint64_t place = i < text.size() ? value_of_place(text[i]) : 0;
        if (place == 0) {
            if (i < text.size()) return std::nullopt;  // two digits side by side
            if (pair && (placed || zero)) return std::nullopt;
            const bool ones = above == 10 || zero || (!placed && leading);
            if (ones) return sum + *digit;
            return placed ? std::optional(sum + *digit * (above / 10)) : std::nullopt;  // 三百五
        }
        ++i;
        if (place >= above || (pair && place == 10)) return std::nullopt;
        const bool skipped = place * 10 != above;  // a place without a digit wants its 零
        if (placed && skipped != zero) return std::nullopt;
        if (!placed && !leading && (place != 1000) != zero) return std::nullopt;
        sum += *digit * place;
        above = place;
        placed = true;
        zero = false;
    }
    return zero || (!placed && sum == 0) ? std::nullopt : std::optional(sum);
}

// What stands before 亿, or the whole: sections under 万 and under nothing.
std::optional<std::uint64_t> below_yi(std::u32string_view text, bool leading, std::uint64_t short_form) {
    const std::size_t wan = text.find(U'万');
    if (wan == std::u32string_view::npos) return section(text, leading, short_form);
    const auto high = section(text.substr(0, wan), leading, 0);
    if (!high) return std::nullopt;
    const std::u32string_view rest = text.substr(wan + 1);
    if (rest.empty()) return *high * kWan;
    const auto low = section(rest, false, kWan);
    return low ? std::optional(*high * kWan + *low) : std::nullopt;
}

std::optional<std::uint64_t> integer(std::u32string_view text) {
    if (text.size() == 1 && is_zero(text[0])) return 0;
    const std::size_t yi = text.rfind(U'亿');
    if (yi == std::u32string_view::npos) return below_yi(text, true, 0);
    if (text.find(U'亿') != yi) return std::nullopt;
    std::u32string_view head = text.substr(0, yi);
    const auto high = below_yi(head, true, 0);
    if (!high || *high > kYi) return std::nullopt;
    const std::u32string_view rest = text.substr(yi + 1);
    if (rest.empty()) return *high * kYi;
    const bool skips = rest.find(U'万') == std::u32string_view::npos && rest.size() > 1;
    if (skips && !is_zero(rest[0])) return std::nullopt;  // 一亿五千 is 1.5亿 to some
    const auto low = below_yi(rest, false, kYi);
    return low ? std::optional(*high * kYi + *low) : std::nullopt;
}

// value / scale with as many decimals as are needed.
std::string divided(std::uint64_t value, std::uint64_t scale) {
    std::string out = std::to_string(value / scale);
    std::string decimals;
    for (std::uint64_t rest = value % scale; rest != 0; rest %= scale) {
        scale /= 10;
        decimals += static_cast<char>('0' + rest / scale);
    }
    return decimals.empty() ? out : out + '.' + decimals;
}

std::string spelled(std::uint64_t value) {
    if (value >= kWan * kYi && value % kYi == 0) return divided(value, kWan * kYi) + "万亿";
    if (value >= kYi && value % kWan == 0) return divided(value, kYi) + "亿";
    if (value >= kWan && value < kYi && value % 100 == 0) return divided(value, kWan) + "万";
    return std::to_string(value);
}

// At most four digits, the last ones of a longer number unless it leads.
std::u32string section_in_han(std::uint64_t value, bool leads) {
    std::u32string out;
    bool zero = false;
    std::uint64_t place = 1000;
    for (std::size_t i = 0; i < 4; ++i, place /= 10) {
        const std::uint64_t digit = value / place % 10;
        if (digit == 0) {
            zero = true;
            continue;
        }
        if (zero && (!out.empty() || !leads)) out += U'零';
        zero = false;
        if (digit == 1 && place == 10 && out.empty() && leads) {
            out += U'十';
            continue;
        }
        out += digit == 2 && place == 1000 ? U'两' : kDigits[digit];
        if (i < kPlaces.size()) out += kPlaces[i];
    }
    return out;
}

// At most eight digits.
std::u32string below_yi_in_han(std::uint64_t value, bool leads) {
    std::u32string out;
    if (value >= kWan) {
        out = section_in_han(value / kWan, leads);
        if (out == U"二") out = U"两";
        out += U'万';
    }
    if (value % kWan == 0) return out;
    const bool first = leads && out.empty();
    const std::u32string said = section_in_han(value % kWan, first);
    if (out.empty() && !first && said[0] != U'零') out += U'零';
    return out + said;
}

std::u32string integer_in_han(std::uint64_t value) {
    if (value == 0) return U"零";
    std::u32string out;
    if (value >= kYi) {
        out = below_yi_in_han(value / kYi, true);
        if (out == U"二") out = U"两";
        out += U'亿';
    }
    return out + below_yi_in_han(value % kYi, value < kYi);
}

}  // namespace

std::optional<int> han_digit(char32_t ch) {
    if (ch == U'〇') return 0;
    if (ch == U'两') return 2;
    const std::size_t at = kDigits.find(ch);
    return at == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}

bool is_han_numeral(char32_t ch) {
    return han_digit(ch) || std::u32string_view(U"十百千万亿点").find(ch) != std::u32string_view::npos;
}

std::optional<std::string> digits_of_han(std::string_view han) {
    const std::u32string text = decoded(han);
    if (text.empty() || text.size() > kLongest) return std::nullopt;
    const std::size_t point = text.find(U'点');
    if (point == std::u32string::npos) {
        const auto value = integer(text);
        return value ? std::optional(spelled(*value)) : std::nullopt;
    }
    const auto whole = integer(std::u32string_view(text).substr(0, point));
    if (!whole || *whole >= kWan) return std::nullopt;
    std::string out = std::to_string(*whole) + '.';
    std::size_t at = point + 1;
    for (; at < text.size(); ++at) {
        const auto digit = text[at] == U'两' ? std::nullopt : han_digit(text[at]);
        if (!digit) break;
        out += static_cast<char>('0' + *digit);
    }
    if (at == point + 1) return std::nullopt;
    const std::u32string_view scale = std::u32string_view(text).substr(at);
    if (!scale.empty() && scale != U"万" && scale != U"亿" && scale != U"万亿") return std::nullopt;
    return out + text_of(scale);
}

std::optional<std::string> han_of_digits(std::string_view digits) {
    std::string whole, decimals;
    bool point = false;
    for (const char c : digits) {
        if (c == ',' && !point) continue;
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            (point ? decimals : whole) += c;
        } else {
            return std::nullopt;
        }
    }
    if (whole.empty() || whole.size() > 16 || point == decimals.empty()) return std::nullopt;
    if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
    std::string out = text_of(integer_in_han(std::stoull(whole)));
    if (point) utf8::append(out, U'点');
    for (const char c : decimals) utf8::append(out, kDigits[static_cast<std::size_t>(c - '0')]);
    return out;
}

std::optional<std::string> digits_one_by_one(std::string_view han) {
    std::string out;
    for (const char32_t ch : decoded(han)) {
        const auto digit = ch == U'幺' ? std::optional(1) : ch == U'两' ? std::nullopt : han_digit(ch);
        if (!digit) return std::nullopt;
        out += static_cast<char>('0' + *digit);
    }
    return out.empty() || out.size() > kLongest ? std::nullopt : std::optional(out);
}

std::optional<std::string> han_one_by_one(std::string_view digits) {
    std::string out;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        utf8::append(out, c == '0' ? U'〇' : kDigits[static_cast<std::size_t>(c - '0')]);
    }
    return out.empty() ? std::nullopt : std::optional(out);
}

}  // namespace jiaodui
