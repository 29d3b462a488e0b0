"""Proofs run with a small count in `make test` and with their full one in `make proof`, which prints a table of them.

A test marked `proof` takes the fixture `proof`, asks it how often, and tells it what came out:

    rounds = proof.count(20, full=200)
    proof.row("kill -9 during postings", rounds, "0 lost, 0 doubled")
"""

import os

import pytest

ROW = "proof"


class Proof:
    """How often a proof is to run, and its row of the table."""

    def __init__(self, properties: list[tuple[str, object]]) -> None:
        """Keep the properties of a test's report, which reach the table from every process."""
        self._properties = properties

    @property
    def is_full(self) -> bool:
        """Whether this is `make proof`, which may look at the clock."""
        return os.environ.get("KIOSK_PROOF") == "full"

    def count(self, small: int, *, full: int) -> int:
        """Answer how often: `full` times in `make proof`."""
        return full if self.is_full else small

    def row(self, name: str, count: int, outcome: str) -> None:
        """Add a row to the table."""
        self._properties.append((ROW, [name, count, outcome]))


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """How often to prove, and where to tell the outcome."""
    return Proof(request.node.user_properties)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    reports = terminalreporter.stats.get("passed", [])
    rows = [value for report in reports for name, value in report.user_properties if name == ROW]
    if rows:
        terminalreporter.section("proofs")
        for name, count, outcome in sorted(rows):
            terminalreporter.write_line(f"{name:<44}{count:>8}   {outcome}")
