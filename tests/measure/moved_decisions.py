#!/usr/bin/env python3
"""Decisions made on a page as it was, applied to the page as it is now.

For each of the pairs of revisions in the corpus, decisions are made on before.md: what the program suggests there, what the
human editor changed, and --count places drawn at random (two ideographs, to be replaced by two others). They are applied
to after.md with `jiaodui apply`. Which bytes of after.md the characters of before.md have become is found here by
aligning the two texts, without the program.

Every application must stand on the very characters that the decision named (all of them unchanged between the
revisions), and nothing else of the page may differ. Prints how many were applied, already done, stale, and misplaced.
"""

import bisect
import difflib
import heapq
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import common

MARKUP = set("*[]()<>{}|#`_~&\\:/.!-")


def is_content(c):
    return c.isalnum()


def contexts(text, begin, end):
    """Eight characters of content on either side; nothing where markup is near, which the program would read otherwise."""
    left, right = [], []
    i = begin
    while i > 0 and len(left) < 8 and begin - i < 64:
        i -= 1
        if text[i] in MARKUP:
            return None
        if is_content(text[i]):
            left.append(text[i])
    j = end
    while j < len(text) and len(right) < 8 and j - end < 64:
        if text[j] in MARKUP:
            return None
        if is_content(text[j]):
            right.append(text[j])
        j += 1
    return "".join(reversed(left)), "".join(right)


def is_han(c):
    return "一" <= c <= "龥"


def decisions_on(before, rng, count):
    body = before.find("\n---", 3) + 4 if before.startswith("---") else 0
    out = []
    for _ in range(count * 20):
        if len(out) >= count:
            break
        at = rng.randrange(body, max(body + 1, len(before) - 2))
        text = before[at:at + 2]
        if len(text) < 2 or not all(map(is_han, text)) or text[0] == text[1] or any(abs(at - o[0]) < 2 for o in out):
            continue
        around = contexts(before, at, at + 2)
        if around:
            out.append((at, text, text[1] + text[0], around))
    return out


def human(before, blocks):
    out = []
    for tag, i1, i2, j1, j2, new in blocks:
        old = before[i1:i2]
        if tag != "replace" or not (1 <= len(old) <= 6) or not (1 <= len(new) <= 6) or not all(map(is_han, old + new)):
            continue
        around = contexts(before, i1, i2)
        if around:
            out.append((i1, old, new, around))
    return out


def made_at(after, got, wanted):
    """The places among `wanted` (where → old, new) that make `got` of `after` when just they are replaced and no other byte differs,
    as many as there can be; None when there are no such places. Exact, where comparing the two texts is not: an aligner may read
    越来越 → 越越来 as a letter put in before and one taken out behind."""
    starts = sorted(wanted)
    best = {(0, 0): (0, None, None)}  # (in after, in got) → places so far, the last of them, the state before it
    waiting = [(0, 0)]
    while waiting:
        a, g = state = heapq.heappop(waiting)
        if a > len(after):  # beyond the end: all of both texts has been read
            places = set()
            while state is not None:
                _, place, state = best[state]
                places.add(place)
            return places - {None}
        w = next(iter(starts[bisect.bisect_left(starts, a):]), len(after))
        if after[a:w] != got[g:g + w - a]:
            continue
        g += w - a
        steps = []
        if w == len(after):
            if g == len(got):
                steps.append(((w + 1, g), 0, None))
        else:
            old, new = wanted[w]
            if after[w] == got[g:g + 1]:
                steps.append(((w + 1, g + 1), 0, None))
            if got.startswith(new, g):
                steps.append(((w + len(old), g + len(new)), 1, w))
        for then, one, place in steps:
            if then not in best:
                heapq.heappush(waiting, then)
            if then not in best or best[then][0] < best[state][0] + one:
                best[then] = (best[state][0] + one, place, state)
    return None


def align(before, after):
    """Opcodes between the characters: lines first, characters within what differs."""
    lines = difflib.SequenceMatcher(None, a := before.splitlines(True), b := after.splitlines(True), autojunk=False)
    starts_a, starts_b = [0], [0]
    for line in a:
        starts_a.append(starts_a[-1] + len(line))
    for line in b:
        starts_b.append(starts_b[-1] + len(line))
    out = []
    for tag, i1, i2, j1, j2 in lines.get_opcodes():
        x, y, u, v = starts_a[i1], starts_a[i2], starts_b[j1], starts_b[j2]
        if tag == "equal" or y - x > 40000 or v - u > 40000:
            out.append((tag, x, y, u, v))
            continue
        for t, p, q, r, s in difflib.SequenceMatcher(None, before[x:y], after[u:v], autojunk=False).get_opcodes():
            out.append((t, x + p, x + q, u + r, u + s))
    return out


def sixteen(decision):
    _, old, _, (left, right) = decision
    return left + old + right


def main():
    p = common.parser(__doc__)
    p.add_argument("--count", type=int, default=100)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--show", action="store_true")
    args = p.parse_args()
    pairs = sorted((common.corpus() / "pairs").glob("*/before.md"))
    if not pairs:
        common.skip("no pairs in the corpus")
    rng = random.Random(args.seed)
    sums = {"pages": 0, "decisions": 0, "unchanged places": 0, "applied": 0, "of these moved": 0, "already": 0, "stale": 0, "misplaced": 0, "stale though unchanged": 0}
    for path in pairs:
        before = path.read_text(encoding="utf-8")
        after = (path.parent / "after.md").read_text(encoding="utf-8")
        blocks = align(before, after)
        same = {}
        for tag, i1, i2, j1, _ in blocks:
            if tag == "equal":
                for k in range(i2 - i1):
                    same[i1 + k] = j1 + k
        made = decisions_on(before, rng, args.count) + human(before, [(t, i1, i2, j1, j2, after[j1:j2]) for t, i1, i2, j1, j2 in blocks])
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "page.md").write_text(after, encoding="utf-8", newline="")
            lines = []
            for at, old, new, (left, right) in made:
                begin = len(before[:at].encode())
                lines.append(json.dumps({"v": 1, "d": "edit", "from": old, "to": new, "file": "page.md", "l": left, "r": right, "byte_start": begin,
                                         "byte_end": begin + len(old.encode())}, ensure_ascii=False))
            (folder / "d.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
            run = subprocess.run([common.program(), "--lang", "zh", "apply", "d.jsonl"], cwd=folder, capture_output=True, text=True)
            got = (folder / "page.md").read_text(encoding="utf-8")
            last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else ""
            number = lambda word: int(m.group(1)) if (m := re.search(word + r" (\d+)", last)) else 0
            sums["pages"] += 1
            sums["decisions"] += len(made)
            applied = number("已应用")
            sums["applied"] += applied
            sums["of these moved"] += number("重新定位")
            sums["already"] += number("已是这样")
            sums["stale"] += number("失效")
            # What should have come of it: the characters that the decisions name, where all of them are still there.
            wanted = {}
            for at, old, new, _ in made:
                where = [same.get(at + k) for k in range(len(old))]
                if None not in where and where == list(range(where[0], where[0] + len(old))):
                    sums["unchanged places"] += 1
                    wanted[where[0]] = (old, new)
            # What came of it, found by comparing with the page before.
            changed = []
            for tag, i1, i2, j1, j2 in align(after, got):
                if tag != "equal":
                    changed.append((i1, i2, got[j1:j2]))
            # Where lines were moved about the alignment loses them; there the eight characters on either side tell, if they are
            # together in one place of the page only.
            flow, where = [], []
            marks = {k for m in re.finditer(r"^[ >]*\d+\. ", after, re.M) for k in range(*m.span())}  # of lists: no prose
            for k, c in enumerate(after):
                if is_content(c) and k not in marks:
                    flow.append(c)
                    where.append(k)
            flow = "".join(flow)
            for decision in made:
                whole = sixteen(decision)
                first = flow.find(whole)
                if first >= 0 and flow.find(whole, first + 1) < 0:
                    begin = where[first + len(decision[3][0])]
                    if after[begin:begin + len(decision[1])] == decision[1]:
                        wanted.setdefault(begin, (decision[1], decision[2]))
            covered = made_at(after, got, wanted)
            if covered is None:
                covered = set()
                for i1, i2, new in changed:
                    home = next((w for w in wanted if w <= i1 and i2 <= w + len(wanted[w][0])), None)
                    if home is not None:
                        covered.add(home)
                        continue
                    sums["misplaced"] += 1
                    if args.show:
                        print(path.parent.name, "misplaced:", after[max(0, i1 - 8):i1], "[", after[i1:i2], "→", new, "]", after[i2:i2 + 8])
            sums["stale though unchanged"] += len(wanted) - len(covered)
    for key, value in sums.items():
        print(f"{key}: {value}")
    return 1 if sums["misplaced"] else 0


if __name__ == "__main__":
    sys.exit(main())
