// SealRecord: remembers between runs that the checksum of a file was right.
//
// Where the checksum of fifty megabytes takes a quarter of what a page takes, a file that has not been touched since it
// was found intact need not be read again. The record is a small file in the cache folder; it says which file that was
// (device and number) and in which state (size, times of the last change of its bytes and of its entry), as `stat`
// tells it: the way of git's index. Whatever writes to the file, or puts another in its place, changes one of them. A
// file that was changed within the last two seconds is not remembered: a change in the same tick of the clock would not
// show. Bytes that rot on the disk are not noticed so; who reads the file must stay inside it anyway.
#pragma once

#include <chrono>
#include <string>

namespace jiaodui {

class SealRecord {
  public:
    // Of the file as it is now.
    explicit SealRecord(const std::string& file);

    // The file was found intact in this state.
    [[nodiscard]] bool known() const;
    // It has just been found intact, after this object was made. `now` is for tests.
    void remember(std::chrono::system_clock::time_point now = std::chrono::system_clock::now()) const;

  private:
    std::string file_;
    std::string path_;   // of the record; empty where there is no cache, or no such file
    std::string state_;  // what the record says
    std::chrono::system_clock::time_point changed_;
};

}  // namespace jiaodui
