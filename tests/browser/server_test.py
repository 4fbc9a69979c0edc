#!/usr/bin/env python3
"""The server of `review --web`, as strangers meet it: server_test.py PROGRAM. Needs no browser."""
import concurrent.futures
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

from served import Served

program = os.path.realpath(sys.argv[1])
folder = tempfile.mkdtemp(prefix="jiaodui-server-")


def put(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


def raw(port, data, wait=True):
    with socket.create_connection(("127.0.0.1", port), timeout=15) as s:
        s.sendall(data)
        if not wait:
            return b""
        got = b""
        while True:
            piece = s.recv(65536)
            if not piece:
                return got
            got += piece
            if b"\r\n\r\n" in got:
                return got


def status(answer):
    return int(answer.split(b" ", 2)[1])


def tokens(s):
    assert s.call("/api/start", token="")[0] == 403
    assert s.call("/api/start", token="0" * 48)[0] == 403
    assert s.call("/api/start", token=s.once)[0] == 403  # that one buys a session and nothing else
    assert s.call("/api/enter", b"", token="0" * 48)[0] == 403
    s.enter()
    assert s.call("/api/enter", b"", token=s.once)[0] == 403, "the token of the address works once"
    assert s.call("/api/enter", b"")[0] == 200, "a page that is loaded again keeps its session"
    code, start, headers = s.call("/api/start")
    assert (code, start["files"], start["paste"]) == (200, ["a.md", "sub/b.md"], False), start
    assert "default-src 'none'" in headers["Content-Security-Policy"] and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    code, page, _ = s.call("/", token="")
    assert code == 200 and "剑源".encode() not in page, "the page itself holds no data"


def hosts_and_origins(s):
    def ask(*headers, path="/api/start"):
        lines = [f"GET {path} HTTP/1.1", *headers, f"X-Jiaodui-Token: {s.token}", "Connection: close", "", ""]
        return status(raw(s.port, "\r\n".join(lines).encode()))
    host = f"Host: 127.0.0.1:{s.port}"
    assert ask(host) == 200
    for wrong in ["Host: evil.example", f"Host: evil.example:{s.port}", "Host: 127.0.0.1", "Host: 127.0.0.1:1", "X: y"]:
        assert ask(wrong) in (400, 421), wrong  # a name that was made to point here (DNS rebinding)
        assert ask(wrong, path="/") in (400, 421), wrong
    assert ask(host, f"Origin: http://127.0.0.1:{s.port}") == 200
    for origin in ["http://evil.example", "null", f"https://127.0.0.1:{s.port}", "http://127.0.0.1:1", f"http://localhost:{s.port}"]:
        assert ask(host, f"Origin: {origin}") == 403, origin
    assert ask(host, "Sec-Fetch-Site: cross-site") == 403


def paths(s):
    open("/tmp/jiaodui-secret", "w").write("secret")
    for path in ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/page?file=../../../../etc/passwd", "/api/page?file=/etc/passwd", "/api/page?file=%2e%2e%2fa.md",
                 "/api/page?file=.jiaodui.yaml", "/a.md", "//etc/passwd", "/api/page?file=a.md%00.txt", "/media?token=" + s.token, "/media?token=" + s.token + "&file=/etc/passwd"]:
        answer = raw(s.port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\nX-Jiaodui-Token: {s.token}\r\nConnection: close\r\n\r\n".encode())
        assert status(answer) in (400, 403, 404), (path, answer)
        assert b"root:" not in answer and b"secret" not in answer
    line = json.dumps({"v": 1, "d": "reject", "from": "x", "to": "y", "file": "../../etc/passwd", "l": "", "r": ""})
    assert s.call("/api/decide", line.encode())[0] == 400
    assert not os.path.exists(os.path.join(folder, ".jiaodui"))


def bodies(s):
    for body in [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"v":1}', b'{"v":1,"d":"accept"}', b"{" * 100000, json.dumps({"v": 1, "d": "known", "from": "x", "file": "a.md"}).encode()]:
        code = s.call("/api/decide", body or b"{}")[0]
        assert code == 400, (body[:40], code)
    code = s.call("/api/decide", b"x" * (17 << 20))[0] if False else status(raw(s.port, f"POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\nX-Jiaodui-Token: {s.token}\r\nContent-Length: {17 << 20}\r\nConnection: close\r\n\r\n".encode()))
    assert code == 413, code
    code = status(raw(s.port, f"POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\nX-Jiaodui-Token: {s.token}\r\nContent-Length: -1\r\nConnection: close\r\n\r\n".encode()))
    assert code in (400, 413), code
    long = raw(s.port, b"GET /" + b"a" * 20000 + f" HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\nConnection: close\r\n\r\n".encode())
    assert long == b"" or status(long) in (400, 403, 404, 414), long[:80]
    assert s.call("/api/start")[0] == 200


def many(s):
    """A hundred at once, each asking and answering; not one answer is lost."""
    def one(i):
        page = s.call("/api/page?file=a.md")
        line = json.dumps({"v": 1, "d": "reject", "rule": "t/g", "from": f"词{i}", "to": f"字{i}", "file": "a.md", "l": f"左{i}", "r": "右"}, ensure_ascii=False)
        return page[0], s.call("/api/decide", (line + "\n").encode())[0]
    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(one, range(100)))
    assert all(a == (200, 200) for a in answers), [a for a in answers if a != (200, 200)]
    kept = open(os.path.join(folder, ".jiaodui", "decisions.jsonl"), encoding="utf-8").read().splitlines()
    assert len(kept) == 100 and len({json.loads(line)["from"] for line in kept}) == 100, len(kept)
    assert all(json.loads(line)["by"] == "tester" for line in kept)
    s.call("/api/undo", "\n".join(kept).encode())
    assert open(os.path.join(folder, ".jiaodui", "decisions.jsonl"), encoding="utf-8").read() == ""


def slow(s):
    """Sixty who send a byte now and then, and keep nobody else waiting."""
    stop = threading.Event()
    def dawdle():
        with socket.create_connection(("127.0.0.1", s.port)) as c:
            for byte in (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\nX: " + "a" * 100000).encode():
                if stop.wait(0.5):
                    return
                try:
                    c.send(bytes([byte]))
                except OSError:
                    return
    threads = [threading.Thread(target=dawdle, daemon=True) for _ in range(60)]
    for t in threads:
        t.start()
    time.sleep(1)
    begin = time.time()
    for _ in range(10):
        assert s.call("/api/start")[0] == 200
    assert time.time() - begin < 5, time.time() - begin
    # One who says nothing at all is hung up on.
    with socket.create_connection(("127.0.0.1", s.port), timeout=20) as c:
        c.send(b"GET / HT")
        begin = time.time()
        while c.recv(65536):
            pass
        assert time.time() - begin < 15
    return stop


def only_here(s):
    """Nobody but this machine can reach the port."""
    listening = [line.split() for line in open("/proc/net/tcp").read().splitlines()[1:]]
    mine = [fields[1] for fields in listening if fields[3] == "0A" and fields[1].endswith(":%04X" % s.port)]
    if mine:
        assert mine == ["0100007F:%04X" % s.port], mine
    else:
        print("  (/proc/net/tcp does not tell; tried by connecting)")
    own = [a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)] + ["127.0.0.2"]
    for address in own:
        if address == "127.0.0.1":
            continue
        try:
            socket.create_connection((address, s.port), timeout=2).close()
        except OSError:
            continue
        raise AssertionError("reached at " + address)


def media(program):
    with open(os.path.join(folder, "sound.mp3"), "wb") as out:
        out.write(bytes(range(256)) * 4000)
    with Served(program, folder, "--media", "sound.mp3", "a.md") as s:
        s.enter()
        start = s.call("/api/start")[1]
        code, body, headers = s.call("/media?token=" + start["media"], headers={"Range": "bytes=256-511"})
        assert (code, body, headers["Content-Type"], headers["Content-Range"]) == (206, bytes(range(256)), "audio/mpeg", "bytes 256-511/1024000"), (code, headers)
        code, body, _ = s.call("/media?token=" + start["media"])
        assert code == 200 and len(body) == 1024000
        assert s.call("/media?token=" + s.token)[0] == 403


def ends(program):
    with Served(program, folder, "a.md") as s:
        s.enter()
        assert s.call("/api/stop", b"{}")[0] == 200
        assert s.process.wait(timeout=10) == 0
    with Served(program, folder, "a.md") as s:
        s.process.send_signal(2)
        assert s.process.wait(timeout=10) == 0


put("a.md", "说公司剑源科技很好,对。\n")
os.makedirs(os.path.join(folder, "sub"))
put("sub/b.md", "没有什么。\n")
put(".jiaodui.yaml", "version: 1\nglossary: [g.yaml]\nrules: {homophone/*: off}\n")
put("g.yaml", "- {term: 箭元科技, wrong: [剑源科技], tier: suggest}\n")
told = subprocess.run([program, "review", "--help"], capture_output=True, text=True, check=False).stdout
if "--web" not in told:
    print("skipped: this program is built without the server")
    sys.exit(77)
with Served(program, folder, "a.md", "sub/b.md") as s:
    for part in [tokens, hosts_and_origins, paths, bodies, many, only_here]:
        part(s)
        print(part.__name__, "ok", flush=True)
    stop = slow(s)
    print("slow ok", flush=True)
stop.set()
media(program)
print("media ok", flush=True)
ends(program)
print("ends ok", flush=True)
