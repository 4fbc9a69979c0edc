#!/bin/sh
# The hooks under the real pre-commit: a clean commit passes, a certain fault on a changed line blocks and names the command that
# mends it, one on an old line does not, nor does a suggestion; what is not staged stays; Chinese names; 500 files in one process.
#
#   tests/outside/pre_commit_test.sh PROGRAM SOURCE
set -eu
command -v pre-commit >/dev/null || { echo 'skipped: no pre-commit'; exit 77; }
program=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work/cache" PRE_COMMIT_HOME="$work/pre-commit" GIT_CONFIG_NOSYSTEM=1 JIAODUI_LANG=en NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir "$work/bin" && ln -s "$program" "$work/bin/jiaodui"
export JIAODUI_RESOURCES="$(dirname "$program")/share/jiaodui" PATH="$work/bin:$PATH"
git config --global init.defaultBranch main
failures=0
fail() { echo "FAILED: $*"; cat "$work/out"; failures=$((failures + 1)); }
says() { grep -qF -- "$1" "$work/out" || fail "no “$1”"; }

# The hooks as a repository of their own, at a commit: what pre-commit clones.
mkdir "$work/hooks" && cp "$source/.pre-commit-hooks.yaml" "$work/hooks/"
(cd "$work/hooks" && git init -q && git add -A && git commit -qm hooks)
rev=$(git -C "$work/hooks" rev-parse HEAD)

mkdir "$work/wiki" && cd "$work/wiki" && git init -q
printf 'repos:\n- repo: %s\n  rev: %s\n  hooks: [{id: jiaodui}]\n' "$work/hooks" "$rev" >.pre-commit-config.yaml
pre-commit install >/dev/null
printf '# 旧\n\n旧账,在此。\n' >'第 1 期.md'
git add -A && git commit -qm debt --no-verify

printf '# 旧\n\n旧账,在此。\n\n新的一行，很好。\n' >'第 1 期.md'
git commit -qam clean >"$work/out" 2>&1 || fail 'a clean line on an old page was blocked'

printf '# 旧\n\n旧账,在此。\n\n新的一行，很好。\n\n又一行,不好。\n' >'第 1 期.md'
if git commit -qam bad >"$work/out" 2>&1; then fail 'a certain fault on a changed line passed'; fi
says '第 1 期.md'
says '7:4 safe'
says 'jiaodui fix --staged'
if grep -qF '3:3' "$work/out"; then fail 'the old line was reported'; fi

printf '\n没有暂存的,一行。\n' >>'第 1 期.md'
jiaodui fix --staged --changed-only >/dev/null
git commit -qm mended >"$work/out" 2>&1 || fail 'the mended index was blocked'
git show 'HEAD:第 1 期.md' | grep -qF '又一行，不好。' || fail 'the commit does not hold the correction'
git show 'HEAD:第 1 期.md' | grep -qF '旧账,在此。' || fail 'the old line was mended too'
git diff | grep -qF '+没有暂存的,一行。' || fail 'what was not staged is gone'
git checkout -q .

printf '# 建议\n\n我们我们先看一看。\n' >suggest.md
git add -A
git commit -qm suggest >"$work/out" 2>&1 || fail 'a suggestion blocked'

i=0
mkdir many
while [ $i -lt 500 ]; do printf '# 页\n\n第%s页，很好。\n' $i >"many/页 $i.md"; i=$((i + 1)); done
git add -A
git commit -qm many >"$work/out" 2>&1 || fail '500 files'

sed -i 's/id: jiaodui/id: jiaodui-fix/' .pre-commit-config.yaml
git commit -qam fixer --no-verify
printf '\n最后,一行。\n' >>suggest.md
if git commit -qam fix >"$work/out" 2>&1; then fail 'jiaodui-fix changed a file and passed'; fi
grep -qF '最后，一行。' suggest.md || fail 'jiaodui-fix mended nothing'

if PATH=/usr/bin:/bin git commit -qam none >"$work/out" 2>&1; then fail 'a missing program passed'; fi
says 'install the package jiaodui'

cd "$work/wiki" && git checkout -q . && pre-commit try-repo "$work/hooks" jiaodui --all-files >"$work/out" 2>&1 || true
says 'jiaodui 校对'
[ "$failures" -eq 0 ] && echo 'pre-commit: all as it should be'
