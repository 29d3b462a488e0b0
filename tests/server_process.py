"""A real server process for many tests: on its standard input it is told which database to serve, and on which to stop.

    open 0 {"database": "sqlite:////tmp/plant-1.sqlite", ...}   answers the port
    close 40123                                                 answers when its database is closed

One process serves all, since starting one for each of some hundred tests would take minutes. The clock stands still, so
many days after NOON as `open` says; at NOON it stands in a LocalClient of a test.
"""

import asyncio
import socket
import sys
from datetime import timedelta
from typing import NamedTuple

from backend_client.server.app import Server
from backend_client.server.options import options_of
from backend_client.server.worker import Stoppable, uvicorn_of
from backend_client.store.database import open_database
from tests.casebook.databases import NOON


class Serving(NamedTuple):
    """One database that is served."""

    server: Server
    uvicorn: Stoppable
    task: "asyncio.Task[None]"


class Standing(Stoppable):
    """Leaves the process's signals alone: the process serves others besides."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until told to stop."""
        await self._serve(sockets)


async def main() -> None:
    """Do as standard input says, until it ends."""
    served: dict[int, Serving] = {}
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, _, rest = line.strip().partition(" ")
        if word == "open":
            port, serving = start(rest)
            served[port] = serving
        else:
            port = int(rest)
            serving = served.pop(port)
            serving.uvicorn.should_exit = True
            serving.uvicorn.force_exit = True
            await serving.task
            await loop.run_in_executor(None, serving.server.close)
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()


def start(text: str) -> tuple[int, Serving]:
    """Serve a database on a port of its own."""
    days, _, rest = text.partition(" ")
    options, now = options_of(rest), NOON + timedelta(days=int(days))
    server = Server(open_database(options.database), options, now=lambda: now)
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    made = uvicorn_of(server, options)
    uvicorn = Standing(made.config, server)
    task = asyncio.create_task(uvicorn.serve(sockets=[listening]))
    return listening.getsockname()[1], Serving(server, uvicorn, task)


if __name__ == "__main__":
    asyncio.run(main())
