// Result<T>: a value, or the Error that explains why there is none.
//
// The names are those of std::expected (C++23), so that it can be replaced by it later. The library throws
// nothing but std::bad_alloc; everything a user can cause travels as an Error. An Error says what is wrong, where
// (file, line, column; 1-based, columns in code points, 0 = not known) and what to do about it.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pipeline/base/message.hpp"

namespace jiaodui {

enum class ErrorCode : std::uint8_t {
    io,             // the system refused: open, read, write, rename
    encoding,       // bytes that are not UTF-8, binary files
    too_large,      // 1 GiB and more
    syntax,         // a file of ours (configuration, rule, glossary) that cannot be parsed
    unknown_name,   // a rule, stage, format or key that does not exist
    invalid_value,  // a known name with a value that makes no sense
    conflict,       // the file changed while we worked on it
    structure,      // writing would change the structure of a page
    unavailable,    // a library or data file that is not installed
};

struct Where {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct Error {
    ErrorCode code = ErrorCode::io;
    Message message;
    Message advice;
    Where where;
};

// "file:line:col: message" with the advice on a second line, without a final line feed.
[[nodiscard]] std::string describe(const Error& error, Lang lang);

// Loaders gather every problem of a file before they fail.
using Problems = std::vector<Error>;

// All of them as one Error, for a Result: code and place are the first one's, and describe() of it prints every problem
// as describe() prints each. There must be at least one.
[[nodiscard]] Error fold(const Problems& problems);

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] T& value() & { return *std::get_if<0>(&state_); }
    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&state_); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&state_)); }
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return std::get_if<0>(&state_); }
    const T* operator->() const { return std::get_if<0>(&state_); }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    [[nodiscard]] bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const Error& error() const { return *error_; }

  private:
    std::optional<Error> error_;
};

}  // namespace jiaodui
