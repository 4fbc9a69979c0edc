// did_you_mean: the name that a person probably meant. An unknown name is always an error; this makes the error kind.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/message.hpp"

namespace jiaodui {

// Edits (insert, delete, replace, swap of neighbours) that turn one name into the other, counted in code points.
// Optimal string alignment distance; names longer than 64 code points are compared by their first 64.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The closest candidate when it is close enough (a third of the name's length, rounded, at least one edit; letters'
// case and a missing `group/` count for little), else an empty string. Among equals the first wins.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

// Advice for an unknown name: "did you mean X?", else all the candidates when they are few, else nothing.
[[nodiscard]] Message advice_for(std::string_view name, std::span<const std::string_view> candidates);
[[nodiscard]] Message advice_for(std::string_view name, std::span<const std::string> candidates);

}  // namespace jiaodui
