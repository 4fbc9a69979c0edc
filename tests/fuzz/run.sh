#!/bin/sh
# Runs every fuzzer for a while: tests/fuzz/run.sh [SECONDS [TARGET…]], 30 seconds each unless told. Needs clang with libFuzzer
# (Debian: clang, libclang-rt-14-dev); without it says so and leaves with 0. Seeds come from tests/fuzz/corpus/, what is found new goes
# to a folder that is kept only on a finding. Exit 1 on any finding; its input is shown and kept: mend the cause, and
# add the input to the corpus, where every run of the tests replays it.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-30}
[ $# -gt 0 ] && shift
targets=${*:-markdown formats pipeline rules glossary decode lexicon}

if ! command -v clang++ >/dev/null 2>&1; then
    echo "skipped: fuzzers (no clang++)"
    exit 0
fi
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers --parallel "$(nproc)" >&2

work=$(mktemp -d)
failed=0
for target in $targets; do
    mkdir -p "$work/$target/new"
    status=0
    case $target in decode | glossary | lexicon) length=16384 ;; *) length=4096 ;; esac  # compiled data are larger
    dictionary=markdown; [ -f "tests/fuzz/$target.dict" ] && dictionary=$target
    (cd "$work/$target" && ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        "$OLDPWD/build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len="$length" \
        -dict="$OLDPWD/tests/fuzz/$dictionary.dict" -print_final_stats=1 -entropic=0 new "$OLDPWD/tests/fuzz/corpus/$target") \
        >"$work/$target/log" 2>&1 || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target/log")
    if [ "$status" -eq 0 ]; then
        echo "fuzz_$target: ${runs:-?} runs in $seconds s, no finding"
    else
        failed=1
        echo "fuzz_$target: FINDING, see $work/$target"
        grep -a -m 5 -e 'broken promise' -e 'ERROR:' -e 'runtime error' -e 'Test unit written' -e 'Assertion' "$work/$target/log" || tail -5 "$work/$target/log"
    fi
done
[ "$failed" -eq 0 ] && rm -rf "$work"
exit "$failed"
