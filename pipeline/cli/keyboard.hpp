// Keyboard: single keys from a person, without Return where the terminal can do that.
//
// The law. Whatever happens while keys are read (a signal to end, an error, a suspension), the terminal is put back as
// it was before the program goes. Where there is no terminal, or a dumb one, whole lines are read, and each character
// of a line is a key; an empty line is Enter. Full-width letters and marks count as their narrow ones, 是 as y and 否
// as n, since a Chinese input method is often on.
#pragma once

#include <termios.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace jiaodui::cli {

struct Key {
    enum class Kind : std::uint8_t {
        character,
        enter,
        tab,
        backspace,
        remove,
        left,
        right,
        up,
        down,
        home,
        end,
        escape,
        interrupt,
        resized,
        finished
    };
    Kind kind = Kind::character;
    char32_t ch = 0;  // as typed; of a character
    // The character as an answer: narrow, 是 → y, 否 → n. 0 for other kinds.
    [[nodiscard]] char32_t answer() const;
};

class Keyboard {
  public:
    // From standard input. Single keys when both ends are a terminal that can do it.
    explicit Keyboard(bool terminal);
    ~Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    [[nodiscard]] bool single_keys() const { return raw_; }
    [[nodiscard]] Key read();
    // A whole line, without its end, where lines are read; nothing at the end of the input.
    [[nodiscard]] std::optional<std::string> read_line();
    // Gives the terminal back for another program, and takes it again.
    void release();
    void resume();

  private:
    [[nodiscard]] int next_byte(bool wait);  // -1: none; -2: end of input; -3: resized; -4: a signal to end
    [[nodiscard]] Key escape_sequence();
    void stop_here();

    bool raw_ = false;
    bool active_ = false;
    int signals_ = -1;
    struct termios before_ {};
    std::deque<char> bytes_;
    std::deque<Key> line_;  // keys of a line that was read
};

}  // namespace jiaodui::cli
