#!/usr/bin/env python3
"""How long the language server takes from a keystroke to new diagnostics, on a page of 100 kB made of pages of the corpus.

  tests/measure/lsp_times.py [--size BYTES] [--keys N] [--rules 'homophone/*: off']

Each key is one didChange of one character, in the middle of the page; the next is struck when the diagnostics have come, so the search by
sound, which waits until nobody types, is seen in the opening only. By the clock, and the server's own processor time.
"""
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import common


def processor_time(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    parser = common.parser(__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=20)
    parser.add_argument("--rules", default="")
    options = parser.parse_args()
    program, corpus = common.program(), common.corpus()
    text = ""
    for name in common.draw(common.pages(corpus), 40, 6):
        body = common.split_front_matter((corpus / name).read_text(encoding="utf-8"))[1]
        text += body + "\n\n"
        if len(text.encode()) > options.size:
            break
    text = text.encode()[:options.size].decode("utf-8", "ignore")
    with tempfile.TemporaryDirectory() as folder:
        if options.rules:
            Path(folder, ".jiaodui.yaml").write_text(f"version: 1\nrules: {{{options.rules}}}\n")
        server = subprocess.Popen([program, "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  env={**os.environ, "HOME": folder, "XDG_CACHE_HOME": folder})

        def tell(method, params, number=None):
            message = {"jsonrpc": "2.0", "method": method, "params": params, **({"id": number} if number else {})}
            body = json.dumps(message, ensure_ascii=False).encode()
            server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            server.stdin.flush()

        def wait(passes):
            while True:
                length = 0
                while (line := server.stdout.readline().strip()):
                    length = int(line.split(b":")[1])
                message = json.loads(server.stdout.read(length))
                if passes(message):
                    return message

        tell("initialize", {"capabilities": {}}, 1)
        wait(lambda m: m.get("id") == 1)
        tell("initialized", {})
        uri = "file://" + folder + "/page.md"
        start = time.perf_counter()
        tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 0, "text": text}})
        found = wait(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        print(f"{len(text.encode())} bytes, {len(text)} characters, {len(found['params']['diagnostics'])} diagnostics; opened in {(time.perf_counter() - start) * 1000:.0f} ms")
        lines = text.split("\n")
        line = max(range(len(lines) // 3, 2 * len(lines) // 3), key=lambda at: len(lines[at]))
        clocks, cpus = [], []
        for key in range(1, options.keys + 1):
            at = {"line": line, "character": key}
            before, start = processor_time(server.pid), time.perf_counter()
            tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": key}, "contentChanges": [{"range": {"start": at, "end": at}, "text": "的"}]})
            wait(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["version"] == key)
            clocks.append(time.perf_counter() - start)
            cpus.append(processor_time(server.pid) - before)
        print(f"key to diagnostics: median {statistics.median(clocks) * 1000:.0f} ms, least {min(clocks) * 1000:.0f}, most {max(clocks) * 1000:.0f}; processor {statistics.mean(cpus) * 1000:.0f} ms")
        server.kill()


main()
