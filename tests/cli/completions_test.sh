#!/bin/sh
# What `jiaodui completions` prints is taken by the shells that are installed, and names what the program has.
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" completions bash >"$work/jiaodui.bash"
"$program" completions zsh >"$work/_jiaodui"
"$program" completions fish >"$work/jiaodui.fish"
"$program" completions man >"$work/jiaodui.1"
cat >"$work/ask.bash" <<'END'
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
_jiaodui; printf '%s\n' "${COMPREPLY[@]}"
END
ask() { bash "$work/ask.bash" "$work/jiaodui.bash" "$@"; }
ask jiaodui che | grep -qx check
ask jiaodui check --stag | grep -qx -- --staged
ask jiaodui check --format sar | grep -qx sarif
ask jiaodui check --lang z | grep -qx zh
if command -v zsh >/dev/null; then zsh -n "$work/_jiaodui"; else echo 'skipped: no zsh'; fi
if command -v fish >/dev/null; then fish -n "$work/jiaodui.fish"; else echo 'skipped: no fish'; fi
if command -v groff >/dev/null; then groff -Kutf8 -man -Tutf8 -ww -P-cbou "$work/jiaodui.1" 2>"$work/warnings" | grep -q 'jiaodui check'; cat "$work/warnings"; test ! -s "$work/warnings"; else echo 'skipped: no groff'; fi
grep -q 'SS "jiaodui fix' "$work/jiaodui.1"
