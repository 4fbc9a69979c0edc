#!/usr/bin/env python3
"""Whether a page made by `jiaodui new` still knows its times after it has been edited, and whether the page is sound.

Recogniser files of five kinds (srt, vtt, lrc, Whisper JSON, FunASR JSON) are made from raw caption pages of the corpus, one cue a
line, at a speaker's pace. `new` makes a page of each; `check` must find nothing structural in it (groups md, page, encoding, invisible).
Then each page is edited --edits times at random: a word replaced, deleted or put in, a line end turned into a mark, a paragraph broken,
moved or a sentence written anew; after that 40 places of each page are drawn and the time that `check` gives for them (through
a glossary of the words that stand there) is compared with the time of the cue that the place came from: right within 1 s.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import common

HAN = re.compile(r"[\u4e00-\u9fff]")


def captions(folder, seed):
    """Five raw caption pages, each as its lines."""
    out = []
    for path in sorted((folder / "transcripts").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        body = re.split(r"\{\.is-warning\}", text)[-1]
        lines = [line.strip() for line in body.splitlines() if HAN.search(line) and not line.startswith(("#", ">", "<", "!", "-"))]
        if len(lines) > 300 and sum(map(len, lines)) < 25 * len(lines):
            out.append(lines[:600])
    return random.Random(seed).sample(out, 5)


def timed(lines, rng):
    """(begin, end, text) in ms: about five characters a second, with pauses."""
    at, out = 0, []
    for line in lines:
        end = at + max(600, 200 * len(line))
        out.append((at, end, line))
        at = end + rng.choice((0, 0, 0, 120, 300, 900))
    return out


def clock(ms, comma):
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{comma}{ms % 1000:03}"


def srt(cues):
    return "".join(f"{n}\n{clock(b, ',')} --> {clock(e, ',')}\n{t}\n\n" for n, (b, e, t) in enumerate(cues, 1))


def vtt(cues):
    return "WEBVTT\n\n" + "".join(f"{clock(b, '.')} --> {clock(e, '.')}\n{t}\n\n" for b, e, t in cues)


def lrc(cues):
    return "".join(f"[{b // 60000:02}:{b // 1000 % 60:02}.{b % 1000:03}]{t}\n" for b, _, t in cues)


def whisper(cues):
    segments = [{"id": n, "start": b / 1000, "end": e / 1000, "text": t, "avg_logprob": -0.2} for n, (b, e, t) in enumerate(cues)]
    return json.dumps({"text": "".join(t for _, _, t in cues), "segments": segments, "language": "zh"})


def funasr(cues):
    return json.dumps([{"text": "".join(t for _, _, t in cues),
                        "sentence_info": [{"start": b, "end": e, "text": t} for b, e, t in cues]}], ensure_ascii=False)


KINDS = [("srt", srt), ("vtt", vtt), ("lrc", lrc), ("json", whisper), ("json", funasr)]


class Page:
    """The page's body as characters that remember which cue they came from (None: written by the editor)."""

    def __init__(self, text, cues):
        self.head, body = text.split("{.is-warning}\n\n", 1)
        self.head += "{.is-warning}\n\n"
        self.chars = [[ch, None] for ch in body]
        at = 0
        for number, (_, _, line) in enumerate(cues):
            for ch in line:
                if not HAN.match(ch):
                    continue
                while self.chars[at][0] != ch:
                    at += 1
                self.chars[at][1] = number
                at += 1

    def text(self):
        return self.head + "".join(ch for ch, _ in self.chars)

    def edit(self, rng, donor):
        at = rng.randrange(20, len(self.chars) - 200)
        n = rng.randint(1, 4)
        new = [[ch, None] for ch in rng.choice(donor)]
        kind = rng.randrange(7)
        if kind == 0:
            self.chars[at:at + n] = new[:n]
        elif kind == 1:
            del self.chars[at:at + n]
        elif kind == 2:
            self.chars[at:at] = new[:n]
        elif kind == 3:
            ends = [i for i, (ch, _) in enumerate(self.chars) if ch == "\n"]
            if ends:
                self.chars[rng.choice(ends)] = ["，", None]
        elif kind == 4:
            self.chars[at:at] = [["\n", None], ["\n", None]]
        elif kind == 5:
            self.chars[at:at + 60] = new + [["。", None]]
        else:
            self.chars[at:at] = new + [["。", None], ["\n", None], ["\n", None]]


def places(work, name, page, rng, count):
    """[(right begin in ms, what the program says)] for words of the page drawn at random."""
    text = page.text()
    own = [i for i, (_, cue) in enumerate(page.chars) if cue is not None]
    offset = len(page.head)
    drawn = sorted(rng.sample(own, count))
    rows, at = [], {}
    for i in drawn:
        word = "".join(ch for ch, _ in page.chars[i:i + 4])
        if len(word) == 4 and all(HAN.match(ch) for ch in word) and text.count(word) == 1:
            at[len(text[:offset + i].encode())] = page.chars[i][1]
            rows.append(f"{word}\t〇{word[1:]}\n")
    (work / "probe.tsv").write_text("".join(rows), encoding="utf-8")
    flags = ["--set", "glossary=[probe.tsv]", "--set", "pipeline=[glossary]", "--min-confidence", "0", "--show", "all", "--format", "jsonl"]
    found = {}
    status, out, err = common.run(["check", *flags, name], work)
    for line in out.decode().splitlines():
        finding = json.loads(line)
        if finding.get("byte_start") in at:
            found[finding["byte_start"]] = finding.get("cue", {}).get("time")
    if not found:
        sys.exit(f"no finding in {name}: {status} {err.decode()[-400:]}")
    return [(cue, found[byte]) for byte, cue in at.items() if byte in found]


def ms_of(time):
    h, m, rest = time.split(":")
    return (int(h) * 60 + int(m)) * 60000 + int(rest.replace(",", ""))


def main():
    p = common.parser(__doc__)
    p.add_argument("--edits", type=int, default=50)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--lexicon", help="a folder .jiaodui with a learned lexicon, so that line ends are decided as well")
    args = p.parse_args()
    folder, rng = common.corpus(), random.Random(args.seed)
    pages = captions(folder, args.seed)
    right = asked = structural = 0
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        subprocess.run(["git", "init", "-q"], cwd=work, check=False)
        if args.lexicon:
            (work / ".jiaodui").symlink_to(Path(args.lexicon).absolute())
        donor = [line for lines in pages for line in lines if len(line) >= 8]
        for number, ((ending, write), lines) in enumerate(zip(KINDS, pages)):
            cues = timed(lines, rng)
            source, name = f"{number}.{ending}", f"page{number}.md"
            (work / source).write_text(write(cues), encoding="utf-8")
            status, out, err = common.run(["new", name, "--from", source, "--set", f"title=第{number}页"], work)
            if status != 0:
                sys.exit(f"new {source}: {err.decode()}")
            wrong = []
            for found in common.check(work, [name], ["--show", "all"], isolated=False).values():
                wrong += [f for f in found if f["rule"].split("/")[0] in ("md", "page", "encoding", "invisible")
                          and f["rule"] != "page/inconsistent-name"]  # that one is about words
            structural += len(wrong)
            page = Page((work / name).read_text(encoding="utf-8"), cues)
            for _ in range(args.edits):
                page.edit(rng, donor)
            (work / name).write_text(page.text(), encoding="utf-8")
            said = places(work, name, page, rng, 80)[:40]
            good = sum(time is not None and abs(ms_of(time) - cues[cue][0]) <= 1000 for cue, time in said)
            print(f"{source} ({write.__name__}, {len(cues)} cues): {len(wrong)} structural findings; {good} of {len(said)} places at the right second")
            for f in wrong[:5]:
                print("   ", f["rule"], f["line"], f["old"])
            right, asked = right + good, asked + len(said)
    print(f"{right} of {asked} places at the right second (±1 s) after {args.edits} edits a page: {right / asked:.3f}; {structural} structural findings")
    return 0 if right >= 0.95 * asked and structural == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
