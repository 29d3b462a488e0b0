"""What was posted after register N, told as soon as it is: by long poll, and as an event stream for load boards.

All who wait in one process share one look at the database, five times a second while anybody waits: it works the same
on both databases, and a register that is there is committed, with all before it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from backend_client import limits
from backend_client.store.database import Database
from backend_client.store.head import last_register_no
from backend_client.store.queries.changes import changes_after

AnswerT = TypeVar("AnswerT")
Run = Callable[..., Awaitable[Any]]
RETRY_MILLISECONDS = 3000


class Feed:
    """The changes of one database, for one process."""

    def __init__(self, database: Database, run: Run) -> None:
        """Take the database, and what runs a reading function in a thread."""
        self._database = database
        self._run = run
        self._last = 0
        self._waiting = 0
        self._news = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None
        self._stopping = False

    async def last(self) -> int:
        """Answer the last register's number."""
        number: int = await self._run(self._read_last)
        return number

    async def after(self, register_no: int, seconds: int) -> list[dict[str, Any]]:
        """Answer what was posted after a register; waits so long for the first of it."""
        changes: list[dict[str, Any]] = await self._run(self._read_changes, register_no)
        if not changes and seconds > 0 and await self._wait(register_no, seconds):
            changes = await self._run(self._read_changes, register_no)
        return changes

    async def events(self, register_no: int) -> AsyncIterator[str]:
        """Yield what was posted after a register as an event stream, until the server stops."""
        yield f"retry: {RETRY_MILLISECONDS}\n\n"
        while not self._stopping:
            changes = await self.after(register_no, limits.HEARTBEAT_SECONDS)
            if not changes:
                yield ": nothing new\n\n"
            for change in changes:
                register_no = change["register_no"]
                yield f"id: {register_no}\nevent: posted\ndata: {json.dumps(change, separators=(',', ':'))}\n\n"

    async def stop(self) -> None:
        """Send everybody home who waits."""
        async with self._news:
            self._stopping = True
            self._news.notify_all()

    async def _wait(self, register_no: int, seconds: int) -> bool:
        """Wait until there is a register after one; False where there was none in time."""
        self._waiting += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait_for(lambda: self._stopping or self._last > register_no)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return not self._stopping

    async def _look(self) -> None:
        while self._waiting and not self._stopping:
            last = await self.last()
            async with self._news:
                self._last = last
                self._news.notify_all()
            await asyncio.sleep(limits.FEED_MILLISECONDS / 1000)

    def _read_last(self) -> int:
        with self._database.read() as connection:
            return last_register_no(connection)

    def _read_changes(self, register_no: int) -> list[dict[str, Any]]:
        with self._database.read() as connection:
            return changes_after(connection, register_no, limits.CHANGES_MAX)
