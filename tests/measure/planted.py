#!/usr/bin/env python3
"""Compares what the program finds in samples/ with the errors that samples/README.md says were planted.

For each page: how many planted errors are mended by `fix` (safe), offered with the right first proposal (suggest), told
without it (hint, another proposal), or missed; and the findings at places where nothing was planted, which are false
unless README.md explains them. A planted error is written there as  line `wrong text`→`right text`; its place is where
the two differ. Errors described in words only are counted as `in words` and not judged; lists of what must not be found
are not read.

  missed  samples/ai-news.md:37  叫文心一眼， → 叫文心一言，
  false   samples/ai-news.md:132:22  suggest  term/glossary  推力 → 推理
"""

import json
import re
import subprocess
import sys

import common

PAIR = re.compile(r"(?:(\d+) )?((?:`[^`]+`|``.+?``))→((?:`[^`]+`|``.+?``))")


def planted():
    """{page: [(line, wrong, right)]} and the number of items without such a pair."""
    pages, words, page = {}, 0, None
    for row in (common.ROOT / "samples/README.md").read_text(encoding="utf-8").split("\n"):
        if row.startswith("## "):
            page = row[3:].strip()
        cells = row.split(" | ")
        if page is None or not row.startswith("| ") or len(cells) != 2 or cells[0] == "| 种类":
            continue
        for item in re.split(r"；(?=\d)", cells[1].rstrip(" |")):
            match = re.match(PAIR, item)
            if match:
                pages.setdefault(page, []).append((int(match[1]), match[2].strip("`"), match[3].strip("`")))
            elif re.match(r"\d", item):
                words += 1
    return pages, words


def differing(wrong, right):
    """The stretch of `wrong` that `right` replaces, in characters."""
    begin = 0
    while begin < min(len(wrong), len(right)) and wrong[begin] == right[begin]:
        begin += 1
    end = len(wrong)
    while end > begin and end - len(wrong) + len(right) > begin and wrong[end - 1] == right[end - len(wrong) + len(right) - 1]:
        end -= 1
    return begin, end


def changed(line, found):
    """The line with the first proposals of the given findings; several edits of one finding are all made."""
    for f in sorted(found, key=lambda f: -f["column"]):
        if not f["new"] or f["line"] != f["end_line"]:
            continue
        line = line[: f["column"] - 1] + f["new"][0] + line[f["end_column"] - 1 :]
    return line


def judge(line, error, found):
    """(verdict, findings that concern it)"""
    _, wrong, right = error
    begin, end = differing(wrong, right)
    starts = [m.start() for m in re.finditer(re.escape(wrong), line)]
    if not starts:
        return "README is wrong", []
    near = [f for f in found for s in starts if f["column"] - 1 <= s + max(end, begin + 1) and f["end_column"] - 1 >= s + begin]
    near = [f for f in near if f["column"] - 1 < starts[0] + len(wrong) and f["end_column"] - 1 > starts[0]] or near
    if not near:
        return "missed", []
    for verdict, tiers in (("safe", ["safe"]), ("suggest", ["safe", "suggest"]), ("hint", ["safe", "suggest", "hint"])):
        if right in changed(line, [f for f in found if f["tier"] in tiers]):
            return verdict, near
    return "otherwise", near


def page_report(name, errors, show):
    path = common.ROOT / "samples" / name
    lines = path.read_text(encoding="utf-8").split("\n")
    ran = subprocess.run([common.program(), "check", "--isolated", "--no-progress", "--format", "jsonl", f"samples/{name}"],
                         cwd=common.ROOT, capture_output=True, text=True)
    if ran.returncode > 1:
        sys.exit(ran.stderr)
    findings = [json.loads(row) for row in ran.stdout.split("\n") if row]
    counts, explained = {}, set()
    for error in errors:
        here = [f for f in findings if f["line"] == error[0]]
        verdict, concerned = judge(lines[error[0] - 1], error, here)
        counts[verdict] = counts.get(verdict, 0) + 1
        explained.update(f["byte_start"] for f in concerned)
        offered = "  offered: " + "; ".join(f"{f['rule']} {'|'.join(f['new']) or 'no proposal'}" for f in concerned)
        if show and verdict not in ("safe", "suggest"):
            print(f"{verdict:9} samples/{name}:{error[0]}  {error[1]} → {error[2]}{offered if concerned else ''}")
    others = [f for f in findings if f["byte_start"] not in explained]
    for f in others if show else []:
        print(f"unplanted samples/{name}:{f['line']}:{f['column']}  {f['tier']} {f['confidence']}  {f['rule']}  "
              f"{f['old']!r} → {'|'.join(f['new'])!r}")
    return counts, len(others)


def main():
    p = common.parser(__doc__)
    p.add_argument("--show", action="store_true", help="print what was missed, offered otherwise, and found unplanted")
    show = p.parse_args().show
    pages, words = planted()
    rows = []
    for path in sorted((common.ROOT / "samples").iterdir()):
        if path.suffix in (".md", ".txt") and path.name != "README.md":
            counts, others = page_report(path.name, pages.get(path.name, []), show)
            rows.append((path.name, len(pages.get(path.name, [])), counts, others))
    verdicts = ("safe", "suggest", "hint", "otherwise", "missed", "README is wrong")
    print(f"{'page':20} {'planted':>8}" + "".join(f"{v:>10}" for v in verdicts[:-1]) + "   unplanted findings")
    for name, total, counts, others in rows:
        print(f"{name:20} {total:8}" + "".join(f"{counts.get(v, 0):10}" for v in verdicts[:-1]) + f"   {others}")
    print(f"in words only, not judged: {words}")
    wrong = sum(c.get(verdicts[-1], 0) for _, _, c, _ in rows)
    if wrong:
        sys.exit(f"{wrong} rows of samples/README.md do not match their page")


if __name__ == "__main__":
    main()
