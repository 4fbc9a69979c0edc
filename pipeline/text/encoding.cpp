// ICU converts, in blocks; positions come from the lengths of characters, which the lead bytes tell. Tested by
// tests/unit/text/encoding_test.cpp and tests/spec/encodings.md.
#include "pipeline/text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kCheckpoint = 4096;

constexpr std::array<std::string_view, 5> kNames{"utf-8", "utf-16le", "utf-16be", "gb18030", "big5"};
constexpr std::array<const char*, 5> kIcuNames{"UTF-8", "UTF-16LE", "UTF-16BE", "gb18030", "Big5-HKSCS"};

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, Close>;

// Stops at whatever cannot be converted.
Converter open(Encoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    Converter out(ucnv_open(kIcuNames[static_cast<std::size_t>(encoding)], &status));
    if (U_FAILURE(status)) return nullptr;
    ucnv_setToUCallBack(out.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(out.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFallback(out.get(), false);
    return U_FAILURE(status) ? nullptr : std::move(out);
}

Error unavailable(Encoding encoding) {
    const std::string name(name_of(encoding));
    return {ErrorCode::unavailable,
            {"ICU 没有 " + name + " 的转换表", "ICU has no converter for " + name},
            {"安装完整的 libicu", "install the whole of libicu"},
            {}};
}

void append_utf16(std::string& out, const UChar* begin, const UChar* end) {
    while (begin < end) {
        char32_t ch = *begin++;
        if (ch >= 0xD800 && ch < 0xDC00 && begin < end)
            ch = 0x10000 + ((ch - 0xD800) << 10) + (char32_t{*begin++} - 0xDC00);
        utf8::append(out, ch);
    }
}

// The text, or the offset of the first byte that cannot be decoded.
struct Attempt {
    std::string text;
    std::optional<std::size_t> bad;
};

Attempt attempt(UConverter* converter, std::string_view bytes) {
    Attempt out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    std::array<UChar, 4096> block;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    std::size_t kept = 0;  // a high surrogate at the end of a block waits for its other half
    while (true) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* to = block.data() + kept;
        ucnv_toUnicode(converter, &to, block.data() + block.size(), &at, end, nullptr, true, &status);
        kept = 0;
        if (status == U_BUFFER_OVERFLOW_ERROR && to > block.data() && to[-1] >= 0xD800 && to[-1] < 0xDC00) kept = 1;
        append_utf16(out.text, block.data(), to - kept);
        if (kept == 1) block[0] = to[-1];
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        if (U_FAILURE(status)) {
            char rest[32];
            std::int8_t length = sizeof rest;
            UErrorCode ignored = U_ZERO_ERROR;
            ucnv_getInvalidChars(converter, rest, &length, &ignored);
            const auto read = static_cast<std::size_t>(at - bytes.data());
            out.bad = read - std::min<std::size_t>(read, static_cast<std::size_t>(std::max<std::int8_t>(length, 0)));
        }
        return out;
    }
}

// How much the pairs of a text are those of common characters: the first level of GB 2312 (B0A1–D7F9) or of Big5
// (A440–C67E).
struct Likeness {
    double share = 0;
    std::size_t pairs = 0;
};

Likeness likeness(std::string_view bytes, Encoding encoding) {
    Likeness out;
    std::size_t common = 0;
    for (std::size_t i = 0; i + 1 < bytes.size() && out.pairs < 20000; ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) continue;
        const auto trail = static_cast<unsigned char>(bytes[++i]);
        if (lead < 0xA4 && lead >= 0xA1) continue;  // marks, in both
        ++out.pairs;
        if (encoding == Encoding::gb18030) {
            common += lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1 ? 1 : 0;
        } else {
            common += lead >= 0xA4 && lead <= 0xC6 ? 1 : 0;
        }
    }
    out.share = out.pairs == 0 ? 0 : static_cast<double>(common) / static_cast<double>(out.pairs);
    return out;
}

// The encoding that ICU's detector is surest of besides ours, where it is surer of it than of ours.
std::string surer_of_another(std::string_view bytes, Encoding ours) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, Close> detector(ucsdet_open(&status));
    if (U_FAILURE(status)) return {};
    const std::string_view head = bytes.substr(0, 1 << 16);
    ucsdet_setText(detector.get(), head.data(), static_cast<std::int32_t>(head.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** found = ucsdet_detectAll(detector.get(), &count, &status);
    if (U_FAILURE(status)) return {};
    std::int32_t of_ours = 0;
    for (std::int32_t i = 0; i < count; ++i) {
        const std::string_view name = ucsdet_getName(found[i], &status);
        if (name == (ours == Encoding::big5 ? "Big5" : "GB18030")) of_ours = ucsdet_getConfidence(found[i], &status);
    }
    for (std::int32_t i = 0; i < count; ++i) {
        const std::string_view name = ucsdet_getName(found[i], &status);
        const bool multibyte = name == "Shift_JIS" || name == "EUC-JP" || name == "EUC-KR" ||
                               name.starts_with("ISO-2022") || name.starts_with("UTF-32");
        if (multibyte && ucsdet_getConfidence(found[i], &status) > of_ours) return std::string(name);
    }
    return {};
}

Error uncertain(std::string_view may_be) {
    const std::string names(may_be);
    return {
        ErrorCode::encoding,
        {"不是 UTF-8，也看不准是哪种编码（可能是 " + names + "）",
         "not UTF-8, and which encoding it is cannot be told (perhaps " + names + ")"},
        {"用 --encoding 指明，例如 --encoding gb18030", "say which with --encoding, for instance --encoding gb18030"},
        {}};
}

Error refused(const std::string& name) {
    return {ErrorCode::encoding,
            {"看来是 " + name + " 编码，不支持", "this looks like " + name + ", which is not supported"},
            {"请先转换成 UTF-8：iconv -f " + name + " -t UTF-8；若认错了，用 --encoding 指明",
             "convert it to UTF-8 first: iconv -f " + name +
                 " -t UTF-8; if that is wrong, say which it is with --encoding"},
            {}};
}

// UTF-16 without a mark: high bytes are those of Han, marks, or zero; a line feed is there, or any ASCII, which no
// other encoding writes with a NUL.
std::optional<Encoding> unmarked_utf16(std::string_view bytes) {
    if (bytes.size() < 2 || bytes.size() % 2 != 0) return std::nullopt;
    const std::string_view head = bytes.substr(0, 1 << 16);
    for (const Encoding encoding : {Encoding::utf16le, Encoding::utf16be}) {
        const std::size_t high = encoding == Encoding::utf16le ? 1 : 0;
        std::size_t likely = 0;
        for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
            const auto byte = static_cast<unsigned char>(head[i + high]);
            const auto low = static_cast<unsigned char>(head[i + 1 - high]);
            likely += (byte == 0 && low != 0) || byte == 0x30 || byte == 0xFF || (byte >= 0x4E && byte <= 0x9F) ? 1 : 0;
        }
        if (likely * 100 < head.size() / 2 * 98) continue;
        const Converter converter = open(encoding);
        if (converter && !attempt(converter.get(), bytes).bad) return encoding;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(Encoding encoding) { return kNames[static_cast<std::size_t>(encoding)]; }

Result<Encoding> encoding_named(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c == '-' || c == '_') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (plain == "utf8" || plain == "utf8sig") return Encoding::utf8;
    if (plain == "utf16le" || plain == "utf16") return Encoding::utf16le;
    if (plain == "utf16be") return Encoding::utf16be;
    if (plain == "gb18030" || plain == "gbk" || plain == "gb2312" || plain == "cp936") return Encoding::gb18030;
    if (plain == "big5" || plain == "big5hkscs" || plain == "cp950") return Encoding::big5;
    std::string known;
    for (const std::string_view one : kNames) known += (known.empty() ? "" : ", ") + std::string(one);
    const std::string given(name);
    return Error{ErrorCode::unknown_name,
                 {"不支持这种编码：" + given, "this encoding is not supported: " + given},
                 {"可用的编码：" + known, "encodings: " + known},
                 {}};
}

Result<Encoding> detect_encoding(std::string_view bytes) {
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
        bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
        return refused("UTF-32");
    if (bytes.starts_with("\xFF\xFE")) return Encoding::utf16le;
    if (bytes.starts_with("\xFE\xFF")) return Encoding::utf16be;
    const bool has_nul = bytes.find('\0') != std::string_view::npos;
    const auto invalid = utf8::first_invalid(bytes);
    if (!invalid && !has_nul) return Encoding::utf8;
    if (const auto utf16 = has_nul ? unmarked_utf16(bytes) : std::nullopt) return *utf16;
    if (has_nul || bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;  // which reports what is wrong
    // A stretch of valid UTF-8 with some Han in it is no accident: a broken byte, which the reader of UTF-8 tells.
    constexpr auto kNoAccident = 24;
    if (std::count_if(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*invalid),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) >= kNoAccident) {
        return Encoding::utf8;
    }
    struct Candidate {
        Encoding encoding;
        Likeness like;
        bool whole = false;
    };
    std::array<Candidate, 2> candidates{{{Encoding::gb18030, {}}, {Encoding::big5, {}}}};
    for (Candidate& one : candidates) {
        const Converter converter = open(one.encoding);
        one.whole = converter && !attempt(converter.get(), bytes).bad;
        if (one.whole) one.like = likeness(bytes, one.encoding);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.like.share > b.like.share; });
    const Candidate& best = candidates[0];
    const Candidate& other = candidates[1];
    if (!best.whole && !other.whole) {
        const std::string third = surer_of_another(bytes, Encoding::gb18030);
        if (!third.empty()) return refused(third);
        return Encoding::utf8;
    }
    constexpr double kChinese = 0.8, kApart = 0.15;
    constexpr std::size_t kEnough = 40;
    if (const std::string third = surer_of_another(bytes, best.encoding); !third.empty()) return refused(third);
    const bool sure = best.whole && best.like.pairs >= kEnough && best.like.share >= kChinese &&
                      best.like.share - other.like.share >= kApart;
    if (sure) return best.encoding;
    std::string names;
    for (const Candidate& one : candidates) {
        if (one.whole) names += (names.empty() ? "" : ", ") + std::string(name_of(one.encoding));
    }
    return uncertain(names);
}

// Big5-HKSCS has four codes that stand for two characters each.
FileCoding::Checkpoint FileCoding::step(std::string_view text, Checkpoint at) const {
    std::uint32_t disk = 1, characters = 1;
    const auto byte = [&](std::uint32_t i) { return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : 0u; };
    switch (encoding_) {
        case Encoding::utf8: disk = utf8::length_of(bytes_[at.disk]); break;
        case Encoding::utf16le:
        case Encoding::utf16be: {
            const unsigned high = byte(at.disk + (encoding_ == Encoding::utf16le ? 1 : 0));
            disk = high >= 0xD8 && high <= 0xDB ? 4 : 2;
            break;
        }
        case Encoding::gb18030:
            if (byte(at.disk) >= 0x80) disk = byte(at.disk + 1) >= 0x30 && byte(at.disk + 1) <= 0x39 ? 4 : 2;
            break;
        case Encoding::big5:
            if (byte(at.disk) >= 0x80) disk = 2;
            if (byte(at.disk) == 0x88) {
                const unsigned trail = byte(at.disk + 1);
                if (trail == 0x62 || trail == 0x64 || trail == 0xA3 || trail == 0xA5) characters = 2;
            }
            break;
    }
    std::uint32_t size = 0;
    while (characters-- > 0) size += std::max(1u, utf8::decode(text, at.text + size).length);
    return {at.text + size, at.disk + disk};
}

void FileCoding::index(std::string_view text) {
    Checkpoint at{0, 0};
    checkpoints_.push_back(at);
    while (at.text < text.size() && at.disk < bytes_.size()) {
        at = step(text, at);
        if (at.text - checkpoints_.back().text >= kCheckpoint) checkpoints_.push_back(at);
    }
}

Result<FileCoding::Decoded> FileCoding::decode(std::string bytes, Encoding encoding) {
    const Converter converter = open(encoding);
    if (!converter) return unavailable(encoding);
    Attempt found = attempt(converter.get(), bytes);
    if (found.bad) {
        const std::string at = std::to_string(*found.bad);
        const std::string name(name_of(encoding));
        return Error{ErrorCode::encoding,
                     {"不是有效的 " + name + "（第 " + at + " 字节处）", "not valid " + name + " (at byte " + at + ")"},
                     {"文件可能已损坏，或是别的编码；用 --encoding 指明",
                      "the file may be damaged or in another encoding; say which with --encoding"},
                     {}};
    }
    std::shared_ptr<FileCoding> coding(new FileCoding(encoding, std::move(bytes)));
    coding->index(found.text);
    return Decoded{std::move(found.text), std::move(coding)};
}

std::uint32_t FileCoding::on_disk(std::string_view text, std::uint32_t at) const {
    const auto it = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), at,
                                     [](std::uint32_t value, const Checkpoint& one) { return value < one.text; });
    Checkpoint here = *std::prev(it);
    while (here.text < at && here.disk < bytes_.size()) here = step(text, here);
    return here.disk;
}

Result<std::string> FileCoding::written(std::string_view text, std::span<const Replacement> replacements) const {
    const Converter converter = open(encoding_);
    if (!converter) return unavailable(encoding_);
    std::string out;
    std::uint32_t done = 0;
    std::array<char, 16> spelled;
    for (const Replacement& one : replacements) {
        const std::uint32_t begin = on_disk(text, one.at.begin);
        out.append(bytes_, done, begin - done);
        done = on_disk(text, one.at.end);
        for (std::size_t at = 0; at < one.text.size();) {
            const utf8::Decoded c = utf8::decode(one.text, at);
            std::array<UChar, 2> units{static_cast<UChar>(c.ch), 0};
            if (c.ch >= 0x10000) {
                units = {static_cast<UChar>(0xD800 + ((c.ch - 0x10000) >> 10)),
                         static_cast<UChar>(0xDC00 + ((c.ch - 0x10000) & 0x3FF))};
            }
            UErrorCode status = U_ZERO_ERROR;
            const UChar* from = units.data();
            char* to = spelled.data();
            ucnv_resetFromUnicode(converter.get());
            ucnv_fromUnicode(converter.get(), &to, spelled.data() + spelled.size(), &from,
                             units.data() + (c.ch >= 0x10000 ? 2 : 1), nullptr, true, &status);
            if (U_FAILURE(status)) {
                const std::string sign(one.text.substr(at, c.length));
                const std::string name(name_of(encoding_));
                return Error{ErrorCode::encoding,
                             {"文件的编码 " + name + " 没有“" + sign + "”，没有改动这个文件",
                              "the file's encoding " + name + " has no \"" + sign + "\"; the file was left as it is"},
                             {"用 --output-encoding utf-8 改存为 UTF-8", "--output-encoding utf-8 saves it as UTF-8"},
                             {}};
            }
            out.append(spelled.data(), to);
            at += c.length;
        }
    }
    out.append(bytes_, done);
    return out;
}

}  // namespace jiaodui
