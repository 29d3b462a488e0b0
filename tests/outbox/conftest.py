"""A released order O1, O2, O3 each, a line that can be cut, and an outbox before it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from tests.casebook.databases import NOON, Plants
from tests.casebook.running import Plant
from tests.kept_plants import TERMINAL
from tests.outbox.cutting import Line
from tests.small_plant import small_plant


class Terminal:
    """One terminal: its plant, its line, its outbox, which can be closed and opened again."""

    def __init__(self, plant: Plant, file: Path) -> None:
        """Switch it on."""
        self.plant = plant
        self.file = file
        self.line = Line(plant.client)
        self.now = NOON
        self._open: list[OutboxClient] = []

    def start(self, **options: Any) -> OutboxClient:
        """Open the outbox."""
        file = OutboxFile(self.file, TERMINAL)
        self._open.append(OutboxClient(self.line, file, lambda: self.now, **{"background": False} | options))
        return self._open[-1]

    def stop(self) -> None:
        """Close the outbox."""
        for client in self._open:
            client.close()
        self._open.clear()

    def posted(self) -> list[str]:
        """What stands in the plant's register, in its order."""
        with self.plant.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT request_id FROM registers ORDER BY no")
            ids = [row[0] for row in rows]
            return [each for each in ids if not each.startswith(("create-", "plant-import"))]


@pytest.fixture
def terminal(sqlite_plants: Plants, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal of a fresh plant."""
    made = Terminal(small_plant(sqlite_plants, orders=3, quantity=1000), tmp_path / "outbox.sqlite")
    yield made
    made.stop()
    sqlite_plants.close()
