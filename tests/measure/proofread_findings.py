#!/usr/bin/env python3
"""Findings of the content stages on proofread pages: proofread_findings.py [--lexicon FILE] [--show RULE]

The fifth of the archive whose relative path's SHA-1 is 0 modulo 5 is checked with what the other pages teach (FILE, or it is
learned first) and nothing else; counted is what is shown by default, rule by rule: words that were heard wrongly, terms and
variants. --show RULE prints the findings of a rule, to be read.
"""
import argparse, collections, json, os, shutil, subprocess, tempfile
from pathlib import Path

import common

RULES = ("homophone/", "term/", "variant/", "page/inconsistent-name")


def run(*arguments, folder):
    done = subprocess.run([common.program(), *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout


def copy(archive, pages, folder):
    for page in pages:
        to = Path(folder, page.relative_to(archive))
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, to)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon")
    parser.add_argument("--show", metavar="RULE")
    options = parser.parse_args()
    archive, pages = common.proofread_fifth()
    with tempfile.TemporaryDirectory() as learned, tempfile.TemporaryDirectory() as checked:
        copy(archive, pages, checked)
        lexicon = Path(checked, ".jiaodui/lexicon")
        lexicon.parent.mkdir()
        if options.lexicon:
            os.symlink(os.path.abspath(options.lexicon), lexicon)
        else:
            copy(archive, set(archive.rglob("*.md")) - set(pages), learned)
            run("learn", "-o", str(lexicon), ".", folder=learned)
        Path(checked, ".jiaodui.yaml").write_text("{}\n")
        found = [json.loads(line) for line in run("check", "--format", "jsonl", "--fail-on", "none", ".", folder=checked).splitlines()]
    counts = collections.Counter()
    for finding in found:
        if finding["tier"] == "hint" or not finding["rule"].startswith(RULES):
            continue
        counts[finding["rule"], finding["tier"]] += 1
        if finding["rule"] == options.show:
            line = (archive / finding["file"]).read_text(encoding="utf-8").split("\n")[finding["line"] - 1]
            begin, end = finding["column"] - 1, finding["column"] - 1 + len(finding["old"])
            print(f"{finding['confidence']:.2f} {line[max(0, begin - 10):begin]}[{finding['old']}→{finding['new'][0]}]{line[end:end + 10]}  {finding['file']}")
    han = sum(common.han(page.read_text(encoding="utf-8")) for page in pages)
    for (rule, tier), count in sorted(counts.items()):
        print(f"{count:5} {rule} {tier}")
    print(f"{len(pages)} pages, {han} Han: {sum(counts.values())}, {1e4 * sum(counts.values()) / han:.2f} for 10,000")


if __name__ == "__main__":
    main()
