#!/bin/sh
# The example, built against the installed library: by pkg-config and by CMake.
#
#   tests/api/installed_test.sh BUILD EXAMPLE COMPILER
set -eu
build=$1 example=$2 compiler=$3
command -v pkg-config >/dev/null || { echo 'skipped: no pkg-config'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/moved" --component development >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/moved" "$work/prefix"
PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name jiaodui.pc)")
export PKG_CONFIG_PATH
says() { [ "$(printf '大家好,欢迎收听。\n' | "$1")" = '大家好，欢迎收听。' ] || { echo "FAILED: $1"; exit 1; }; }
# shellcheck disable=SC2046
"$compiler" -std=c++20 "$example/proofread.cpp" $(pkg-config --cflags --libs jiaodui) -o "$work/by-pkg-config"
says "$work/by-pkg-config"
cmake -S "$example" -B "$work/build" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log" &&
    cmake --build "$work/build" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
says "$work/build/proofread"
echo 'installed library: all as it should be'
