#!/usr/bin/env python3
"""How well the line ends of captions are decided (`jiaodui segment`), on pages that were never learned from.

The archive's pages whose path below archive/ has a sha1 that is 0 modulo 5 are left out; the others are learned from.

  simulated   the left-out pages in paragraphs: marks removed, text cut into lines of 8 to 18 characters at marks and word ends.
              Exact: the edited text's own mark, join or paragraph; ； and … are none of the eight and never right. 。: a full stop
              or a paragraph's end against all else.
  marked      pages of transcripts/ that are captions with their marks: the marks at line ends removed
  pairs       caption pages of pairs/ whose `after` is joined, where the letters around a line end are the same
  clean       proposals of all rules `segment/*` as they are shown, on the left-out pages; --show N prints some
  keys        what the line ends of those pages cost in keys, by hand and with the program
  captions    --show N line ends of five raw caption pages, in context, to be read
  speed       characters a second of `segment` over all transcripts, and what the whole program needs for the same pages

Every part also compares the letters and digits before and after writing what is offered.
"""

import hashlib
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import common

MARKS = "，。、？！：；…—"
CLASSES = ["join", "，", "。", "、", "？", "！", "：", "paragraph"]
CONTENT = re.compile(r"[0-9A-Za-z%·\u3400-\u4dbf\u4e00-\u9fff]")
PLAIN = re.compile(r"^[^#>|!<`\[\]*_{}$~\\=\-+&]*$")


def left_out(path):
    return int(hashlib.sha1(path.encode()).hexdigest(), 16) % 5 == 0


def learn(folder, work):
    """A lexicon in `work` from four fifths of the archive; where `work` is kept, the one that is there."""
    archive = folder / "archive"
    pages = sorted(p.relative_to(archive).as_posix() for p in archive.rglob("*.md"))
    (work / ".jiaodui").mkdir(exist_ok=True)
    lexicon = work / ".jiaodui" / "lexicon"
    if not lexicon.exists():
        names = work / "learned.txt"
        names.write_text("".join(f"{archive / p}\n" for p in pages if not left_out(p)), encoding="utf-8")
        begin = time.monotonic()
        status, out, err = common.run(["learn", "--files-from", str(names), "-o", str(lexicon)], work)
        if status != 0:
            sys.exit(f"learn ended with {status}: {err.decode()}")
        print(f"learned in {time.monotonic() - begin:.1f} s; lexicon {lexicon.stat().st_size / 1e6:.1f} MB")
    return [p for p in pages if left_out(p)]


def body_of(text):
    """Runs of neighbouring paragraphs, each a list of lists of lines; a heading, list or blank-led oddity ends a run."""
    if text.startswith("---"):
        end = text.find("\n---", 3)
        text = text[end + 4:] if end > 0 else text
    runs, run = [], []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.strip("\n").split("\n")]
        if not block.strip():
            continue
        if all(PLAIN.match(line) and line and not re.match(r"\d+[.)]", line) and "://" not in line for line in lines):
            run.append(lines)
        elif run:
            runs.append(run)
            run = []
    return runs + ([run] if run else [])


def mark_class(gap):
    for mark in gap:
        if mark in MARKS:
            return mark if mark in CLASSES else "other"
    return "join"


def words():
    path = Path(common.program()).parent / "pipeline/tools/words.txt"
    if not path.is_file():
        return set()
    listed = (line.split(" ", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return {word for word in listed if 2 <= len(word) <= 8}


def word_ends(text, known):
    """The ends of the longest words from the left; runs of digits and of letters are words."""
    ends, i = set(), 0
    while i < len(text):
        run = re.match(r"[0-9.%,]+|[A-Za-z]+", text[i:])
        n = run.end() if run else next((k for k in range(8, 1, -1) if text[i:i + k] in known), 1)
        i += n
        ends.add(i)
    return ends


def as_captions(run, known):
    """A run of paragraphs as captions: lines, and what stood at each line's end."""
    letters, gaps = "", {}
    for number, lines in enumerate(run):
        for ch in "".join(lines):
            if CONTENT.match(ch) or (ch == "." and letters[-1:].isdigit()):
                letters += ch
            elif letters:
                gaps[len(letters)] = gaps.get(len(letters), "") + ch
        if letters:
            gaps[len(letters)] = gaps.get(len(letters), "") + ("\n" if number + 1 < len(run) else "\f")
    ends, begin, out = word_ends(letters, known), 0, []
    while begin < len(letters):
        cut = None
        for at in range(begin + 1, min(begin + 18, len(letters)) + 1):
            gap = gaps.get(at, "")
            if "\n" in gap or "\f" in gap or (at - begin >= 8 and mark_class(gap) != "join"):
                cut = at
                break
        if cut is None:
            cut = max((e for e in ends if begin + 8 <= e <= begin + 18), default=min(begin + 18, len(letters)))
        gap = gaps.get(cut, "")
        stood = mark_class(gap)
        if "\f" in gap:
            stood = None
        elif "\n" in gap:
            stood = "paragraph" if stood in ("。", "？", "！", "other") else None
        out.append((letters[begin:cut], stood))
        begin = cut
    return out


def offered(work, names, extra=()):
    """For each page: byte offset of the line feed → (class, confidence), and the proposals as findings."""
    flags = ["--select", "segment/*", "--min-confidence", "0", "--show", "all", *extra]
    result = {}
    for name, findings in common.check(work, names, flags, isolated=False).items():
        at, raw = {}, (work / name).read_bytes()
        for finding in findings:
            if finding["rule"] not in ("segment/line-end", "segment/paragraph") or not finding["new"]:
                continue
            new = finding["new"][0]
            kind = "paragraph" if "\n" in new else (new.strip() or "join")
            if kind in "。？！" and not finding["old"] and raw.startswith(b"\n\n", finding["byte_start"]):
                kind = "paragraph"  # a mark before a blank line that stays
            at[finding["byte_start"]] = (kind, finding["confidence"])
        result[name] = at
    return result


class Tally:
    def __init__(self):
        self.pairs = Counter()
        self.bins = {}

    def add(self, stood, said, confidence=None):
        self.pairs[stood, said] += 1
        if confidence is not None:
            n, right = self.bins.get(int(confidence * 10), (0, 0))
            self.bins[int(confidence * 10)] = (n + 1, right + (stood == said or {stood, said} == {"。", "paragraph"}))

    def report(self, name):
        total = sum(self.pairs.values())
        if not total:
            return print(f"{name}: nothing to measure")
        stop = ("。", "paragraph")
        mark = {"paragraph": "。"}
        right = sum(n for (a, b), n in self.pairs.items() if a == b)
        marks = sum(n for (a, b), n in self.pairs.items() if mark.get(a, a) == mark.get(b, b))
        comma = sum(n for (a, _), n in self.pairs.items() if a == "，")
        hit = sum(n for (a, b), n in self.pairs.items() if a in stop and b in stop)
        said = sum(n for (_, b), n in self.pairs.items() if b in stop)
        were = sum(n for (a, _), n in self.pairs.items() if a in stop)
        known = sum(n for (a, _), n in self.pairs.items() if a in CLASSES)
        print(f"{name}: {total} line ends, exact {right / total:.3f} (of the {known} where the edited text has one of the eight: "
              f"{right / known:.3f}), the mark alone {marks / total:.3f}, "
              f"always ， {comma / total:.3f}, 。 F1 {2 * hit / max(1, said + were):.3f}")
        print("  " + "  ".join(f"{c} {sum(n for (a, b), n in self.pairs.items() if a == b == c)}/"
                               f"{sum(n for (a, _), n in self.pairs.items() if a == c)}" for c in CLASSES))
        if self.bins:
            print("  confidence: " + "  ".join(f"{k / 10:.1f} {r / n:.2f} ({n})" for k, (n, r) in sorted(self.bins.items())))


def letters(path):
    return "".join(CONTENT.findall(path.read_text(encoding="utf-8")))


def prove(work, names):
    """Writes everything that is offered; the letters must be the same."""
    before = {name: letters(work / name) for name in names}
    status, _, err = common.run(["segment", "--quiet", "--accept-above", "0", "--join", *names], work)
    changed = [name for name in names if letters(work / name) != before[name]]
    print(f"  letters: {len(names)} pages written, {len(changed)} with other letters; exit {status} {err.decode()[-200:]}".rstrip())
    if changed or status != 0:
        sys.exit(1)


def simulated(folder, work, pages):
    known, gold, names = words(), {}, []
    for number, page in enumerate(pages):
        name = f"simulated/{number}.md"
        text, at = "", {}
        for run in body_of((folder / "archive" / page).read_text(encoding="utf-8")):
            lines = as_captions(run, known)
            if not lines or sum(mark_class(x or "") != "join" for _, x in lines) * 4 < len(lines):
                continue  # it had no marks to begin with
            for line, stood in lines:
                text += line
                if stood is not None:
                    at[len(text.encode())] = stood
                text += "\n" if stood is not None else "\n\n"
        if len(at) < 20:
            continue
        path = work / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        gold[name] = at
        names.append(name)
    tally = Tally()
    said = offered(work, ["simulated"], ["--set", "rules={segment/line-end: {join: true}}"])
    for name, at in gold.items():
        for offset, stood in at.items():
            kind, confidence = said.get(name, {}).get(offset, ("none", 0))
            tally.add(stood, kind, confidence)
    tally.report("simulated")
    prove(work, names)


def marked(folder, work):
    names, gold = [], {}
    for path in sorted((folder / "transcripts").rglob("*.md")):
        lines = [line for run in body_of(path.read_text(encoding="utf-8")) for block in run for line in block + [""]]
        ends = [line[-1] for line in lines if line]
        if len(ends) < 80 or sum(map(len, lines)) > 30 * len(ends):
            continue
        if sum(e in MARKS for e in ends) < 0.8 * len(ends) or sum(e in "。？！" for e in ends) > 0.8 * len(ends):
            continue
        name, text, at = f"marked/{len(names)}.md", "", {}
        for line, following in zip(lines, lines[1:] + [""]):
            bare = line.rstrip(MARKS + "”")
            text += bare
            stood = mark_class(line[len(bare):])
            if bare and following and stood not in ("join", "other"):
                at[len(text.encode())] = stood
            text += "\n"
        (work / "marked").mkdir(exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
        names.append(name)
        gold[name] = at
    tally = Tally()
    said = offered(work, ["marked"])
    for name, at in gold.items():
        for offset, stood in at.items():
            kind, confidence = said.get(name, {}).get(offset, ("none", 0))
            tally.add(stood, "。" if kind == "paragraph" else kind, confidence)
    tally.report(f"marked ({len(names)} pages)")
    prove(work, names)


def content_of(text):
    """The letters, and what stands behind each."""
    out, gaps = [], []
    for ch in text:
        if CONTENT.match(ch):
            out.append(ch)
            gaps.append("")
        elif gaps:
            gaps[-1] += ch
    return "".join(out), gaps


def aligned(text, after, offsets):
    """What the edited page has at each of these bytes of the page before, where four letters on both sides are the same."""
    theirs, gaps = content_of(after)
    place, raw = 0, text.encode()
    for offset in sorted(offsets):
        if raw[offset:offset + 1] != b"\n":
            continue
        ahead = content_of(raw[offset:offset + 90].decode(errors="ignore"))[0][:4]
        behind = content_of(raw[max(0, offset - 90):offset].decode(errors="ignore"))[0][-4:]
        found = theirs.find(behind + ahead, place, place + 500 if place else None)
        if found < 0:
            continue
        place = found
        gap = gaps[found + len(behind) - 1]
        stood = "paragraph" if "\n" in gap else mark_class(gap)
        if stood not in ("join", "paragraph") and raw[:offset].decode()[-1] in MARKS:
            stood = "join"  # the mark stood there before, and still does: the line break is what went
        yield offset, stood


# Keys a place costs: by hand one goes to the line end, deletes the break and types the mark; in review a right suggestion is
# taken with one key and a wrong one answered with two (the candidate, or the mark typed); what was written wrongly has to be
# seen, reached and typed over.
BY_HAND = {"join": 2, "paragraph": 3}
RIGHT, WRONG, OVERLOOKED = 1, 2, 4


def keys(folder, work):
    print("keys a page, line ends alone (page: by hand | review | written above 0.9, rest in review | above 0.8 | above 0.6)")
    for before in sorted((folder / "pairs").glob("*/before.md")):
        text, after = before.read_text(encoding="utf-8"), (before.parent / "after.md").read_text(encoding="utf-8")
        if not joined_after(text, after):
            continue
        name = f"pairs/{before.parent.name}.md"
        (work / "pairs").mkdir(exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
        said = offered(work, [name]).get(name, {})
        places = [(stood, *said[offset]) for offset, stood in aligned(text, after, said)]
        row = [sum(BY_HAND.get(stood, 3) for stood, _, _ in places)]
        for sure in (1.1, 0.9, 0.8, 0.6):
            cost = 0
            for stood, kind, confidence in places:
                right = stood == kind
                cost += (0 if right else OVERLOOKED) if confidence >= sure else RIGHT if right else WRONG
            row.append(cost)
        print(f"  {before.parent.name} ({len(places)} line ends): " + " | ".join(map(str, row)))


def joined_after(text, after):
    bare = [len(re.findall(r"[0-9A-Za-z\u4e00-\u9fff]\n(?=[0-9A-Za-z\u4e00-\u9fff])", t)) for t in (text, after)]
    return bare[0] >= 60 and bare[1] <= 0.3 * bare[0]


def pairs(folder, work):
    tally, names, strict = Tally(), [], Tally()
    for before in sorted((folder / "pairs").glob("*/before.md")):
        text, after = before.read_text(encoding="utf-8"), (before.parent / "after.md").read_text(encoding="utf-8")
        if not joined_after(text, after):
            continue
        name = f"pairs/{before.parent.name}.md"
        (work / "pairs").mkdir(exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
        names.append(name)
        said = offered(work, [name]).get(name, {})
        joined = offered(work, [name], ["--set", "rules={segment/line-end: {join: true}}"]).get(name, {})
        for offset, stood in aligned(text, after, said):
            tally.add(stood, *said[offset])
            strict.add(stood, *joined.get(offset, ("none", 0)))
    tally.report(f"pairs ({len(names)} pages), never a join")
    strict.report(f"pairs ({len(names)} pages), joins as well")
    if names:
        prove(work, names)


def clean(folder, work, pages, show, seed):
    flags = ["--select", "segment/*", "--show", "all"]
    found, characters = [], 0
    for page in pages:
        to = work / "clean" / page
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes((folder / "archive" / page).read_bytes())
        characters += len(CONTENT.findall(to.read_text(encoding="utf-8")))
    shapes = Counter()
    for name, findings in common.check(work, ["clean"], flags, isolated=False).items():
        shapes[len(findings) > 20] += 1
        found += [(name, f) for f in findings]
    rules = Counter(f["rule"] for _, f in found)
    print(f"clean: {len(found)} proposals in {characters} characters, one in {characters // max(1, len(found))}: {dict(rules)}; "
          f"{shapes[True]} pages with more than 20")
    for at in common.draw(range(len(found)), show, seed) if show else []:
        name, finding = found[at]
        print("  " + in_context((work / name).read_bytes(), finding, name))


def in_context(raw, finding, name):
    left = raw[:finding["byte_start"]].decode(errors="ignore")[-24:].replace("\n", "⏎")
    right = raw[finding["byte_end"]:finding["byte_end"] + 96].decode(errors="ignore")[:24].replace("\n", "⏎")
    new = (finding["new"] or [""])[0].replace("\n", "⏎") or "∅"
    return f"{finding['confidence']:.2f} {finding['rule'][8:]:14} {left}【{new}】{right}   {name}:{finding['line']}"


def captions(folder, work, show, seed):
    chosen = []
    for path in sorted((folder / "transcripts").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if len(re.findall(r"[\u4e00-\u9fff]\n(?=[\u4e00-\u9fff])", text)) > 150:
            chosen.append(path)
    chosen = random.Random(seed).sample(chosen, 5)
    for path in chosen:
        to = work / "captions" / path.relative_to(folder / "transcripts")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    flags = ["--select", "segment/*", "--min-confidence", "0", "--show", "all"]
    for name, findings in sorted(common.check(work, ["captions"], flags, isolated=False).items()):
        raw = (work / name).read_bytes()
        rules = Counter(f["rule"] for f in findings)
        print(f"{name}: {dict(rules)}")
        begin = random.Random(seed).randrange(max(1, len(findings) - show // 5))
        for finding in findings[begin:begin + show // 5]:
            print("  " + in_context(raw, finding, name))
    prove(work, sorted(p.relative_to(work).as_posix() for p in (work / "captions").rglob("*.md")))


def speed(folder, work):
    names = sorted(p for p in (folder / "transcripts").rglob("*.md"))
    characters = sum(len(CONTENT.findall(p.read_text(encoding="utf-8"))) for p in names)
    for label, command in (("segment", ["segment", "--quiet", "--dry-run"]), ("check", ["check", "--quiet", "--fail-on", "none"])):
        begin = time.monotonic()
        subprocess.run([common.program(), *command, str(folder / "transcripts")], cwd=work, stdout=subprocess.DEVNULL, check=False)
        took = time.monotonic() - begin
        print(f"speed: {label} {characters} characters in {took:.2f} s: {characters / took:,.0f} a second")


def main():
    p = common.parser(__doc__)
    p.add_argument("parts", nargs="*", default=[], metavar="PART", help="which parts; all but captions without")
    p.add_argument("--work", help="a folder that is kept, with its lexicon; else a temporary one")
    p.add_argument("--show", type=int, default=0, metavar="N", help="print N places")
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    folder = common.corpus()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(args.work or temporary).absolute()
        work.mkdir(exist_ok=True)
        pages = learn(folder, work)
        parts = args.parts or ["simulated", "marked", "pairs", "keys", "clean", "speed"]
        if "simulated" in parts:
            simulated(folder, work, pages)
        if "marked" in parts:
            marked(folder, work)
        if "pairs" in parts:
            pairs(folder, work)
        if "keys" in parts:
            keys(folder, work)
        if "clean" in parts:
            clean(folder, work, pages, args.show, args.seed)
        if "captions" in parts:
            captions(folder, work, args.show or 150, args.seed)
        if "speed" in parts:
            speed(folder, work)


if __name__ == "__main__":
    main()
