"""The badge for training leads to a copy of the plant and back; nothing of a training reaches the plant."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_client.barcode.k1 import label
from benchmarks.pty_session import PtySession
from screens.training import TRAINING_BADGE
from tests.kiosk.running import ROOT, Home

BADGE = label("B", TRAINING_BADGE)
JOB = label("J", "101002", "10000", "10")


@contextmanager
def at_terminal(home: Home, **environment: str) -> Iterator[PtySession]:
    """A kiosk on a real terminal."""
    environ = {
        "HOME": str(home.folder),
        "PATH": "/usr/bin:/bin",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "KIOSK_WORK_CENTER": "100",
        "KIOSK_TERMINAL": "T-100",
        **environment,
    }
    with PtySession([sys.executable, "-m", "kiosk"], environment=environ, folder=ROOT) as session:
        yield session


def made(home: Home) -> str:
    """How many good pieces the plant has of the operation."""
    answer = home.run("ask", "order-line", "--order-no", "101002", "--json")
    return str(json.loads(answer.stdout)["operations"][0]["output_quantity"])


def test_a_training_is_scanned_into_and_signed_off_from(home: Home) -> None:
    """Stripes and TRAINING while it lasts, two postings and one refusal counted; the plant has none of them after it."""
    with at_terminal(home) as kiosk:
        kiosk.wait_for("Scan your badge", 60)
        assert "TRAINING" not in kiosk.rows()[0]
        kiosk.type(f"{BADGE}\r")
        kiosk.wait_for("TRAINING", 60)
        kiosk.wait_for("Scan your badge", 60)
        assert kiosk.rows()[2] == "%" * 80
        assert all(row.endswith("%") for row in kiosk.rows()[3:19])
        kiosk.type("OP01\r")
        kiosk.wait_for("Operator 01 signed on", 60)
        for quantity in ("3", "2"):
            kiosk.type(f"{JOB}\r")
            kiosk.wait_for("Output  101002", 60)
            if quantity == "3":
                kiosk.type("no number\r")
                kiosk.wait_for("is not a quantity", 60)
                kiosk.type("\x1bOQ")
            kiosk.type(f"{quantity}\r")
            kiosk.wait_for(f"Will be posted: {quantity} good", 60)
            kiosk.type(label("C", "OK") + "\r")
            kiosk.wait_for("Posted at", 60)
        kiosk.type(label("C", "OFF") + "\r")
        kiosk.wait_for("Training: how it went", 60)
        score = [row.strip(" %").split() for row in kiosk.rows()[3:19]]
        assert ["Postings", "2"] in score
        assert ["Refused", "1"] in score
        kiosk.type("\r")
        kiosk.wait_for("Scan your badge", 60)
        assert "TRAINING" not in kiosk.rows()[0]
    assert made(home) == "0"
    assert not (home.database.parent / "training" / "now").exists()


def test_a_terminal_without_a_copy_says_so(home: Home, tmp_path: Path) -> None:
    """A plant behind a server that is not there: no training; with a copy made from a backup, there is one."""
    far = {"KIOSK_DATABASE": "http://127.0.0.1:9", "KIOSK_TOKEN": "t" * 30}
    with at_terminal(home, **far) as kiosk:
        kiosk.wait_for("Badge or number", 60)
        kiosk.type(f"{BADGE}\r")
        kiosk.wait_for("No training here", 60)
    backup = tmp_path / "plant.kiosk"
    assert home.run("backup", str(backup)).returncode == 0
    assert home.run("training", str(backup)).returncode == 0
    with at_terminal(home, **far) as kiosk:
        kiosk.wait_for("Badge or number", 60)
        kiosk.type(f"{BADGE}\r")
        kiosk.wait_for("TRAINING", 60)
        kiosk.wait_for("Scan your badge", 60)
        kiosk.type(f"{BADGE}\r")
        kiosk.wait_for("! no line", 60)
