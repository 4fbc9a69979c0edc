"""A browser to drive, with nothing but Python's own library: Debian's chromium through chromedriver and the WebDriver protocol.

    with Browser() as b:
        b.open("file:///tmp/a.html"); b.keys("y"); b.js("return document.title")

Browser() raises Absent when either program is missing; tests then say so and are skipped. The browser asks nobody on the network.
"""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1360,860", "--hide-scrollbars"]


class Absent(Exception):
    pass


class Failed(Exception):
    pass


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Browser:
    def __init__(self, downloads=None):
        driver, browser = shutil.which("chromedriver"), shutil.which("chromium")
        if not driver or not browser:
            raise Absent("chromium or chromedriver is not installed")
        self.home = tempfile.mkdtemp(prefix="jiaodui-browser-")
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.call("GET", "/status")
                break
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
        options = {"binary": browser, "args": FLAGS + [f"--user-data-dir={self.home}"],
                   "prefs": {"download.default_directory": downloads or self.home, "download.prompt_for_download": False}}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                                                                "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = "/session/" + answer["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", self.session)
        except (OSError, Failed):
            pass
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Failed(json.load(error)["value"]["message"]) from None

    def open(self, address):
        self.call("POST", self.session + "/url", {"url": address})

    def js(self, code, *arguments):
        return self.call("POST", self.session + "/execute/sync", {"script": code, "args": list(arguments)})

    def js_async(self, code, *arguments):
        return self.call("POST", self.session + "/execute/async", {"script": code, "args": list(arguments)})

    # Real key presses, one after another, wherever the focus is.
    def keys(self, text):
        actions = [step for c in text for step in ({"type": "keyDown", "value": c}, {"type": "keyUp", "value": c})]
        self.call("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def chord(self, modifier, key):
        self.call("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "keys", "actions": [
            {"type": "keyDown", "value": modifier}, {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}, {"type": "keyUp", "value": modifier}]}]})

    def find(self, selector):
        return list(self.call("POST", self.session + "/element", {"using": "css selector", "value": selector}).values())[0]

    def click(self, selector):
        self.call("POST", f"{self.session}/element/{self.find(selector)}/click", {})

    def text(self, selector):
        return self.js("const e = document.querySelector(arguments[0]); return e && e.innerText", selector)

    def until(self, code, *arguments, seconds=10):
        end = time.time() + seconds
        while time.time() < end:
            value = self.js(code, *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError("never came true: " + code)

    def picture(self, path):
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.call("GET", self.session + "/screenshot")))

    # What the browser complained of: errors of scripts, refusals of the policy.
    def complaints(self):
        return [entry["message"] for entry in self.call("POST", self.session + "/se/log", {"type": "browser"})]

    def cdp(self, command, parameters):
        return self.call("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": parameters})
