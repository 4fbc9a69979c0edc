#!/usr/bin/env python3
"""Draws docs/terminal.svg: what a terminal shows for the commands below, run on this repository's samples.

    docs/draw_terminal.py [PROGRAM]        (default: build/release/jiaodui)

Every character is placed by itself, two columns for Chinese, so the picture is aligned whatever fonts the reader has.
"""

import html
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ["jiaodui diff samples/fresh-captions.md",
            "jiaodui check --select 'variant/*,repeat/*' samples/fresh-captions.md"]
COLUMNS = 92
CELL, LINE, MARGIN = 8.4, 21, 16
INKS = {"1": "b", "2": "d", "4": "u", "9": "s", "31": "r", "32": "g", "33": "y", "36": "c"}
STYLE = """text{font:14px 'DejaVu Sans Mono','Noto Sans Mono CJK SC','Sarasa Mono SC','PingFang SC','Microsoft YaHei',monospace;
fill:#d8dee9}.b{font-weight:bold}.d{fill:#8b949e}.r{fill:#ff7b72}.g{fill:#7ee787}
.u{text-decoration:underline}.s{text-decoration:line-through}
.y{fill:#e3b341}.c{fill:#79c0ff}.p{fill:#7ee787;font-weight:bold}
.w{font-size:16px}"""


def width(sign):
    return 2 if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—·" else 1


def cells(line):
    """[(column, classes, text)] of one line with its escape sequences."""
    out, column, inks = [], 0, []
    for part in re.split(r"(\x1b\[[\d;]*m)", line):
        sequence = re.fullmatch(r"\x1b\[([\d;]*)m", part)
        if sequence:
            codes = sequence[1].split(";")
            inks = [] if codes in (["0"], [""]) else [INKS[c] for c in codes]
            continue
        for sign in part:
            classes = " ".join(inks)
            joins = out and out[-1][1] == classes and width(sign) == 1 and width(out[-1][2][-1]) == 1
            if joins:
                out[-1] = (out[-1][0], classes, out[-1][2] + sign)
            elif sign != " " or "r" in inks:
                out.append((column, classes, sign))
            column += width(sign)
    return out


def draw(rows, columns, path):
    wide, high = 2 * MARGIN + CELL * columns, 2 * MARGIN + LINE * len(rows)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">',
           f"<style>{STYLE}</style>", f'<rect width="{wide:g}" height="{high:g}" rx="8" fill="#0d1117"/>']
    for index, row in enumerate(rows):
        runs = []
        for column, classes, text in row:
            length = sum(map(width, text))
            x = MARGIN + CELL * column
            if length == 2 and len(text) == 1:
                x, anchor, classes = x + CELL, ' text-anchor="middle"', f"{classes} w".strip()  # amid its columns
            else:
                anchor = f' textLength="{CELL * length:g}" xml:space="preserve"'
            kind = f' class="{classes}"' if classes else ""
            runs.append(f'<tspan x="{x:g}"{anchor}{kind}>{html.escape(text, quote=False)}</tspan>')
        if runs:
            out.append(f'<text y="{MARGIN + LINE * index + 15:g}">' + "".join(runs) + "</text>")
    path.write_text("\n".join(out) + "\n</svg>\n", encoding="utf-8")


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/jiaodui").resolve()
    rows = []
    for command in COMMANDS:
        rows.append([(0, "p", "$"), (2, "", command)])
        coloured = command.replace("jiaodui ", f"'{program}' --isolated --color always --ambiguous-width 2 ", 1)
        ran = subprocess.run(coloured, shell=True, cwd=ROOT, capture_output=True, text=True,
                             env={"PATH": "/usr/bin:/bin", "JIAODUI_LANG": "zh", "COLUMNS": str(COLUMNS), "LC_ALL": "C.UTF-8"})
        if ran.stderr:
            sys.exit(ran.stderr)
        rows += [cells(line) for line in ran.stdout.rstrip("\n").split("\n")] + [[]]
    rows.pop()
    draw(rows, COLUMNS, ROOT / "docs/terminal.svg")


if __name__ == "__main__":
    main()
