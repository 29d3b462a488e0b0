"""Terminals that post at the same moment, each in a process of its own, and the driver alone beside them.

Whoever measures tells all of them what to do and hears from each how long every posting took:

    with Terminals(8, url, raw_url) as terminals:
        terminals.post([[request, ...], ...])       one list for each terminal
        terminals.execute([[statements, ...], ...]) the same statements, pipelined, without any logic
"""

import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Self

from benchmarks.paired import NOON, elapsed


class Took(NamedTuple):
    """What a block of postings took: seconds from the first to the last, and of each; refusals; decisions made again."""

    seconds: float
    each: list[float]
    refused: int
    again: int


class Terminals:
    """So many processes with a client and a plain connection each."""

    def __init__(self, count: int, url: str, raw_url: str = "") -> None:
        """Start them; without a second URL none executes plain statements."""
        context = multiprocessing.get_context("spawn")
        pipes = [context.Pipe() for _ in range(count)]
        self._pipes = [here for here, _ in pipes]
        self._processes = [
            context.Process(target=_terminal, args=(there, url, raw_url), daemon=True) for _, there in pipes
        ]
        for process in self._processes:
            process.start()
        for pipe in self._pipes:
            pipe.recv()

    def __enter__(self) -> Self:
        """Answer itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End all processes."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(30)

    def post(self, requests: Sequence[Sequence[Any]]) -> Took:
        """Have each terminal post its requests."""
        return self._together("post", requests)

    def execute(self, statements: Sequence[Sequence[Any]]) -> Took:
        """Have each terminal execute the statements of its postings, one transaction each."""
        return self._together("execute", statements)

    def _together(self, what: str, works: Sequence[Sequence[Any]]) -> Took:
        for pipe, work in zip(self._pipes, works, strict=False):
            pipe.send((what, work))
        for pipe, _ in zip(self._pipes, works, strict=False):
            pipe.recv()  # ready
        begun = time.perf_counter()
        for pipe, _ in zip(self._pipes, works, strict=False):
            pipe.send("go")
        done = [pipe.recv() for pipe, _ in zip(self._pipes, works, strict=False)]
        seconds = time.perf_counter() - begun
        return Took(
            seconds,
            [one for each, _, _ in done for one in each],
            sum(refused for _, refused, _ in done),
            sum(again for _, _, again in done),
        )


def _terminal(pipe: Connection, url: str, raw_url: str) -> None:
    from backend_client.local import LocalClient
    from backend_client.store.database import open_database

    database = open_database(url)
    client = LocalClient(database, now=lambda: NOON)
    raw = _plain(raw_url) if raw_url else None
    pipe.send("ready")
    while (told := pipe.recv()) is not None:
        what, work = told
        pipe.send("ready")
        pipe.recv()
        if what == "post":
            pipe.send(_posted(client, work))
        else:
            pipe.send(([elapsed(_execute, raw, statements) for statements in work], 0, 0))
    database.close()


def _posted(client: Any, requests: Sequence[Any]) -> tuple[list[float], int, int]:
    from backend_client.messages.base import Posted

    took, refused, again = [], 0, client.decided_again
    for request in requests:
        begun = time.perf_counter()
        outcome = client.post(request)
        took.append(time.perf_counter() - begun)
        refused += not isinstance(outcome, Posted)
    return took, refused, client.decided_again - again


def _plain(url: str) -> Any:
    import psycopg

    return psycopg.connect(url, autocommit=False)


def _execute(connection: Any, statements: Sequence[Any]) -> None:
    """Send all statements of a posting and its commit in one pipeline; read nothing between them."""
    with connection.pipeline(), connection.cursor() as cursor:
        for text, parameters, many in statements:
            if many:
                cursor.executemany(text, parameters)
            else:
                cursor.execute(text, parameters)
        connection.commit()
