// The line is drawn anew after every key: up to where it began, cleared, printed, and the cursor put where it belongs;
// what wraps is counted in columns as the terminal does. Tested by tests/measure/review_session.py.
#include "pipeline/cli/line_edit.hpp"

#include <algorithm>
#include <vector>

#include "pipeline/text/utf8.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

struct Spot {
    std::size_t row = 0;
    std::size_t column = 0;
};

class Line {
  public:
    Line(std::ostream& out, const std::string& prompt, const std::string& text, const LineEditOptions& options)
        : out_(out), prompt_(prompt), options_(options) {
        for (std::size_t at = 0; at < text.size();) {
            const utf8::Decoded c = utf8::decode(text, at);
            chars_.push_back(text.substr(at, c.length));
            at += c.length;
        }
        cursor_ = chars_.size();
    }

    [[nodiscard]] std::string text() const {
        std::string out;
        for (const std::string& c : chars_) out += c;
        return out;
    }

    void insert(const std::string& c) { chars_.insert(chars_.begin() + static_cast<std::ptrdiff_t>(cursor_++), c); }
    void move(Key::Kind kind) {
        if (kind == Key::Kind::left && cursor_ > 0) --cursor_;
        if (kind == Key::Kind::right && cursor_ < chars_.size()) ++cursor_;
        if (kind == Key::Kind::home) cursor_ = 0;
        if (kind == Key::Kind::end) cursor_ = chars_.size();
    }
    void backspace() {
        if (cursor_ == 0) return;
        chars_.erase(chars_.begin() + static_cast<std::ptrdiff_t>(--cursor_));
    }
    void remove() {
        if (cursor_ < chars_.size()) chars_.erase(chars_.begin() + static_cast<std::ptrdiff_t>(cursor_));
    }
    void cut_tail() { chars_.resize(cursor_); }
    void cut_head() {
        chars_.erase(chars_.begin(), chars_.begin() + static_cast<std::ptrdiff_t>(cursor_));
        cursor_ = 0;
    }

    // The beginning of what is to be wrapped; a second time, none.
    void mark() { mark_ = mark_ ? std::nullopt : std::optional(cursor_); }
    // 《…》 or “…” around what is marked. False when nothing is.
    bool wrap(char32_t ch) {
        const bool title = ch == U'《' || ch == '<';
        if (!mark_ || *mark_ == cursor_ || !(title || ch == U'“' || ch == '"')) return false;
        const std::size_t begin = std::min(*mark_, cursor_);
        const std::size_t end = std::max(*mark_, cursor_);
        chars_.insert(chars_.begin() + static_cast<std::ptrdiff_t>(end), title ? "》" : "”");
        chars_.insert(chars_.begin() + static_cast<std::ptrdiff_t>(begin), title ? "《" : "“");
        cursor_ = end + 2;
        mark_.reset();
        return true;
    }

    void draw() {
        if (at_.row > 0) out_ << "\x1b[" << at_.row << 'A';
        out_ << "\r\x1b[J" << prompt_;
        Spot end;
        advance(end, prompt_);
        Spot here = end;
        for (std::size_t i = 0; i < chars_.size(); ++i) {
            const std::string shown = printable(chars_[i]);
            if (i == cursor_) here = end;
            const bool marked = mark_ && i >= std::min(*mark_, cursor_) && i < std::max(*mark_, cursor_);
            out_ << (marked ? "\x1b[7m" : "") << shown << (marked ? "\x1b[27m" : "");
            advance(end, shown);
        }
        if (cursor_ == chars_.size()) here = end;
        if (end.column == options_.columns) {
            out_ << " \r";
            end = {end.row + 1, 0};
        }
        if (here.column == options_.columns) here = {here.row + 1, 0};
        if (end.row > here.row) out_ << "\x1b[" << end.row - here.row << 'A';
        out_ << '\r';
        if (here.column > 0) out_ << "\x1b[" << here.column << 'C';
        out_.flush();
        at_ = here;
        last_row_ = end.row;
    }

    void leave() {
        if (last_row_ > at_.row) out_ << "\x1b[" << last_row_ - at_.row << 'B';
        out_ << "\r\n";
        out_.flush();
    }

  private:
    void advance(Spot& spot, const std::string& text) const {
        for (std::size_t at = 0; at < text.size();) {
            const utf8::Decoded c = utf8::decode(text, at);
            at += c.length;
            const auto width = static_cast<std::size_t>(width_of(c.ch, options_.ambiguous_width));
            if (spot.column + width > options_.columns) spot = {spot.row + 1, 0};
            spot.column += width;
        }
    }

    std::ostream& out_;
    std::string prompt_;
    LineEditOptions options_;
    std::vector<std::string> chars_;
    std::size_t cursor_ = 0;
    std::optional<std::size_t> mark_;
    Spot at_;
    std::size_t last_row_ = 0;
};

std::string encoded(char32_t ch) {
    std::string out;
    if (ch < 0x80) {
        out += static_cast<char>(ch);
    } else if (ch < 0x800) {
        out += {static_cast<char>(0xC0 | (ch >> 6)), static_cast<char>(0x80 | (ch & 63))};
    } else if (ch < 0x10000) {
        out += {static_cast<char>(0xE0 | (ch >> 12)), static_cast<char>(0x80 | ((ch >> 6) & 63)),
                static_cast<char>(0x80 | (ch & 63))};
    } else {
        out += {static_cast<char>(0xF0 | (ch >> 18)), static_cast<char>(0x80 | ((ch >> 12) & 63)),
                static_cast<char>(0x80 | ((ch >> 6) & 63)), static_cast<char>(0x80 | (ch & 63))};
    }
    return out;
}

}  // namespace

std::optional<std::string> edit_line(Keyboard& keys, std::ostream& out, const std::string& prompt,
                                     const std::string& text, const LineEditOptions& options) {
    if (!keys.single_keys()) {
        out << prompt;
        if (!text.empty()) out << '[' << printable(text) << "] ";
        out.flush();
        auto line = keys.read_line();
        if (!line || line->empty()) return std::nullopt;
        return *line == "-" ? std::string() : *line;
    }
    Line line(out, prompt, text, options);
    for (;;) {
        line.draw();
        const Key key = keys.read();
        switch (key.kind) {
            case Key::Kind::enter: line.leave(); return line.text();
            case Key::Kind::escape:
            case Key::Kind::interrupt:
            case Key::Kind::finished: line.leave(); return std::nullopt;
            case Key::Kind::backspace: line.backspace(); break;
            case Key::Kind::remove: line.remove(); break;
            case Key::Kind::tab: line.mark(); break;
            case Key::Kind::character:
                if (key.ch == 0x0B) line.cut_tail();
                if (key.ch == 0x15) line.cut_head();
                if (key.ch >= 0x20 && !line.wrap(key.ch)) line.insert(encoded(key.ch));
                break;
            default: line.move(key.kind); break;
        }
    }
}

}  // namespace jiaodui::cli
