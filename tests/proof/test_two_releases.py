"""The suite that every client passes holds between two releases, whichever is the later one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.conftest import Proof
from tests.releases.next_release import ROOT, next_release

CONTRACT = "tests/contract/test_posting.py"
ONE = "served_sqlite and not kept and same_request_again"
ALL = "served_sqlite and not kept"


@pytest.mark.proof
def test_the_contract_holds_between_two_releases(tmp_path: Path, proof: Proof) -> None:
    """The later release's terminal at this one's server; in full also this terminal at the later one's server."""
    later = next_release(tmp_path / "later")
    ways = proof.count(1, full=2)
    for terminal, server in ((later, ROOT), (ROOT, later))[:ways]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", CONTRACT]
        chosen = ["-k", ALL if ways > 1 else ONE, f"--server-root={server}"]
        run = subprocess.run([*command, *chosen], cwd=terminal, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout[-4000:]
        assert " passed" in run.stdout
    proof.row("the contract between two releases", ways, "passed")
