// What the program writes to: whether it is a terminal, how wide, in colour or not, through a pager
// or not.
#pragma once

#include <sys/types.h>

#include <array>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace jiaodui::cli {

// A stream buffer over a file descriptor. A reader that has gone away (EPIPE) is no error: what
// follows is dropped.
class FdBuffer : public std::streambuf {
  public:
    explicit FdBuffer(int fd) : fd_(fd) { setp(bytes_.data(), bytes_.data() + bytes_.size()); }
    ~FdBuffer() override { sync(); }

    [[nodiscard]] bool reader_gone() const { return reader_gone_; }
    // errno of the first write that failed for another reason; 0 when all is well.
    [[nodiscard]] int failure() const { return failure_; }

  protected:
    int_type overflow(int_type ch) override;
    std::streamsize xsputn(const char* text, std::streamsize count) override;
    int sync() override;

  private:
    void write_all(const char* text, std::size_t count);

    int fd_;
    bool reader_gone_ = false;
    int failure_ = 0;
    std::array<char, 1 << 16> bytes_;
};

// An output of the program.
class Output {
  public:
    explicit Output(int fd);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[nodiscard]] std::ostream& stream() { return stream_; }
    [[nodiscard]] bool terminal() const { return terminal_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] bool reader_gone() const { return buffer_->reader_gone(); }
    [[nodiscard]] bool paged() const { return pager_ > 0; }

    // From here on everything goes through JIAODUI_PAGER, else `less -FRX`. Does nothing unless
    // this is a terminal, and nothing when the variable is empty or `cat`.
    void page();
    // Flushes, waits for the pager; errno of a failed write, 0 when all is well.
    int finish();

  private:
    int fd_;
    bool terminal_;
    int columns_;
    std::unique_ptr<FdBuffer> buffer_;
    std::ostream stream_;
    pid_t pager_ = 0;
    int pipe_ = -1;
};

// --color (`always`, `never`, else as if not given) > NO_COLOR > CLICOLOR_FORCE > CLICOLOR > is it
// a terminal.
[[nodiscard]] bool use_colour(std::string_view flag, bool terminal);

}  // namespace jiaodui::cli
