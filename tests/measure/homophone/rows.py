"""What jiaodui-homophone-features prints, with labels: shared by fit.py and its like. numpy (Debian: python3-numpy) is needed.

A candidate is right (1) when every character it changes is annotated with exactly that change, wrong (0) otherwise, and
left out (-1) where the annotation is unsure. Units are the scorer's (../shared/tools/score_corrections.py): one changed
character. Pairs of a page before and after proofreading are labelled by aligning them; what was rewritten is left out.
"""
import collections
import difflib
import json
import os
import re
import subprocess

import numpy as np


class Page:
    def __init__(self, path, han):
        self.path, self.han = path, han
        self.gold, self.unsure, self.annotated = {}, set(), 0

    @property
    def name(self):
        base = os.path.basename(self.path)[:-3]
        return os.path.basename(os.path.dirname(self.path)) if base == "before" else base


class Rows:
    """Candidates of many pages: X (features), y, page (index), begin, end, units [((line, column, old), new)], text."""

    def only(self, page):
        """Those of one page, as a set of its own."""
        mine, out = np.where(self.page == page)[0], Rows()
        out.names, out.pages, out.X, out.y = self.names, [self.pages[page]], self.X[mine], self.y[mine]
        out.begin, out.end, out.page = self.begin[mine], self.end[mine], np.zeros(len(mine), int)
        out.units, out.text = [self.units[k] for k in mine], [self.text[k] for k in mine]
        return out


def letters(path):
    out, fences = [], 0
    for number, line in enumerate(open(path, encoding="utf-8").read().split("\n"), 1):
        if fences < 2:
            fences += line.strip() == "---"
            continue
        if line.startswith(("<", "{")) or "<iframe" in line or "校对正在进行中" in line:
            continue
        out += [(number, column, ch) for column, ch in enumerate(line) if ch.isalnum()]
    return out


def label_pair(page, after):
    old, new = letters(page.path), letters(after)
    matcher = difflib.SequenceMatcher(None, [x[2] for x in old], [x[2] for x in new], autojunk=False)
    steps = matcher.get_opcodes()
    for k, (kind, i1, i2, j1, j2) in enumerate(steps):
        if kind == "equal":
            if i2 - i1 < 4:  # an island between rewritten stretches
                page.unsure.update(x[:2] for x in old[i1:i2])
            continue
        held = 0 < k < len(steps) - 1 and all(s[2] - s[1] >= 3 for s in (steps[k - 1], steps[k + 1]))
        if kind == "replace" and held and i2 - i1 == j2 - j1 <= 4:
            for a, b in zip(old[i1:i2], new[j1:j2]):
                if a[2] != b[2]:
                    page.gold[a] = b[2]
        else:
            page.unsure.update(x[:2] for x in old[max(0, i1 - 1):i2 + 1])


def label_gold(page, errors):
    lines = open(page.path, encoding="utf-8").read().split("\n")
    for row in map(json.loads, filter(str.strip, open(errors, encoding="utf-8"))):
        at = lines[row["line"] - 1].find(row["left"] + row["wrong"] + row["ctx_right"]) + len(row["left"])
        wrong, right = row["wrong"], row["right"]
        if not row["sure"]:
            page.unsure.update((row["line"], i) for i in range(at, at + max(1, len(wrong))))
        elif len(wrong) == len(right):
            changed = [(i, a, b) for i, (a, b) in enumerate(zip(wrong, right)) if a != b]
            page.gold.update({(row["line"], at + i, a): b for i, a, b in changed})
            page.annotated += len(changed)
        else:
            page.annotated += 1


def read_rows(text):
    rows, pages = Rows(), []
    X, page, begin, end, units, texts = [], [], [], [], [], []
    lines = text.split("\n")
    rows.names = lines[0].split("\t")[1:]
    for line in lines[1:]:
        f = line.split("\t")
        if f[0] == "page":
            pages.append(Page(f[1], int(f[2])))
        elif len(f) > 6:
            places = [tuple(map(int, p.split(":"))) for p in f[2].split(",")[:-1]]
            page.append(len(pages) - 1)
            begin.append(int(f[0]))
            end.append(int(f[1]))
            units.append([((l, c - 1, a), b) for (l, c), a, b in zip(places, f[3], f[4]) if a != b])
            texts.append(f[5])
            X.append(np.array(f[6:], dtype=np.float32))
    rows.pages, rows.page = pages, np.array(page, dtype=int)
    rows.begin, rows.end = np.array(begin, dtype=int), np.array(end, dtype=int)
    rows.units, rows.text = units, texts
    rows.X = np.stack(X).astype(np.float64) if X else np.zeros((0, len(rows.names)))
    return rows


def variants():
    """Pairs of dictionaries/variant: another spelling is no error of hearing, and the annotation does not speak of it."""
    table = os.path.join(os.path.dirname(__file__), "../../../dictionaries/variant/recogniser.tsv")
    return {tuple(line.split("\t")[:2]) for line in open(table, encoding="utf-8").read().split("\n")[1:] if "\t" in line}


def is_variant(text, pairs):
    left, rest = text.split("[", 1)
    (old, new), right = rest.split("]", 1)[0].split("→"), rest.split("]", 1)[1]
    for a in range(min(len(left), 3) + 1):
        for b in range(min(len(right), 3) + 1):
            around = (left[len(left) - a:], right[:b])
            if (around[0] + old + around[1], around[0] + new + around[1]) in pairs:
                return True
    return False


def label(rows):
    pairs = variants()
    for page in rows.pages:
        errors, after = page.path[:-3] + ".errors.jsonl", os.path.join(os.path.dirname(page.path), "after.md")
        if os.path.exists(errors):
            label_gold(page, errors)
        elif os.path.basename(page.path) == "before.md" and os.path.exists(after):
            label_pair(page, after)
    y = []
    for k, units in enumerate(rows.units):
        page = rows.pages[rows.page[k]]
        if any(key[:2] in page.unsure for key, _ in units) or is_variant(rows.text[k], pairs):
            y.append(-1)
        else:
            y.append(int(all(page.gold.get(key) == new for key, new in units)))
    rows.y = np.array(y)
    return rows


def features(tool, share, lexicon, pages):
    done = subprocess.run([tool, share, lexicon or "-"] + pages, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{tool}: {done.stderr}")
    return label(read_rows(done.stdout))
