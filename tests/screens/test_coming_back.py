"""The way back after a cut: what has to be on the disk before it counts, and what is said where the cut took something."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from kiosk.entry_file import EntryFile
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]
JOB, OTHER_JOB = label("J", "101002", "10000", "10"), label("J", "101001", "10000", "10")
OK = label("C", "OK")


class SlowDisk(EntryFile):
    """A file on a disk that can be held up."""

    def __init__(self, file: Path) -> None:
        """Begin with one that is quick."""
        super().__init__(file)
        self._quick = threading.Event()
        self._quick.set()

    def sync(self) -> None:
        """Wait until it is let go of, then for the disk."""
        assert self._quick.wait(30)
        super().sync()

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Let nothing get to the disk in this block."""
        self._quick.clear()
        try:
            yield
        finally:
            self._quick.set()


def made(client: LocalClient) -> list[str]:
    """The output of the operations of order 101002."""
    card = client.ask(OrderLineQuestion(order_no="101002"))
    assert isinstance(card, OrderLineCard)
    return [str(row.output_quantity.normalize()) for row in card.operations]


def comes_back(open_client: Open, file: Path, story: Callable[[Operator], None]) -> None:
    """Start a kiosk on a file, let OP01 sign on, and look."""

    async def look(operator: Operator) -> None:
        operator.app.journey.keep_entries(EntryFile(file))
        await operator.enter("OP01")
        story(operator)

    at_kiosk(open_client, look, signed_on=False)


def test_values_wait_for_no_disk_questions_and_postings_do(
    open_client: Open, client: LocalClient, tmp_path: Path
) -> None:
    """The disk hangs: 3 good stand there at once; what will be posted is shown, and posted, when it has them."""

    async def story(operator: Operator) -> None:
        disk = SlowDisk(tmp_path / "entries.json")
        operator.app.journey.keep_entries(disk)
        with disk.held_up():
            await operator.scan(JOB, label("N", "3"))
            assert "3 good" in operator.text
            await operator.press("up")
            assert operator.rows[-2].startswith(" Good quantity >")
            operator.send(label("N", "500"))
            await operator.pilot.pause()
            assert "500 good" not in operator.text
            assert "Entered: 500" not in operator.text
        await operator.settle()
        assert operator.message[1] == "Entered: 500. Left: 10."
        await operator.scan(label("C", "NO"))
        with disk.held_up():
            await operator.press("down")
            await operator.pilot.press("f10")
            await operator.pilot.pause()
            assert made(client)[0] == "0"
        await operator.settle()

    at_kiosk(open_client, story)
    assert made(client)[0] == "3"


def test_an_entry_of_which_the_cut_took_the_last_keys_comes_back_older_and_says_so(
    open_client: Open, tmp_path: Path
) -> None:
    """3 good were on the disk, 1 scrap was not: the 3 are there, one message with its bell, and nothing is asked yet."""
    file = tmp_path / "after" / "entries.json"

    async def story(operator: Operator) -> None:
        disk = SlowDisk(tmp_path / "before" / "entries.json")
        operator.app.journey.keep_entries(disk)
        await operator.scan(JOB, label("N", "3"))
        await operator.app.journey.keep_on_disk()
        with disk.held_up():
            await operator.enter("1")
            shutil.copytree(tmp_path / "before", file.parent)
            file.write_bytes(b'{"number": 7, "kept": {"drafts": [{"per')

    at_kiosk(open_client, story)

    def look(operator: Operator) -> None:
        assert operator.title.startswith("Output  101002 / 10000 / 10")
        assert operator.message == (
            "! Check what is entered",
            "The last keys before the power went are missing.",
            "Look at each value before you post.",
        )
        assert BellPattern.LOOK_UP in operator.rung
        assert "Will be posted: 3 good" in operator.text

    comes_back(open_client, file, look)


def test_where_nothing_can_be_read_the_kiosk_opens_and_says_what_is_lost(
    open_client: Open, tmp_path: Path
) -> None:
    """Both copies are garbage: the station as ever, and one message."""
    for name in ("entries.json", "entries.json-1", "entries.json-2"):
        (tmp_path / name).write_bytes(b"\xff\x00garbage")

    def look(operator: Operator) -> None:
        assert operator.title.startswith("Station 100")
        assert operator.message[0] == "! Entries are lost"

    comes_back(open_client, tmp_path / "entries.json", look)


def test_the_row_of_the_station_is_marked_again(open_client: Open, tmp_path: Path) -> None:
    """Third row marked, the plug pulled: the same job is marked, and Enter opens it."""
    file = tmp_path / "entries.json"
    marked: list[str] = []

    async def story(operator: Operator) -> None:
        operator.app.journey.keep_entries(EntryFile(file))
        await operator.press("down", "down")
        marked.extend(row for row in operator.rows if row.startswith(" >"))

    at_kiosk(open_client, story)
    assert len(marked) == 1

    def look(operator: Operator) -> None:
        assert [row for row in operator.rows if row.startswith(" >")] == marked

    comes_back(open_client, file, look)
