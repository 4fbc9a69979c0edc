#!/usr/bin/env python3
"""What a crash, a full disk or a foreign hand leaves behind.

--count times one of `fix`, `apply` and `review` (by turns) is started in a project made for it and killed with SIGKILL at a
random moment of its life. Afterwards every page must be, whole, what it was before or what the command makes of it; every
line of decisions.jsonl must be readable; and where a page was changed, `undo` must bring back the old bytes. Then, once each: a
disk that is full (a tmpfs of a few pages, where mounting is allowed), a folder that may not be written, and a page that
is replaced by another program between reading and writing.

Prints how often the page was old and new after the kill, and how often something else (which fails).
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import common

PAGES = 6


def make(folder):
    (folder / "g.yaml").write_text("- {term: 马督工办公室, wrong: [马都公办公室]}\n- {term: 箭元, wrong: [剑源], tier: suggest}\n- {term: 财联社, wrong: [裁联社], tier: suggest}\n",
                                   encoding="utf-8")
    (folder / ".jiaodui.yaml").write_text("glossary: [g.yaml]\n", encoding="utf-8")
    line = "马都公办公室说，民营航天公司剑源科技第{}次联手裁联社，报道了这件事的来龙去脉。\n\n"
    for p in range(PAGES):
        (folder / f"p{p}.md").write_text("".join(line.format(p * 1000 + i) for i in range(200)), encoding="utf-8")


def run(folder, command, typed=None, **more):
    return subprocess.Popen([common.program(), *command], cwd=folder, stdin=subprocess.PIPE if typed else subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def pages(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.glob("p*.md"))}


def reset(folder, old):
    subprocess.run(["rm", "-rf", str(folder / ".jiaodui")], check=True)
    for stray in folder.glob(".*jiaodui-*"):
        stray.unlink()
    for name, data in old.items():
        (folder / name).write_bytes(data)


def commands(folder):
    """Each command, what is typed to it, and what it makes of the pages."""
    names = sorted(p.name for p in folder.glob("p*.md"))
    old = pages(folder)
    found = subprocess.run([common.program(), "check", "--format", "jsonl", *names], cwd=folder, capture_output=True, text=True).stdout
    lines = []
    for f in map(json.loads, found.splitlines()):
        if f["tier"] == "suggest":
            data = old[f["file"]]
            left = "".join(c for c in data[:f["byte_start"]].decode()[-64:] if c.isalnum())[-8:]
            right = "".join(c for c in data[f["byte_end"]:f["byte_end"] + 300].decode("utf-8", "ignore")[:64] if c.isalnum())[:8]
            lines.append(json.dumps({"v": 1, "d": "accept", "from": f["old"], "to": f["new"][0], "file": f["file"], "l": left, "r": right,
                                     "byte_start": f["byte_start"], "byte_end": f["byte_end"]}, ensure_ascii=False))
    (folder / "d.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = [(["fix", *names], None), (["apply", "d.jsonl"], None), (["review", *names], "a\n" * (2 * PAGES) + "q\ny\n")]
    done = []
    for command, typed in out:
        begin = time.monotonic()
        process = run(folder, command, typed)
        process.communicate(typed.encode() if typed else None)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command[0]} ends with {process.returncode} without any crash")
        new = pages(folder)
        if new == old:
            raise SystemExit(f"{command[0]} changes nothing")
        done.append((command, typed, new, time.monotonic() - begin))
        reset(folder, old)
    return old, done


def kill_one(folder, old, command, typed, new, seconds, rng):
    process = run(folder, command, typed)
    if typed:
        process.stdin.write(typed.encode())
        process.stdin.flush()
    time.sleep(rng.uniform(0, seconds * 1.05))
    process.send_signal(signal.SIGKILL)
    process.wait()
    if typed:
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass
    state = {"old": 0, "new": 0, "torn": 0, "not undone": 0, "unreadable decisions": 0, "stray files": 0}
    changed = False
    for name, data in pages(folder).items():
        kind = "old" if data == old[name] else "new" if data == new[name] else "torn"
        state[kind] += 1
        changed = changed or kind == "new"
    decisions = folder / ".jiaodui" / "decisions.jsonl"
    if decisions.exists():
        for line in decisions.read_text(encoding="utf-8").splitlines():
            try:
                json.loads(line)
            except ValueError:
                state["unreadable decisions"] += 1
    state["stray files"] += len(list(folder.glob(".*jiaodui-*")))
    if changed:
        subprocess.run([common.program(), "undo"], cwd=folder, capture_output=True)
        state["not undone"] += sum(data != old[name] for name, data in pages(folder).items())
    reset(folder, old)
    return state


def full_disk(make_command):
    """On a tmpfs with no room for a new page: an error, and the old pages."""
    with tempfile.TemporaryDirectory() as name:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", name], capture_output=True).returncode != 0:
            return "skipped (mounting is not allowed)"
        try:
            folder = Path(name)
            make(folder)
            old, done = commands(folder)
            filler = os.open(folder / "filler", os.O_WRONLY | os.O_CREAT)
            try:
                while True:
                    os.write(filler, b"x" * 4096)
            except OSError:
                os.close(filler)
            bad = 0
            for command, typed, new, _ in done:
                process = run(folder, command, typed)
                process.communicate(typed.encode() if typed else None)
                now = pages(folder)
                bad += process.returncode == 0 or any(now[n] not in (old[n], new[n]) for n in now)
                bad += len(list(folder.glob(".*jiaodui-*")))
            return "fine" if bad == 0 else f"{bad} violations"
        finally:
            subprocess.run(["umount", name])


def no_permission():
    """In a folder that may not be written: an error, and the old pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        old, done = commands(folder)
        if os.geteuid() == 0:
            if subprocess.run(["mount", "--bind", name, name], capture_output=True).returncode != 0:
                return "skipped (mounting is not allowed)"
            if subprocess.run(["mount", "-o", "remount,ro,bind", name], capture_output=True).returncode != 0:
                subprocess.run(["umount", name])
                return "skipped (mounting is not allowed)"
        else:
            os.chmod(name, 0o500)
        bad = 0
        for command, typed, _, _ in done:
            process = run(folder, command, typed)
            process.communicate(typed.encode() if typed else None)
            bad += process.returncode == 0 and command[0] != "review"
            bad += pages(folder) != old
        if os.geteuid() == 0:
            subprocess.run(["umount", name])
        else:
            os.chmod(name, 0o700)
        return "fine" if bad == 0 else f"{bad} violations"


def replaced():
    """A page replaced between the last question and the confirmation: refused, and the other program's bytes stay."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        page = folder / "p0.md"
        process = subprocess.Popen([common.program(), "review", "p0.md"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdin.write("a\na\nq\n".encode())
        process.stdin.flush()
        seen = b""
        while "写入？".encode() not in seen and b"write?" not in seen:
            some = os.read(process.stdout.fileno(), 65536)
            if not some:
                return "no confirmation was asked"
            seen += some
        other = "别的程序写的\n".encode()
        page.with_suffix(".new").write_bytes(other)
        page.with_suffix(".new").rename(page)
        process.stdin.write(b"y\n")
        process.stdin.close()
        process.stdout.read()
        return "fine" if process.wait() == 2 and page.read_bytes() == other else "the other program's page was overwritten"


def main():
    p = common.parser(__doc__)
    p.add_argument("--count", type=int, default=500)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    rng = random.Random(args.seed)
    sums = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        old, done = commands(folder)
        for i in range(args.count):
            command, typed, new, seconds = done[i % len(done)]
            for key, value in kill_one(folder, old, command, typed, new, seconds, rng).items():
                sums[key] = sums.get(key, 0) + value
    print(f"kills {args.count}: " + ", ".join(f"{key} {value}" for key, value in sums.items()))
    results = {"full disk": full_disk(make), "read-only folder": no_permission(), "page replaced": replaced()}
    for key, value in results.items():
        print(f"{key}: {value}")
    bad = sums["torn"] + sums["not undone"] + sums["unreadable decisions"]
    return 1 if bad or any(not v.startswith(("fine", "skipped")) for v in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
