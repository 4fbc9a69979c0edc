#!/bin/sh
# --staged, --since, --changed-only, fix --staged and review --staged in real repositories.
#
#   tests/cli/git_test.sh PROGRAM
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES="$work" JIAODUI_LANG=en NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset PRE_COMMIT PRE_COMMIT_FROM_REF PRE_COMMIT_TO_REF GIT_DIR GIT_INDEX_FILE || true
git config --global init.defaultBranch main
git config --global diff.noprefix true   # what a user's configuration may do to a diff
git config --global color.ui always
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
# want STATUS TEXT ARGS…: the exit status, and a line that the output must hold (empty: none at all but the summary)
want() {
    status=$1 text=$2
    shift 2
    got=0
    "$program" "$@" >"$work/out" 2>&1 || got=$?
    [ "$got" -eq "$status" ] || { fail "$* ended with $got, not $status"; cat "$work/out"; }
    grep -qF -- "$text" "$work/out" || { fail "$*: no “$text” in"; cat "$work/out"; }
}
without() { ! grep -qF -- "$1" "$work/out" || { fail "“$1” should not be there"; cat "$work/out"; }; }

mkdir "$work/one" && cd "$work/one"
want 2 "not in the work tree of a git repository" check --staged
git init -q
# Before the first commit: everything is new.
mkdir 节目
printf '# 旧\n\n大家好,欢迎收听。\n\n中间。\n\n结尾很好,再见。\n' >'节目/第 1 期.md'
git add -A
want 1 '节目/第 1 期.md:3:4' check --staged --format concise
want 1 '节目/第 1 期.md:7:5' check --changed-only --format concise
git commit -qm 1
want 0 'Nothing was checked.' check --staged
want 0 'Nothing was checked.' check --changed-only '节目/第 1 期.md'

# The index is read, not the work tree.
printf '# 旧\n\n大家好,欢迎收听。\n\n中间,改过。\n\n结尾很好,再见。\n' >'节目/第 1 期.md'
git add -A
printf '# 旧\n' >'节目/第 1 期.md'
want 1 '节目/第 1 期.md:5:3' check --staged --format concise
want 1 '节目/第 1 期.md:5:3' check --staged --changed-only --format concise
without ':3:4'
without ':7:5'
want 1 'jiaodui fix --staged' check --staged
(cd 节目 && want 1 '第 1 期.md:5:3' check --staged --changed-only --format concise . && without '节目/')
git checkout -q '节目/第 1 期.md'

# fix --staged mends the index and leaves what is not staged unstaged.
printf '# 旧\n\n大家好,欢迎收听。\n\n中间,改过。\n\n结尾很好,再见。\n\n没有暂存的,一行。\n' >'节目/第 1 期.md'
want 0 'Mended' fix --staged
git show ':节目/第 1 期.md' >"$work/index"
printf '# 旧\n\n大家好，欢迎收听。\n\n中间，改过。\n\n结尾很好，再见。\n' | cmp -s - "$work/index" || fail "the index is not what fix --staged should make: $(cat "$work/index")"
printf '# 旧\n\n大家好，欢迎收听。\n\n中间，改过。\n\n结尾很好，再见。\n\n没有暂存的,一行。\n' | cmp -s - '节目/第 1 期.md' || fail "the work tree lost or gained something: $(cat '节目/第 1 期.md')"
want 0 'No findings' check --staged
git commit -qm 2

# Only the changed lines are mended when that is asked for.
printf '# 旧\n\n大家好,欢迎。\n\n中间。\n' >debt.md
git add -A && git commit -qm debt
printf '# 旧\n\n大家好,欢迎。\n\n中间,新的。\n' >debt.md
git add -A
want 0 'Mended 1 place' fix --staged --changed-only
printf '# 旧\n\n大家好,欢迎。\n\n中间，新的。\n' | cmp -s - debt.md || fail "old lines were mended too: $(cat debt.md)"
git commit -qm debt2

# A conflict leaves both sides alone.
printf '# 旧\n\n冲突,甲。\n' >conflict.md
git add -A
printf '# 旧\n\n冲突乙,丙,丁。\n' >conflict.md
want 2 'both sides were left alone' fix --staged
printf '# 旧\n\n冲突,甲。\n' >"$work/expected"
git show :conflict.md | cmp -s - "$work/expected" || fail 'the index of a conflicting file changed'
git checkout -q conflict.md

# review --staged decides about the index; what was not staged stays unstaged, and the decision is kept.
printf '# 账\n\n他开了帐户。\n\n这是帐户。\n' >account.md
git add -A
printf '# 账\n\n他开了帐户。\n\n这是帐户。\n\n还没有暂存。\n' >account.md
printf 'y\nn\ny\n' >"$work/keys"
"$program" review --staged <"$work/keys" >"$work/out" 2>&1 || { fail "review --staged"; cat "$work/out"; }
printf '# 账\n\n他开了账户。\n\n这是帐户。\n' >"$work/expected"
git show :account.md | cmp -s - "$work/expected" || fail "the index is not what was decided: $(git show :account.md)"
printf '# 账\n\n他开了账户。\n\n这是帐户。\n\n还没有暂存。\n' | cmp -s - account.md || fail "the work tree is not what was decided: $(cat account.md)"
want 0 'Nothing is waiting' review --staged
want 2 'reviewed at the terminal' review --staged --html "$work/a.html"
rm -r .jiaodui
git commit -qam account

# Line ends that git converts.
printf '*.crlf.md text eol=crlf\n' >.gitattributes
printf '# 旧\r\n\r\n换行,甲。\r\n' >a.crlf.md
git add -A
want 0 'Mended' fix --staged
printf '# 旧\r\n\r\n换行，甲。\r\n' | cmp -s - a.crlf.md || fail 'CRLF of the work tree was lost'
git commit -qam 3

# Links and submodules are left alone; renames keep their old lines.
ln -s debt.md link.md
git init -q "$work/sub" && (cd "$work/sub" && printf '子,模块。\n' >s.md && git add -A && git commit -qm s)
git -c protocol.file.allow=always submodule add -q "$work/sub" mod
git mv debt.md renamed.md
printf '\n新加,一行。\n' >>renamed.md
git add renamed.md link.md mod
want 1 'renamed.md:7:3' check --staged --changed-only --format concise
without 'link.md'
without 's.md'
without 'renamed.md:3'
git commit -qm 4

# --since goes back to where the branches parted.
git checkout -qb topic
printf '# 题\n\n分支,上的。\n' >topic.md
git add -A && git commit -qm topic
git checkout -q main && printf '# 主\n\n主干,上的。\n' >main.md && git add -A && git commit -qm main && git checkout -q topic
want 1 'topic.md:3:3' check --since main --format concise
without main.md
want 2 'git knows no such revision: nowhere' check --since nowhere
want 2 'do not go together' check --since main --staged
PRE_COMMIT_FROM_REF=main PRE_COMMIT_TO_REF=topic want 1 'topic.md:3:3' check --changed-only --format concise topic.md renamed.md

PRE_COMMIT_FROM_REF=main PRE_COMMIT_TO_REF=topic want 1 'jiaodui fix --since main --changed-only' check --changed-only topic.md
want 1 'jiaodui fix --since main --changed-only' check --changed-only --since main

# The command that is named is the one that mends this: in a hook the index, but the work tree under `git commit -a`.
printf '#!/bin/sh\nexec "%s" check --changed-only --no-pager\n' "$program" >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
printf '# 题\n\n分支,上的。\n\n钩子,里的。\n' >topic.md
git commit -qam all >"$work/out" 2>&1 && fail 'commit -a passed'
grep -qF '`jiaodui fix --changed-only`' "$work/out" || { fail 'commit -a'; cat "$work/out"; }
want 0 'Mended 1 place' fix --changed-only
printf '# 题\n\n分支,上的。\n\n钩子,里的。\n' >topic.md
git add -A
git commit -qm all >"$work/out" 2>&1 && fail 'the hook passed'
grep -qF '`jiaodui fix --staged --changed-only`' "$work/out" || { fail 'commit'; cat "$work/out"; }
want 0 'Mended 1 place' fix --staged --changed-only
git commit -qm all >"$work/out" 2>&1 || { fail 'what was mended was blocked'; cat "$work/out"; }
git show HEAD:topic.md | tail -1 | grep -qxF '钩子，里的。' || fail 'the commit does not hold the correction'
rm .git/hooks/pre-commit

# An untracked file is new from first line to last.
printf '# 新\n\n未跟踪,的。\n' >untracked.md
want 1 'untracked.md:3:4' check --changed-only --format concise untracked.md

# Another work tree of the same repository.
git worktree add -q "$work/two" main
cd "$work/two" && printf '# 二\n\n另一处,工作区。\n' >two.md && git add -A
want 1 'two.md:3:4' check --staged --format concise

# No git at all.
mkdir "$work/bin"
status=0
PATH="$work/bin" "$program" check --staged >"$work/out" 2>&1 || status=$?
[ "$status" -eq 2 ] && grep -qF 'the program git is not there' "$work/out" || { fail "without git: $status"; cat "$work/out"; }

[ "$failures" -eq 0 ] && echo 'git: all as it should be'
