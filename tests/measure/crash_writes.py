#!/usr/bin/env python3
"""What a crash, a full disk or a foreign hand leaves behind.

--count times one of `fix`, `apply`, `review` and `review --web` (by turns) is started in a project made for it and killed with
SIGKILL at a random moment of its life. Afterwards every page must be, whole, what it was before or what the command makes of
it, and every line of decisions.jsonl must be readable. Then, by turns: `undo` must bring back the old bytes of every page; or the
command is run again to its end, after which every page must be new, nothing may lie about, and `undo` must still bring
back the old bytes of every page.

Then, once each: a disk that is full (a tmpfs of a few pages, where mounting is allowed), a folder that may not be
written, and a page that is replaced by another program between reading and writing.

Prints how often the pages were old and new after the kill, how often some were old and some new, and how often
something else (which fails).
"""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import common

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
from served import Served  # noqa: E402

PAGES = 6
BAD = ["torn", "not undone", "not finished", "unreadable decisions", "left by the next run"]


def make(folder):
    (folder / "g.yaml").write_text("- {term: 马督工办公室, wrong: [马都公办公室]}\n- {term: 箭元, wrong: [剑源], tier: suggest}\n- {term: 财联社, wrong: [裁联社], tier: suggest}\n",
                                   encoding="utf-8")
    (folder / ".jiaodui.yaml").write_text("glossary: [g.yaml]\nrules: {page/same-body: off, homophone/*: off}\n", encoding="utf-8")
    line = "马都公办公室说，民营航天公司剑源科技第{}次联手裁联社，报道了这件事的来龙去脉。\n\n"
    for p in range(PAGES):
        (folder / f"p{p}.md").write_text("".join(line.format(p * 1000 + i) for i in range(40)), encoding="utf-8")


def run(folder, command, typed=None, **more):
    return subprocess.Popen([common.program(), *command], cwd=folder, stdin=subprocess.PIPE if typed else subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


class Typed:
    """A command, and what is typed to it."""

    def __init__(self, name, folder, command, typed=None):
        self.name, self.folder, self.command, self.typed = name, folder, command, typed

    def start(self):
        self.process = run(self.folder, self.command, self.typed)
        if self.typed:
            self.process.stdin.write(self.typed.encode())
            self.process.stdin.flush()

    def finish(self):
        self.process.communicate()
        return self.process.returncode

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.typed:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass


class InBrowser:
    """`review --web`, to which the decisions are sent as the page would send them, and which is then told to write them."""

    name = "review --web"

    def __init__(self, folder, names):
        self.folder, self.names = folder, names

    def start(self):
        self.talker = threading.Thread(target=self.talk)
        self.process, self.failed, self.served = None, False, None
        self.talker.start()

    def talk(self):
        try:
            self.served = Served(common.program(), str(self.folder), *self.names)
            self.process = self.served.process
            self.served.enter()
            lines = (self.folder / "d.jsonl").read_bytes().splitlines(keepends=True)
            for begin in range(0, len(lines), 100):
                self.failed |= self.served.call("/api/decide", b"".join(lines[begin:begin + 100]))[0] != 200
            self.failed |= self.served.call("/api/write", b"{}")[0] != 200
            self.served.call("/api/stop", b"{}")
        except (OSError, AttributeError, http.client.HTTPException):
            self.failed = True
        finally:
            if self.served:
                self.served.process.send_signal(signal.SIGINT)

    def finish(self):
        self.talker.join()
        if self.process:
            self.process.wait()
            self.process.stdout.close()
        return 2 if self.failed else self.process.returncode

    def kill(self):
        while self.process is None and self.talker.is_alive():
            process = getattr(self.served, "process", None)
            if process:
                self.process = process
            time.sleep(0.001)
        if self.process:
            self.process.send_signal(signal.SIGKILL)
        self.finish()


def pages(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.glob("p*.md"))}


def reset(folder, old):
    subprocess.run(["rm", "-rf", str(folder / ".jiaodui")], check=True)
    for stray in strays(folder):
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
    done = []
    for command in [Typed("fix", folder, ["fix", *names]), Typed("apply", folder, ["apply", "d.jsonl"]),
                    Typed("review", folder, ["review", *names], "a\n" * (2 * PAGES) + "q\ny\n"), InBrowser(folder, names)]:
        begin = time.monotonic()
        command.start()
        if command.finish() not in (0, 1):
            raise SystemExit(f"{command.name} fails without any crash")
        new = pages(folder)
        if any(new[name] == old[name] for name in names):
            raise SystemExit(f"{command.name} does not change every page")
        done.append((command, new, time.monotonic() - begin))
        reset(folder, old)
    return old, done


def kill_one(folder, old, command, new, seconds, again, rng):
    command.start()
    time.sleep(rng.uniform(0, seconds * 1.05))
    command.kill()
    state = {"old": 0, "new": 0, "some of each": 0, "torn": 0, "not undone": 0, "not finished": 0, "unreadable decisions": 0, "stray files": 0, "left by the next run": 0}
    for name, data in pages(folder).items():
        state["old" if data == old[name] else "new" if data == new[name] else "torn"] += 1
    changed = state["new"] > 0
    state["some of each"] += changed and state["old"] > 0
    decisions = folder / ".jiaodui" / "decisions.jsonl"
    if decisions.exists():
        for line in decisions.read_text(encoding="utf-8").splitlines():
            try:
                json.loads(line)
            except ValueError:
                state["unreadable decisions"] += 1
    state["stray files"] += len(strays(folder))
    if again:
        command.start()
        command.finish()
        state["not finished"] += sum(data != new[name] for name, data in pages(folder).items())
        state["left by the next run"] += len(strays(folder))
        changed = True
    if changed:
        subprocess.run([common.program(), "undo"], cwd=folder, capture_output=True)
        state["not undone"] += sum(data != old[name] for name, data in pages(folder).items())
    reset(folder, old)
    return state


def strays(folder):
    return [*folder.glob(".*.jiaodui-*-*"), *folder.glob(".jiaodui/.*.jiaodui-*-*"), *folder.glob(".jiaodui/undo/.*.jiaodui-*-*")]


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
            for command, new, _ in done:
                command.start()
                status = command.finish()
                now = pages(folder)
                bad += status == 0 or any(now[n] not in (old[n], new[n]) for n in now)
                bad += len(strays(folder))
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
        for command, _, _ in done:
            command.start()
            bad += command.finish() == 0 and command.name != "review"
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
            command, new, seconds = done[i % len(done)]
            state = kill_one(folder, old, command, new, seconds, i // len(done) % 2 == 1, rng)
            for key, value in state.items():
                sums.setdefault(command.name, {}).setdefault(key, 0)
                sums[command.name][key] += value
            if any(state[key] for key in BAD):
                print(f"kill {i} of {command.name}: {state}")
    print(f"kills {args.count}, {PAGES} pages each time")
    for name, state in sums.items():
        print(f"  {name}: " + ", ".join(f"{key} {value}" for key, value in state.items()))
    results = {"full disk": full_disk(make), "read-only folder": no_permission(), "page replaced": replaced()}
    for key, value in results.items():
        print(f"{key}: {value}")
    bad = sum(state[key] for state in sums.values() for key in BAD)
    return 1 if bad or any(not v.startswith(("fine", "skipped")) for v in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
