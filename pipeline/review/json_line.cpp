// A cursor over the line; a value that is not of a known kind is skipped by counting brackets outside of strings.
// Tested by tests/unit/review/json_line_test.cpp.
#include "pipeline/review/json_line.hpp"

#include <algorithm>
#include <charconv>

#include "pipeline/text/utf8.hpp"

namespace jiaodui::json {
namespace {

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool object(std::vector<Member>& out) {
        space();
        if (!take('{')) return false;
        space();
        if (!take('}')) {
            do {
                Member member;
                space();
                if (!string(member.key)) return false;
                space();
                if (!take(':')) return false;
                space();
                const std::size_t begin = at_;
                if (!value(member)) return false;
                member.raw = text_.substr(begin, at_ - begin);
                out.push_back(std::move(member));
                space();
            } while (take(','));
            if (!take('}')) return false;
        }
        space();
        return at_ == text_.size();
    }

    [[nodiscard]] std::size_t at() const { return at_; }

  private:
    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
    }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool word(std::string_view w) {
        if (text_.substr(at_, w.size()) != w) return false;
        at_ += w.size();
        return true;
    }

    bool hex4(std::uint32_t& out) {
        const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
        if (digits.size() != 4 || failed != std::errc() || end != digits.data() + 4) return false;
        at_ += 4;
        return true;
    }

    bool escape(std::string& out) {
        if (at_ >= text_.size()) return false;
        static constexpr std::string_view kFrom = "\"\\/bfnrt";
        static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
        const char c = text_[at_++];
        if (const std::size_t known = kFrom.find(c); known != std::string_view::npos) {
            out += kTo[known];
            return true;
        }
        std::uint32_t unit = 0;
        if (c != 'u' || !hex4(unit)) return false;
        char32_t ch = unit;
        if (unit >= 0xD800 && unit < 0xE000) {
            std::uint32_t low = 0;
            if (unit >= 0xDC00 || !word("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF) return false;
            ch = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        utf8::append(out, ch);
        return true;
    }

    bool string(std::string& out) {
        if (!take('"')) return false;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c != '\\') {
                out += c;
            } else if (!escape(out)) {
                return false;
            }
        }
        return false;
    }

    bool strings(Member& out) {
        const std::size_t begin = at_;
        take('[');
        space();
        if (take(']')) {
            out.kind = Member::Kind::strings;
            return true;
        }
        do {
            space();
            std::string text;
            if (!string(text)) {
                at_ = begin;
                out.texts.clear();
                return skip();
            }
            out.texts.push_back(std::move(text));
            space();
        } while (take(','));
        if (!take(']')) {
            at_ = begin;
            out.texts.clear();
            return skip();
        }
        out.kind = Member::Kind::strings;
        return true;
    }

    // A value of no known kind: to the comma or bracket that ends it.
    bool skip() {
        std::size_t depth = 0;
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                std::string ignored;
                if (!string(ignored)) return false;
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
            if (c == '{' || c == '[') ++depth;
            if (c == '}' || c == ']') --depth;
            ++at_;
        }
        return at_ > begin && depth == 0;
    }

    bool value(Member& out) {
        if (at_ >= text_.size()) return false;
        const char c = text_[at_];
        if (c == '"') {
            out.kind = Member::Kind::string;
            return string(out.text);
        }
        if (c == '[') return strings(out);
        if (word("true") || word("false")) {
            out.kind = Member::Kind::boolean;
            out.boolean = text_[at_ - 1] == 'e' && text_[at_ - 2] == 'u';
            return true;
        }
        const char* begin = text_.data() + at_;
        const auto [end, failed] = std::from_chars(begin, text_.data() + text_.size(), out.number);
        const bool whole =
            failed == std::errc() && end != text_.data() + text_.size() && *end != '.' && *end != 'e' && *end != 'E';
        if (!whole) return skip();
        out.kind = Member::Kind::number;
        at_ += static_cast<std::size_t>(end - begin);
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Error bad(std::string_view text, std::size_t at) {
    const std::size_t column = utf8::count(text.substr(0, std::min(at, text.size()))) + 1;
    return {ErrorCode::syntax,
            {"不是一行 JSON 对象", "not one JSON object on a line"},
            {},
            {"", 0, static_cast<std::uint32_t>(column)}};
}

}  // namespace

Result<Line> Line::parse(std::string_view text) {
    if (const auto invalid = utf8::first_invalid(text)) return bad(text, *invalid);
    Line line;
    Reader reader(text);
    if (!reader.object(line.members_)) return bad(text, reader.at());
    return line;
}

const Member* Line::find(std::string_view key, Member::Kind kind) const {
    const auto it = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.key == key; });
    return it != members_.end() && it->kind == kind ? &*it : nullptr;
}

bool Line::has(std::string_view key) const {
    return std::any_of(members_.begin(), members_.end(), [&](const Member& m) { return m.key == key; });
}

std::string Line::text(std::string_view key) const {
    const Member* member = find(key, Member::Kind::string);
    return member != nullptr ? member->text : std::string();
}

std::optional<std::uint64_t> Line::number(std::string_view key) const {
    const Member* member = find(key, Member::Kind::number);
    if (member == nullptr) return std::nullopt;
    return member->number;
}

bool Line::flag(std::string_view key) const {
    const Member* member = find(key, Member::Kind::boolean);
    return member != nullptr && member->boolean;
}

}  // namespace jiaodui::json
