#!/usr/bin/env python3
"""Draws docs/review-light.png and docs/review-dark.png: the review in Debian's chromium, on a sample of this repository, some answered.

    docs/draw_page.py [PROGRAM]        (default: build/release/jiaodui)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/browser"))
from webdriver import Browser  # noqa: E402

SAMPLE = "samples/fresh-captions.md"
KEYS = "yyyyss"


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/jiaodui").resolve()
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        page = Path(folder) / "page.html"
        subprocess.run([program, "--lang", "zh", "review", "--html", page, SAMPLE], cwd=ROOT, check=True)
        browser.open(page.as_uri())
        for key in KEYS:
            browser.keys(key)
        for theme in ("light", "dark"):
            browser.js("document.documentElement.dataset.theme = arguments[0]", theme)
            browser.picture(ROOT / f"docs/review-{theme}.png")


if __name__ == "__main__":
    main()
