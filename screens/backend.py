"""The client, called away from the screen: one thread, one call at a time, in the order they were made.

The glass goes on drawing and the scan line goes on taking scans while a posting waits for the disk. Nothing that
was begun is ever cancelled; what goes wrong with the wire comes back as `Trouble`, never as an exception.

The client is made in that thread too, after the first frame: importing it costs more than the whole screen.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from backend_client.client import BackendBroken, BackendClient, BackendError, OutboxDesk, Standing
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.kept import KeptHere

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer: the wire was silent, or something is broken and has an incident number."""

    incident: str = ""


class Backend:
    """What screens ask and post through."""

    def __init__(
        self,
        open_client: Callable[[], BackendClient],
        desk: Callable[[], Standing | None] = lambda: None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep how the client is made.

        desk     answers, once the client is made, what keeps its postings; None where nothing does
        changed  called in the screens' own thread when something was kept, posted or refused
        """
        self.kept: KeptHere | None = None
        self.outbox: OutboxDesk | None = None
        self._session = {"session_id": "", "terminal_id": ""}
        self._open_client = open_client
        self._desk = desk
        self._changed = changed
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backend")
        self._client: BackendClient | None = None

    async def open(self) -> None:
        """Make the client; what goes wrong with that ends the program with its own words."""
        self._client = await self._call(self._open_client)
        desk = self._desk()
        if desk is not None:
            loop = asyncio.get_running_loop()
            self.kept = desk.kept_here()
            self.outbox = desk if isinstance(desk, OutboxDesk) else None
            desk.on_change(lambda: self._look(desk, loop))

    def _look(self, desk: Standing, loop: asyncio.AbstractEventLoop) -> None:
        """Count what is kept, in whatever thread it changed, and tell the screens."""
        kept = desk.kept_here()

        def told() -> None:
            self.kept = kept
            self._changed()

        with suppress(RuntimeError):  # the screens have ended
            loop.call_soon_threadsafe(told)

    def ask_in(self, session_id: str, terminal_id: str) -> None:
        """Ask in a person's session from now on; "" = in nobody's."""
        self._session = {"session_id": session_id, "terminal_id": terminal_id}

    async def at_desk(self, does: Callable[[OutboxDesk], ResultT]) -> ResultT | Trouble:
        """Look into what is kept here, or decide on it, in the thread in which the client is called."""
        outbox = self.outbox
        assert outbox is not None, "nothing is kept here"
        try:
            return await self._call(lambda: does(outbox))
        except BackendBroken as broken:
            return Trouble(broken.incident)
        except BackendError:
            return Trouble()

    async def ask(self, question: Question[AnswerT]) -> AnswerT | Refused | Trouble:
        """Ask."""
        client = self._client
        assert client is not None, "asked before the client is open"
        asked = replace(question, **self._session)
        try:
            return await self._call(lambda: client.ask(asked))
        except BackendBroken as broken:
            return Trouble(broken.incident)
        except BackendError:
            return Trouble()

    async def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused | Trouble:
        """Post, once."""
        client = self._client
        assert client is not None, "posted before the client is open"
        try:
            return await self._call(lambda: client.post(request))
        except BackendBroken as broken:
            return Trouble(broken.incident)
        except BackendError:
            return Trouble()

    def close(self) -> None:
        """Take no more calls; the one under way ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _call(self, call: Callable[[], ResultT]) -> ResultT:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)
