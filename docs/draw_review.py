#!/usr/bin/env python3
"""Draws docs/review.svg: `jiaodui review` in a real terminal (tmux, 80 columns), on a copy of a sample of this repository.

    docs/draw_review.py [PROGRAM]        (default: build/release/jiaodui)
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from draw_terminal import INKS, ROOT, cells, draw

KEYS = ["y", "n"]
SOCKET = "jiaodui-picture"


def tmux(*args):
    return subprocess.run(["tmux", "-L", SOCKET, *args], capture_output=True, text=True, check=True).stdout


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/jiaodui").resolve()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "samples/fresh-captions.md", Path(folder) / "page.md")
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "26", "-c", folder,
             f"env -u COLUMNS LC_ALL=C.UTF-8 PS1='$ ' '{program}' --lang zh --color always --ambiguous-width 2 review page.md")
        try:
            for key in KEYS:
                time.sleep(3)
                tmux("send-keys", key)
            time.sleep(3)
            shown = tmux("capture-pane", "-p", "-e").rstrip("\n")
        finally:
            subprocess.run(["tmux", "-L", SOCKET, "kill-server"], capture_output=True)
    lines = shown.split("\n")
    draw([[(0, "p", "$"), (2, "", "jiaodui review page.md")]] + [cells(plain(line)) for line in lines], 80, ROOT / "docs/review.svg")


def plain(line):
    """The line with one sequence for all inks that hold, as the program writes them; tmux writes one for each."""
    held, out = [], []
    for part in re.split(r"(\x1b\[[\d;]*m)", line):
        sequence = re.fullmatch(r"\x1b\[([\d;]*)m", part)
        if not sequence:
            out.append(part)
            continue
        for code in sequence[1].split(";"):
            if code in ("", "0"):
                held = []
            elif code in INKS:
                held = [ink for ink in held if not (code.startswith("3") and ink.startswith("3"))] + [code]
            elif code == "39":
                held = [ink for ink in held if not ink.startswith("3")]
        out.append(f"\x1b[{';'.join(held) or '0'}m")
    return "".join(out)


if __name__ == "__main__":
    main()
