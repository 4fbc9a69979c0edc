#!/usr/bin/env python3
"""Compares how often the program's rules fire with what a simple, independent count finds in the same pages.

For every fault that was once counted on the whole wiki (column `wiki`; its 2,108 pages are more than the 2,011 of
archive and transcripts, so these figures are for orientation), a prototype of a few lines counts the fault again: a
regular expression over the prose, that is, the page without front matter, code, comments, tags, link targets, images,
addresses and attribute lists. The prototype is crude and no judge: what it finds and the program does not is shown
(--show NAME) to be looked at, and so is the reverse (--extra NAME).

  prototype  hits and pages               program  findings and pages, then by tier
  missed     prototype hits that no finding of the row's rules touches, and how many of them another rule reports
  extra      findings of the row's rules that touch no prototype hit

The row's rules are given as patterns of rule ids (--rules NAME=PATTERN[,PATTERN] replaces them). Rule ids that
no row claims are listed last. `traditional` needs opencc and `bold-flanking` needs cmark-gfm; without them: skipped.
Always ends with status 0: this is a measurement.
"""

import bisect
import collections
import datetime
import difflib
import fnmatch
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import common

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
NOT_PROSE = [re.compile(p, f) for p, f in (
    (r"^(```|~~~).*?^\1", re.M | re.S), (r"<!--.*?-->", re.S), (r"<[A-Za-z/][^<>]*>", 0), (r"`[^`\n]+`", 0),
    (r"!\[[^\]\n]*\]\([^)\n]*\)", 0), (r"(?<=\])\([^)\n]*\)", 0), (r"(?:https?:)?//[!-~]+|www\.[!-~]+", 0),
    (r"\{[^}\n]*\}", 0), (r"\$\$.*?\$\$", re.S))]
HOLE = "\0"


def blank(found):
    return re.sub(r"[^\n]", HOLE, found[0])


def prose(text):
    """`text` with all that is not prose blanked out, each character by one, so that offsets stay."""
    text = common.FRONT.sub(blank, text)
    for pattern in NOT_PROSE:
        text = pattern.sub(blank, text)
    return text


def regex(pattern, raw=False):
    compiled = re.compile(pattern, re.M)
    return lambda page: [m.span() for m in compiled.finditer(page.text if raw else page.prose)]


def weekdays(page):
    hits = []
    for m in re.finditer(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号][，,（( ]*是?(?:星期|周|礼拜)([一二三四五六日天])", page.prose):
        try:
            right = datetime.date(int(m[1]), int(m[2]), int(m[3])).weekday() == "一二三四五六日".index(m[4].replace("天", "日"))
        except ValueError:
            right = False
        if not right:
            hits.append(m.span())
    return hits


def pairing(page):
    """One hit a line whose “ and ” do not alternate and close."""
    hits, at = [], 0
    for line in page.prose.split("\n"):
        quotes = re.sub("[^“”]", "", line)
        if quotes.replace("“”", ""):
            first = min(i for i in (line.find("“"), line.find("”")) if i >= 0)
            last = max(line.rfind("“"), line.rfind("”"))
            hits.append((at + first, at + last + 1))
        at += len(line) + 1
    return hits


def episodes(page):
    """The episode that the greeting names against the one in the file's name."""
    own = re.search(r"/(\d+)\.md$", page.name)
    said = re.search(r"(?:收看|来到|收听|观看|欢迎)[^\n\d]{0,12}第? ?(\d+) ?期", page.prose[:8000])
    return [said.span(1)] if own and said and int(own[1]) != int(said[1]) else []


def literal_bold(page):
    """`**` that cmark-gfm leaves in the text."""
    done = subprocess.run(["cmark-gfm", "-t", "xml", "--sourcepos", "-e", "table", "-e", "strikethrough", "--unsafe"],
                          input=page.body.encode(), capture_output=True)
    lines, hits = page.body.split("\n"), []
    starts = [len(page.text) - len(page.body)]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for place, literal in re.findall(r'<text sourcepos="(\d+:\d+-\d+:\d+)"[^>]*>([^<]*)', done.stdout.decode("utf-8", "replace")):
        if "**" not in unescape(literal):
            continue
        row, begin, _, end = map(int, re.split("[:-]", place))
        line = lines[row - 1].encode() if row <= len(lines) else b""
        offset = len(line[:begin - 1].decode("utf-8", "ignore"))
        inside = line[begin - 1:end].decode("utf-8", "ignore")
        for m in re.finditer(r"(?<![\\*])\*\*(?!\*)", inside):
            hits.append((starts[row - 1] + offset + m.start(), starts[row - 1] + offset + m.end()))
    return hits


def traditional(pages):
    """Characters that `opencc -c t2s.json` changes, in one run over all prose."""
    joined = "\n\x01\n".join(page.prose.replace(HOLE, "\x02") for page in pages)
    done = subprocess.run(["opencc", "-c", "t2s.json"], input=joined.encode(), capture_output=True, check=True)
    converted = done.stdout.decode().split("\n\x01\n")
    for page, after in zip(pages, converted):
        before, hits = page.prose.replace(HOLE, "\x02"), []
        if len(before) == len(after.rstrip("\n") + "\n" * (len(before) - len(before.rstrip("\n")))):
            hits = [(i, i + 1) for i, (x, y) in enumerate(zip(before, after)) if x != y]
        else:
            steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            hits = [(i, j) for tag, i, j, _, _ in steps if tag != "equal"]
        page.hits["traditional"] = hits


class Page:
    def __init__(self, name, data):
        self.name, self.data = name, data
        self.text = data.decode("utf-8", "replace")
        self.prose = prose(self.text)
        self.body = common.split_front_matter(self.text)[1]
        self.hits = {}
        self.stops = None

    def bytes_of(self, span):
        if self.stops is None:  # byte offset of every 256th character
            self.stops = [0]
            for i in range(0, len(self.text), 256):
                self.stops.append(self.stops[-1] + len(self.text[i:i + 256].encode("utf-8", "replace")))
        return tuple(self.stops[c // 256] + len(self.text[c - c % 256:c].encode("utf-8", "replace")) for c in span)


# name, what was counted on the whole wiki, rule ids, prototype (None: made for all pages at once)
ROWS = [
    ("halfwidth", "337 in 211 pages", ["punct/halfwidth*"],
     regex(rf"(?<=[{HAN}”》）])[,?!;:](?=[{HAN}“《（]|[ \t]*$)")),
    ("duplicate", "191 in 156 pages", ["punct/duplicate*"], regex(r"[，。、；：]{2,}|([？！])\1{3,}")),
    ("ellipsis", "321 in 156 pages", ["punct/ellipsis*"], regex(r"\.{3,}")),
    ("thousands", "39 in 13 pages", ["number/thousands*"], regex(r"(?<![\d，])\d{1,3}(?:，\d{3})+(?!\d)")),
    ("fullwidth-alnum", "119 in 47 pages", ["width/fullwidth-alnum*"], regex(r"[０-９Ａ-Ｚａ-ｚ％]+")),
    ("weekday", "48 of 718 dates", ["date/weekday*"], weekdays),
    ("url-fullwidth", "7 in 6 pages", ["md/url-fullwidth*"],
     regex(r"(?:https?:)?//[!-~]+(?:[？＆＝：／．＃％][!-~]+)+", raw=True)),
    ("tilde-sub", "7 pages", ["md/tilde-sub*"], regex(r"(?<![~\\])~(?!~)[^~\s]{3,}(?<!\\)~(?!~)")),
    ("bold-flanking", "1444 in 245 pages", ["md/bold-flanking*"], literal_bold),
    ("traditional", "538 characters", ["script/*"], None),
    ("pairing", "506 lines", ["punct/pair*"], pairing),
    ("episode", "6 of 1226 pages", ["page/episode*"], episodes),
    ("invisible", "200 in 72 pages", ["invisible/*"],
     regex(r"[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064]+|(?<=.)\ufeff", raw=True)),
]


def touches(begin, end, spans):
    """Whether begin..end meets one of the spans that index() holds; a shared border is enough (insertions have no width)."""
    starts, ends = spans
    i = bisect.bisect_right(starts, end)
    return i > 0 and ends[i - 1] >= begin


def index(spans):
    """Sorted starts, and for each the furthest end so far."""
    starts, ends, far = [], [], 0
    for begin, end in sorted(spans):
        far = max(far, end)
        starts.append(begin)
        ends.append(far)
    return starts, ends


def main():
    p = common.parser(__doc__)
    names = [row[0] for row in ROWS]
    p.add_argument("--show", action="append", default=[], choices=names, help="print prototype hits the program does not report")
    p.add_argument("--extra", action="append", default=[], choices=names, help="print findings that the prototype does not have")
    p.add_argument("--lines", type=int, default=10, help="how many of them")
    p.add_argument("--rules", action="append", default=[], metavar="NAME=PATTERN[,PATTERN]")
    p.add_argument("--without-program", action="store_true", help="only the prototypes")
    a = p.parse_args()
    patterns = {row[0]: row[2] for row in ROWS}
    for given in a.rules:
        name, _, value = given.partition("=")
        if name not in patterns or not value:
            p.error(f"--rules {given}: expected NAME=PATTERN with NAME one of {', '.join(names)}")
        patterns[name] = value.split(",")
    folder = common.corpus()
    found = {} if a.without_program else common.check(folder, list(common.PARTS), a.arg)
    pages = [Page(name, (folder / name).read_bytes()) for name in common.pages(folder)]
    able = prototypes(pages)
    print(f"{len(pages)} pages\n{'':16} {'wiki':>18} {'prototype':>14} {'program':>14} {'missed':>7} {'(other':>7} {'extra':>6}  tiers")
    print(f"{'':16} {'':>18} {'':>14} {'':>14} {'':>7} {'rule)':>7}")
    claimed = set()
    for name, wiki, _, _ in ROWS:
        claimed |= row(a, name, wiki, patterns[name], pages, found, name in able)
    rest = collections.Counter(f["rule"] for fs in found.values() for f in fs if f["rule"] not in claimed)
    if rest:
        print("\nrules of no row: " + ", ".join(f"{r} {n}" for r, n in sorted(rest.items(), key=lambda x: (-x[1], x[0]))))


def prototypes(pages):
    """Fills page.hits; the names of the prototypes that could be run."""
    able = set()
    for name, _, _, prototype in ROWS:
        if name == "traditional":
            if shutil.which("opencc"):
                traditional(pages)
                able.add(name)
        elif name == "bold-flanking":
            if shutil.which("cmark-gfm"):
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    for page, hits in zip(pages, pool.map(prototype, pages)):
                        page.hits[name] = hits
                able.add(name)
        else:
            for page in pages:
                page.hits[name] = prototype(page)
            able.add(name)
    return able


def row(a, name, wiki, patterns, pages, found, able):
    """Prints one row and its examples; the rule ids that it claims."""
    mine = lambda f: any(fnmatch.fnmatchcase(f["rule"], pattern) for pattern in patterns)
    hits = hit_pages = reported = reported_pages = elsewhere = 0
    missed, extra, tiers, claimed = [], [], collections.Counter(), set()
    for page in pages:
        spans = [page.bytes_of(h) for h in page.hits.get(name, [])] if able else []
        own = [f for f in found.get(page.name, []) if mine(f)]
        claimed.update(f["rule"] for f in own)
        tiers.update(f["tier"] for f in own)
        hits, hit_pages = hits + len(spans), hit_pages + bool(spans)
        reported, reported_pages = reported + len(own), reported_pages + bool(own)
        by_rule = index((f["byte_start"], f["byte_end"]) for f in own)
        by_any = index((f["byte_start"], f["byte_end"]) for f in found.get(page.name, []))
        for span in spans:
            if not touches(*span, by_rule):
                elsewhere += touches(*span, by_any)
                missed.append((page, span))
        by_prototype = index(spans)
        extra += [(page, f) for f in own if not touches(f["byte_start"], f["byte_end"], by_prototype)]
    prototype = f"{hits} in {hit_pages}" if able else "skipped"
    program = "-" if a.without_program else f"{reported} in {reported_pages}"
    print(f"{name:16} {wiki:>18} {prototype:>14} {program:>14} {len(missed) if able else '-':>7} {elsewhere:>7} {len(extra) if able else '-':>6}  "
          + " ".join(f"{t} {tiers[t]}" for t in ("safe", "suggest", "hint") if tiers[t]))
    if name in a.show:
        for page, (begin, end) in missed[:a.lines]:
            line = page.data.count(b"\n", 0, begin) + 1
            print(f"    not reported {page.name}:{line}: " + common.excerpt(page.data, begin, end, None).replace("\0", ""))
    if name in a.extra:
        for page, f in extra[:a.lines]:
            new = "|".join(f["new"]) if f["new"] else None
            print(f"    only program {page.name}:{f['line']} {f['rule']} {f['tier']}: "
                  + common.excerpt(page.data, f["byte_start"], f["byte_end"], new))
    return claimed


if __name__ == "__main__":
    main()
