#!/bin/sh
# The package on a machine that has nothing but Debian 12: installed, a repository set up, a commit blocked, mended, committed, removed.
# What was typed and answered is docs/first-commit.md; JIAODUI_ACCEPT=1 writes it anew. Beside that: lintian without errors, and the
# .tar.gz runs where it is unpacked.
#
#   tests/outside/deb_test.sh SOURCE BUILD     BUILD: where the package may be built; needs root, debootstrap and the network
set -eu
source=$(realpath "$1") build=$2
[ "$(id -u)" -eq 0 ] || { echo 'skipped: not root'; exit 77; }
for tool in debootstrap cpack lintian; do command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The packages, as a packager makes them.
cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DJIAODUI_TESTS=OFF >/dev/null
cmake --build "$build" >"$work/log" || { tail -40 "$work/log"; exit 1; }
for generator in DEB TGZ; do
    cpack --config "$build/CPackConfig.cmake" -G $generator -B "$work/packages" >"$work/log" || { cat "$work/log"; exit 1; }
done
deb=$(echo "$work"/packages/*.deb)
lintian --fail-on error --allow-root "$deb"
dpkg-deb --field "$deb" Package Version Depends Recommends

# The archive, somewhere else.
mkdir "$work/any where" && tar -xzf "$work"/packages/*.tar.gz -C "$work/any where"
program=$(find "$work/any where" -path '*/bin/jiaodui')
printf '大家好,欢迎收听。\n' >"$work/page.md"
env -i PATH=/usr/bin:/bin HOME="$work" "$program" fix -q --isolated "$work/page.md"
[ "$(cat "$work/page.md")" = '大家好，欢迎收听。' ] || { echo 'FAILED: the archive does not run where it is unpacked'; exit 1; }
rm -rf "$work/packages/_CPack_Packages" "$work/any where"

root=$work/root
debootstrap --variant=minbase bookworm "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/log" 2>&1 || { tail -20 "$work/log"; echo 'skipped: debootstrap failed'; exit 77; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive "$@"; }
cp "$deb" "$root/root/jiaodui.deb"
inside apt-get update -qq

# The session, typed line by line; what it prints is the transcript.
cat >"$root/root/session.sh" <<'END'
export JIAODUI_LANG=zh GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
git() { command git -c core.quotepath=off -c user.name=校对 -c user.email=a@example.org -c init.defaultBranch=main "$@"; }
cd /root
while IFS= read -r line; do
    printf '$ %s\n' "$line"
    status=0
    eval "$line" </dev/null 2>&1 || status=$?
    [ "$status" -eq 0 ] || printf '[%s]\n' "$status"
done <<'LINES'
apt-get install -y ./jiaodui.deb >install.log 2>&1
git init -q wiki && cd wiki
printf -- '---\ntitle: 第1期 夜班车\n---\n\n> 以下文本由机器转写，仅供参考。\n{.is-warning}\n\n大家好,欢迎收听第1期。。今天说说夜班车。\n' >第1期.md
jiaodui init --hook
jiaodui config check
git add -A
git commit -qm 第1期
jiaodui fix --staged --changed-only
git commit -qm 第1期
git log --format=%s --stat
tail -n 1 第1期.md
LINES
END
inside bash /root/session.sh >"$work/transcript"
[ -e "$root/usr/bin/jiaodui" ] || { tail -20 "$root/root/install.log"; echo 'FAILED: the package was not installed'; exit 1; }

# What the transcript must show, whoever accepts it.
for line in '写入 .jiaodui.yaml' '写入 .git/hooks/pre-commit' 'punct/halfwidth' '已改 2 处' '大家好，欢迎收听第1期。今天说说夜班车。'; do
    grep -qF -- "$line" "$work/transcript" || { cat "$work/transcript"; echo "FAILED: the transcript does not say “$line”"; exit 1; }
done
[ "$(grep -c '^\[' "$work/transcript")" -eq 1 ] || { cat "$work/transcript"; echo 'FAILED: only the first commit may fail'; exit 1; }

# Removed, nothing of it stays.
inside dpkg --purge jiaodui >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
left=$(inside find / -xdev -path /proc -prune -o -path /var -prune -o -path /root -prune -o -iname '*jiaodui*' -print)
[ -z "$left" ] || { echo "FAILED: left behind: $left"; exit 1; }

{
    printf '# 从安装到第一次提交 · From installing to the first commit\n\n'
    printf '在一台只装了 Debian 12 的机器上，由 `tests/outside/deb_test.sh` 逐行键入、记录并核对。方括号里是非零的退出码。\n\n'
    printf '*Typed, recorded and compared by the test on a machine with nothing but Debian 12; an exit status other than zero stands in brackets.*\n\n'
    printf '```console\n'
    cat "$work/transcript"
    printf '```\n'
} >"$work/page"
if [ "${JIAODUI_ACCEPT:-}" = 1 ]; then
    cp "$work/page" "$source/docs/first-commit.md"
else
    diff -u "$source/docs/first-commit.md" "$work/page" || { echo 'FAILED: docs/first-commit.md is not what happens; JIAODUI_ACCEPT=1 rewrites it'; exit 1; }
fi
echo 'package: all as it should be'
