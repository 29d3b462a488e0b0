"""The sign-on screen says only what is known: a plant, none, no answer yet, or a server that does not let in."""

import json
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from backend_client.connect import Connected, Keeping, connect
from backend_client.local import LocalClient
from backend_client.outbox import LastSeenClient, OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.memory import Memory
from screens.intake import Tick
from tests.kept_plants import TERMINAL
from tests.outbox.cutting import Fault, Line
from tests.remote.odd_server import OddServer, answer
from tests.screens.operator import NOW, Operator, at_kiosk


def test_no_answer_is_not_called_no_plant(client: LocalClient, tmp_path: Path) -> None:
    """A terminal that never saw its server: it says so, and is ready by itself as soon as the line is there."""
    line = Line(client, Fault.CUT_BEFORE)
    opened: list[OutboxClient] = []

    def open_client() -> BackendClient:
        file = OutboxFile(tmp_path / "outbox.sqlite", TERMINAL)
        opened.append(OutboxClient(line, file, lambda: NOW, background=False))
        return LastSeenClient(opened[0], Memory(tmp_path / "last-seen.sqlite"), lambda: NOW)

    async def story(operator: Operator) -> None:
        assert operator.message[:2] == ("! No answer yet", "Server or database does not answer.")
        assert "! no line" in operator.rows[0]
        line.afterwards = Fault.NONE
        operator.app.intake.put(Tick.RENEW)
        await operator.settle()
        assert operator.message[0] == "= Ready"
        assert "= all posted" in operator.rows[0]
        await operator.enter("OP01")
        assert "signed on" in operator.message[0]

    at_kiosk(open_client, story, signed_on=False, desk=lambda: opened[0])


def test_a_database_without_a_plant_is_said_to_have_none(tmp_path: Path) -> None:
    """It was asked, and holds none."""

    async def story(operator: Operator) -> None:
        assert operator.message == (
            "! No plant yet",
            "This database holds no plant, so nobody can sign on.",
            "Bring one in with: kiosk import FOLDER",
        )

    at_kiosk(lambda: connect(f"sqlite:///{tmp_path}/empty.sqlite").client, story, signed_on=False)


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [
        (401, "terminal-not-recognised", "! Terminal not enrolled"),
        (426, "client-too-old", "! Update needed"),
    ],
)
def test_a_server_that_does_not_let_in_is_said_to_be_there(
    tmp_path: Path, status: int, code: str, title: str
) -> None:
    """It answered: waiting would not help, and a supervisor is called for."""
    problem = json.dumps({"code": code, "status": status, "params": {}})
    with OddServer(answer(status, problem, "application/problem+json")) as server:
        made: list[Connected] = []

        def open_client() -> BackendClient:
            keeping = Keeping(folder=tmp_path, terminal_id="T7", now=lambda: NOW)
            made.append(connect(server.address, token="T", keeping=keeping))
            return made[0].client

        async def story(operator: Operator) -> None:
            operator.app.intake.put(Tick.RENEW)
            await operator.settle()
            assert operator.message[0] == title
            assert "Call a supervisor" in operator.message[2]

        at_kiosk(open_client, story, signed_on=False, desk=lambda: made[0].desk)
        made[0].close()
