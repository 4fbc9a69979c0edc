#!/bin/sh
# The language server under real clients: Neovim, and the client library of Visual Studio Code for the encodings that Neovim does not speak.
#
#   tests/outside/lsp_clients_test.sh PROGRAM NODE     NODE: where npm has put the packages of node/package.json
set -eu
program=$(realpath "$1") node=$2 here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work/cache" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" JIAODUI_LANG=en JIAODUI="$program"
export GIT_CEILING_DIRECTORIES="$work"
skipped=0
mkdir "$work/neovim" "$work/vscode"
if command -v nvim >/dev/null; then
    (cd "$work/neovim" && timeout 300 nvim --headless -u NONE -i NONE -n -c "luafile $here/lsp/neovim.lua")
else
    echo 'skipped: no nvim'
    skipped=77
fi
if command -v node >/dev/null && [ -d "$node/node_modules/vscode-languageserver-protocol" ]; then
    (cd "$work/vscode" && NODE_PATH="$node/node_modules" timeout 300 node "$here/lsp/client.js")
else
    echo 'skipped: no node, or no vscode-languageserver-protocol'
    skipped=77
fi
exit $skipped
