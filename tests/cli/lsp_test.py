#!/usr/bin/env python3
"""The language server, driven over its pipes as an editor drives it.  lsp_test.py PROGRAM"""
import json, os, subprocess, sys, tempfile, urllib.parse

PROGRAM = os.path.abspath(sys.argv[1])
PAGE = "# 夜车\n\n𠮷😀大家好,欢迎。。\n我们我们先看Chat GPT\n"


class Server:
    def __init__(self, folder, encodings=None):
        env = dict(os.environ, JIAODUI_LANG="en", XDG_CACHE_HOME=folder, HOME=folder)
        self.process = subprocess.Popen([PROGRAM, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env=env)
        self.number = 0
        self.notes = []
        general = {"positionEncodings": encodings} if encodings else {}
        self.capabilities = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {
            "general": general, "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        length = None
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length is not None, "the server went away"
        return json.loads(self.process.stdout.read(length))

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def post(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        return self.number

    def answer(self, number):
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                return message
            self.notes.append(message)

    def ask(self, method, params):
        message = self.answer(self.post(method, params))
        assert "error" not in message, message
        return message["result"]

    def note(self, method):
        while True:
            for i, message in enumerate(self.notes):
                if message.get("method") == method:
                    return self.notes.pop(i)["params"]
            self.notes.append(self.read())

    def open(self, path, text):
        uri = "file://" + urllib.parse.quote(path)
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
        return uri

    def close(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        return self.process.wait(10)


def edited(text, edits, unit):
    """The text with an editor's edits made; positions are turned into characters by the unit."""
    lines = text.split("\n")

    def offset(position):
        line = lines[position["line"]]
        units = 0
        for index, character in enumerate(line):
            if units >= position["character"]:
                break
            units += {"utf-8": len(character.encode()), "utf-16": len(character.encode("utf-16-le")) // 2, "utf-32": 1}[unit]
        else:
            index = len(line)
        assert units == position["character"] or index == len(line), (position, line)
        return sum(len(l) + 1 for l in lines[:position["line"]]) + index

    for edit in sorted(edits, key=lambda e: (e["range"]["start"]["line"], e["range"]["start"]["character"]), reverse=True):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def edits_of(action):
    changes = action["edit"]["documentChanges"]
    assert len(changes) == 1
    return changes[0]["edits"]


def everything(line):
    return {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 999}}


def session(folder, unit):
    server = Server(folder, {"utf-8": ["utf-8", "utf-16"], "utf-16": None, "utf-32": ["utf-32"]}[unit])
    assert server.capabilities["capabilities"]["positionEncoding"] == unit
    assert server.note("client/registerCapability")["registrations"][0]["method"] == "workspace/didChangeWatchedFiles"
    uri = server.open(os.path.join(folder, "节目 1.md"), PAGE)
    diagnostics = server.note("textDocument/publishDiagnostics")
    assert diagnostics["uri"] == uri and diagnostics["version"] == 1
    comma = next(d for d in diagnostics["diagnostics"] if d["code"] == "punct/halfwidth")
    assert comma["severity"] == 2 and comma["source"] == "jiaodui"
    assert comma["range"]["start"] == {"line": 2, "character": {"utf-8": 17, "utf-16": 7, "utf-32": 5}[unit]}, comma
    document = {"uri": uri}

    # A quick fix, the fix of all, and a line that is silenced.
    actions = server.ask("textDocument/codeAction", {"textDocument": document, "range": comma["range"], "context": {"diagnostics": [comma]}})
    fix = next(a for a in actions if a["kind"] == "quickfix" and a["title"] == ",→，")
    assert edited(PAGE, edits_of(fix), unit) == PAGE.replace(",", "，")
    fix_all = next(a for a in actions if a["kind"] == "source.fixAll.jiaodui")
    mended = edited(PAGE, edits_of(fix_all), unit)
    assert mended == "# 夜车\n\n𠮷😀大家好，欢迎。\n我们我们先看ChatGPT\n", mended
    silence = next(a for a in actions if "silence" in a["title"] and "halfwidth" in a["title"])
    silenced = edited(PAGE, edits_of(silence), unit)
    assert "欢迎。。 <!-- jiaodui-disable-line punct/halfwidth -->\n" in silenced
    only = server.ask("textDocument/codeAction", {"textDocument": document, "range": everything(3), "context": {"diagnostics": [], "only": ["source.fixAll"]}})
    assert [a["kind"] for a in only] == ["source.fixAll.jiaodui"]

    # Hover shows the rule's page.
    hover = server.ask("textDocument/hover", {"textDocument": document, "position": comma["range"]["start"]})
    assert hover["contents"]["kind"] == "markdown" and "punct/halfwidth" in hover["contents"]["value"]
    assert server.ask("textDocument/hover", {"textDocument": document, "position": {"line": 1, "character": 0}}) is None

    # Incremental changes, several at once, each on the text that the former left.
    head = {"utf-8": 8, "utf-16": 4, "utf-32": 2}[unit]  # behind the two wide characters
    server.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [
        {"range": {"start": {"line": 2, "character": head}, "end": {"line": 2, "character": head}}, "text": "各位"},
        {"range": everything(3), "text": "完。"}]})
    while (diagnostics := server.note("textDocument/publishDiagnostics"))["version"] != 2:
        pass
    moved = next(d for d in diagnostics["diagnostics"] if d["code"] == "punct/halfwidth")
    assert moved["range"]["start"]["character"] == {"utf-8": 23, "utf-16": 9, "utf-32": 7}[unit]
    assert not any(d["range"]["start"]["line"] == 3 for d in diagnostics["diagnostics"])

    # A change of the configuration is noticed.
    with open(os.path.join(folder, ".jiaodui.yaml"), "w", encoding="utf-8") as file:
        file.write("version: 1\nrules: {punct/halfwidth: off}\nglossary: [terms.yaml]\n")
    open(os.path.join(folder, "terms.yaml"), "w").close()
    server.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file://" + folder + "/.jiaodui.yaml", "type": 1}]})
    while any(d["code"] == "punct/halfwidth" for d in server.note("textDocument/publishDiagnostics")["diagnostics"]):
        pass

    # An entry for the glossary is written and in force at once.
    server.ask("workspace/executeCommand", {"command": "jiaodui.addTerm", "arguments": ["欢迎词", "迎宾词"]})
    assert "迎宾词" in open(os.path.join(folder, "terms.yaml"), encoding="utf-8").read()
    server.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 3}, "contentChanges": [{"text": "欢迎词\n"}]})
    while (diagnostics := server.note("textDocument/publishDiagnostics"))["version"] != 3:
        pass
    assert [d["code"] for d in diagnostics["diagnostics"]] == ["term/glossary"]

    # What makes no sense is answered, and the server lives on.
    for method, params in [("textDocument/codeAction", {"textDocument": 3}), ("textDocument/hover", {}), ("no/such", {})]:
        assert "error" in server.answer(server.post(method, params))
    # A request that is taken back before it was taken up is answered as cancelled.
    body = b"".join(b"Content-Length: %d\r\n\r\n" % len(m) + m for m in (
        json.dumps({"jsonrpc": "2.0", **m}).encode() for m in (
            {"method": "textDocument/didChange", "params": {"textDocument": {"uri": uri, "version": 4}, "contentChanges": [{"text": PAGE * 200}]}},
            {"id": 900, "method": "textDocument/hover", "params": {"textDocument": document, "position": {"line": 2, "character": 0}}},
            {"method": "$/cancelRequest", "params": {"id": 900}})))
    server.process.stdin.write(body)
    server.process.stdin.flush()
    answer = server.answer(900)
    assert answer.get("error", {}).get("code") == -32800 or "result" in answer, answer
    server.tell("textDocument/didClose", {"textDocument": document})
    while server.note("textDocument/publishDiagnostics")["diagnostics"]:
        pass
    assert server.close() == 0


def nonsense(folder):
    for junk in (b"Content-Length: 99999999999999\r\n\r\n", b"x" * 5000, b"Content-Length: 3\r\n\r\n{}x" * 3):
        process = subprocess.run([PROGRAM, "lsp"], input=junk, capture_output=True, cwd=folder, timeout=20)
        assert process.returncode == 1, process


for unit in ("utf-16", "utf-8", "utf-32"):
    with tempfile.TemporaryDirectory() as folder:
        session(os.path.realpath(folder), unit)
with tempfile.TemporaryDirectory() as folder:
    nonsense(folder)
print("lsp: all as it should be")
