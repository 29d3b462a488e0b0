"""A terminal that enrols at a real server: the only call without a token, and the way out."""

import time
from itertools import count
from pathlib import Path

import httpx
import pytest

from backend_client.client import TerminalNotRecognised
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import PlantQuestion
from backend_client.messages.terminals import (
    EnrolTerminalRequest,
    InviteTerminalRequest,
    RevokeTerminalRequest,
    secret_hash,
)
from backend_client.refusals import RefusalCode
from backend_client.remote import RemoteClient
from tests.engine.small_plant import small_plant
from tests.server.serving import serving

CODE = "7K3RV9TR2DXB"
TOKEN = "kt1.T7.a-secret-that-only-the-terminal-has-made-for-itself"


def test_a_terminal_enrols_without_a_token_and_is_out_when_revoked(tmp_path: Path) -> None:
    """A wrong code is refused; with the right one its token opens every path, as itself only, until it is revoked."""
    plant = small_plant(tmp_path)
    owner = LocalClient(plant.database, trusted=True)
    with serving(tmp_path, f"sqlite:///{tmp_path / 'small.sqlite'}") as server:
        stranger = RemoteClient(server.address, token="")
        with pytest.raises(TerminalNotRecognised):
            stranger.ask(PlantQuestion())
        invitation = InviteTerminalRequest(request_id="I", terminal="T7", code_hash=secret_hash(CODE))
        assert isinstance(owner.post(invitation), Posted)

        numbers = count(1)

        def enrol(code: str) -> object:
            request = EnrolTerminalRequest(
                request_id=f"E-{next(numbers)}", terminal="T7", code=code, token_hash=secret_hash(TOKEN)
            )
            return stranger.post(request)

        wrong = enrol("XXXXXXXXXXXX")
        assert isinstance(wrong, Refused)
        assert wrong.code is RefusalCode.ENROLMENT_NOT_VALID
        assert isinstance(enrol(CODE), Posted)
        terminal = RemoteClient(server.address, token=TOKEN)
        assert not isinstance(terminal.ask(PlantQuestion()), Refused)
        other = httpx.post(
            f"{server.address}/api/v1/clocks/sweeps",
            json={"terminal_id": "T8"},
            headers={"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": "S"},
        )
        assert (other.status_code, other.json()["code"]) == (403, "not-allowed-here")
        assert isinstance(owner.post(RevokeTerminalRequest(request_id="R", terminal="T7")), Posted)
        with pytest.raises(TerminalNotRecognised):
            ask_for_seconds(terminal, 10)
        for client in (stranger, terminal):
            client.close()
    plant.database.close()


def ask_for_seconds(terminal: RemoteClient, seconds: float) -> None:
    """Ask again and again: a server may know a token for two seconds longer."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        terminal.ask(PlantQuestion())
