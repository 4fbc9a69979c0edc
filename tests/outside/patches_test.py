#!/usr/bin/env python3
"""The unified diff over pages of a corpus: `git apply --check` takes it, and `git apply` and `patch` make of the pages what `fix` makes.

  patches_test.py PROGRAM CORPUS [COUNT]

COUNT pages that would change are drawn (default 500, the same ones every time); without a corpus the test is skipped. The search by
sound is off: it takes longer than all the rest, and what it is certain of are edits like any other.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM, CORPUS = (os.path.abspath(argument) for argument in sys.argv[1:3])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 500
CONFIGURATION = "version: 1\nrules: {homophone/*: off}\n"


def jiaodui(folder, command, *arguments):
    done = subprocess.run([PROGRAM, command, *arguments], cwd=folder, capture_output=True)
    assert done.returncode < 2, done.stderr.decode()
    return done.stdout


def pages(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in pathlib.Path(folder).rglob("*.md") if ".git" not in p.parts}


def copy_of(originals, folder):
    for name, data in originals.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    pathlib.Path(folder, ".jiaodui.yaml").write_text(CONFIGURATION)
    return folder


if not os.path.isdir(CORPUS) or not shutil.which("patch"):
    print("skipped: no corpus" if shutil.which("patch") else "skipped: no patch")
    sys.exit(77)
with tempfile.TemporaryDirectory() as work:
    everything = pages(CORPUS)
    everything = copy_of(everything, work + "/all") and everything
    jiaodui(work + "/all", "fix", "-q", ".")
    fixed = pages(work + "/all")
    changing = sorted(name for name in everything if fixed[name] != everything[name])
    drawn = sorted(random.Random(6).sample(changing, min(COUNT, len(changing))))
    still = sorted(set(everything) - set(changing))[:20]  # some that stay as they are
    originals = {name: everything[name] for name in drawn + still}
    wanted = {name: fixed[name] for name in originals}

    by_git = copy_of(originals, work + "/git")
    patch = jiaodui(by_git, "diff", "--style", "unified", ".")
    pathlib.Path(work, "changes.diff").write_bytes(patch)
    assert patch.count(b"\n--- a/") + patch.startswith(b"--- a/") == len(drawn), "one patch a page that changes"
    subprocess.run(["git", "init", "-q", "."], cwd=by_git, check=True)
    subprocess.run(["git", "apply", "--check", "--whitespace=nowarn", "../changes.diff"], cwd=by_git, check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "../changes.diff"], cwd=by_git, check=True)
    assert pages(by_git) == wanted, "git apply makes something else than fix"

    by_patch = copy_of(originals, work + "/patch")
    subprocess.run(["patch", "-s", "-p1", "--no-backup-if-mismatch", "-i", "../changes.diff"], cwd=by_patch, check=True)
    assert pages(by_patch) == wanted, "patch makes something else than fix"
    assert not list(pathlib.Path(by_patch).rglob("*.rej")) + list(pathlib.Path(by_patch).rglob("*.orig"))
    print(f"patches: {len(drawn)} pages changed, {len(still)} left alone, {len(patch)} bytes of diff: git apply and patch make what fix makes")
