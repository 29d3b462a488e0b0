"""Fresh plants behind an outbox: what is posted is on a terminal's disk before it is sent, and what is seen is remembered."""

from itertools import count
from pathlib import Path

from backend_client.outbox import LastSeenClient, OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.identity import Identity
from backend_client.outbox.memory import Memory
from tests.casebook.databases import NOON, Plants
from tests.casebook.plant import Tables
from tests.casebook.running import Plant

TERMINAL = Identity(terminal_id="T1", machine="this one")


class KeptPlants(Plants):
    """The plants of others, each spoken to through an outbox of its own."""

    def __init__(self, plants: Plants, folder: Path) -> None:
        """Take whose plants they are, and where the outboxes go."""
        self._plants = plants
        self._folder = folder
        self._numbers = count(1)
        self._kept: list[tuple[OutboxClient, Memory]] = []

    def fresh(self, tables: Tables) -> Plant:
        """Answer a fresh plant of these rows behind an outbox."""
        plant = self._plants.fresh(tables)
        folder = self._folder / str(next(self._numbers))
        memory = Memory(folder / "last-seen.sqlite")
        file = OutboxFile(folder / "outbox.sqlite", TERMINAL)
        outbox = OutboxClient(plant.client, file, lambda: NOON)
        self._kept.append((outbox, memory))
        return Plant(client=LastSeenClient(outbox, memory, lambda: NOON), engine=plant.engine)

    def close(self) -> None:
        """Close the outboxes, then the plants."""
        for outbox, memory in self._kept:
            outbox.close()
            memory.close()
        self._kept.clear()
        self._plants.close()
