#!/usr/bin/env python3
"""What a hook costs: one page, ten pages and the whole corpus staged, one changed line a page.

  tests/measure/hook_times.py [--runs N] [--counts 1,10,0]     0: every page

Three rows a count: the plain hook (`check --staged --changed-only`), what pre-commit starts (`check --changed-only FILES`), and
pre-commit itself with this hook less pre-commit with a hook that does nothing. Medians by the clock, and user and system time of all
processes. Every run is a fresh process; `cold` adds runs of the first row with the program's and git's files dropped from the cache, where
that is allowed (root).
"""
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import common


def timed(arguments, cwd, environment):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(arguments, cwd=cwd, env=environment, capture_output=True)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode < 2, done.stderr.decode()[-2000:]
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name, arguments, runs, cwd, environment, before=None):
    seen = []
    for _ in range(runs):
        if before:
            before()
        seen.append(timed(arguments, cwd, environment))
    clock, cpu = (statistics.median(column) for column in zip(*seen))
    best = min(one[0] for one in seen)
    print(f"| {name} | {clock * 1000:.0f} | {best * 1000:.0f} | {cpu * 1000:.0f} |", flush=True)
    return clock, cpu


def drop_caches():
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("3")


# As `jiaodui init --hook` and .pre-commit-hooks.yaml have it.
CHECK = ["check", "--changed-only", "--no-pager", "--ignore", "homophone/word,homophone/estimate"]
HOOKS = """repos:
- repo: local
  hooks:
  - {id: none, name: none, entry: "true", language: system, files: '\\.md$', require_serial: true}
  - {id: jiaodui, name: jiaodui, entry: "jiaodui check --changed-only --no-pager --ignore homophone/word,homophone/estimate", language: system, files: '\\.md$', require_serial: true}
"""


def main():
    parser = common.parser(__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--counts", default="1,10,0")
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    program, corpus = common.program(), common.corpus()
    names = common.pages(corpus)
    with tempfile.TemporaryDirectory() as work:
        environment = {**os.environ, "HOME": work, "XDG_CACHE_HOME": work, "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": work + "/pre-commit",
                       "PATH": os.path.dirname(program) + ":" + os.environ["PATH"]}

        def git(*arguments):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], cwd=wiki, env=environment, check=True,
                           capture_output=True)

        wiki = os.path.join(work, "wiki")
        os.mkdir(wiki)
        common.copy_pages(corpus, names, wiki)
        Path(wiki, ".pre-commit-config.yaml").write_text(HOOKS)
        git("init", "-q")
        git("add", "-A")
        git("commit", "-qm", "all")
        middle = sorted(names, key=lambda name: os.path.getsize(os.path.join(wiki, name)))
        print("| | median ms | least ms | processor ms |\n|---|--:|--:|--:|")
        for count in map(int, options.counts.split(",")):
            # Pages of about the median size.
            half = len(middle) // 2
            drawn = middle[half:half + count] if count else names
            for name in drawn:
                with open(os.path.join(wiki, name), "a", encoding="utf-8") as page:
                    page.write("\n新加的一行,在此。\n")
            git("add", "-A")
            runs = options.runs if count else 3
            what = f"{count} page{'s' if count > 1 else ''}" if count else f"all {len(names)} pages"
            row(f"{what}: git hook", [program, *CHECK, "--staged"], runs, wiki, environment)
            row(f"{what}: as pre-commit starts it", [program, *CHECK, *drawn], runs, wiki, environment)
            if options.cold and count:
                row(f"{what}: git hook, nothing cached", [program, *CHECK, "--staged"], 5, wiki, environment, drop_caches)
            if count:
                with_it = row(f"{what}: pre-commit with the hook", ["pre-commit", "run", "jiaodui"], runs, wiki, environment)
                without = row(f"{what}: pre-commit with an idle hook", ["pre-commit", "run", "none"], runs, wiki, environment)
                print(f"| {what}: difference | {(with_it[0] - without[0]) * 1000:.0f} | | {(with_it[1] - without[1]) * 1000:.0f} |")
            git("reset", "-q", "--hard")


main()
