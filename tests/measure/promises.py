#!/usr/bin/env python3
"""Measures whether the program keeps its promises about writing, on every page of archive and transcripts.

On a copy of the pages in a temporary folder:
  report    every finding's `old` is the text at its bytes, line and column agree with them, `edits` and `new[0]`
            say the same, and no two fixes overlap;
  writing   `check` and `fix --dry-run` change nothing; after `fix` each file is exactly the original with the
            reported safe findings applied, so no byte outside a reported safe finding differs;
  idle      a second `fix` changes 0 files, and nothing safe is reported any more;
  structure every changed file has the same skeleton for another parser (cmark-gfm): the same elements with the
            same attributes (destination, level, info ...), code and HTML to the byte, text (also where only
            blank text comes or goes) left out; the same
            Wiki.js marks that cmark does not know ({.class}, =WxH images, footnotes, addresses); the same
            front-matter keys in the same order with the same values, but for title and description. The rule
            that mends addresses (--url-rule) may change full-width characters of a destination, nothing else;
  status    check 1 where something safe (or of a --blocking rule) is reported, else 0, for the whole run and for
            single pages; fix 0 (1 where a blocking finding remains); fix --dry-run 1 where it would change.

Prints the counts and the violations. Exit status 1 where there is any violation.
"""

import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import common

CMARK = ["cmark-gfm", "-t", "xml", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "--unsafe"]
NODE = re.compile(r"<(/?)([a-z_]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*(/?)>([^<]*)")
VERBATIM = {"code", "code_block", "html_block", "html_inline"}  # not prose: the contents must stay as well
BLANK = " \t\u3000\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
TO_HALF = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
WIKI_MARKS = [re.compile(p) for p in (
    r"\{[.#:][^}\n]*\}",                          # {.is-warning} {.tabset} {#id}
    r"\{(?:width|height|target)=[^}\n]*\}",
    r"!\[[^\]\n]*\]\([^)\n]*\)",                  # images, also with =WxH, which cmark reads as text
    r"\[\^[^\]\n]+\]",                            # footnotes
    r"(?m)^#{1,6}[ \t]*$",                        # the bare heading that ends a tabset
)]
ADDRESS = re.compile(r"(?:https?:)?//[!#-&*-~\uff01-\uff5e]+")  # not ( ) " ', which end one in Markdown


class Report:
    """Violations by kind, in the order in which they were met."""

    def __init__(self):
        self.all = collections.OrderedDict()

    def add(self, kind, text):
        self.all.setdefault(kind, []).append(text)

    def print(self, limit):
        for kind, texts in self.all.items():
            print(f"VIOLATION {kind}: {len(texts)}")
            for text in texts[:limit]:
                print(f"  {text}")
            if len(texts) > limit:
                print(f"  ... and {len(texts) - limit} more (--limit)")


def half_width(address):
    return unquote(address).translate(TO_HALF)


def skeleton(body, mend_addresses):
    """The body's elements as cmark-gfm sees them, text left out; a list of strings."""
    done = subprocess.run(CMARK, input=body.encode("utf-8", "surrogateescape"), capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"cmark-gfm ended with {done.returncode}")
    out = []
    for closing, name, attributes, _, literal in NODE.findall(done.stdout.decode("utf-8", "replace")):
        if name == "text":
            # Neighbouring text nodes are one (cmark splits at every sign); blank ones are none.
            if not closing and (not out or out[-1] != "text") and unescape(literal).strip(BLANK):
                out.append("text")
            continue
        if mend_addresses:
            attributes = re.sub(r'destination="([^"]*)"', lambda m: f'destination="{half_width(m[1])}"', attributes)
        out.append(f"{closing}{name}{attributes}" + (f" {literal}" if name in VERBATIM and not closing else ""))
    return out


def wiki_marks(body, mend_addresses):
    marks = [found for pattern in WIKI_MARKS for found in pattern.findall(body)]
    if mend_addresses:
        return [half_width(m) for m in marks] + [half_width(a).rstrip(".,;:!?") for a in ADDRESS.findall(body)]
    ascii_part = (re.match(r"[!-~]+", a)[0].rstrip(".,;:!?") for a in ADDRESS.findall(body))
    return marks + list(ascii_part)


def front_fields(front):
    """[(key, value)] of a block of `key: value` lines; what is indented belongs to the key above it."""
    fields = []
    for line in (front or "").split("\n"):
        found = re.match(r"([A-Za-z_][\w-]*)[ \t]*:(.*)", line, re.S)
        if found:
            fields.append([found[1], found[2]])
        elif fields:
            fields[-1][1] += "\n" + line
        else:
            fields.append(["", line])
    return [tuple(f) for f in fields]


def yaml_hazard(value):
    """Why an unquoted YAML value cannot be read, or ''."""
    text = value.strip()
    if not text or text[0] in "\"'|>":
        return ""
    if text[0] in "[]{}&*!%@`#," or re.match(r"[-?:](?:\s|$)", text):
        return f"begins with {text[0]}"
    return "holds ': '" if re.search(r":(?:\s|$)", text) else "holds ' #'" if re.search(r"\s#", text) else ""


def compare_front(before, after):
    if (before is None) != (after is None):
        return "front matter appeared or vanished"
    a, b = front_fields(before), front_fields(after)
    if [k for k, _ in a] != [k for k, _ in b]:
        return f"keys {[k for k, _ in a]} became {[k for k, _ in b]}"
    for (key, old), (_, new) in zip(a, b):
        if old == new:
            continue
        if key not in ("title", "description"):
            return f"{key}: {old.strip()} became {new.strip()}"
        if yaml_hazard(new) and not yaml_hazard(old):
            return f"{key}: the new value {yaml_hazard(new)}"
    return ""


def first_difference(a, b):
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return f"element {i}: {x[:120]!r} became {y[:120]!r}"
    longer = a if len(a) > len(b) else b
    return f"{len(a)} elements became {len(b)}; first: {longer[min(len(a), len(b))][:120]!r}"


def compare_structure(name, before, after, mended):
    """Violations [(kind, text)] of one changed file."""
    (front_a, a), (front_b, b) = (common.split_front_matter(t.decode("utf-8", "surrogateescape")) for t in (before, after))
    problems = []
    front = compare_front(front_a, front_b)
    if front:
        problems.append(("front matter", f"{name}: {front}"))
    if shutil.which(CMARK[0]):
        x, y = skeleton(a, mended), skeleton(b, mended)
        if x != y:
            problems.append(("skeleton", f"{name}: {first_difference(x, y)}"))
    x, y = wiki_marks(a, mended), wiki_marks(b, mended)
    if x != y:
        problems.append(("Wiki.js marks", f"{name}: {first_difference(x, y)}"))
    return problems


def check_finding(name, source, finding, report):
    """One finding against the bytes it speaks of."""
    begin, end = finding["byte_start"], finding["byte_end"]
    where = f"{name}:{finding['line']}:{finding['column']} {finding['rule']} {finding['id']}"
    if source[begin:end] != finding["old"].encode("utf-8", "surrogateescape"):
        report.add("old is not the text there", where)
    for at, line, column in ((begin, "line", "column"), (end, "end_line", "end_column")):
        start = source.rfind(b"\n", 0, at) + 1
        prefix = source[start:at].decode("utf-8", "replace")
        if start == 0:
            prefix = prefix.lstrip("\ufeff")
        if (source.count(b"\n", 0, at) + 1, len(prefix) + 1) != (finding[line], finding[column]):
            report.add("line and column", f"{where}: {line} {finding[line]}:{finding[column]} for byte {at}")
    if not isinstance(finding["new"], list):
        report.add("new is not a list", where)
    if finding["tier"] == "safe" and not finding["new"]:
        report.add("safe finding without a fix", where)
    if finding.get("edits"):
        try:
            small = common.apply(source, common.edits_of(finding))
            if small != source[:begin] + finding["new"][0].encode("utf-8") + source[end:]:
                report.add("edits and new[0] differ", where)
        except (common.Overlap, IndexError) as error:
            report.add("edits and new[0] differ", f"{where}: {error}")


def check_overlaps(name, findings, report):
    at, last = 0, None
    for f in sorted((f for f in findings if f["new"]), key=lambda f: (f["byte_start"], f["byte_end"])):
        if last and f["byte_start"] < at:
            report.add("fixes overlap", f"{name}:{f['line']}:{f['column']} {last['rule']} and {f['rule']}")
        if f["byte_end"] >= at:
            at, last = f["byte_end"], f


def stray_changes(original, fixed, safe):
    """Where `fixed` leaves the safe findings: a text for the first such place."""
    at, moved = 0, 0
    for f in sorted(safe, key=lambda f: f["byte_start"]):
        for begin, end, new in sorted(common.edits_of(f)):
            if original[at:begin] != fixed[at + moved:begin + moved]:
                break
            moved += len(new) - (end - begin)
            at = end
    i = at
    while i < len(original) and i + moved < len(fixed) and original[i] == fixed[i + moved]:
        i += 1
    line = original.count(b"\n", 0, i) + 1
    was = original[max(0, i - 24):i + 24].decode("utf-8", "ignore")
    now = fixed[max(0, i + moved - 24):i + moved + 24].decode("utf-8", "ignore")
    return f"line {line}: {common.visible(was)!r} is {common.visible(now)!r}"


def read_all(folder, names):
    return {name: (Path(folder) / name).read_bytes() for name in names}


def blocking_rules():
    """Those whose file says `block: true`."""
    root = common.ROOT / "rules"
    files = [f for f in root.rglob("*.yaml") if "\nblock: true\n" in f.read_text(encoding="utf-8")]
    return [f.relative_to(root).with_suffix("").as_posix() for f in files]


def main():
    p = common.parser(__doc__)
    p.add_argument("--count", type=int, default=0, help="only so many pages, drawn at random (default: all)")
    p.add_argument("--single", type=int, default=20, help="pages run alone for their exit status")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--limit", type=int, default=10, help="violations printed of each kind")
    p.add_argument("--blocking", action="append", help="rules that count for the exit status whatever their tier "
                   "(default: those whose file says `block: true`)")
    p.add_argument("--url-rule", default="md/url-fullwidth", help="the rule that may mend addresses")
    p.add_argument("--keep", action="store_true", help="leave the temporary folder and name it")
    a = p.parse_args()
    blocking = set(a.blocking if a.blocking is not None else blocking_rules())
    folder = common.corpus()
    common.program()
    names = common.draw(common.pages(folder), a.count, a.seed)
    report = Report()
    temporary = tempfile.mkdtemp(prefix="jiaodui-promises-")
    try:
        common.copy_pages(folder, names, temporary)
        measure(a, temporary, names, blocking, report)
    finally:
        if a.keep:
            print(f"kept: {temporary}")
        else:
            shutil.rmtree(temporary, ignore_errors=True)
    report.print(a.limit)
    total = sum(map(len, report.all.values()))
    print(f"violations: {total}")
    sys.exit(1 if total else 0)


def measure(a, folder, names, blocking, report):
    parts = [part for part in common.PARTS if (Path(folder) / part).is_dir()]
    original = read_all(folder, names)
    stops = lambda findings: any(f["tier"] == "safe" or f["rule"] in blocking for f in findings)

    def expect(what, arguments, wanted):
        status, _, err = common.run(arguments, folder)
        if status != wanted:
            report.add("exit status", f"{what}: {status}, expected {wanted} {err.decode('utf-8', 'replace')[-200:].strip()}")

    def unchanged(what, before):
        for name, text in read_all(folder, names).items():
            if text != before[name]:
                report.add(f"{what} changed a file", name)

    found = common.check(folder, parts, a.arg)
    strangers = set(found) - set(names)
    for name in sorted(strangers):
        report.add("finding in an unknown file", name)
    tiers = collections.Counter(f["tier"] for fs in found.values() for f in fs)
    print(f"pages {len(names)}, bytes {sum(map(len, original.values()))}")
    print(f"findings {sum(tiers.values())}: " + ", ".join(f"{t} {tiers[t]}" for t in ("safe", "suggest", "hint")))
    for name in names:
        for f in found.get(name, []):
            check_finding(name, original[name], f, report)
        check_overlaps(name, found.get(name, []), report)

    expect("check", ["check", "--isolated", "--format", "jsonl", *a.arg, *parts],
           1 if any(map(stops, found.values())) else 0)
    with_safe = [n for n in names if any(f["tier"] == "safe" for f in found.get(n, []))]
    without = [n for n in names if not stops(found.get(n, []))]
    for name in common.draw(with_safe, a.single - a.single // 2, a.seed) if a.single else []:
        expect(f"check {name}", ["check", "--isolated", *a.arg, name], 1)
    for name in common.draw(without, a.single // 2, a.seed) if a.single > 1 else []:
        expect(f"check {name}", ["check", "--isolated", *a.arg, name], 0)
    expect("fix --dry-run", ["fix", "--isolated", "--dry-run", *a.arg, *parts], 1 if with_safe else 0)
    unchanged("check or fix --dry-run", original)

    remains = any(f["rule"] in blocking for fs in found.values() for f in fs if f["tier"] != "safe")
    expect("fix", ["fix", "--isolated", *a.arg, *parts], 1 if remains else 0)
    fixed = read_all(folder, names)
    changed = [n for n in names if fixed[n] != original[n]]
    applied = 0
    for name in names:
        safe = [f for f in found.get(name, []) if f["tier"] == "safe"]
        applied += len(safe)
        try:
            wanted = common.apply(original[name], [e for f in safe for e in common.edits_of(f)])
        except common.Overlap as error:
            report.add("safe findings overlap", f"{name}: {error}")
            continue
        if wanted != fixed[name]:
            report.add("fix is not the reported safe findings", f"{name}: {stray_changes(original[name], fixed[name], safe)}")
    print(f"files changed by fix {len(changed)}, safe findings applied {applied}")

    mended = {n for n in changed if any(f["rule"] == a.url_rule and f["tier"] == "safe" for f in found.get(n, []))}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for problems in pool.map(lambda n: compare_structure(n, original[n], fixed[n], n in mended), changed):
            for kind, text in problems:
                report.add(kind, text)
    parser = f"compared with cmark-gfm in {len(changed)} files" if shutil.which(CMARK[0]) else "NOT compared: no cmark-gfm"
    print(f"skeletons {parser} (addresses mended in {len(mended)})")

    expect("second fix", ["fix", "--isolated", *a.arg, *parts], 1 if remains else 0)
    twice = read_all(folder, names)
    again = [n for n in names if twice[n] != fixed[n]]
    print(f"files changed by a second fix {len(again)}")
    for name in again:
        report.add("second fix changed a file", name)
    left = common.check(folder, parts, a.arg)
    for name, findings in sorted(left.items()):
        for f in findings:
            if f["tier"] == "safe":
                report.add("safe finding after fix", f"{name}:{f['line']}:{f['column']} {f['rule']} {f['old']!r} -> {f['new']!r}")
    expect("check after fix", ["check", "--isolated", "--format", "jsonl", *a.arg, *parts],
           1 if any(map(stops, left.values())) else 0)


if __name__ == "__main__":
    main()
