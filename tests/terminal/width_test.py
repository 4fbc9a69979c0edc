#!/usr/bin/env python3
"""Columns as a real terminal counts them: the middle bar of `--format side` stands in one column on every row.

  tests/terminal/width_test.py PROGRAM

tmux is the terminal: what stands left of the bar is printed there, and tmux says where its cursor is. The signs “”…— are
one cell wide there, as in most terminals; with --ambiguous-width 2 the left half must then be narrower by one cell for each
of them. Ends with 77 (skipped) where there is no tmux.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

program = os.path.abspath(sys.argv[1])
if shutil.which("tmux") is None:
    print("skipped: no tmux")
    sys.exit(77)

PAGE = """他说“好……”,然后走了——再没回来

GPT-4o,é,ﬀ 和 한국어,日本語，都在“一行”里,说完了

emoji 🙂,全角ＡＢＣ，①②③,α β γ,Я

"""
AMBIGUOUS = "“”‘’…—·①②③αβγЯé"


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "a.md").write_text(PAGE)
    tmux = ["tmux", "-u", "-S", str(folder / "socket"), "-f", "/dev/null"]
    subprocess.run([*tmux, "new-session", "-d", "-x", "100", "-y", "24", "cat >/dev/null"], check=True,
                   env={**os.environ, "LC_ALL": "C.UTF-8"})
    tty = run(*tmux, "display-message", "-p", "#{pane_tty}").strip()
    wrong = []
    try:
        def column(text):
            with open(tty, "w", encoding="utf-8") as terminal:
                terminal.write("\x1b[2J\x1b[H" + text)
            for _ in range(200):  # until tmux has read it
                before = run(*tmux, "display-message", "-p", "#{cursor_x}")
                after = run(*tmux, "display-message", "-p", "#{cursor_x}")
                shown = run(*tmux, "capture-pane", "-p").split("\n")[0].rstrip()
                if before == after and shown == text.rstrip():
                    return int(after)
            return -1

        for width in ("1", "2"):
            out = subprocess.run([program, "check", "--format", "side", "--ambiguous-width", width, "--color", "never", "a.md"],
                                 cwd=folder, env={**os.environ, "COLUMNS": "90"}, capture_output=True, text=True, check=False).stdout
            rows = [row.split("│")[0] for row in out.splitlines() if "│" in row]
            if len(rows) < 3:
                wrong.append(f"only {len(rows)} rows:\n{out}")
            columns = []
            for row in rows:
                narrower = sum(row.count(sign) for sign in AMBIGUOUS) if width == "2" else 0
                columns.append(column(row) + narrower)
            if len(set(columns)) != 1 or -1 in columns:
                wrong.append(f"--ambiguous-width {width}: bars in columns {columns}:\n{out}")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
for text in wrong:
    print("FAILED", text)
sys.exit(1 if wrong else 0)
