#!/usr/bin/env python3
"""Measures the program on test cases of other proofreaders, and on wrong changes that those really make.

1  Cases that must not change (`input` equals `expected`) from AutoCorrect's and zhlint's own tests: each is written
   as a file (zhlint's and Markdown ones as .md, plain text as .txt; program source is skipped and counted), `fix
   --isolated` is run once on the folder, and the changed ones are listed.
2  Their punctuation and width cases (different even with spaces left out): how many come out the same with
   spaces ignored, by `fix` alone and with every suggestion taken. For information: they encode those tools' styles.
3  Wrong changes, each `before -> after (wrong)` with the text wanted. Every case is tried alone, as a page of its
   own (front-matter rows as front matter, table rows as a table, an opening ** put back where the fragment lost
   it), and in place, in the page of the corpus that it was taken from. By kind:
     wrong     fix made one of the wrong edits (must be 0)     stayed   rows to be left alone that fix left alone
     by fix    rows to be changed that fix changed as wanted   offered  ... or that a candidate of a finding gives
   A wrong edit that is only offered, in a suggestion or hint, is counted as `wrong offer`; no condition.

Edits are compared, not whole texts: a case of one fault is not failed for a change elsewhere on its line; such
changes are listed with --show.

Exit status 1 where a case of 1 changed or a wrong change of 3 was made, except those that peer_exceptions.txt beside
this script names (`id<TAB>reason` a line; # begins a comment). A name there that excuses nothing is reported.
"""

import collections
import difflib
import re
import sys
import tempfile
from pathlib import Path

import common

EXTENSION = {None: "txt", "markdown": "md", "md": "md", "html": "md"}  # HTML may stand in Markdown; the rest is code
SPACE = re.compile(r"\s+")
FIELD = re.compile(r"(tags|title|description):")


def load_cases():
    """[(id, extension or None for code, row)] of both tools; ids are tool:path:line, with #n for further ones."""
    cases, seen = [], collections.Counter()
    for tool in ("autocorrect", "zhlint"):
        for row in common.read_rows(common.data(f"peer_cases_{tool}.jsonl")):
            base = f"{tool}:{row['source'].split(':', 1)[1]}"
            seen[base] += 1
            name = base + (f"#{seen[base]}" if seen[base] > 1 else "")
            cases.append((name, "md" if tool == "zhlint" else EXTENSION.get(row.get("filetype")), row))
    return cases


def load_exceptions():
    path, known = Path(__file__).with_name("peer_exceptions.txt"), {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        if line.strip() and not line.startswith("#"):
            name, tab, reason = line.partition("\t")
            if not tab or not reason.strip():
                sys.exit(f"{path.name}: expected id, tab, reason: {line}")
            known[name] = reason.strip()
    return known


def write(folder, name, text):
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def fix(folder, extra):
    status, _, err = common.run(["fix", "--isolated", *extra, "."], folder)
    if status not in (0, 1):
        print(f"fix ended with {status}: {err.decode('utf-8', 'replace')[-1000:]}")
    return status in (0, 1)


def read(folder, name):
    return (Path(folder) / name).read_bytes()


def edits(before, after):
    """{(offset, old, new)} of single substitutions and of runs inserted or deleted.

    A stretch replaced by one of another length is taken as substitutions and a run at its end, so that `. ` -> `。` holds
    the edit `.` -> `。`; a run moves to the leftmost place where it means the same.
    """
    out, done = set(), 0
    for _, i, j, k, l in (s for s in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if s[0] != "equal"):
        both = min(j - i, l - k)
        out |= {(i + n, before[i + n], after[k + n]) for n in range(both)}
        deleted, inserted, at = before[i + both:j], after[k + both:l], i + both
        run = deleted or inserted
        while run and not both and at > done and before[at - 1] == run[-1]:
            run, at = run[-1] + run[:-1], at - 1
        if run:
            out.add((at, run, "") if deleted else (at, "", run))
        done = j
    return out


class Frame:
    """A fragment inside a page: before `head`, after `tail`, on line `line` of the page."""

    def __init__(self, row, page=None):
        before = row["before"]
        if page is not None:
            lines = page.split("\n")
            at = row["line"] - 1
            if not (0 <= at < len(lines) and before in lines[at]):
                at = next((i for i, text in enumerate(lines) if before in text), -1)
            self.ok = at >= 0
            if not self.ok:
                return
            start = sum(len(text) + 1 for text in lines[:at]) + lines[at].index(before)
            self.head, self.tail = page[:start], page[start + len(before):]
        elif FIELD.match(before):
            self.ok, self.head, self.tail = True, "---\n" + ("" if before.startswith("title") else "title: 测试\n"), "\n---\n\n正文。\n"
        elif before.startswith("|"):
            columns = before.count("|") - 1
            self.ok, self.head, self.tail = True, "", "\n|" + " --- |" * columns + "\n"
        else:
            self.ok, self.head, self.tail = True, "**" if before.count("**") % 2 else "", "\n"
        self.before = before
        self.text = self.head + before + self.tail

    def cut(self, text):
        """The fragment's edits in a changed page, as edits of the fragment."""
        begin, end = len(self.head), len(self.head) + len(self.before)
        return {(i - begin, old, new) for i, old, new in edits_near(self.text, text, begin, end)
                if begin <= i and i + len(old) <= end}


def edits_near(before, after, begin, end):
    """As edits(), but only of the lines around begin..end: whole pages would take difflib long."""
    a, b = before.split("\n"), after.split("\n")
    if len(a) != len(b):
        return edits(before, after)
    out, at = set(), 0
    for x, y in zip(a, b):
        if x != y and at <= end and at + len(x) >= begin:
            out |= {(i + at, old, new) for i, old, new in edits(x, y)}
        at += len(x) + 1
    return out


def wanted_of(row):
    if row["kind"] == "crash":
        return row["before"]
    if row["kind"] == "false-negative-table":
        return re.sub(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])", "，", row["before"])
    return row["want"]


def judge(frame, row, fixed, findings, source):
    """What became of one case: a dict of truth values."""
    before, want = row["before"], wanted_of(row)
    right = edits(before, want)
    wrong = set() if row["kind"] in ("crash", "false-negative-table") else edits(before, row["after"]) - right
    made = frame.cut(fixed)
    begin = len(frame.head.encode("utf-8"))
    offered = set()
    for f in findings:
        if f["byte_end"] >= begin and f["byte_start"] <= begin + len(before.encode("utf-8")):
            for choice in range(len(f["new"])):
                try:
                    offered |= frame.cut(common.apply(source, common.edits_of(f, choice)).decode("utf-8"))
                except common.Overlap:
                    pass
    return {"change": bool(right), "wrong": wrong & made, "wrong offer": (wrong & offered) - made, "made": made,
            "by fix": bool(right) and right <= made, "offered": bool(right) and right <= (made | offered),
            "stayed": not right and not made}


def main():
    p = common.parser(__doc__)
    p.add_argument("--show", action="store_true", help="also list other edits, missed cases and wrong offers")
    p.add_argument("--limit", type=int, default=40, help="lines printed of each list")
    a = p.parse_args()
    common.program()
    cases, rows = load_cases(), common.read_rows(common.data("peer_wrong_changes.jsonl"))
    exceptions = load_exceptions()
    used, failed = set(), []

    def fail(name, text):
        if name in exceptions:
            used.add(name)
            print(f"  excepted {name}: {text} ({exceptions[name]})")
        else:
            failed.append(name)
            print(f"  FAILED {name}: {text}")

    must_not_change(cases, a, fail)
    agreement(cases, a)
    wrong_changes(rows, a, fail)
    for name in sorted(set(exceptions) - used):
        print(f"exception without use: {name}")
    print(f"failed: {len(failed)}")
    sys.exit(1 if failed else 0)


def must_not_change(cases, a, fail):
    same = [(n, e, r) for n, e, r in cases if r["input"] == r["expected"]]
    text = [c for c in same if c[1]]
    with tempfile.TemporaryDirectory(prefix="jiaodui-peers-") as folder:
        for i, (_, extension, row) in enumerate(text):
            write(folder, f"{i:04}.{extension}", row["input"])
        print(f"must not change: {len(text)} cases (skipped as program source: {len(same) - len(text)})")
        if not fix(folder, a.arg):
            fail("fix", "could not process every case")
        changed = 0
        for i, (name, extension, row) in enumerate(text):
            after = read(folder, f"{i:04}.{extension}").decode("utf-8", "replace")
            if after != row["input"]:
                changed += 1
                fail(name, "; ".join(f"{old!r} -> {new!r} at {at}" for at, old, new in sorted(edits(row["input"], after)))
                     + f" in {common.visible(row['input'][:80])}")
        print(f"  changed {changed}")


def agreement(cases, a):
    bare = lambda text: SPACE.sub("", text)
    differ = [(n, e, r) for n, e, r in cases if bare(r["input"]) != bare(r["expected"])]
    text = [c for c in differ if c[1]]
    with tempfile.TemporaryDirectory(prefix="jiaodui-peers-") as folder:
        for i, (_, extension, row) in enumerate(text):
            write(folder, f"{i:04}.{extension}", row["input"])
        found = common.check(folder, ["."], a.arg)
        fix(folder, a.arg)
        table, misses = collections.defaultdict(collections.Counter), []
        for i, (name, extension, row) in enumerate(text):
            file = f"{i:04}.{extension}"
            after = bare(read(folder, file).decode("utf-8", "replace"))
            try:
                taken = bare(common.apply_what_fits(row["input"].encode("utf-8"), found.get(file, [])).decode("utf-8"))
            except common.Overlap:
                taken = after
            count = table[name.split(":")[0] + " " + row["rule"].split("=")[0]]
            count["cases"] += 1
            want = bare(row["expected"])
            count["fix"] += after == want
            count["suggest"] += want in (after, taken)
            count["untouched"] += after == taken == bare(row["input"])
            if want not in (after, taken):
                misses.append(f"{name}: {common.visible(row['input'][:50])} | want {common.visible(row['expected'][:50])} | got {taken[:50]}")
    print(f"punctuation and width cases, spaces ignored (skipped as program source: {len(differ) - len(text)}):")
    print(f"  {'':50} {'cases':>5} {'by fix':>6} {'+suggestions':>12} {'untouched':>9}")
    total = collections.Counter()
    for name, count in sorted(table.items()):
        total.update(count)
        print(f"  {name[:50]:50} {count['cases']:5} {count['fix']:6} {count['suggest']:12} {count['untouched']:9}")
    print(f"  {'all':50} {total['cases']:5} {total['fix']:6} {total['suggest']:12} {total['untouched']:9}")
    if a.show:
        for miss in misses[:a.limit]:
            print(f"  differs {miss}")


def find_page(folder, name):
    for part in common.PARTS:
        path = folder / part / name
        if path.is_file():
            return f"{part}/{name}", path.read_bytes().decode("utf-8")
    return None, None


def wrong_changes(rows, a, fail):
    corpus = common.place("JIAODUI_CORPUS", "../shared/corpus")
    frames = {"alone": {}, "in place": {}}
    with tempfile.TemporaryDirectory(prefix="jiaodui-peers-") as folder:
        for i, row in enumerate(rows):
            suffix = Path(row["file"]).suffix or ".md"
            frames["alone"][i] = (f"alone/{i:04}{suffix}", Frame(row))
            name, page = find_page(corpus, row["file"])
            frame = Frame(row, page) if page is not None else None
            if frame and frame.ok:
                frames["in place"][i] = (f"place/{name}", frame)
        for way in frames.values():
            for name, frame in way.values():
                write(folder, name, frame.text)
        found = common.check(folder, ["."], a.arg)
        source = {name: read(folder, name) for way in frames.values() for name, _ in way.values()}
        if not fix(folder, a.arg):
            fail("fix", "could not process every wrong change")
        print(f"wrong changes of others: {len(rows)} rows, {len(frames['in place'])} of them also in place")
        for way, cases in frames.items():
            report(way, cases, rows, found, source, folder, a, fail)


def report(way, cases, rows, found, source, folder, a, fail):
    table, notes = collections.defaultdict(collections.Counter), []
    for i, (name, frame) in sorted(cases.items()):
        row = rows[i]
        verdict = judge(frame, row, read(folder, name).decode("utf-8", "replace"), found.get(name, []), source[name])
        count = table[f"{row['tool'].split()[0].split('-')[0]} {row['kind']}"]
        count["rows"] += 1
        count["to change"] += verdict["change"]
        for key in ("wrong", "by fix", "offered", "stayed", "wrong offer"):
            count[key] += bool(verdict[key])
        label = f"wrong:{i + 1}:{row['kind']}"
        if verdict["wrong"]:
            fail(label, f"{way}: {sorted(verdict['wrong'])} in {common.visible(row['before'][:80])}")
        if verdict["wrong offer"]:
            notes.append(f"wrong offer {label}: {sorted(verdict['wrong offer'])[:4]} in {common.visible(row['before'][:60])}")
        if verdict["made"] - verdict["wrong"] and not verdict["by fix"]:
            notes.append(f"other edit {label}: {sorted(verdict['made'])[:4]} in {common.visible(row['before'][:60])}")
        if verdict["change"] and not verdict["offered"]:
            notes.append(f"not found {label}: {common.visible(row['before'][:60])}")
    print(f"  {way:52} rows wrong  stayed   by fix  offered  wrong offer")
    total = collections.Counter()
    for kind, count in sorted(table.items()) + [("all", total)]:
        if kind != "all":
            total.update(count)
        keep = count["rows"] - count["to change"]
        print(f"  {kind[:52]:52} {count['rows']:4} {count['wrong']:5} {count['stayed']:3}/{keep:<3} {count['by fix']:4}/{count['to change']:<3}"
              f" {count['offered']:4}/{count['to change']:<3} {count['wrong offer']:8}")
    if a.show:
        for note in notes[:a.limit]:
            print(f"  {note}")


if __name__ == "__main__":
    main()
