#!/bin/sh
# The hooks under the real pre-commit: a clean commit passes, a certain fault on a changed line blocks and names the command that
# mends it, one on an old line does not, nor does a suggestion, which is printed; partial staging; Chinese names; 500 files in one
# process; `pre-commit try-repo` on this project.
#
#   tests/outside/pre_commit_test.sh PROGRAM SOURCE
set -eu
command -v pre-commit >/dev/null || { echo 'skipped: no pre-commit'; exit 77; }
program=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work/cache" PRE_COMMIT_HOME="$work/pre-commit" GIT_CONFIG_NOSYSTEM=1 JIAODUI_LANG=en NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
export JIAODUI_RESOURCES="$(dirname "$program")/share/jiaodui" PATH="$work/bin:$PATH"
git config --global init.defaultBranch main
git config --global --add safe.directory '*'

# The program on the PATH, counting how often it is started.
mkdir "$work/bin"
printf '#!/bin/sh\necho x >>"%s/started"\nexec "%s" "$@"\n' "$work" "$program" >"$work/bin/jiaodui"
chmod +x "$work/bin/jiaodui"
started() { wc -l <"$work/started"; }

failures=0
fail() { echo "FAILED: $*"; cat "$work/out"; failures=$((failures + 1)); }
says() { grep -qF -- "$1" "$work/out" || fail "no “$1”"; }
says_not() { if grep -qF -- "$1" "$work/out"; then fail "“$1” should not be there"; fi; }
commit() { git commit -qm "$1" >"$work/out" 2>&1; }

# The hooks as a repository of their own, at a commit: what pre-commit clones.
mkdir "$work/hooks" && cp "$source/.pre-commit-hooks.yaml" "$work/hooks/"
(cd "$work/hooks" && git init -q && git add -A && git commit -qm hooks)
rev=$(git -C "$work/hooks" rev-parse HEAD)

mkdir "$work/wiki" && cd "$work/wiki" && git init -q
printf 'repos:\n- repo: %s\n  rev: %s\n  hooks: [{id: jiaodui}]\n' "$work/hooks" "$rev" >.pre-commit-config.yaml
pre-commit install >/dev/null
page='第 1 期.md'
printf '# 旧\n\n旧账,在此。\n' >"$page"
git add -A && git commit -qm debt --no-verify

# A clean line on a page with debt.
printf '\n新的一行，很好。\n' >>"$page"
git add -A
commit clean || fail 'a clean line on an old page was blocked'

# A certain fault on a changed line, under `git commit` and under `git commit -a`.
printf '\n又一行,不好。\n' >>"$page"
if git commit -qam bad >"$work/out" 2>&1; then fail 'commit -a passed with a certain fault'; fi
says '`jiaodui fix --changed-only`'
git add -A
if commit bad; then fail 'a certain fault on a changed line passed'; fi
says "$page"
says '7:4 safe'
says '`jiaodui fix --staged --changed-only`'
says_not '3:3'

# Partial staging: the command that was named mends the index; what is not staged stays as it is.
printf '\n没有暂存的,一行。\n' >>"$page"
if commit bad; then fail 'a certain fault passed beside unstaged lines'; fi
grep -qF '没有暂存的,一行。' "$page" || fail 'the unstaged line is gone after a blocked commit'
jiaodui fix --staged --changed-only >/dev/null
commit mended || fail 'the mended index was blocked'
git show "HEAD:$page" >"$work/committed"
printf '# 旧\n\n旧账,在此。\n\n新的一行，很好。\n\n又一行，不好。\n' | cmp -s - "$work/committed" || fail "the commit holds $(cat "$work/committed")"
git diff | grep -qF '+没有暂存的,一行。' || fail 'what was not staged is gone'
git checkout -q .

# A suggestion is printed and does not block.
printf '# 建议\n\n我们我们先看一看。\n' >suggest.md
git add -A
commit suggest || fail 'a suggestion blocked'
says 'repeat/'

# 500 files are one process.
mkdir '节目 全部'
i=0
while [ $i -lt 500 ]; do printf '# 页\n\n第%s页，很好。\n' $i >"节目 全部/页 $i.md"; i=$((i + 1)); done
git add -A
: >"$work/started"
commit many || fail '500 files'
says 'in 500 files'
[ "$(started)" -eq 1 ] || fail "500 files took $(started) processes"

# The hook that mends.
sed -i 's/id: jiaodui/id: jiaodui-fix/' .pre-commit-config.yaml
git commit -qam fixer --no-verify
printf '\n最后,一行。\n' >>suggest.md
git add -A
if commit fix; then fail 'jiaodui-fix changed a file and passed'; fi
grep -qF '最后，一行。' suggest.md || fail 'jiaodui-fix mended nothing'
git add -A
commit fix || fail 'what jiaodui-fix mended was blocked'

# Where the program is missing the hook says what to install.
if [ -e /usr/bin/jiaodui ]; then
    echo 'not tried: a machine without the program (this one has it in /usr/bin)'
else
    printf '\n再，一行。\n' >>suggest.md
    git add -A
    if PATH=/usr/bin:/bin commit none; then fail 'a missing program passed'; fi
    says 'install the package jiaodui'
    git reset -q --hard
fi

# try-repo on this project itself, where it is a repository; else on a copy of its hooks.
git -C "$source" rev-parse --git-dir >/dev/null 2>&1 || { source=$work/hooks; echo 'try-repo: the source is no repository, a copy of the hooks is tried'; }
printf '\n当场,试用。\n' >>suggest.md
if pre-commit try-repo "$source" jiaodui --all-files >"$work/out" 2>&1; then fail 'try-repo passed with a certain fault'; fi
says 'suggest.md'
says '7:3 safe'
git checkout -q .
pre-commit try-repo "$source" jiaodui --all-files >"$work/out" 2>&1 || fail 'try-repo failed on a clean tree'
says 'Passed'

[ "$failures" -eq 0 ] && echo 'pre-commit: all as it should be'
