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

  --list FILE      also keep the joined findings
  --lexicon FILE   what `jiaodui learn` made of the archive; without it nothing has been learned
  --weights FOLDER a rule file FOLDER/<page>.yaml of homophone/word for each page (homophone/fit.py --leave-out), so that
                   no page is judged by weights that were fitted on it
"""
import argparse, glob, os, shutil, subprocess, sys, tempfile

import common


def terms_of(page):
    with open(page[:-3] + ".terms.txt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def resources_with(rule_file, folder):
    """The shipped data with this rule file instead of homophone/word's, in a folder."""
    build = os.path.dirname(common.program())
    share, rules = os.path.join(folder, "share"), os.path.join(folder, "rules")
    shutil.copytree(common.ROOT / "rules", rules)
    shutil.copy(rule_file, os.path.join(rules, "homophone/word.yaml"))
    os.mkdir(share)
    for name in os.listdir(os.path.join(build, "share/jiaodui")):
        if name != "rules.bin":
            os.symlink(os.path.abspath(os.path.join(build, "share/jiaodui", name)), os.path.join(share, name))
    tool = os.path.join(build, "pipeline/tools/jiaodui-compile-data")
    subprocess.run([tool, "rules", rules, os.path.join(share, "rules.bin"), os.path.join(folder, "d")], check=True)
    return share


def check(page, terms, flags, lexicon=None, weights=None):
    """The findings of one page, as lines of JSON that name the page itself."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as data:
        environment = dict(os.environ)
        if weights:
            environment["JIAODUI_RESOURCES"] = resources_with(os.path.join(weights, os.path.basename(page)[:-3] + ".yaml"), data)
        if lexicon:
            os.mkdir(os.path.join(folder, ".jiaodui"))
            os.symlink(os.path.abspath(lexicon), os.path.join(folder, ".jiaodui/lexicon"))
        name = os.path.basename(page)
        with open(page, "rb") as source, open(os.path.join(folder, name), "wb") as copy:
            copy.write(source.read())
        if terms is not None:
            with open(os.path.join(folder, "terms.txt"), "w", encoding="utf-8") as file:
                file.write("".join(term + "\n" for term in terms))
        with open(os.path.join(folder, ".jiaodui.yaml"), "w", encoding="utf-8") as file:
            file.write("glossary: [terms.txt]\n" if terms is not None else "{}\n")
        run = subprocess.run([common.program(), "check", "--format", "jsonl", "--show", "all", "--fail-on", "none", *flags, name],
                             cwd=folder, env=environment, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"{page}: {run.stderr}")
        return run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("setting", choices=["bare", "terms", "cast", "all"])
    parser.add_argument("--show", action="append", default=[])
    parser.add_argument("--list")
    parser.add_argument("--lexicon")
    parser.add_argument("--weights")
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
        out.append(check(page, terms, options.flags, options.lexicon, options.weights))
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
