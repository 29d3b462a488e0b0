"""Without a terminal `kiosk demo` plays the whole way through the real app, and what it shows happened."""

import re
from pathlib import Path

from tests.kiosk.running import Home


def test_the_tour_shows_a_receipt_and_what_the_posting_did_to_the_load(tmp_path: Path) -> None:
    """From the badge to the load board; 75 minutes posted are 75 minutes less to do."""
    done = Home(tmp_path).run("demo")
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    for heading in (
        "Scan your badge",
        "Operator 01",
        "Output  101001 / 10000 / 10",
        "What will be posted",
        "POSTED",
        "Load by day",
    ):
        assert heading in shown
    sums = re.findall(r"\d{4}: capacity [\d:]+, allocated (\d+):(\d\d)", shown)
    before, after = (int(hours) * 60 + int(minutes) for hours, minutes in sums)
    assert before - after == 75
    assert shown.endswith("The ledgers are in order.\n")
    assert "\x1b" not in shown
