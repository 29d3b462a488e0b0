"""A real Chromium, driven as the W3C's WebDriver says: by chromedriver over HTTP."""

import base64
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1100,760",
]
KEYS = {"Enter": "\ue007", "F3": "\ue033", "F10": "\ue03a", "F12": "\ue03c"}
PATIENCE = 60


class Browser:
    """One window."""

    def __init__(self, http: httpx.Client, session: str) -> None:
        self._http = http
        self._at = f"/session/{session}"

    def open(self, address: str) -> Self:
        """Go to an address."""
        self._do("POST", "/url", {"url": address})
        return self

    def another_tab(self) -> str:
        """Open a second tab and look at it; answers the name of the one before."""
        before = str(self._do("GET", "/window"))
        self.look_at(self._do("POST", "/window/new", {"type": "tab"})["handle"])
        return before

    def look_at(self, tab: str) -> None:
        """Look at a tab."""
        self._do("POST", "/window", {"handle": tab})

    def reload(self) -> None:
        """Load the page again."""
        self._do("POST", "/refresh", {})

    def fill(self, selector: str, text: str) -> None:
        """Type into an input of the page, in the place of what stands there."""
        at = f"/element/{self._find(selector)}"
        self._do("POST", f"{at}/clear", {})
        self._do("POST", f"{at}/value", {"text": text})

    def click(self, selector: str) -> None:
        """Click."""
        self._do("POST", f"/element/{self._find(selector)}/click", {})

    def press(self, *keys: str) -> None:
        """Press keys, each by its name or as the characters of a text."""
        typed = [KEYS[key]] if (key := keys[0]) in KEYS else list(key)
        actions = [{"type": kind, "value": each} for each in typed for kind in ("keyDown", "keyUp")]
        self._do("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})
        if keys[1:]:
            self.press(*keys[1:])

    def text(self) -> str:
        """All that is to be read in the window."""
        return str(self.run("return document.body.innerText").replace("\xa0", " "))

    def run(self, script: str) -> Any:
        """Run a script in the page."""
        return self._do("POST", "/execute/sync", {"script": script, "args": []})

    def wait_for(self, wanted: str) -> str:
        """Wait until a text is to be read; answers all of it."""
        latest = time.monotonic() + PATIENCE
        while wanted not in (text := self.text()):
            assert time.monotonic() < latest, f"never read: {wanted}\n{text}"
            time.sleep(0.05)
        return text

    def picture(self, file: Path) -> None:
        """Keep what the window shows."""
        file.write_bytes(base64.b64decode(self._do("GET", "/screenshot")))

    def _find(self, selector: str) -> str:
        found = self._do("POST", "/element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def _do(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._http.request(method, self._at + path, json=body)
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own in a folder, and end it."""
    driver = subprocess.Popen(
        ["/usr/bin/chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert driver.stdout is not None
        started = next(line for line in driver.stdout if "started successfully on port" in line)
        port = int(started.rstrip(". \n").rpartition(" ")[2])
        options = {"binary": "/usr/bin/chromium", "args": [*ARGUMENTS, f"--user-data-dir={folder}"]}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as http:
            answer = http.post("/session", json=wanted).json()["value"]
            session = answer["sessionId"]
            try:
                yield Browser(http, session)
            finally:
                http.delete(f"/session/{session}")
    finally:
        driver.terminate()
        driver.wait()
        if driver.stdout is not None:
            driver.stdout.close()
