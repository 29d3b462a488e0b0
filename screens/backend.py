"""The client, called away from the screen: one thread, one call at a time, in the order they were made.

The glass goes on drawing and the scan line goes on taking scans while a posting waits for the disk. Nothing that
was begun is ever cancelled; what goes wrong with the wire comes back as `Trouble`, never as an exception.

The client is made in that thread too, after the first frame: importing it costs more than the whole screen.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from backend_client.client import BackendBroken, BackendClient, BackendUnreachable
from backend_client.messages.base import Posted, Question, Queued, Refused, Request

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer: the wire was silent, or something is broken and has an incident number."""

    incident: str = ""


class Backend:
    """What screens ask and post through."""

    def __init__(self, open_client: Callable[[], BackendClient]) -> None:
        """Keep how the client is made."""
        self._open_client = open_client
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backend")
        self._client: BackendClient | None = None

    async def open(self) -> None:
        """Make the client; what goes wrong with that ends the program with its own words."""
        self._client = await self._call(self._open_client)

    async def ask(self, question: Question[AnswerT]) -> AnswerT | Refused | Trouble:
        """Ask."""
        client = self._client
        assert client is not None, "asked before the client is open"
        try:
            return await self._call(lambda: client.ask(question))
        except BackendUnreachable:
            return Trouble()
        except BackendBroken as broken:
            return Trouble(broken.incident)

    async def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused | Trouble:
        """Post, once."""
        client = self._client
        assert client is not None, "posted before the client is open"
        try:
            return await self._call(lambda: client.post(request))
        except BackendUnreachable:
            return Trouble()
        except BackendBroken as broken:
            return Trouble(broken.incident)

    def close(self) -> None:
        """Take no more calls; the one under way ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _call(self, call: Callable[[], ResultT]) -> ResultT:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)
