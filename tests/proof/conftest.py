"""Proofs run with a small count in `make test` and with their full one in `make proof`, which prints a table of them.

A test marked `proof` takes the fixture `proof`, asks it how often, and tells it what came out:

    rounds = proof.count(20, full=200)
    proof.row("kill -9 during postings", rounds, "0 lost, 0 doubled")
"""

import os

import pytest

ROWS = pytest.StashKey[list[tuple[str, int, str]]]()


class Proof:
    """How often a proof is to run, and its row of the table."""

    def __init__(self, rows: list[tuple[str, int, str]]) -> None:
        """Keep the table."""
        self._rows = rows

    def count(self, small: int, *, full: int) -> int:
        """Answer how often: `full` times in `make proof`."""
        return full if os.environ.get("KIOSK_PROOF") == "full" else small

    def row(self, name: str, count: int, outcome: str) -> None:
        """Add a row to the table."""
        self._rows.append((name, count, outcome))


def pytest_configure(config: pytest.Config) -> None:
    """Begin with an empty table."""
    config.stash[ROWS] = []


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """How often to prove, and where to tell the outcome."""
    return Proof(request.config.stash.setdefault(ROWS, []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    rows = config.stash.get(ROWS, [])
    if rows:
        terminalreporter.section("proofs")
        for name, count, outcome in rows:
            terminalreporter.write_line(f"{name:<44}{count:>8}   {outcome}")
