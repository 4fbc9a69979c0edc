#!/usr/bin/env bash
# Times `jiaodui check` on the whole corpus beside AutoCorrect, codespell and OpenCC.
#
#   tests/bench/compare.sh [-n RUNS] [-p COLD_RUNS] [-a] [-s]
#
#   -n RUNS       timed runs of each tool on the corpus (default 5), after one that only warms the disk cache
#   -p COLD_RUNS  fresh processes on one page of about 9 kB (default 50)
#   -a            a row more: jiaodui with corrections by sound, which no other tool here makes (off in its first row)
#   -s            skip the files of one long line
#
# What is measured
#   corpus     archive and transcripts, the same files for all, tools interleaved (each round runs every tool once, in
#              turn beginning with another one), output to /dev/null; median, range, MB/s and the ratio to jiaodui.
#              OpenCC reads one file, the concatenation, as it takes no folders.
#   memory     peak resident set of one more run each, by /usr/bin/time (else by Python, which cannot see less than its own).
#   one page   wall time of a fresh process, start included, with the file in the disk cache.
#   linearity  Markdown and plain-text files of a single line of 1, 2, 5 and 10 MB, made of the corpus' paragraphs
#              (addresses and emphasis and all); seconds, MB/s, and time a megabyte against that of the 1 MB file.
#
# AutoCorrect is the npm package autocorrect-node, installed into build/bench (AUTOCORRECT_VERSION, default 2.14.0);
# tools that are absent are left out, and said. The figures are of this machine: compare rows, not runs.
# Environment: JIAODUI, JIAODUI_CORPUS as in tests/measure/README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${JIAODUI:-$root/build/release/jiaodui}
corpus=${JIAODUI_CORPUS:-$root/../shared/corpus}
version=${AUTOCORRECT_VERSION:-2.14.0}
runs=5 cold=50 lines=1 all=0

usage() { sed -n '2,/^set -e/{/^set -e/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }
while getopts n:p:ash option; do
    case $option in
        n) runs=$OPTARG ;;
        p) cold=$OPTARG ;;
        a) all=1 ;;
        s) lines=0 ;;
        h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

[[ -x $program && -f $program ]] || { echo "skipped: no program (build it, or set JIAODUI)"; exit 0; }
[[ -d $corpus/archive && -d $corpus/transcripts ]] || { echo "skipped: no corpus (set JIAODUI_CORPUS)"; exit 0; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
program=$(realpath "$program")
corpus=$(realpath "$corpus")

cache=$root/build/bench/npm-$version
autocorrect=$cache/node_modules/.bin/autocorrect
if [[ ! -x $autocorrect ]]; then
    if command -v npm >/dev/null; then
        mkdir -p "$cache"
        npm install --silent --no-audit --no-fund --prefix "$cache" "autocorrect-node@$version" >"$cache/install.log" 2>&1 ||
            echo "left out: AutoCorrect (npm could not install it, see build/bench/npm-$version/install.log)"
    else
        echo "left out: AutoCorrect (no npm)"
    fi
fi
[[ -x $autocorrect ]] && "$autocorrect" --version >/dev/null 2>&1 || autocorrect=
codespell=$(command -v codespell || true)
opencc=$(command -v opencc || true)
[[ -n $codespell ]] || echo "left out: codespell (not installed)"
[[ -n $opencc ]] || echo "left out: OpenCC (not installed)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$corpus" && find archive transcripts -type f -name '*.md' -print0 | LC_ALL=C sort -z | xargs -0 cat) >"$work/all.md"

PROGRAM=$program AUTOCORRECT=$autocorrect CODESPELL=$codespell OPENCC=$opencc \
    CORPUS=$corpus WORK=$work RUNS=$runs COLD=$cold LINES_TOO=$lines SOUND_TOO=$all python3 - <<'PYTHON'
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

env = os.environ
corpus, work = Path(env["CORPUS"]), Path(env["WORK"])
runs, cold = int(env["RUNS"]), int(env["COLD"])
everything = [env["PROGRAM"], "check", "--isolated", "--format", "jsonl", "--fail-on", "none"]
check = everything + ["--ignore", "homophone/*,term/frontmatter,page/inconsistent-name"]  # all stages but `homophone`


def tools(paths, joined):
    """name -> (command, exit statuses that mean success)."""
    out = {"jiaodui": (check + paths, {0})}
    if env["SOUND_TOO"] == "1":
        out["with sound"] = (everything + paths, {0})
    if env["AUTOCORRECT"]:
        out["AutoCorrect"] = ([env["AUTOCORRECT"], "--lint", "--format", "json", *paths], {0, 1})
    if env["CODESPELL"]:
        out["codespell"] = ([env["CODESPELL"], *paths], {0, 65})
    if env["OPENCC"]:
        out["opencc t2s"] = ([env["OPENCC"], "-c", "t2s.json", "-i", str(joined)], {0})
    return out


def seconds(command, good):
    begin = time.perf_counter()
    # No timeout here: with one, Python asks every few milliseconds, at last every 50, whether the program has ended.
    done = subprocess.run(command, cwd=corpus, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = time.perf_counter() - begin
    if done.returncode not in good:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return took


def interleaved(commands, times):
    names, out = list(commands), {name: [] for name in commands}
    for name in names:
        seconds(*commands[name])  # warms the disk cache
    for i in range(times):
        for name in names[i % len(names):] + names[:i % len(names)]:
            out[name].append(seconds(*commands[name]))
    return out


def peak_megabytes(command):
    if Path("/usr/bin/time").exists():
        log = work / "time"
        subprocess.run(["/usr/bin/time", "-v", "-o", str(log), *command], cwd=corpus, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = re.search(r"Maximum resident set size \(kbytes\): (\d+)", log.read_text())
        return int(found[1]) / 1024 if found else float("nan")
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdin=-3, stdout=-3, stderr=-3); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=corpus, capture_output=True, text=True)
    return int(done.stdout) / 1024


def output_size(command):
    done = subprocess.run(command, cwd=corpus, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout


def version(command):
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"


joined = work / "all.md"
size = joined.stat().st_size / 1e6
pages = sorted(p for part in ("archive", "transcripts") for p in (corpus / part).rglob("*.md"))
print(f"{len(pages)} files, {size:.1f} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, {runs} runs")
print("versions: " + ", ".join(f"{name} {version([env[key], '--version'])}" for name, key in (
    ("jiaodui", "PROGRAM"), ("AutoCorrect", "AUTOCORRECT"), ("codespell", "CODESPELL"), ("opencc", "OPENCC")) if env[key]))

commands = tools(["archive", "transcripts"], joined)
print(f"\n{'corpus':12} {'median s':>9} {'min':>7} {'max':>7} {'MB/s':>7} {'x jiaodui':>10} {'peak MB':>8} {'output MB':>10}")
timed = interleaved(commands, runs)
own = statistics.median(timed["jiaodui"])
for name, t in timed.items():
    m = statistics.median(t)
    written = output_size(commands[name][0])
    print(f"{name:12} {m:9.3f} {min(t):7.3f} {max(t):7.3f} {size / m:7.1f} {m / own:10.2f} {peak_megabytes(commands[name][0]):8.1f}"
          f" {len(written) / 1e6:10.1f}")
    if name == "jiaodui":
        print(f"{'':12} ({written.count(chr(10).encode())} findings)")

page = min(pages, key=lambda p: (abs(p.stat().st_size - 9000), p.as_posix()))
name = page.relative_to(corpus).as_posix()
print(f"\none page, {page.stat().st_size} bytes, {cold} fresh processes each")
print(f"{'':12} {'median ms':>9} {'min':>7} {'max':>7}")
for tool, t in interleaved(tools([name], page), cold).items():
    print(f"{tool:12} {statistics.median(t) * 1e3:9.1f} {min(t) * 1e3:7.1f} {max(t) * 1e3:7.1f}")

if env["LINES_TOO"] == "1":
    han = re.compile("[\u4e00-\u9fff]")
    text = "".join(line for line in joined.read_text(encoding="utf-8").split("\n") if han.match(line)).encode()
    print(f"\n{'single line':12} {'seconds':>9} {'MB/s':>7} {'s/MB against 1 MB':>18}   (median of 3, output kept out)")
    for suffix in ("md", "txt"):
        first = None
        for megabytes in (1, 2, 5, 10):
            part = (text * (megabytes * 10**6 // len(text) + 1))[:megabytes * 10**6].decode("utf-8", "ignore")
            file = work / f"line{megabytes}.{suffix}"
            file.write_text(part + "\n", encoding="utf-8")
            t = statistics.median(seconds(check + [str(file)], {0}) for _ in range(3))
            first = first or t
            print(f"{suffix + ' ' + str(megabytes) + ' MB':12} {t:9.3f} {megabytes / t:7.1f} {t / megabytes / first:18.2f}")
            file.unlink()
PYTHON
