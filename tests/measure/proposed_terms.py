#!/usr/bin/env python3
"""Wrong findings by sound with a short list of terms on proofread pages: proposed_terms.py --lexicon FILE [--show]

Takes the fifth of the archive whose relative path's SHA-1 is 0 modulo 5 (FILE should have been learned from the others) and
checks every page of it with a glossary of the dozen names and terms that `jiaodui terms` proposes for it: a stand-in for a
list that somebody types before proofreading. Prints how many findings of homophone/term there are, by tier, for 10,000 Han.
"""
import argparse, collections, json, os, re, shutil, subprocess, tempfile

import common
from score_terms import check


def proposed(page, lexicon):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, ".jiaodui"))
        os.symlink(os.path.abspath(lexicon), os.path.join(folder, ".jiaodui/lexicon"))
        shutil.copy(page, folder)
        run = subprocess.run([common.program(), "terms", os.path.basename(page)], cwd=folder, capture_output=True, text=True)
    return [re.split("  ", line, maxsplit=1)[0] for line in re.findall(r"^\d+\. (.*)", run.stdout, flags=re.M)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon", required=True)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    archive, pages = common.proofread_fifth()
    tiers, han, terms = collections.Counter(), 0, 0
    for page in pages:
        listed = proposed(str(page), options.lexicon)
        terms += len(listed)
        han += common.han(page.read_text(encoding="utf-8"))
        for finding in map(json.loads, check(str(page), listed, ["--select", "homophone/term"], options.lexicon).splitlines()):
            tiers[finding["tier"]] += 1
            if options.show:
                print(f"{page.relative_to(archive)}:{finding['line']}\t{finding['old']}→{finding['new'][0]}\t{finding['tier']}\t{finding['confidence']}")
    print(f"{len(pages)} pages, {han} Han, {terms} terms: {sum(tiers.values())} findings, {1e4 * sum(tiers.values()) / han:.2f} for 10,000 Han; "
          + ", ".join(f"{name} {count}" for name, count in sorted(tiers.items())))


if __name__ == "__main__":
    main()
