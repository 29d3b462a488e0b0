"""A morning on the clocks at a terminal without a line, sent to a real server at noon: it counts as it was."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from backend_client.messages.base import Queued
from backend_client.messages.clocks import EndWorkRequest, PostClockedOutputRequest, StartWorkRequest
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.remote import RemoteClient
from tests.casebook.databases import NOON, Plants
from tests.engine.clocks.clocked_plant import clocked_plant
from tests.kept_plants import TERMINAL
from tests.outbox.cutting import Fault, Line
from tests.served_plants import TOKEN

if TYPE_CHECKING:
    from tests.served_plants import ServerProcess

NINE = NOON - timedelta(hours=3)
AT = {"person_no": "ADA", "terminal_id": "T7", "order_no": "O1", "operation_no": "10"}


def test_clocks_that_were_kept_are_stamped_as_they_were_entered(
    sqlite_plants: Plants, server_process: "ServerProcess", tmp_path: Path
) -> None:
    """Started at 9:00, ended at 10:30, posted: 90 minutes of run time at the server, whose clock stands at noon."""
    plant = clocked_plant(sqlite_plants.database())
    url = plant.database.engine.url.render_as_string(hide_password=False)
    address = server_process.open(url)
    remote = RemoteClient(address, token=TOKEN)
    moment = NINE

    def now() -> datetime:
        return moment

    line = Line(remote, Fault.CUT_BEFORE)
    file = OutboxFile(tmp_path / "outbox.sqlite", TERMINAL)
    outbox = OutboxClient(line, file, now, background=False)
    for kind, request_id, minutes in (
        (StartWorkRequest, "start", 0),
        (EndWorkRequest, "end", 90),
        (PostClockedOutputRequest, "post", 95),
    ):
        moment = NINE + timedelta(minutes=minutes)
        assert isinstance(outbox.post(kind(request_id=request_id, **AT)), Queued)
    moment, line.afterwards = NOON, Fault.NONE
    outbox.send_all()
    assert outbox.kept_here().count == 0
    assert plant.rows("clock_intervals", "started_at", "ended_at") == [(NINE, NINE + timedelta(minutes=90))]
    assert plant.rows("capacity_ledger_entries", "run_time") == [(90,)]
    plant.sound()
    outbox.close()
    remote.close()
    server_process.close(address)
    sqlite_plants.close()
