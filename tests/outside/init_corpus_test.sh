#!/bin/sh
# What `init` makes of a whole wiki, told from what is known of it: no space between Han and Latin, curly quotes, simplified script, the
# notice of unproofread transcripts, the seven keys of Wiki.js. Nothing is written.
#
#   tests/outside/init_corpus_test.sh PROGRAM CORPUS
set -eu
program=$(realpath "$1") corpus=$2
[ -d "$corpus" ] || { echo 'skipped: no corpus'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$corpus"
env HOME="$work" XDG_CACHE_HOME="$work" "$program" --lang zh init --dry-run archive transcripts >"$work/out"
for line in 'lang: zh-Hans ' 'cjk_latin_space: none ' 'quotes: curly ' 'frontmatter: {check: \[title, description\]}' \
    "transcript_notice: \['以下文本为音频转录结果'\]" \
    '# 页首的键（页数）：date [0-9,]*、dateCreated [0-9,]*、description [0-9,]*、editor [0-9,]*、published [0-9,]*、tags [0-9,]*、title [0-9,]*$'; do
    grep -q -- "$line" "$work/out" || { echo "FAILED: no line “$line” in"; cat "$work/out"; exit 1; }
done
echo 'init: finds what is known of the corpus'
