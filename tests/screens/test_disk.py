"""What is saved is on the disk when it has to be, and nobody waits for it before."""

import asyncio
import threading

from screens.disk import Disk


class SlowDisk:
    """A disk that takes what is saved when it is let, and remembers what it took."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.saved = 0
        self.took: list[int] = []
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)

    def sync(self) -> None:
        """Take what is saved by now."""
        saved = self.saved
        self.begun.release()
        assert self.may_end.acquire(timeout=30)
        self.took.append(saved)


def test_keys_that_come_while_the_disk_writes_are_written_together() -> None:
    """1 is being written, 2 to 9 come: one more time, with 9; and who waits has all of it."""
    slow = SlowDisk()
    disk = Disk(slow.sync)
    slow.saved = 1
    disk.soon()
    assert slow.begun.acquire(timeout=30)
    for slow.saved in range(2, 10):
        disk.soon()
    assert slow.took == []
    slow.may_end.release(2)
    asyncio.run(disk.caught_up())
    assert slow.took == [1, 9]


def test_who_stops_waiting_stops_no_writing() -> None:
    """The program ends while it waits: the disk gets what was saved all the same."""
    slow = SlowDisk()
    disk = Disk(slow.sync)

    async def gives_up() -> None:
        slow.saved = 1
        disk.soon()
        assert slow.begun.acquire(timeout=30)
        slow.saved = 2
        disk.soon()
        waiting = asyncio.ensure_future(disk.caught_up())
        await asyncio.sleep(0)
        waiting.cancel()
        slow.may_end.release(2)
        await disk.caught_up()

    asyncio.run(gives_up())
    assert slow.took == [1, 2]


def test_nothing_saved_is_nothing_to_wait_for() -> None:
    """A terminal at which nothing is entered."""
    asyncio.run(Disk(SlowDisk().sync).caught_up())
