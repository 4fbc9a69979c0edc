"""What the measuring scripts share: finding the program and the corpus, running the program, and its edits.

Nothing here knows a rule. The program is used only through its machine interface
(`check --format jsonl`, `fix`, `convert`), so a measurement cannot agree with the program by sharing its code.

  JIAODUI         the program            (default: build/release/jiaodui in this repository)
  JIAODUI_CORPUS  the folder of pages    (default: ../shared/corpus beside this repository)
  JIAODUI_DATA    the folder of cases    (default: ../shared/data beside this repository)

Whatever is absent ends a script with "skipped: ..." and exit status 0.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("archive", "transcripts")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


def place(variable, default):
    given = os.environ.get(variable)
    return Path(given).expanduser().absolute() if given else (ROOT / default)


def program():
    """The program's path, as text for a command line."""
    path = place("JIAODUI", "build/release/jiaodui")
    if not path.is_file() or not os.access(path, os.X_OK):
        skip("no program (build it, or set JIAODUI)")
    return str(path)


def corpus():
    path = place("JIAODUI_CORPUS", "../shared/corpus")
    if not all((path / part).is_dir() for part in PARTS):
        skip("no corpus (set JIAODUI_CORPUS)")
    return path


def proofread_fifth():
    """The folder of proofread pages, and those of its pages that measurements leave out of learning: relative path's SHA-1 0 modulo 5."""
    archive = corpus() / "archive"
    left_out = lambda page: int(hashlib.sha1(str(page.relative_to(archive)).encode()).hexdigest(), 16) % 5 == 0
    return archive, sorted(page for page in archive.rglob("*.md") if left_out(page))


def han(text):
    return sum("\u4e00" <= ch <= "\u9fff" for ch in text)


def data(name):
    path = place("JIAODUI_DATA", "../shared/data") / name
    if not path.is_file():
        skip(f"no {name} (set JIAODUI_DATA)")
    return path


def parser(doc):
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--arg", action="append", default=[], metavar="FLAG",
                   help="a further flag for the program (repeatable), as in --arg=--min-confidence=0")
    return p


def pages(folder):
    """Paths of all pages below archive/ and transcripts/, relative and sorted."""
    return sorted(p.relative_to(folder).as_posix() for part in PARTS for p in (folder / part).rglob("*.md"))


def draw(things, count, seed):
    """`count` of the sorted `things`, the same ones for the same seed, in their order; all where count is 0."""
    if not count or count >= len(things):
        return list(things)
    return sorted(random.Random(seed).sample(list(things), count))


def copy_pages(source, names, target):
    for name in names:
        to = Path(target) / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, to)  # content only: the corpus may be read-only


def read_rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def run(arguments, cwd, stdin=None):
    """(exit status, output, errors) of the program, as bytes."""
    done = subprocess.run([program(), *arguments], cwd=cwd, input=stdin, capture_output=True)
    return done.returncode, done.stdout, done.stderr


def check(cwd, paths, extra=(), isolated=True):
    """All findings below `paths` by file name; ends the script where the program fails."""
    flags = (["--isolated"] if isolated else []) + ["--format", "jsonl", "--fail-on", "none", *extra]
    status, out, err = run(["check", *flags, *paths], cwd)
    if status != 0:
        sys.exit(f"check --fail-on none ended with {status}: {err.decode('utf-8', 'replace')[-2000:]}")
    return by_file(out, cwd)


def by_file(jsonl, cwd):
    found = {}
    for line in jsonl.split(b"\n"):
        if line.strip():
            finding = json.loads(line)
            found.setdefault(file_of(finding, cwd), []).append(finding)
    return found


def file_of(finding, cwd):
    name = finding["file"]
    if os.path.isabs(name):
        name = os.path.relpath(os.path.realpath(name), os.path.realpath(cwd))
    return os.path.normpath(name).replace(os.sep, "/")


def edits_of(finding, choice=0):
    """[(begin, end, bytes)] of one candidate. The first may come as several small edits; others never do."""
    if choice == 0 and finding.get("edits"):
        return [(e["byte_start"], e["byte_end"], e["new"].encode("utf-8")) for e in finding["edits"]]
    if choice >= len(finding["new"]):
        return []
    return [(finding["byte_start"], finding["byte_end"], finding["new"][choice].encode("utf-8"))]


class Overlap(ValueError):
    pass


def apply(text, edits):
    """`text` (bytes) with all edits; Overlap where two of them claim a byte or leave the text."""
    out, at = [], 0
    for begin, end, new in sorted(set(edits), key=lambda e: (e[0], e[1])):
        if begin < at or end < begin or end > len(text):
            raise Overlap(f"edit {begin}..{end} after {at} of {len(text)} bytes")
        out += [text[at:begin], new]
        at = end
    return b"".join(out + [text[at:]])


def apply_what_fits(text, findings):
    """`text` with the first candidate of every finding, leftmost first, skipping what overlaps one already taken."""
    taken, at = [], 0
    for finding in sorted(findings, key=lambda f: (f["byte_start"], -f["byte_end"])):
        edits = edits_of(finding)
        if edits and finding["byte_start"] >= at:
            taken += edits
            at = finding["byte_end"]
    return apply(text, taken)


FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(.*?)\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)


def split_front_matter(text):
    """(front matter or None, body)."""
    found = FRONT.match(text)
    return (found.group(1) or "", text[found.end():]) if found else (None, text)


def visible(text):
    """One line, with the spaces that cannot be seen made visible."""
    for sign, shown in (("\r", "␍"), ("\n", "⏎"), ("\t", "⇥"), ("\u3000", "▯"), ("\u00a0", "⍽"), ("\u200b", "⟨200B⟩")):
        text = text.replace(sign, shown)
    return "".join(f"⟨{ord(c):04X}⟩" if c in "\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff" else c for c in text)


def excerpt(source, begin, end, new, reach=30):
    """left[-old-]{+new+}right of byte range begin..end of `source` (bytes); `new` is None where there is no fix."""
    left = source[:begin].decode("utf-8", "replace")[-reach:]
    right = source[end:end + 4 * reach].decode("utf-8", "replace")[:reach]
    old = source[begin:end].decode("utf-8", "replace")
    change = f"[-{visible(old)}-]" + ("" if new is None else "{+" + visible(new) + "+}")
    return visible(left) + change + visible(right)
