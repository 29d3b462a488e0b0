"""A terminal that was without a line: how quickly it keeps, and how quickly what it kept is posted when the line is back.

1,000 postings of ten operations are kept with the line down, then sent to a real server process over HTTP, one after
the other as the outbox sends them; all have to stand in the server's register, once and in order.
"""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backend_client.client import BackendUnreachable, Sent
from backend_client.messages.base import Queued
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.identity import this_machine
from backend_client.remote import RemoteClient
from benchmarks import posting
from benchmarks.figures import Figure, percentile
from tests.served_plants import TOKEN, server_process

ROWS = 1_000


class NoLine:
    """A line that is cut."""

    def post(self, _request: Any) -> Any:
        """Reach nobody."""
        raise BackendUnreachable("cut", sent=Sent.NOTHING)

    ask = post


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """Keep, drain, count."""
    with tempfile.TemporaryDirectory(prefix="kiosk-outbox-") as folder, server_process() as process:
        file, plant = Path(folder) / "outbox.sqlite", Path(folder) / "plant.sqlite"
        posting.fill(plant, rows + 1)
        now = datetime.now(UTC)  # noqa: TID251 -- any moment will do

        def opened(server: Any) -> OutboxClient:
            return OutboxClient(
                server, OutboxFile(file, this_machine("BENCH")), lambda: now, background=False
            )

        client = opened(NoLine())
        kept_in = []
        for number in range(1, rows + 1):
            request = posting.output(number)
            begun = time.perf_counter()
            assert isinstance(client.post(request), Queued)
            kept_in.append(time.perf_counter() - begun)
        client.close()
        address = process.open(f"sqlite:///{plant}")
        client = opened(RemoteClient(address, token=TOKEN))
        begun = time.perf_counter()
        client.send_all()
        seconds = time.perf_counter() - begun
        assert client.kept_here().count == 0, "not all was posted"
        client.close()
        process.close(address)
        milliseconds = percentile(kept_in, 99) * 1_000
        yield Figure("kept on disk, line down, p99", milliseconds, "ms", must=100, aim=20)
        yield Figure(f"{rows} kept postings sent and posted", seconds, "s", must=30, aim=10)
