"""`jiaodui review --web` (or another command that serves the page) as a process, for tests: Served(program, folder, *words). `address`, `port` and a session's `token`; call() as the page would."""
import json
import os
import re
import signal
import subprocess
import urllib.error
import urllib.request


class Served:
    def __init__(self, program, folder, *words, command=("review", "--web")):
        environment = dict(os.environ, HOME=folder, XDG_CACHE_HOME=folder, JIAODUI_BY="tester", GIT_CEILING_DIRECTORIES=folder)
        self.process = subprocess.Popen([program, *command, *words], cwd=folder, stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        self.address = re.search(r"http://127\.0\.0\.1:\d+/#token=[0-9a-f]+", line).group(0)
        self.port = int(re.search(r":(\d+)/", self.address).group(1))
        self.once = self.address.split("token=")[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.token = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def enter(self):
        self.token = self.call("/api/enter", b"", token=self.once)[1]["token"]

    # (status, JSON or text, headers)
    def call(self, path, body=None, token=None, headers=None):
        request = urllib.request.Request(self.base + path, body, {"X-Jiaodui-Token": self.token if token is None else token, "Content-Type": "application/json", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, text, got = answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            status, text, got = error.code, error.read(), error.headers
        if got.get("Content-Type", "").startswith("application/json") and text:
            return status, json.loads(text), got
        return status, text, got
