#!/bin/sh
# Compares what the program makes of every page in samples/ with samples/expected/, byte for byte.
#
#   tests/golden/golden_test.sh PROGRAM              prints what differs, exit status 1
#   JIAODUI_ACCEPT=1 tests/golden/golden_test.sh …   rewrites samples/expected/
#
#   NAME.fixed          the file after `fix`
#   NAME.jsonl          every finding; the machine interface
#   NAME.format-F[-L]   one page each in the other formats, and languages where there are words
#
# Beside that, three promises: a second `fix` changes nothing, `git apply` of the diff makes what `fix` makes, and the control
# page proofread.md has nothing safe and nothing suggested.
set -eu

program=$(realpath "$1")
samples=$(realpath "$(dirname "$0")/../../samples")
expected=$samples/expected
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/samples" "$work/home" "$work/got"
cp "$samples"/*.md "$samples"/*.txt "$work/samples/"
rm "$work/samples/README.md"
cd "$work"
failures=0

fail() { echo "$*"; failures=$((failures + 1)); }

# The program with nothing of the user's settings. A status of 1 says that there are findings; 2 is a failure.
jiaodui() {
    status=0
    env -i PATH="$PATH" HOME="$work/home" XDG_CACHE_HOME="$work/home" COLUMNS=100 GIT_CEILING_DIRECTORIES="$work" \
        "$program" "$@" --isolated --no-progress || status=$?
    [ "$status" -lt 2 ] || { echo "jiaodui $* ended with $status" >&2; exit 1; }
}

extension() { case $1 in plain-notes) echo txt ;; *) echo md ;; esac; }

# report NAME SUFFIX FORMAT [LANGUAGE]; without the hashes of the data, which change with every word
report() {
    jiaodui check --format "$3" --show all --lang "${4:-zh}" "samples/$1.$(extension "$1")" >report
    sed 's/^\({.*"data":{\)[^}]*}/\1}/' report >"got/$1.$2"
}

for page in samples/*; do
    name=$(basename "$page")
    name=${name%.*}
    report "$name" jsonl jsonl
    cp "$page" fixed.bytes
    jiaodui diff --style unified "$page" >changes.diff
    jiaodui fix -q "$page"
    cp "$page" "got/$name.fixed"
    jiaodui fix -q "$page"
    cmp -s "$page" "got/$name.fixed" || fail "$page: a second fix changes something"
    cp fixed.bytes "$page"
    if [ -s changes.diff ]; then
        git apply --whitespace=nowarn changes.diff || fail "$page: git refuses the diff"
        cmp -s "$page" "got/$name.fixed" || fail "$page: git apply of the diff is not what fix makes"
        cp fixed.bytes "$page"
    fi
done

report markup format-full-zh full
report markup format-full-en full en
report ai-news format-concise-zh concise
report ai-news format-concise-en concise en
report traditional format-json json
report plain-notes format-diff diff
report fresh-captions format-words words
report ai-news format-side side

if grep -v '"tier":"hint"' got/proofread.jsonl; then fail "proofread.md: nothing but hints may be found"; fi

if [ "${JIAODUI_ACCEPT:-}" = 1 ]; then
    mkdir -p "$expected"
    rm -f "$expected"/*
    cp got/* "$expected/"
    echo "accepted: $(ls got | wc -l) files in samples/expected"
else
    diff -ru "$expected" got || fail "samples/expected is not what the program makes; JIAODUI_ACCEPT=1 rewrites it"
fi
[ "$failures" -eq 0 ]
