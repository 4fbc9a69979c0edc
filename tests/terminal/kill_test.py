#!/usr/bin/env python3
"""Kills `jiaodui fix` at random moments and looks at what is left.

  tests/terminal/kill_test.py PROGRAM [--kills 30] [--seed 1]

Each time some pages are written anew and `fix` is started and killed (SIGKILL) at a moment drawn from the time that an
undisturbed run takes. Then every page must hold its old bytes or its new ones, whole; `undo` must bring all the old ones
back; and another `fix` must end as the undisturbed one did. Says how many kills found some pages written and others not.
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("program")
parser.add_argument("--kills", type=int, default=30)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
program = os.path.abspath(options.program)
draw = random.Random(options.seed)


def page(number):
    lines = [f"# 第{number}页", ""]
    for line in range(draw.randrange(5, 60)):
        lines += [f"这是第{line}句,后面还有话,,说的是\"天气\"。。", ""]
    return "\n".join(lines).encode()


pages = {f"页{number}.md": page(number) for number in range(40)}


def write(folder):
    for name, text in pages.items():
        (folder / name).write_bytes(text)


def content(folder):
    return {name: (folder / name).read_bytes() for name in pages}


def jiaodui(folder, *arguments):
    return subprocess.run([program, *arguments, "--no-progress"], cwd=folder, capture_output=True, check=False).returncode


def fail(why):
    print(f"FAILED (seed {options.seed}): {why}")
    sys.exit(1)


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    write(folder)
    begin = time.perf_counter()
    if jiaodui(folder, "fix", "--fail-on", "none", ".") != 0:
        fail("an undisturbed run does not end with 0")
    takes = time.perf_counter() - begin
    mended = content(folder)
    if any(mended[name] == pages[name] for name in pages):
        fail("a page has nothing to mend")

    halfway = left_over = 0
    for kill in range(options.kills):
        write(folder)
        process = subprocess.Popen([program, "fix", "--fail-on", "none", "--no-progress", "."], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0, takes))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = content(folder)
        torn = [name for name in pages if found[name] not in (pages[name], mended[name])]
        if torn:
            fail(f"kill {kill}: neither old nor new: {torn}")
        new = sum(found[name] == mended[name] for name in pages)
        halfway += 0 < new < len(pages)
        undone = jiaodui(folder, "undo")
        if new > 0 and undone != 0:
            fail(f"kill {kill}: undo ended with {undone}")
        if content(folder) != pages:
            fail(f"kill {kill}: undo did not bring the old pages back")
        if jiaodui(folder, "fix", "--fail-on", "none", ".") != 0 or content(folder) != mended:
            fail(f"kill {kill}: another run did not finish the work")
        for rest in folder.glob(".*.jiaodui-*"):
            left_over += 1
            rest.unlink()

print(f"{options.kills} kills, {halfway} of them with some of {len(pages)} pages written, {left_over} temporary files left over")
