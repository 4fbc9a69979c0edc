#!/usr/bin/env python3
"""Scores corrections with glossaries: score_terms.py SETTING [--show wrong] [-- FLAG ...]

SETTING says which glossary each page of the annotated pages is checked with:
  bare     none but those shipped
  terms    the page's own list (PAGE.terms.txt)
  cast     the first 12 lines of it
  all      the lists of all pages together
The program runs once a page in a folder of its own, so that nothing is taken over from one page to the next; its findings
are joined and handed to the scorer (JIAODUI_TOOLS/score_corrections.py, default ../shared/tools), which
prints the figures. FLAGs are handed to the program (`-- --select homophone/term`).

  --list FILE   also keep the joined findings
"""
import argparse, glob, os, subprocess, sys, tempfile

import common


def terms_of(page):
    with open(page[:-3] + ".terms.txt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def check(page, terms, flags):
    """The findings of one page, as lines of JSON that name the page itself."""
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.basename(page)
        with open(page, "rb") as source, open(os.path.join(folder, name), "wb") as copy:
            copy.write(source.read())
        if terms is not None:
            with open(os.path.join(folder, "terms.txt"), "w", encoding="utf-8") as file:
                file.write("".join(term + "\n" for term in terms))
        with open(os.path.join(folder, ".jiaodui.yaml"), "w", encoding="utf-8") as file:
            file.write("glossary: [terms.txt]\n" if terms is not None else "{}\n")
        run = subprocess.run([common.program(), "check", "--format", "jsonl", "--show", "all", "--fail-on", "none", *flags, name],
                             cwd=folder, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"{page}: {run.stderr}")
        return run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("setting", choices=["bare", "terms", "cast", "all"])
    parser.add_argument("--show", action="append", default=[])
    parser.add_argument("--list")
    parser.add_argument("--json", action="store_true")
    own, _, flags = " ".join(sys.argv[1:]).partition(" -- ")
    options = parser.parse_args(own.split())
    options.flags = flags.split()
    gold = str(common.corpus() / "gold")
    scorer = str(common.place("JIAODUI_TOOLS", "../shared/tools") / "score_corrections.py")
    pages = sorted(glob.glob(os.path.join(gold, "*.md")))
    if not pages or not os.path.exists(scorer):
        print(f"skipped: no annotated pages in {gold}, or no {scorer}")
        return
    together = list(dict.fromkeys(term for page in pages for term in terms_of(page)))
    out = []
    for page in pages:
        own = terms_of(page)
        terms = {"bare": None, "terms": own, "cast": own[:12], "all": together}[options.setting]
        out.append(check(page, terms, options.flags))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(out))
        file.flush()
        if options.list:
            with open(options.list, "w", encoding="utf-8") as kept:
                kept.write("".join(out))
        shown = [word for name in options.show for word in ("--show", name)] + (["--json"] if options.json else [])
        # The scorer appends the pages to its command; `sh -c` takes them as parameters and does not look at them.
        subprocess.run([sys.executable, scorer, "--gold", gold, *shown, "--", "sh", "-c", 'cat "$0"', file.name], check=True)


if __name__ == "__main__":
    main()
