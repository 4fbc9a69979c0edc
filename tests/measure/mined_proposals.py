#!/usr/bin/env python3
"""Proposals of `learn --from-git` on real corrections: mined_proposals.py [--lexicon FILE] [--show COUNT --seed N]

A repository is made of corpus/pairs: every before.md is committed, then every after.md in its place. Counted is what is
proposed, and what of it is marked acceptable. --show draws so many of the acceptable ones, with the place they come from,
to be read: is the entry right as a rule, not only there? FILE is what `jiaodui learn` made of the archive.
"""
import argparse, os, random, re, subprocess, tempfile
from pathlib import Path

import common

LINE = re.compile(r"\+ (\S+) → (\S+)")


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)


def place_of(wrong, pages):
    for page in pages:
        text = page.read_text(encoding="utf-8")
        at = text.find(wrong)
        if at >= 0:
            return common.visible(f"{text[max(0, at - 12):at]}[{wrong}]{text[at + len(wrong):at + len(wrong) + 12]}")
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = sorted((common.corpus() / "pairs").glob("*/before.md"))
    with tempfile.TemporaryDirectory() as folder:
        git(folder, "init", "-q")
        for name in ("before.md", "after.md"):
            for page in pairs:
                Path(folder, page.parent.name + ".md").write_bytes(page.with_name(name).read_bytes())
            git(folder, "add", "-A")
            git(folder, "commit", "-q", "-m", name)
        if options.lexicon:
            os.mkdir(os.path.join(folder, ".jiaodui"))
            os.symlink(os.path.abspath(options.lexicon), os.path.join(folder, ".jiaodui/lexicon"))
        status, out, err = common.run(["learn", "--from-git", "HEAD~1..HEAD"], folder)
    if status != 0:
        raise SystemExit(err.decode("utf-8", "replace"))
    lines = out.decode("utf-8").splitlines()
    good = [line for line in lines if LINE.match(line)]
    for line in common.draw(good, options.show, options.seed) if options.show else []:
        wrong, right = LINE.match(line).groups()
        print(f"{wrong} → {right}  {place_of(wrong, pairs)}")
    print(f"{len(pairs)} pages: {len(lines) - 1} proposals, {len(good)} acceptable")


if __name__ == "__main__":
    main()
