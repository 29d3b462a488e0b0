"""A whole shift by scanner alone in a real terminal: what every scan shows and writes is right, near and far."""

from pathlib import Path

import pytest

from benchmarks.shift import SLOW, run
from benchmarks.shift_events import shift
from tests.proof.conftest import Proof

EVENTS_LEAST = 60


@pytest.mark.proof
def test_every_event_of_a_shift_by_scanner_is_right(proof: Proof, tmp_path: Path) -> None:
    """Sign-on to sign-off without a key; in `make proof` also over 150 ms and 9,600 baud, five times each."""
    assert len(shift()) >= EVENTS_LEAST
    lines = [None, SLOW] if proof.is_full else [None]
    rounds = proof.count(1, full=5)
    for number in range(rounds):
        for line in lines:
            folder = tmp_path / f"{number}-{line is None}"
            folder.mkdir()
            came = run(folder, line)
            assert came.faults == []
            assert came.events == len(shift())
    proof.row("events of a shift by scanner", rounds * len(lines) * len(shift()), "every one right")
