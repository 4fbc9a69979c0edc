// Packer: arrays of plain numbers one after the other, each at a multiple of 8, as the reader of a section takes them
// off.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace jiaodui {

class Packer {
  public:
    template <class T>
    void put(const std::vector<T>& values) {
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        bytes_.resize((bytes_.size() + 7) / 8 * 8, '\0');
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

}  // namespace jiaodui
