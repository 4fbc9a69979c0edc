#!/bin/sh
# A report on what a push to a wiki's main branch has changed, for a rolling issue and an artifact. Never fails for findings.
#
#   packaging/wiki_report.sh COMMIT FOLDER     COMMIT: what the branch was before the push (zeros: a new branch)
#
# Writes FOLDER/findings.jsonl and FOLDER/report.html; FOLDER/issue.md only where something certain or blocking was found. Where
# the commit is not known (a forced push) every page is looked at. Tested by tests/cli/wiki_report_test.sh.
set -eu
before=$1 folder=$2
jiaodui=${JIAODUI:-jiaodui}
mkdir -p "$folder"
rm -f "$folder/issue.md"
range=
case $before in
    *[!0]*) if git rev-parse --quiet --verify "$before^{commit}" >/dev/null; then range="--since $before"; fi ;;
esac
run() {  # FORMAT FILE: the exit status of check
    status=0
    # shellcheck disable=SC2086
    "$jiaodui" check $range --format "$1" --no-pager --no-progress --output "$2" || status=$?
    [ "$status" -lt 2 ] || exit "$status"
}
run html "$folder/report.html"
run jsonl "$folder/findings.jsonl"
[ "$status" -eq 1 ] || exit 0
table=$folder/issue.md.table
rm -f "$table"
# shellcheck disable=SC2086
GITHUB_STEP_SUMMARY=$table "$jiaodui" check $range --format github --exit-zero --no-progress >/dev/null
{
    echo '本次推送的页面里有确定或须处理的问题。`jiaodui fix` 改确定的；逐条看附件 report.html。'
    echo
    # GitHub takes 65,536 characters for an issue; bytes are at least as many.
    LC_ALL=C awk '{ size += length($0) + 1 } size <= 60000 { print; next } { more += 1 }
        END { if (more) printf "\n……另有 %d 行，见附件。\n", more }' "$table"
} >"$folder/issue.md"
rm -f "$table"
