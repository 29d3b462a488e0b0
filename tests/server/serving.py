"""`kiosk serve` as an administrator starts it: a process of its own, with settings of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from backend_client.remote import RemoteClient

ROOT = Path(__file__).parents[2]
TOKEN = "token-of-terminal-seven"
TLS = ROOT / "tests" / "data" / "tls"  # made for these tests; its authority's key is thrown away


class Serving:
    """A running server; its log is what it wrote to standard error."""

    def __init__(self, folder: Path, database_url: str, *server: str, port: int = 0) -> None:
        """Start it and wait until it says where it listens; port 0 is any that is free."""
        settings = folder / "kiosk.toml"
        lines = [f"port = {port}", f'tokens = ["T7={TOKEN}"]', "calls_per_second = 10000", *server]
        settings.write_text("\n".join([f'database = "{database_url}"', "[server]", *lines]), "utf-8")
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "--settings", str(settings), "serve"],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        assert told.startswith("Serving at "), self.log.read_text("utf-8")
        self.address = told.split()[-1]

    def client(self, patience: float = 30, **more: str) -> RemoteClient:
        """A terminal's client."""
        return RemoteClient(self.address, token=TOKEN, patience_milliseconds=round(patience * 1_000), **more)

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    def stop(self) -> float:
        """Ask it to stop; answers the seconds it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)
        return time.monotonic() - begun

    def calls(self) -> list[dict[str, object]]:
        """The log lines of calls."""
        lines = map(json.loads, self.log.read_text("utf-8").splitlines())
        return [line for line in lines if line["event"] == "call"]


@contextmanager
def serving(folder: Path, database_url: str, *server: str) -> Iterator[Serving]:
    """A server that is gone at the end."""
    made = Serving(folder, database_url, *server)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.stop()
