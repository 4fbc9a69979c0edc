#!/usr/bin/env python3
"""A whole review at a pseudo-terminal: keys in, screens out, answers on disk, kill -9 in the middle.

Pages with at least --least suggestions between them are copied to a project of their own and reviewed with `jiaodui review`
in 80 columns. Every pair of texts is decided by a hash of it (accept or refuse); pairs that repeat are answered with one
key. After every --kill answers the program is killed with SIGKILL and started again. At the end the answers are written,
and every page must be the old page with exactly the accepted pairs replaced at the places that
`check --format jsonl` named before; every answer that was given must be in decisions.jsonl.

Pages come from the corpus, or, with --sample, are made here (which is what the tests do).

Prints: suggestions, keys, keys a suggestion, the time from a key to the next question's prompt (median, 95 %), kills. Fails
when an answer was lost, a page differs, or a question was asked twice.
"""

import fcntl
import hashlib
import json
import os
import pty
import random
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import common

PROMPT = re.compile(r"(?:\[\?\]|\[Y/n\]|\[y/N\]) ?>? $")
HEADER = re.compile(r"\[(\d+)/(\d+)\]")


def sample(folder, seed):
    """Three pages of our own with a glossary of suggestions: 236 of them, 160 in groups."""
    rng = random.Random(seed)
    chars = [chr(c) for c in range(0x4E00, 0x4E00 + 900)]
    wrong = [f"错{chars[2 * i]}{chars[2 * i + 1]}" for i in range(90)]
    with open(folder / "g.yaml", "w", encoding="utf-8") as file:
        for i, text in enumerate(wrong):
            file.write(f"- {{term: 对{text[1:]}, wrong: [{text}], tier: suggest}}\n")
    # nonsense, in which the rules by sound hear words of their own
    (folder / ".jiaodui.yaml").write_text('glossary: [g.yaml]\nshipped_glossaries: []\nrules:\n  "homophone/*": {on: false}\n', encoding="utf-8")
    places = [i for i in range(76)] + [76 + i % 14 for i in range(160)]
    rng.shuffle(places)
    for page in range(3):
        lines = []
        for i in places[page::3]:
            filler = "".join(rng.choice("天地玄黄宇宙洪荒日月盈昃辰宿列张") for _ in range(rng.randint(0, 9)))
            lines.append(f"{filler}说{wrong[i]}{filler[::-1]}之后还有话")
        (folder / f"p{page}.md").write_text("# 样稿\n\n" + "，\n".join(lines) + "。\n", encoding="utf-8")
    return [f"p{page}.md" for page in range(3)]


def from_corpus(folder, least):
    """Transcripts until they have enough suggestions."""
    chosen, count = [], 0
    for page in sorted((common.corpus() / "transcripts").rglob("*.md")):
        target = folder / f"{len(chosen)}_{page.name.lstrip('-')}"
        target.write_bytes(page.read_bytes())
        found = [f for f in findings(folder, [target.name]) if asked(f)]
        if not found:
            target.unlink()
            continue
        chosen.append(target.name)
        count += len(found)
        if count >= least:
            break
    return chosen


def findings(folder, pages):
    run = subprocess.run([common.program(), "check", "--format", "jsonl", "--tier", "suggest", *pages], cwd=folder, capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def asked(finding):
    return finding["tier"] == "suggest" and finding["new"]


def verdict(old, new):
    return hashlib.sha1(f"{old}→{new}".encode()).digest()[0] % 3 != 0


class Terminal:
    """The program on a pseudo-terminal of 80 columns."""

    def __init__(self, folder, pages):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm", LC_ALL="zh_CN.UTF-8", JIAODUI_BY="测试", COLUMNS="80")
            os.execv(common.program(), [common.program(), "review", "--lang", "zh", "--color", "never", *pages])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.raw = b""

    def until_prompt(self, seconds=60):
        """What was printed up to the next prompt; None when the program ended."""
        end = time.monotonic() + seconds
        got = b""
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], 0.5)
            if not ready:
                continue
            try:
                some = os.read(self.fd, 65536)
            except OSError:
                return got.decode("utf-8", "replace"), True
            if not some:
                return got.decode("utf-8", "replace"), True
            got += some
            text = got.decode("utf-8", "ignore")
            if PROMPT.search(text):
                return text, False
        raise SystemExit(f"no prompt within {seconds} s; the screen:\n{got.decode('utf-8', 'replace')[-2000:]}")

    def key(self, text):
        os.write(self.fd, text.encode())

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def wait(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def answers_on_disk(folder):
    path = folder / ".jiaodui" / "decisions.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def review(folder, pages, by_pair, kill_every):
    """Answers everything; keys, answered, times, kills."""
    keys = answered = kills = since = 0
    times = []
    wide = []
    session = Terminal(folder, pages)
    text, ended = session.until_prompt(600)
    while not ended:
        if "写入？" in text:
            session.key("y")
            keys += 1
            text, ended = session.until_prompt()
            continue
        head = text[text.rfind("\n\r") if "\n\r" in text else 0:]
        blocks = re.split(r"\r?\n\r?\n", text.replace("\r", ""))
        block = blocks[-1]
        wide += [line for line in block.split("\n") if columns(line) > 80]
        pair = pair_of(block, by_pair)
        if pair is None:
            raise SystemExit(f"a question about no pair that check names:\n{block}\n{head[:200]}")
        group = re.search(r"同类 (\d+)/", block)
        count = int(group.group(1)) if group else 1
        yes = verdict(*pair)
        key = ("a" if yes else "d") if count > 1 else ("y" if yes else "n")
        begin = time.monotonic()
        session.key(key)
        text, ended = session.until_prompt()
        times.append((time.monotonic() - begin) * 1000)
        keys += 1
        answered += count
        since += 1
        if len(answers_on_disk(folder)) < answered and not ended and "写入？" not in text:
            raise SystemExit(f"{answered} answers given, {len(answers_on_disk(folder))} on disk")
        if kill_every and since >= kill_every and not ended and "写入？" not in text:
            since = 0
            kills += 1
            session.kill()
            if len(answers_on_disk(folder)) != answered:
                raise SystemExit(f"after a kill: {answered} answers given, {len(answers_on_disk(folder))} on disk")
            session = Terminal(folder, pages)
            text, ended = session.until_prompt(600)
    status = session.wait()
    if status != 0:
        raise SystemExit(f"the review ended with {status}")
    if wide:
        raise SystemExit(f"{len(wide)} lines wider than 80 columns, the first: {wide[0]}")
    return keys, answered, times, kills


def pair_of(block, by_pair):
    """The pair that a question is about, as its head shows it: cut when it is long."""
    head = re.search(r"\[\d+/\d+\]\s+(?:同类 \d+/\d+\s+)?(.+?)(?:  |$)", block.replace("\n", "  "))
    shown = head.group(1) if head else ""
    for old, new in by_pair:
        full = f"补“{new}”" if not old else f"删“{old}”" if not new else f"{old}→{new}"
        if full == shown or (shown.endswith("…") and full.startswith(shown[:-1])):
            return old, new
    return None


def columns(line):
    import unicodedata
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in line.rstrip(" >"))


def accepted_edits(found):
    """In bytes of the page as it was, from its end to its beginning."""
    edits = []
    for f in found:
        if verdict(f["old"], f["new"][0]):
            edits += [(e["byte_start"], e["byte_end"], e["new"]) for e in f["edits"]] if "edits" in f else [(f["byte_start"], f["byte_end"], f["new"][0])]
    return sorted(edits, reverse=True)


def expected(page, found):
    data = page
    for begin, end, new in accepted_edits(found):
        data = data[:begin] + new.encode() + data[end:]
    return data


def asked_twice(now, found):
    """Whether a finding of the written page was asked about before: at that place, with one of those texts. Others are news: what was
    written gave the program another reason."""
    begin = now["byte_start"]
    for at, end, new in reversed(accepted_edits(found)):
        if at + len(new.encode()) > begin:
            break
        begin -= len(new.encode()) - (end - at)
    return any(f["byte_start"] == begin and f["old"] == now["old"] and set(f["new"]) & set(now["new"]) for f in found)


def main():
    p = common.parser(__doc__)
    p.add_argument("--sample", action="store_true")
    p.add_argument("--least", type=int, default=200)
    p.add_argument("--kill", type=int, default=20)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = sample(folder, args.seed) if args.sample else from_corpus(folder, args.least)
        before = {page: (folder / page).read_bytes() for page in pages}
        found = [f for f in findings(folder, pages) if asked(f)]
        by_pair = sorted({(f["old"], f["new"][0]) for f in found}, key=lambda pair: -len(pair[0]) - len(pair[1]))
        keys, answered, times, kills = review(folder, pages, by_pair, args.kill)
        bad = 0
        for page in pages:
            want = expected(before[page], [f for f in found if f["file"] == page])
            if (folder / page).read_bytes() != want:
                bad += 1
                print(f"{page} is not what was decided")
        news = [f for f in findings(folder, pages) if asked(f)]
        twice = [f for f in news if asked_twice(f, [g for g in found if g["file"] == f["file"]])]
        done = [d for d in answers_on_disk(folder) if d["d"] == "accept" and not d.get("done")]
        print(f"pages {len(pages)}, suggestions {len(found)}, answered {answered}, keys {keys}, keys a suggestion {keys / max(answered, 1):.2f}")
        print(f"key to next prompt: median {statistics.median(times):.1f} ms, 95 % {sorted(times)[int(len(times) * 0.95)]:.1f} ms, most {max(times):.1f} ms")
        print(f"kills {kills}, asked twice {len(twice)}, new questions in the next run {len(news) - len(twice)}, accepted but not marked as written {len(done)}, wrong pages {bad}")
        return 1 if bad or done or twice or answered != len(found) else 0


if __name__ == "__main__":
    sys.exit(main())
