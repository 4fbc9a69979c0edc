#!/usr/bin/env python3
"""Does `adopt` keep what it promises on real revisions? For every pair of the corpus' folder pairs/ (before.md, after.md):

- all changes together make OLD into NEW, byte for byte, each change listed once and none touching another;
- `--take layout` leaves every letter and digit of OLD where it was;
- of NEW's line ends and marks that stand where the letters align, at least 90 % are there afterwards;
- the time stays linear.

    tests/measure/adopt.py [--verbose]
"""
import collections
import difflib
import json
import subprocess
import sys
import time
import unicodedata

import common

MARKS = set("，。、；：？！…—“”‘’《》（）·「」『』【】,.;:?!\"'()")


def letters(text):
    return [c for c in text if unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nd"]


def gaps(text):
    """The letters, and what stands before each of them and at the end."""
    found, between, gap = [], [], ""
    for c in text:
        if unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nd":
            found.append(c)
            between.append(gap)
            gap = ""
        else:
            gap += c
    return found, between + [gap]


def run(program, *words):
    done = subprocess.run([program, "adopt", "--isolated", "--no-progress", *words], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return done.stdout


def layout_of(gap):
    """What is read of a gap: its marks, and whether a line or a paragraph ends there."""
    return "".join(c for c in gap if c in MARKS) + ("¶" if gap.count("\n") > 1 else "⏎" if "\n" in gap else "")


def aligned(old, new):
    """Pairs of neighbours that are neighbours in both texts, by whole lines first, then characters."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for k in range(1, size):
            yield a + k, b + k


def main():
    arguments = common.parser(__doc__)
    arguments.add_argument("--verbose", action="store_true")
    options = arguments.parse_args()
    program = common.program()
    pairs = sorted((common.corpus() / "pairs").iterdir())
    classes = collections.Counter()
    asked = kept = wrong = 0
    spent = size = 0
    for pair in pairs:
        before, after = pair / "before.md", pair / "after.md"
        if not before.is_file() or not after.is_file():
            continue
        old, new = before.read_bytes(), after.read_bytes()
        start = time.time()
        lines = [json.loads(line) for line in run(program, "--list", "all", "--format", "jsonl", str(before), str(after)).splitlines()]
        spent += time.time() - start
        size += len(old) + len(new)
        made, at = b"", 0
        for finding in lines:
            assert finding["byte_start"] >= at, (pair.name, finding)
            assert old[finding["byte_start"]:finding["byte_end"]].decode() == finding["old"]
            assert finding["old"] != finding["new"][0]
            made += old[at:finding["byte_start"]] + finding["new"][0].encode()
            at = finding["byte_end"]
            classes[finding["rule"]] += 1
        if made + old[at:] != new:
            print(f"{pair.name}: all changes together are not the new text")
            wrong += 1
        laid_out = run(program, "--take", "layout", "--output", "-", str(before), str(after)).decode()
        if letters(laid_out) != letters(old.decode()):
            print(f"{pair.name}: layout touches a letter")
            wrong += 1
        old_letters, _ = gaps(old.decode())
        new_letters, new_gaps = gaps(new.decode())
        _, got = gaps(laid_out)
        here = there = 0
        for i, j in aligned(old_letters, new_letters):
            wanted = layout_of(new_gaps[j])
            if wanted:
                here += 1
                there += layout_of(got[i]) == wanted
        asked += here
        kept += there
        if options.verbose or (here and there / here < 0.9):
            print(f"{pair.name}: {len(lines)} changes, layout {there}/{here}")
    print(f"{len(pairs)} pairs, {sum(classes.values())} changes; wrong: {wrong}")
    print(f"line ends and marks of the new text where the letters align: {kept} of {asked} taken, {kept / max(asked, 1):.1%}")
    for rule, count in classes.most_common():
        print(f"  {count:6} {rule}")
    print(f"{size / 1e6 / max(spent, 1e-9):.1f} MB/s with start-up")
    return 1 if wrong or kept < 0.9 * asked else 0


sys.exit(main())
