#!/usr/bin/env python3
"""Fits the weights of homophone/word on corpus/gold (and, with less weight, corpus/pairs).

  fit.py --lexicon LEXICON [--out FOLDER]           weights of all pages, written into rules/homophone/word.yaml
  fit.py --lexicon LEXICON --leave-out --out FOLDER and a rule file FOLDER/<page>.yaml for each page of the gold set,
                                                    fitted without that page, so that a page never scores itself
  fit.py --lexicon LEXICON --ablation               what each group of features contributes: left out, fitted again, the
                                                    pages left out in five groups

LEXICON is what `jiaodui learn corpus/archive` wrote. Needs numpy and the program jiaodui-homophone-features (a target of
the build). With --drop NAME (a prefix) features are left out. Figures printed are leave-one-page-out, from the model
alone; score.py measures the program itself.
"""
import argparse
import glob
import os
import re
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from logistic import SoundModel, fold_of
from rows import features
from tally import report

ROOT = Path(__file__).resolve().parents[3]
TOOL = str(ROOT / "build/release/pipeline/tools/jiaodui-homophone-features")
SHARE = str(ROOT / "build/release/share/jiaodui")
GROUPS = {
    "archive gain": ["archive_gain"], "model gain": ["model_gain"], "strings in the archive, new": ["archive_new", "no_new"],
    "strings in the archive, old": ["archive_old", "no_old"], "left and right support": ["left_", "right_"],
    "the page's own strings": ["page_new", "page_old"], "title and headings": ["given_"], "words": ["word_", "no_word"],
    "likeness of sound": ["same_tone", "other_tone", "fuzzy"], "how many change": ["changes_"], "names": ["surname", "in_name", "given_name", "foreign_name"],
    "characters alone": ["single_gain"], "page quality": ["page_quality"],
}

# A sentence alone has no page: what the page says elsewhere is unknown, not absent.
OF_THE_PAGE = ["page_new", "page_old", "page_quality", "surname_", "in_name", "given_name"]
ELSEWHERE = ["repeats", "elsewhere"]


def corpus():
    return Path(os.environ.get("JIAODUI_CORPUS", ROOT / "../shared/corpus"))


def load(args, lexicon):
    gold = sorted(glob.glob(str(corpus() / "gold/*.md")))
    pairs = sorted(glob.glob(str(corpus() / "pairs/*/before.md"))) if args.pairs else []
    rows = features(args.tool, args.share, lexicon, gold + pairs)
    rows.weight = np.array([1.0] * len(gold) + [args.pairs] * len(pairs))
    rows.gold = len(gold)
    return rows


def kept(names, drop):
    return np.array([not any(n.startswith(d) for d in drop) for n in names])


class Setting:
    """Candidates, and which features and page features the models leave out."""

    def __init__(self, rows, drop, without=()):
        self.rows, self.keep, self.without = rows, kept(rows.names, drop), without

    def fit(self, args, train=None, like=None):
        train = np.ones(len(self.rows.pages), bool) if train is None else train
        return SoundModel().fit(self.rows, train, args.ridge, args.page_ridge, like=like, keep=self.keep, without=self.without)


def settings_of(args):
    if args.only in (None, "archive"):
        yield "archive", Setting(load(args, args.lexicon), args.drop)
    if args.only != "archive":
        rows = load(args, None)
        if args.only in (None, "bare"):
            yield "bare", Setting(rows, args.drop)
        if args.only in (None, "alone"):
            yield "alone", Setting(rows, args.drop + OF_THE_PAGE, ELSEWHERE)


def leave_out(setting, args, folds=None):
    """Yields (page, model fitted without it) and fills `rows.p`. With `folds` the pages are left out in so many groups."""
    rows, labels, whole = setting.rows, setting.rows.y, setting.fit(args)
    rows.p = np.zeros(len(rows.y))
    # What the model of all pages is sure to be wrong teaches no other one anything, and is most of the rows.
    rows.y = np.where(whole.first.logit(rows.X[:, setting.keep]) > -6, rows.y, -1)
    group = fold_of(rows.pages[:rows.gold], folds) if folds else np.arange(rows.gold)
    for number in range(max(group) + 1):
        train = np.ones(len(rows.pages), bool)
        train[:rows.gold] = group != number
        model = setting.fit(args, train, whole.first)
        for page in np.where(group == number)[0]:
            rows.p[rows.page == page] = model.probability(rows.only(page))[1]
            yield page, model
    rows.y = labels


def rule_text(models):
    """The rule's file with these weights; those of settings that were not fitted stay."""
    text = (ROOT / "rules/homophone/word.yaml").read_text(encoding="utf-8")
    end = text.index("Do not edit by hand.\n") + len("Do not edit by hand.\n")
    parts = {part.split(":")[0]: part for part in re.split(r"^(?=  \w+:\n)", text[end:], flags=re.M) if part}
    for key, model in models:
        parts.update((part.split(":")[0], part) for part in model.lines(key))
    return text[:end] + "".join(parts.values())


def add_arguments(ap):
    """What a model is fitted on, and how."""
    ap.add_argument("--lexicon", required=True)
    ap.add_argument("--tool", default=TOOL)
    ap.add_argument("--share", default=SHARE)
    ap.add_argument("--drop", action="append", default=[])
    ap.add_argument("--only", choices=["archive", "bare", "alone"])
    ap.add_argument("--pairs", type=float, default=0.3, help="weight of the pages of corpus/pairs")
    ap.add_argument("--ridge", type=float, default=10)
    ap.add_argument("--page-ridge", type=float, default=3)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(ap)
    ap.add_argument("--out")
    ap.add_argument("--leave-out", action="store_true")
    ap.add_argument("--ablation", action="store_true")
    args = ap.parse_args()
    if not corpus().is_dir():
        print("skipped: no corpus (set JIAODUI_CORPUS)")
        return
    per_page, everything = {}, []
    for key, setting in settings_of(args):
        if args.ablation:
            for what, drop in [("nothing", [])] + list(GROUPS.items()):
                part = Setting(setting.rows, args.drop + drop)
                for _ in leave_out(part, args, folds=5):
                    pass
                report(f"{key} without {what}", part.rows, part.rows.p, [0.5, 0.8], calibration=False)
        elif args.leave_out:
            for page, model in leave_out(setting, args):
                per_page.setdefault(setting.rows.pages[page].name, []).append((key, model))
            report(key, setting.rows, setting.rows.p, [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
        else:
            everything.append((key, setting.fit(args)))
    if args.ablation:
        return
    if args.out:
        os.makedirs(args.out, exist_ok=True)
        for name, models in per_page.items():
            Path(args.out, name + ".yaml").write_text(rule_text(models), encoding="utf-8")
    if not args.leave_out:
        text = rule_text(everything)
        (Path(args.out, "all.yaml") if args.out else ROOT / "rules/homophone/word.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
