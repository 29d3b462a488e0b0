"""Postings of a server on a file: what comes while one commit waits for the disk is posted with the next one.

On a file one posting is written at a time, and each commit waits for the disk. With one thread and no group, 32
terminals would wait 32 times; so

    A arrives                   A is decided, written, committed, answered
    B, C, D arrive meanwhile    B, C and D are decided one after the other, written, committed once, answered

Each is answered after the commit that holds it, never before. A refusal has written nothing, so the others stand; where
anything is raised, nothing of the group is posted, and each is posted alone: whoever asked for what failed is told so.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, NamedTuple

from backend_client import limits
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Queued, Refused, Request

LOG = logging.getLogger(__name__)
Outcome = Posted[Any] | Queued | Refused


class _Waiting(NamedTuple):
    request: Request[Any]
    answer: "asyncio.Future[Outcome]"


class AtOnce:
    """Postings that are decided beside each other, each in a thread of its own."""

    def __init__(self, client: LocalClient) -> None:
        """Take what posts."""
        self._client = client
        self._threads = ThreadPoolExecutor(limits.POSTINGS_AT_ONCE, "posting")

    async def post(self, request: Request[Any]) -> Outcome:
        """Post a request; as LocalClient.post."""
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._threads, self._client.post, request)

    def close(self) -> None:
        """Wait for what is being posted."""
        self._threads.shutdown()


class Together:
    """Postings on a file: one thread posts those that may wait together, others in a thread for each."""

    def __init__(self, client: LocalClient) -> None:
        """Take what posts."""
        self._client = client
        self._others = AtOnce(client)
        self._thread = ThreadPoolExecutor(1, "posting-together")
        self._lock = Lock()
        self._waiting: deque[_Waiting] = deque()
        self._working = False

    async def post(self, request: Request[Any]) -> Outcome:
        """Post a request; as LocalClient.post."""
        if not self._client.may_wait_together(request):
            return await self._others.post(request)
        waiting = _Waiting(request, asyncio.get_running_loop().create_future())
        with self._lock:
            self._waiting.append(waiting)
            starts, self._working = not self._working, True
        if starts:
            self._thread.submit(self._work)
        return await waiting.answer

    def close(self) -> None:
        """Wait for what is being posted."""
        self._thread.shutdown()
        self._others.close()

    def _work(self) -> None:
        while group := self._next():
            answers = self._posted([each.request for each in group])
            group[0].answer.get_loop().call_soon_threadsafe(_answer, group, answers)

    def _next(self) -> list[_Waiting]:
        """Take those who wait longest; where nobody does, the work ends."""
        with self._lock:
            count = min(len(self._waiting), limits.POSTED_TOGETHER_MAX)
            self._working = count > 0
            return [self._waiting.popleft() for _ in range(count)]

    def _posted(self, requests: list[Request[Any]]) -> Sequence[Outcome | BaseException]:
        if len(requests) > 1:
            try:
                return self._client.post_together(requests)
            except BaseException:
                LOG.warning("postings are made one by one", exc_info=True)
        return [self._alone(request) for request in requests]

    def _alone(self, request: Request[Any]) -> Outcome | BaseException:
        try:
            return self._client.post(request)
        except BaseException as error:  # noqa: BLE001 -- raised where the answer is awaited
            return error


def _answer(group: Sequence[_Waiting], answers: Sequence[Outcome | BaseException]) -> None:
    for each, answer in zip(group, answers, strict=True):
        if each.answer.done():
            continue  # whoever asked is gone
        if isinstance(answer, BaseException):
            each.answer.set_exception(answer)
        else:
            each.answer.set_result(answer)
