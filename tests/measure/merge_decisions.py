#!/usr/bin/env python3
"""Two people review on two branches; git merges their decisions.

In a repository made for it, branch a answers every second suggestion and branch b the others, each committing
`.jiaodui`. The merge must be without conflict, and hold the answers of both. Then both answer one suggestion differently:
the merge is without marks too, and `check` must report the two lines. Fails otherwise.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import common


def main():
    common.parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def git(*args):
            run = subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args], cwd=folder, capture_output=True, text=True)
            return run

        def jiaodui(*args, typed=""):
            return subprocess.run([common.program(), "--lang", "en", *args], cwd=folder, input=typed, capture_output=True, text=True)

        try:
            if git("init", "-q", "-b", "main").returncode != 0:
                common.skip("git cannot make a repository")
        except FileNotFoundError:
            common.skip("no git")
        (folder / "g.yaml").write_text("".join(f"- {{term: 对{c}词, wrong: [错{c}词], tier: suggest}}\n" for c in "天地玄黄宇宙洪荒"), encoding="utf-8")
        (folder / ".jiaodui.yaml").write_text("glossary: [g.yaml]\n", encoding="utf-8")
        (folder / "a.md").write_text("\n\n".join(f"这是第{i}段，里面有错{c}词，就在这里。" for i, c in enumerate("天地玄黄宇宙洪荒")) + "\n", encoding="utf-8")
        # A first answer, so that both branches begin with the file.
        jiaodui("review", "--order", "doc", "a.md", typed="n\nq\nn\n")
        git("add", "-A")
        git("commit", "-qm", "start")
        git("checkout", "-qb", "b")
        git("checkout", "-q", "main")

        def decide(keys):
            jiaodui("review", "--order", "doc", "a.md", typed="".join(k + "\n" for k in keys) + "q\nn\n")
            git("add", "-A")
            git("commit", "-qm", "answers")

        # Seven are left: j goes on without an answer.
        decide("yjyjyj")
        git("checkout", "-q", "b")
        decide("jnjnjn")
        merged = git("merge", "-q", "--no-edit", "main")
        text = (folder / ".jiaodui" / "decisions.jsonl").read_text(encoding="utf-8")
        answers = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        print(f"common case: merge status {merged.returncode}, marks {text.count('<<<<<<<')}, answers {len(answers)}")
        fine = merged.returncode == 0 and "<<<<<<<" not in text and len(answers) == 7
        check = jiaodui("check", "a.md")
        fine = fine and "decisions.jsonl" not in check.stderr

        # The last one, answered differently.
        git("checkout", "-q", "main")
        git("merge", "-q", "b")
        git("checkout", "-q", "b")
        decide("y")
        git("checkout", "-q", "main")
        decide("n")
        merged = git("merge", "-q", "--no-edit", "b")
        check = jiaodui("check", "a.md")
        told = check.stderr.count('{"v":1')
        print(f"one question answered in two ways: merge status {merged.returncode}, lines told {told}")
        if told != 2:
            print(check.stderr)
        return 0 if fine and told == 2 else 1


if __name__ == "__main__":
    sys.exit(main())
