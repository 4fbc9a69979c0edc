#!/usr/bin/env python3
"""Measures whether `jiaodui convert --to NAME` equals `opencc -c NAME.json`, byte for byte.

For each of OpenCC's 14 configurations, on pages of archive and transcripts drawn at random (--count, --seed), whole
files, markup and front matter included. The pages are simplified, so configurations that start from another script
are fed pages that opencc first brought there (s2t, s2tw, s2hk, s2twp; Japanese by s2t and t2jp), and every page of
every configuration is one run of either program. `changed` counts the pages that opencc changes at all: where it is
0 the comparison says nothing.

Exit status 1 where any page differs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import common

START = {  # configuration -> what brings a simplified page to its starting script
    "s2t": [], "s2tw": [], "s2hk": [], "s2twp": [],
    "t2s": ["s2t"], "t2tw": ["s2t"], "t2hk": ["s2t"], "t2jp": ["s2t"],
    "tw2s": ["s2tw"], "tw2t": ["s2tw"], "tw2sp": ["s2twp"], "hk2s": ["s2hk"], "hk2t": ["s2hk"],
    "jp2t": ["s2t", "t2jp"],
}


def opencc(name, path):
    done = subprocess.run(["opencc", "-c", f"{name}.json", "-i", str(path)], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"opencc -c {name}.json ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def prepare(folder, source, names, steps):
    """A folder with the pages brought through `steps`; made once."""
    here = Path(folder) / "-".join(["original", *steps])
    if not here.is_dir():
        if not steps:
            common.copy_pages(source, names, here)
        else:
            before = prepare(folder, source, names, steps[:-1])
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                texts = list(pool.map(lambda n: opencc(steps[-1], before / n), names))
            for name, text in zip(names, texts):
                (here / name).parent.mkdir(parents=True, exist_ok=True)
                (here / name).write_bytes(text)
    return here


def compare(name, page, arguments):
    """(page changed by opencc, '' or what differs)."""
    wanted = opencc(name, page)
    status, got, err = common.run(["convert", "--to", name, *arguments, str(page)], page.parent)
    changed = wanted != page.read_bytes()
    if status != 0:
        return changed, f"exit status {status}: {err.decode('utf-8', 'replace')[-200:].strip()}"
    if got == wanted:
        return changed, ""
    at = next((i for i, (x, y) in enumerate(zip(wanted, got)) if x != y), min(len(wanted), len(got)))
    line = wanted.count(b"\n", 0, at) + 1
    show = lambda text: common.visible(text[max(0, at - 30):at + 30].decode("utf-8", "ignore"))
    return changed, f"byte {at}, line {line}: opencc {show(wanted)!r}, here {show(got)!r} ({len(wanted)} and {len(got)} bytes)"


def main():
    p = common.parser(__doc__)
    p.add_argument("--count", type=int, default=300, help="pages a configuration")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--config", action="append", choices=sorted(START), help="only this one (repeatable)")
    p.add_argument("--limit", type=int, default=3, help="differences printed a configuration")
    a = p.parse_args()
    common.program()
    folder = common.corpus()
    if not shutil.which("opencc"):
        common.skip("no opencc")
    names = common.draw(common.pages(folder), a.count, a.seed)
    total = 0
    print(f"{'':8} {'from':>12} {'pages':>6} {'changed':>8} {'equal':>6} {'different':>10}")
    with tempfile.TemporaryDirectory(prefix="jiaodui-convert-") as temporary, ThreadPoolExecutor(os.cpu_count()) as pool:
        for config in a.config or START:
            here = prepare(temporary, folder, names, START[config])
            results = list(pool.map(lambda n: compare(config, here / n, a.arg), names))
            wrong = [(n, text) for n, (_, text) in zip(names, results) if text]
            total += len(wrong)
            print(f"{config:8} {'+'.join(START[config]) or 'as it is':>12} {len(names):6} {sum(c for c, _ in results):8} "
                  f"{len(names) - len(wrong):6} {len(wrong):10}", flush=True)
            for name, text in wrong[:a.limit]:
                print(f"    {name}: {text}")
    print(f"different: {total}")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
