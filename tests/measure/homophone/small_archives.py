#!/usr/bin/env python3
"""What archives of several sizes teach: small_archives.py --lexicon LEXICON [--shown P]

Pages that are not of the fifth left out of learning (common.proofread_fifth), every nth of them, and the sentences of the peers'
cases (references of clean_rmrb, cscd_ns_dev, lemon_new) are learned as archives of their own; the annotated pages are then
read by each, with the weights fitted on all of them with LEXICON (the whole archive), so all is a little flattered. Prints
for each archive the share of the pages' strings of three Han that it has, and how many characters would be changed rightly
and wrongly from a probability of P on (0.5), with no regard to how well the page is known (Suggester::least_known). Needs
numpy.
"""
import argparse
import glob
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import common
import fit
from tally import counts, select

EVERY = (80, 40, 20, 10, 5, 2, 1)
SENTENCES = ("csc/clean_rmrb.tsv", "csc/cscd_ns_dev.tsv", "csc/lemon_new.tsv")


def threes(text):
    """Places of three Han in a row, as strings."""
    return [text[i:i + 3] for i in range(len(text) - 2) if common.han(text[i:i + 3]) == 3]


def read(path):
    return Path(path).read_text(encoding="utf-8")


def references():
    return [line.split("\t")[1].strip() for name in SENTENCES for line in read(common.data(name)).split("\n") if "\t" in line]


def learned(texts, folder):
    """A lexicon of these texts, each a page."""
    pages = Path(folder, "pages")
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir()
    for number, text in enumerate(texts):
        (pages / f"{number}.md").write_text(text, encoding="utf-8")
    lexicon = Path(folder, "lexicon")
    subprocess.run([common.program(), "learn", "-o", str(lexicon), "."], cwd=pages, check=True, capture_output=True)
    return str(lexicon)


def archives():
    """(what it is, its texts), one after another."""
    archive, left_out = common.proofread_fifth()
    rest = sorted(set(archive.rglob("*.md")) - set(left_out))
    for n in EVERY:
        texts = [read(page) for page in rest[::n]]
        yield f"{len(texts)} pages", texts
    lines = references()
    yield f"{len(lines)} sentences", ["\n\n".join(lines[i:i + 60]) + "\n" for i in range(0, len(lines), 60)]


def judged(model, rows, shown):
    """Characters changed rightly and wrongly on the annotated pages."""
    found = counts(rows, select(rows, model.probability(rows)[1], shown)).values()
    return sum(v[0] for v in found), sum(v[1] for v in found)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    fit.add_arguments(ap)
    ap.add_argument("--shown", type=float, default=0.5)
    args = ap.parse_args()
    gold = sorted(glob.glob(str(common.corpus() / "gold/*.md")))
    text = [string for page in gold for string in threes(read(page))]
    models = {key: setting.fit(args) for key, setting in fit.settings_of(args) if key != "alone"}

    def tell(what, known, lexicon):
        rows = fit.features(args.tool, args.share, lexicon, gold)
        right, wrong = judged(models["archive" if lexicon else "bare"], rows, args.shown)
        print(f"{what}\t{known}\t{right} / {wrong}", flush=True)

    tell("nothing", "", None)
    with tempfile.TemporaryDirectory() as folder:
        for what, texts in archives():
            have = {string for page in texts for string in threes(page)}
            tell(what, f"{sum(string in have for string in text) / len(text):.2f}", learned(texts, folder))


if __name__ == "__main__":
    main()
