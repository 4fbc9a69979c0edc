#!/usr/bin/env python3
"""Where the annotated characters are lost: losses.py --findings FILE [--lexicon LEXICON] [--show CLASS]

FILE is what `score_terms.py SETTING --list FILE` kept. The units are the scorer's: one changed character, or one lost or
inserted string. They are told apart by how like the sounds are (Unihan's readings, dictionaries/pinyin/fuzzy.tsv) and
counted by what became of them on good, fair and bad pages:

  shown       suggested rightly, by any rule
  candidate   the right character was among the candidates of homophone/word
  others      the place had other candidates only
  none        it had none

--show CLASS prints the units of a class that were not shown, to be read. Needs numpy.
"""
import argparse
import collections
import glob
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import common
import fit
from sentences import readings

NEVER = "的地得 他她它 在再 做作 那哪 吗嘛 呢呐 啊阿呀 吧罢 了啦 两俩 一二三四五六七八九十百千万亿零".split()
INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()
CLASSES = ["same syllable", "tier 1", "tier 2", "half alike", "unlike", "never put for each other", "other length", "no Han"]
FATES = ["shown", "candidate", "others", "none"]


def fuzzy_pairs():
    lines = (common.ROOT / "dictionaries/pinyin/fuzzy.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "part"))]
    return {frozenset(row[1:3]): int(row[3]) for row in rows}


def parts(syllable):
    initial = next((i for i in INITIALS if syllable.startswith(i)), "")
    return initial, syllable[len(initial):]


def sound_class(old, new, sounds, pairs):
    def tier(a, b):
        return 0 if a == b else pairs.get(frozenset((a, b)), 9)

    best = CLASSES.index("unlike")
    for a in map(parts, sounds[old]):
        for b in map(parts, sounds[new]):
            tiers = [tier(x, y) for x, y in zip(a, b)]
            if max(tiers) < 9:
                best = min(best, 2 if tiers.count(0) == 0 else max(tiers))
            elif min(tiers) == 0 or min(tiers) == 1:
                best = min(best, CLASSES.index("half alike"))
    return CLASSES[best]


def class_of(old, new, sounds, pairs):
    is_han = lambda text: common.han(text) == len(text)
    if len(old) == len(new) == 1 and is_han(old + new):
        if any(old in group and new in group for group in NEVER):
            return "never put for each other"
        return sound_class(old, new, sounds, pairs)
    return "other length" if common.han(old + new) else "no Han"


def units(column, old, new):
    """The scorer's: {(column, old): new}."""
    if len(old) == len(new):
        return {(column + i, a): b for i, (a, b) in enumerate(zip(old, new)) if a != b}
    left = len(os.path.commonprefix([old, new]))
    right = len(os.path.commonprefix([old[left:][::-1], new[left:][::-1]]))
    return {(column + left, old[left:len(old) - right]): new[left:len(new) - right]}


def annotated(page, lines):
    out = {}
    for row in map(json.loads, filter(str.strip, open(page[:-3] + ".errors.jsonl", encoding="utf-8"))):
        if row["sure"]:
            column = lines[row["line"] - 1].find(row["left"] + row["wrong"] + row["ctx_right"]) + len(row["left"])
            found = units(column, row["wrong"], row["right"]).items()
            out.update({(row["line"], *key): new for key, new in found if any(c.isalnum() for c in key[1] + new)})
    return out


def suggested(findings):
    """By page: {(line, column, old): new} of what is shown."""
    out = collections.defaultdict(dict)
    for finding in map(json.loads, open(findings, encoding="utf-8")):
        if finding["tier"] == "hint" or not isinstance(finding.get("new"), (str, list)) or finding["new"] == []:
            continue
        new = finding["new"] if isinstance(finding["new"], str) else finding["new"][0]
        for key, one in units(finding["column"] - 1, finding["old"], new).items():
            out[os.path.basename(finding["file"])].setdefault((finding["line"], *key), one)
    return out


def candidates(args, pages):
    """By number of the page: {(line, column, old): set of new}."""
    rows = fit.features(args.tool, args.share, args.lexicon, pages)
    out = collections.defaultdict(lambda: collections.defaultdict(set))
    for page, changes in zip(rows.page, rows.units):
        for key, new in changes:
            out[page][key].add(new)
    return out


def fate_of(key, new, shown, offered):
    if shown.get(key) == new:
        return "shown"
    return "candidate" if new in offered[key] else "others" if offered[key] else "none"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--findings", required=True)
    ap.add_argument("--lexicon")
    ap.add_argument("--tool", default=fit.TOOL)
    ap.add_argument("--share", default=fit.SHARE)
    ap.add_argument("--show", choices=CLASSES)
    args = ap.parse_args()
    pages = sorted(glob.glob(str(common.corpus() / "gold/*.md")))
    sounds, pairs, shown, offered = readings(), fuzzy_pairs(), suggested(args.findings), candidates(args, pages)
    table = collections.Counter()
    for number, page in enumerate(pages):
        lines = open(page, encoding="utf-8").read().split("\n")
        gold = annotated(page, lines)
        density = 1000 * len(gold) / common.han("".join(lines))
        band = "good" if density < 4 else "fair" if density <= 10 else "bad"
        for key, new in gold.items():
            kind = class_of(key[2], new, sounds, pairs)
            fate = fate_of(key, new, shown[os.path.basename(page)], offered[number])
            table[kind, band, fate] += 1
            if kind == args.show and fate != "shown":
                line, column, old = key
                text = lines[line - 1]
                print(f"{band} {fate}\t{text[max(0, column - 10):column]}[{old}→{new}]{text[column + len(old):column + len(old) + 10]}\t{os.path.basename(page)}:{line}")
    print("class\t" + "\t".join(f"{band}: " + "/".join(FATES) for band in ("good", "fair", "bad")))
    for kind in CLASSES:
        print(kind + "".join("\t" + "/".join(str(table[kind, band, fate]) for fate in FATES) for band in ("good", "fair", "bad")))


if __name__ == "__main__":
    main()
