#!/usr/bin/env python3
"""`review --web` in a real browser: web_test.py PROGRAM. Exit status 77: no browser, skipped.

Answers are on disk as they are made; a change on disk comes in while the page is open; writing changes exactly what was accepted; text is pasted,
mended and given back; line ends are taken a paragraph at a time; the steps of the
work are those of the terminal; a page that was loaded again knows what had been answered.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

from served import Served
from webdriver import Absent, Browser

program = os.path.realpath(sys.argv[1])
folder = tempfile.mkdtemp(prefix="jiaodui-web-")
path = os.path.join(folder, "a.md")


def put(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


def text():
    return open(path, encoding="utf-8").read()


def decisions():
    try:
        lines = open(os.path.join(folder, ".jiaodui", "decisions.jsonl"), encoding="utf-8").read().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def soon(what, seconds=10):
    end = time.time() + seconds
    while time.time() < end:
        value = what()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("never came true")


PAGE = "# 头\n\n说公司剑源科技很好。\n\n随后裁联社报道，剑源科技回应。\n\n邵一谷说，我们走。\n"


def decide_write_and_change(b):
    put("a.md", PAGE)
    with Served(program, folder, "a.md") as s:
        b.open(s.address)
        b.until("return document.querySelectorAll('#text .f').length === 4")
        assert "token" not in b.js("return location.href")
        b.keys("y")
        soon(lambda: [d["d"] for d in decisions()] == ["accept"])
        b.keys("n")
        soon(lambda: sorted(d["d"] for d in decisions()) == ["accept", "reject"])
        b.keys("u")
        soon(lambda: [d["d"] for d in decisions()] == ["accept"])
        assert text() == PAGE, "nothing is written before it is said"
        b.js("location.reload()")
        b.until("return document.querySelectorAll('#text .f').length === 4")
        assert b.js("return document.querySelectorAll('#text .f.accepted').length") == 1
        # Somebody else changes the file.
        put("a.md", PAGE + "\n后面加了一段。\n")
        b.until("return document.getElementById('text').innerText.includes('后面加了一段')")
        assert b.js("return document.querySelectorAll('#text .f.accepted').length") == 1
        b.js("[...document.querySelectorAll('#text .f.pending')].pop().click()")
        b.keys("e")
        b.until("return document.activeElement.tagName === 'TEXTAREA'")
        b.js("document.activeElement.value = '绍伊古（俄）'")
        b.keys("\ue007")
        soon(lambda: sorted(d["d"] for d in decisions()) == ["accept", "edit"])
        # A correction where nothing was suggested.
        b.js("""const s = [...document.querySelectorAll('#text [data-s]')].find(x => x.textContent.includes('我们走'));
            const at = s.textContent.indexOf('我们走'), r = document.createRange(); r.setStart(s.firstChild, at); r.setEnd(s.firstChild, at + 3);
            getSelection().removeAllRanges(); getSelection().addRange(r); document.getElementById('text').focus();""")
        b.keys("e")
        b.until("return document.activeElement.tagName === 'TEXTAREA'")
        b.js("document.activeElement.value = '他们走'")
        b.keys("\ue007")
        soon(lambda: len(decisions()) == 3)
        assert b.text("#write") == "应用已接受的 3 处", b.text("#write")
        b.click("#write")
        b.until("return document.getElementById('dialog').open")
        assert "已应用 3 处" in b.text("#dialog"), b.text("#dialog")
        assert text() == "# 头\n\n说公司箭元科技很好。\n\n随后裁联社报道，剑源科技回应。\n\n绍伊古（俄）说，他们走。\n\n后面加了一段。\n", text()
        b.keys("\ue007")
        b.until("return document.querySelectorAll('#text .f').length === 2")
        b.click("#stop")
        assert s.process.wait(timeout=10) == 0
    assert all(d.get("done") for d in decisions() if d["d"] != "reject"), decisions()
    subprocess.run([program, "undo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    assert "邵一谷说，我们走" in text()


def paste(b):
    with Served(program, folder) as s:
        b.open(s.address)
        b.until("return document.body.classList.contains('pasting')")
        b.js("document.getElementById('pasted').value = '说公司剑源科技很好,对。\\n'")
        b.click("#pasted-go")
        b.until("return document.querySelectorAll('#text .f').length === 2")
        assert b.js("return document.querySelectorAll('#text .f.accepted').length") == 1  # what is certain
        b.keys("y")
        b.js("window.copied = null; navigator.clipboard.writeText = async t => { window.copied = t; }")
        b.click("#copy")
        assert b.until("return window.copied") == "说公司箭元科技很好，对。\n"


def glossary(b):
    """A correction of one's own goes into the project's glossary with one key."""
    put("a.md", PAGE)
    with Served(program, folder, "a.md") as s:
        b.open(s.address)
        b.until("return document.querySelectorAll('#text .f').length >= 2")
        b.js("""const span = [...document.querySelectorAll('#text [data-s]')].find(s => s.textContent.includes('我们走')), at = span.textContent.indexOf('我们走');
            const range = document.createRange(); range.setStart(span.firstChild, at); range.setEnd(span.firstChild, at + 3);
            getSelection().removeAllRanges(); getSelection().addRange(range); document.getElementById('text').focus();""")
        b.keys("e")
        b.until("return document.activeElement.tagName === 'TEXTAREA'")
        b.js("document.activeElement.value = '咱们走'")
        b.keys("\ue007")
        b.until("return document.getElementById('to-glossary')")
        b.keys("+")
        b.until("return document.getElementById('live').textContent.includes('我们走→咱们走')")
        assert "咱们走" in open(os.path.join(folder, "g.yaml"), encoding="utf-8").read()
    with Served(program, folder, "a.md") as s:
        s.enter()
        for wrong, right in [("一", "二"), ("剑源", "剑源"), ("a\nb", "cd"), ("x" * 40, "yy")]:
            assert s.call("/api/glossary", json.dumps({"wrong": wrong, "right": right}).encode())[0] == 400, wrong
        assert s.call("/api/glossary", json.dumps({"wrong": "一二", "right": "三四"}).encode(), token="0")[0] == 403


def line_ends(b):
    put("s.md", "大家好，今天讲自来水，\n如果水厂的设备老化\n水价就会上涨\n但是很多人没有注意到\n你说这个问题严重吗\n首先我们来看看水厂\n水厂主要做三件事\n")
    with Served(program, folder, "s.md", command=("segment", "--web")) as s:
        b.open(s.address)
        b.until("return document.body.classList.contains('line-ends')")
        places = b.js("return document.querySelectorAll('#text .f').length")
        for _ in range(places):
            b.keys("\ue007")
        soon(lambda: sum(d["rule"].startswith("segment/") for d in decisions()) == places)
        b.click("#write")
        soon(lambda: "自来水，如果" in open(os.path.join(folder, "s.md"), encoding="utf-8").read())


def steps(b):
    """The steps of `work`, as the terminal tells them; those with findings here filter the list."""
    put("w.md", "> 以下文本为音频转录结果，存在一定错误，校对正在进行中。\n{.is-warning}\n\n大家好，，我是小林。\n\n剑源科技回应了，剑源科技没有多说。\n")

    def at_the_terminal():
        told = subprocess.run([program, "work", "--status", "w.md"], cwd=folder, capture_output=True, text=True, check=True).stdout
        return [line[2:].split() for line in told.splitlines() if line.strip() and "w.md" not in line]

    def in_the_browser():
        return b.js("""return [...document.querySelectorAll('#dialog .steps li')].map((li, i) => [li.querySelector('.tick').textContent, String(i + 1),
            li.querySelector('b').textContent, li.querySelector('.tick + b + span').textContent].flatMap(x => x.split(' ')).filter(x => x))""")

    with Served(program, folder, "w.md") as s:
        b.open(s.address)
        b.until("return document.querySelectorAll('#text .f').length === 3")
        b.click("#steps")
        b.until("return document.querySelectorAll('#dialog .steps li').length === 7")
        assert in_the_browser() == at_the_terminal(), (in_the_browser(), at_the_terminal())
        assert "jiaodui terms w.md" in b.text("#dialog [data-step=cast]"), b.text("#dialog")
        b.keys("1")
        b.until("return !document.getElementById('dialog').open")
        assert b.js("return [...document.querySelectorAll('#by-tier input')].filter(x => x.checked).map(x => x.dataset.value).join()") == "safe"
        b.keys("w")
        b.until("return document.getElementById('dialog').open")
        b.click("#dialog [data-step=cast] button:last-child")
        b.until("return document.querySelector('#dialog [data-step=cast]').classList.contains('over')")
        b.click("#dialog [data-step=checks] button")
        b.until("return document.querySelector('#dialog [data-step=checks]').classList.contains('over')")
        assert in_the_browser() == at_the_terminal(), (in_the_browser(), at_the_terminal())
        b.keys("3")
        b.until("return !document.getElementById('dialog').open")
        assert b.js("return [...document.querySelectorAll('#by-repeat input')].filter(x => x.checked).map(x => x.dataset.value).join()") == "many"
    with Served(program, folder, "w.md") as s:
        s.enter()
        said = lambda **what: s.call("/api/step", json.dumps(what).encode())[0]
        assert said(file="w.md", step="fix", skipped=False) == 400, "what can be counted is not called done"
        assert said(file="w.md", step="none", skipped=True) == 400
        assert said(file="../w.md", step="read", skipped=True) == 400
        assert s.call("/api/steps?file=../w.md")[0] == 400


def adopting(b):
    """Somebody else's text, the riskiest first; what is accepted goes into the old page."""
    put("old.md", "今天讲国家度码一共有18到20岁的人\n")
    put("new.md", "今天讲国家杜马一共有18到30岁的人\n")
    with Served(program, folder, "old.md", "new.md", command=("adopt", "--web")) as s:
        b.open(s.address)
        b.until("return document.querySelectorAll('#text .f').length === 2")
        assert b.text("#text .f.current del") == "2", b.text("#text")  # 20 → 30
        b.keys("n")
        b.keys("y")
        b.click("#write")
        b.until("return document.getElementById('dialog').open")
        b.keys("\ue007")
        assert open(os.path.join(folder, "old.md"), encoding="utf-8").read() == "今天讲国家杜马一共有18到20岁的人\n"
        b.until("return document.querySelectorAll('#text .f').length === 0")


def lost_connection(b):
    put("a.md", PAGE)
    with Served(program, folder, "a.md") as s:
        b.open(s.address)
        b.until("return document.querySelectorAll('#text .f').length >= 2")
        s.process.kill()
        s.process.wait()
        b.keys("y")
        b.until("return !document.getElementById('banner').hidden")
        assert "没有存好" in b.text("#banner") or "断了" in b.text("#banner")


put(".jiaodui.yaml", "version: 1\nglossary: [g.yaml]\nrules: {homophone/*: off}\n")
put("g.yaml", "- {term: 箭元科技, wrong: [剑源科技], tier: suggest}\n- {term: 财联社, wrong: [裁联社], tier: suggest}\n- {term: 绍伊古, wrong: [邵一谷], tier: suggest}\n")
try:
    with Browser() as b:
        for part in [decide_write_and_change, paste, line_ends, steps, adopting, glossary, lost_connection]:
            part(b)
            print(part.__name__, "ok", flush=True)
except Absent as why:
    print("skipped:", why)
    sys.exit(77)
