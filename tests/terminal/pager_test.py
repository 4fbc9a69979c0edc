#!/usr/bin/env python3
"""The program on a pseudo-terminal: when the pager is used, and that a pager which is left early does no harm.

  tests/terminal/pager_test.py PROGRAM
"""
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

program = os.path.abspath(sys.argv[1])
failures = []


def on_terminal(folder, arguments, **environment):
    """Exit status and output of a run whose standard output and error are a terminal."""
    master, slave = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "JIAODUI_PAGER", "COLUMNS")}
    variables.update(TERM="xterm-256color", JIAODUI_LANG="zh", **environment)
    process = subprocess.Popen([program, *arguments], cwd=folder, env=variables, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    out, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.1)
        if ready:
            try:
                got = os.read(master, 65536)
            except OSError:  # the other side is closed
                break
            if not got:
                break
            out += got
        elif process.poll() is not None:
            break
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        failures.append(f"{arguments} {environment}: did not end")
    os.close(master)
    return process.wait(), out.decode(errors="replace").replace("\r\n", "\n")


def expect(good, what, out):
    if not good:
        failures.append(f"{what}:\n{out}")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "a.md").write_text("甲,乙\n")
    (folder / "long.md").write_text("".join(f"甲{i}甲,乙\n\n" for i in range(20000)))
    mark = "sed s/^/翻页：/"

    status, out = on_terminal(folder, ["check", "a.md"], JIAODUI_PAGER=mark)
    expect(status == 1 and "翻页：" in out and "\x1b[" in out, "check goes through the pager, in colour", out)
    status, out = on_terminal(folder, ["diff", "a.md"], JIAODUI_PAGER=mark)
    expect(status == 1 and "翻页：" in out, "diff goes through the pager", out)
    status, out = on_terminal(folder, ["check", "--no-pager", "a.md"], JIAODUI_PAGER=mark)
    expect(status == 1 and "翻页：" not in out and "甲" in out, "--no-pager", out)
    for pager in ("", "cat"):
        status, out = on_terminal(folder, ["check", "a.md"], JIAODUI_PAGER=pager)
        expect(status == 1 and "甲" in out, f"JIAODUI_PAGER={pager!r} means none", out)
    status, out = on_terminal(folder, ["check", "--format", "jsonl", "a.md"], JIAODUI_PAGER=mark)
    expect(status == 1 and "翻页：" not in out and out.startswith("{"), "machine formats are not paged", out)
    status, out = on_terminal(folder, ["check", "long.md"], JIAODUI_PAGER="head -1")
    expect(status in (0, 1) and out.count("\n") < 20, "a pager that is left early ends the report and does no harm", out[:2000])
    status, out = on_terminal(folder, ["check", "a.md"], JIAODUI_PAGER="no-such-pager-here")
    expect(status == 1 and "甲" in out, "without the pager that is asked for the report is shown as it is", out)
    (folder / "bin").mkdir()
    status, out = on_terminal(folder, ["check", "a.md"], PATH=str(folder / "bin"))
    expect(status == 1 and "甲" in out, "nor is less needed", out)
    piped = subprocess.run([program, "check", "a.md"], cwd=folder, env={**os.environ, "JIAODUI_PAGER": mark}, capture_output=True, text=True, check=False)
    expect(piped.returncode == 1 and "翻页：" not in piped.stdout and "\x1b[" not in piped.stdout, "a pipe is neither paged nor coloured", piped.stdout)

for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
