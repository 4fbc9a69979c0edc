#!/usr/bin/env python3
"""Draws findings at random over archive and transcripts and prints them for a person to judge.

What is measured is the reader's verdict: draw N, count the wrong ones. The same seed and the same findings give the
same sample; findings are ordered by file, byte, rule and id before the draw. Each is printed as

  archive/main/901-1000/909.md:34:5  safe 0.99  width/fullwidth-alnum
      30 characters before[-old-]{+new+}30 characters after

Further candidates follow the first after a `|`. --findings reads a report saved with `check --format jsonl` (made
in the corpus folder) instead of running the program.
"""

import collections
import fnmatch
import random
from pathlib import Path

import common


def main():
    p = common.parser(__doc__)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--count", type=int, default=50)
    p.add_argument("--tier", action="append", choices=["safe", "suggest", "hint"], help="repeatable (default: safe)")
    p.add_argument("--rule", action="append", help="rule id or pattern such as 'punct/*' (repeatable; default: all)")
    p.add_argument("--part", choices=common.PARTS, help="only one half of the corpus")
    p.add_argument("--findings", help="a saved JSONL report")
    p.add_argument("--context", type=int, default=30, help="characters on either side")
    a = p.parse_args()
    folder = common.corpus()
    tiers = set(a.tier or ["safe"])
    parts = [a.part] if a.part else list(common.PARTS)
    if a.findings:
        found = common.by_file(Path(a.findings).read_bytes(), folder)
    else:
        found = common.check(folder, parts, a.arg)
    wanted = [(name, f["byte_start"], f["rule"], str(f["id"]), f) for name, fs in found.items() for f in fs
              if name.split("/")[0] in parts and f["tier"] in tiers
              and (not a.rule or any(fnmatch.fnmatchcase(f["rule"], r) for r in a.rule))]
    wanted.sort(key=lambda w: w[:4])
    sample = random.Random(a.seed).sample(wanted, min(a.count, len(wanted)))
    sample.sort(key=lambda w: w[:4])
    print(f"{len(sample)} of {len(wanted)} findings ({', '.join(sorted(tiers))}; {', '.join(a.rule or ['all rules'])}), seed {a.seed}")
    for number, (name, begin, rule, _, f) in enumerate(sample, 1):
        new = "|".join(f["new"]) if f["new"] else None
        print(f"\n{number:3} {name}:{f['line']}:{f['column']}  {f['tier']} {f['confidence']}  {rule}")
        print("    " + common.excerpt((folder / name).read_bytes(), begin, f["byte_end"], new, a.context))
    counts = collections.Counter(w[2] for w in wanted)
    print("\nall findings by rule: " + ", ".join(f"{r} {n}" for r, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))))


if __name__ == "__main__":
    main()
