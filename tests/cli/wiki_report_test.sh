#!/bin/sh
# packaging/wiki_report.sh decides rightly and renders: a wiki, push after push.
#
#   tests/cli/wiki_report_test.sh PROGRAM SOURCE
set -eu
JIAODUI=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JIAODUI HOME="$work" XDG_CACHE_HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES="$work" JIAODUI_LANG=zh NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset GITHUB_STEP_SUMMARY GIT_DIR GIT_INDEX_FILE || true
git config --global init.defaultBranch main
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
# push: commits everything and runs the script with what the branch was before; out/ holds what it wrote
push() {
    before=$(git rev-parse HEAD)
    git add -A && git commit -qm push
    report "$before"
}
report() {
    rm -rf "$work/out"
    status=0
    sh "$source/packaging/wiki_report.sh" "$1" "$work/out" >"$work/said" 2>&1 || status=$?
}
done_well() { [ "$status" -eq 0 ] && [ -s "$work/out/report.html" ] && [ -e "$work/out/findings.jsonl" ] || { fail "$1: status $status"; cat "$work/said"; }; }
without_issue() { done_well "$1"; [ ! -e "$work/out/issue.md" ] || { fail "$1: an issue"; cat "$work/out/issue.md"; }; }
with_issue() { done_well "$1"; [ -s "$work/out/issue.md" ] || fail "$1: no issue"; }

mkdir "$work/wiki" && cd "$work/wiki" && git init -q
printf '# 旧\n\n旧账,在此。\n' >'旧 页.md'
git add -A && git commit -qm 1

printf '# 新\n\n很好。\n' >new.md
push
without_issue 'a clean push'
[ ! -s "$work/out/findings.jsonl" ] || fail 'findings of a page that was not pushed'

printf '\n我们我们先看一看。\n' >>new.md
push
without_issue 'a suggestion'
grep -q '"tier":"suggest"' "$work/out/findings.jsonl" || fail 'the suggestion is not in the table'

printf '\n又一行,不好。\n' >>new.md
push
with_issue 'a certain fault'
grep -qF 'punct/halfwidth' "$work/out/issue.md" && grep -qF 'new.md' "$work/out/issue.md" || { fail 'the issue does not tell'; cat "$work/out/issue.md"; }
if grep -qF '旧 页' "$work/out/issue.md"; then fail 'the issue tells of a page that was not pushed'; fi
if grep -qF '附件。' "$work/out/issue.md"; then fail 'the issue was cut short'; fi
[ ! -e "$work/out/issue.md.table" ] || fail 'something was left lying'

# A new branch and a forced push: every page.
for commit in 0000000000000000000000000000000000000000 1234567812345678123456781234567812345678; do
    report $commit
    with_issue "before: $commit"
    grep -qF '旧 页.md' "$work/out/findings.jsonl" || fail "before: $commit: not every page"
done

# More than an issue can hold.
i=0
while [ $i -lt 700 ]; do printf '\n第%s行里有一个半角的逗号,不好，而且这一行不算短。\n' $i; i=$((i + 1)); done >>new.md
push
with_issue 'a thousand faults'
[ "$(wc -m <"$work/out/issue.md")" -lt 65536 ] || fail 'more than GitHub takes'
grep -q '^……另有 [0-9]* 行，见附件。$' "$work/out/issue.md" || fail 'the issue does not say how many more'

# What cannot be checked is a failure.
printf 'version: 7\n' >.jiaodui.yaml
push
[ "$status" -eq 2 ] || fail "a broken configuration ended with $status"

[ "$failures" -eq 0 ] && echo 'wiki report: all as it should be'
