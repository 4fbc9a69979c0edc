#!/usr/bin/env python3
"""Counts corrections of single sentences: sentences.py TSV [--least P]... [--lexicon FILE] [--together]

TSV holds `as heard<tab>reference` lines; equal ones are clean. Every sentence is a file of its own; with --together a
paragraph of one file. An edit is right if it equals
the reference at its place (of sentences of equal length). A homophone character is one that differs from the reference's
and has a toneless reading in common with it; readings are Unihan's (kMandarin, kTGHZ2013, kHanyuPinlu) of Debian's
unicode-data. Only findings of `homophone/*` count. Without --lexicon nothing has been learned.
"""
import argparse
import bz2
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import common

UNIHAN = "/usr/share/unicode/Unihan_Readings.txt.bz2"


def readings():
    out = collections.defaultdict(set)
    plain = lambda s: "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c) or c == "\u0308")
    for line in bz2.open(UNIHAN, "rt", encoding="utf-8"):
        if not line.startswith("U+"):
            continue
        code, _, rest = line.rstrip("\n").partition("\t")
        key, _, value = rest.partition("\t")
        if key == "kHanyuPinlu":
            found = re.findall(r"(\S+?)\(\d+\)", value)
        elif key == "kMandarin":
            found = value.split()
        elif key == "kTGHZ2013":
            found = [s for part in value.split() for s in part.split(":")[1].split(",")]
        else:
            continue
        out[chr(int(code[2:], 16))].update(map(plain, found))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tsv")
    parser.add_argument("--least", type=float, action="append")
    parser.add_argument("--lexicon")
    parser.add_argument("--together", action="store_true")
    args = parser.parse_args()
    if not os.path.exists(args.tsv) or not os.path.exists(UNIHAN):
        common.skip(f"no {args.tsv}, or no {UNIHAN}")
    pairs = [line.split("\t") for line in Path(args.tsv).read_text(encoding="utf-8").split("\n") if "\t" in line]
    with tempfile.TemporaryDirectory() as folder:
        if args.together:
            Path(folder, "s.txt").write_text("".join(heard + "\n\n" for heard, _ in pairs), encoding="utf-8")
        else:
            for i, (heard, _) in enumerate(pairs):
                Path(folder, f"{i}.txt").write_text(heard + "\n", encoding="utf-8")
        if args.lexicon:
            os.mkdir(os.path.join(folder, ".jiaodui"))
            os.symlink(os.path.abspath(args.lexicon), os.path.join(folder, ".jiaodui/lexicon"))
        run = subprocess.run([common.program(), "check", "--format", "jsonl", "--show", "all", "--fail-on", "none", "--select", "homophone/*",
                              "."], cwd=folder, capture_output=True, text=True)
    found = [f for f in map(json.loads, run.stdout.splitlines()) if f["new"] and f["tier"] != "hint"]
    sounds = readings()
    homophones = sum(a != b and bool(sounds[a] & sounds[b]) for x, y in pairs if len(x) == len(y) for a, b in zip(x, y))
    clean = {i for i, (x, y) in enumerate(pairs) if x == y}
    han = sum("\u4e00" <= c <= "\u9fff" for x, _ in pairs for c in x)
    for least in args.least or [0.0, 0.9]:
        right = wrong = characters = 0
        touched = set()
        for f in found:
            if f["confidence"] < least:
                continue
            i = (f["line"] - 1) // 2 if args.together else int(Path(f["file"]).stem)
            heard, wanted = pairs[i]
            at, old, new = f["column"] - 1, f["old"], f["new"][0]
            ok = len(heard) == len(wanted) and wanted[at:at + len(old)] == new
            right, wrong = right + ok, wrong + (not ok)
            characters += ok * sum(a != b for a, b in zip(old, new))
            touched.update({i} & clean)
        share = lambda a, b: a / b if b else 0.0
        print(f"confidence >= {least}: {right} right, {wrong} wrong, precision {share(right, right + wrong):.3f}; recall of homophone characters "
              f"{share(characters, homophones):.4f} of {homophones}; clean sentences touched {100 * share(len(touched), len(clean)):.2f} % of {len(clean)}; "
              f"findings for 10,000 characters {1e4 * share(right + wrong, han):.2f}")


if __name__ == "__main__":
    main()
