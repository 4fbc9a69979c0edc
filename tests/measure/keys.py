#!/usr/bin/env python3
"""Keys from a raw page to the finished one: the human `after` of real pages, by hand in an editor and with the program.

Three pages of each shape of corpus/pairs (captions that the editor joined, wrapped, clean), those with the most changes. None there is
wrapped; the clean ones stand for them, their paragraphs run together and a line feed put after marks, as recognisers do. The page before and the page
after are lined up (difflib on characters), each difference is one piece of handwork, and costs

  by hand    reach it (2 keys: a search or a click and a move), delete what goes (1 key a character, at most 4: a selection),
             type what comes (2 keys a Chinese character or word of pinyin, 1 a mark or a line end)
  program    what `fix` does costs nothing; what is suggested and is what the editor did costs 1 (Enter, or y), a candidate that is
             not the first 2; a suggestion that the editor did not follow costs 1 (n); in groups that read the same one key answers
             all; line ends by paragraph: 1 key for at most nine places, 1 more for each wrong mark in it; the rest as by hand

So the figures compare ways of working, not minutes. What the program has learned comes from the archive without these pages.
"""

import difflib
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import common
from line_ends import PLAIN, joined_after

HAN = re.compile(r"[\u4e00-\u9fff]")
CONTENT = re.compile(r"[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]")


def shape(text):
    lines = [x.strip() for x in text.split("{.is-warning}")[-1].splitlines() if HAN.search(x)]
    marked = sum(x[-1] in "，。？！：；、”" for x in lines)
    if sum(map(len, lines)) > 60 * len(lines):
        return "clean"
    return "captions" if marked < 0.5 * len(lines) else "wrapped"


def as_wrapped(text):
    head, notice, body = text.rpartition("{.is-warning}")
    out, was_plain = head + notice, False
    for block in re.split(r"\n[ \t]*\n", body):
        plain = bool(HAN.search(block)) and all(PLAIN.match(line) for line in block.strip("\n").split("\n"))
        if plain:
            block = re.sub(r"([^\n]{7,}?[，。？！：；])(?=[^\n”’」』])", r"\1\n", block.strip("\n"))
        out += ("\n" if plain and was_plain else "\n\n") + block
        was_plain = plain
    return out


def typed(text):
    return sum(2 if HAN.match(ch) else 1 for ch in text)


def by_hand(old, new):
    return 2 + min(len(old), 4) + typed(new)


def differences(before, after):
    """[(begin, end, new)] in characters of `before`; paragraphs first, so that long pages are compared quickly."""
    out, at = [], 0
    a, b = re.findall(r"[^\n]*\n|[^\n]+", before), re.findall(r"[^\n]*\n|[^\n]+", after)
    starts = [0]
    for line in a:
        starts.append(starts[-1] + len(line))
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new, base = "".join(a[i1:i2]), "".join(b[j1:j2]), starts[i1]
        for kind, x1, x2, y1, y2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                out.append((base + x1, base + x2, new[y1:y2]))
    return out


def is_layout(old, new):
    return not CONTENT.search(old + new) and "\n" in old + new


def suggestions(work, name, segment):
    flags = ["--show", "all", "--min-confidence", "0.5"]
    if segment:
        flags += ["--select", "segment/*", "--min-confidence", "0"]
    return common.check(work, [name], flags, isolated=False).get(name, [])


def with_program(work, name, text, after):
    """(keys, {kind: keys})"""
    raw, cost = text.encode(), Counter()
    byte_at = [0]
    for ch in text:
        byte_at.append(byte_at[-1] + len(ch.encode()))
    char_at = {byte: n for n, byte in enumerate(byte_at)}
    todo = {(b, e): new for b, e, new in differences(text, after)}
    layout = {k: v for k, v in todo.items() if is_layout(text[k[0]:k[1]], v)}
    ends = sorted((char_at[f["byte_start"]], char_at[f["byte_end"]], f["new"]) for f in suggestions(work, name, True) if f["new"])
    done, wrong = set(), 0
    for begin, end, new in ends:
        wanted = next(((k, v) for k, v in layout.items() if k[0] <= end and begin <= k[1] and k not in done), None)
        if wanted is None:
            wrong += 1  # the editor left it as it was
            continue
        key, value = wanted
        done.add(key)
        if value.strip(" ") != new[0] and not ("\n" in value and "\n" in new[0]):
            wrong += 1
    cost["line ends"] = -(-len(ends) // 9) + wrong
    groups = Counter()
    for finding in suggestions(work, name, False):
        begin, end = char_at.get(finding["byte_start"]), char_at.get(finding["byte_end"])
        if begin is None or end is None or not finding["new"] or finding["rule"].startswith("segment/"):
            continue
        hit = next((k for k in todo if k not in done and k[0] >= begin - 1 and k[1] <= end + 1), None)
        right = None
        if hit is not None:
            changed = text[begin:hit[0]] + todo[hit] + text[hit[1]:end] if hit[0] >= begin and hit[1] <= end else todo[hit]
            right = next((n for n, candidate in enumerate(finding["new"]) if candidate in (changed, todo[hit])), None)
        if right is not None:
            done.add(hit)
        if finding["tier"] == "safe":
            continue
        if finding["tier"] == "suggest":
            groups[finding["old"], tuple(finding["new"]), right] += 1
    for (_, _, right), _ in groups.items():
        cost["suggestions"] += 1 if right in (None, 0) else 2
    cost["rest by hand"] = sum(by_hand(text[b:e], new) for (b, e), new in todo.items() if (b, e) not in done)
    return sum(cost.values()), cost


def main():
    p = common.parser(__doc__)
    p.add_argument("--lexicon", help="a folder .jiaodui with a lexicon learned without these pages")
    p.add_argument("--pages", type=int, default=3)
    args = p.parse_args()
    folder = common.corpus() / "pairs"
    rows = {"captions": [], "wrapped": [], "clean": []}
    for before in sorted(folder.glob("*/before.md")):
        text, after = before.read_text(encoding="utf-8"), (before.parent / "after.md").read_text(encoding="utf-8")
        same = difflib.SequenceMatcher(None, "".join(CONTENT.findall(text))[:4000], "".join(CONTENT.findall(after))[:4000], autojunk=False).quick_ratio()
        if len(text) < 60000 and same > 0.8 and 0.8 < len(after) / max(1, len(text)) < 1.25:
            kind = shape(text)
            if kind == "captions" and not joined_after(text, after):
                continue  # the lines were left as they were: whoever wants that does not run segment
            rows[kind].append((sum(1 for _ in difflib.unified_diff(text.splitlines(), after.splitlines())), before, text, after))
    if not rows["wrapped"]:
        rows["wrapped"] = [(changes, before, as_wrapped(text), after) for changes, before, text, after in rows["clean"]]
    print("| 形状 | 页 | 改动 | 手工 | 用程序 | 行末 | 建议 | 其余手工 |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        if args.lexicon:
            (work / ".jiaodui").symlink_to(Path(args.lexicon).absolute())
        for kind, found in rows.items():
            for _, before, text, after in sorted(found, key=lambda row: (-row[0], row[1]))[:args.pages]:
                name = before.parent.name + ".md"
                (work / name).write_text(text, encoding="utf-8")
                changes = differences(text, after)
                hand = sum(by_hand(text[b:e], new) for b, e, new in changes)
                keys, cost = with_program(work, name, text, after)
                print(f"| {kind} | {before.parent.name} | {len(changes)} | {hand} | {keys} | {cost['line ends']} | {cost['suggestions']} | {cost['rest by hand']} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
