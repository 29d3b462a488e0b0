"""One process of a server: a client on the database, and uvicorn on the socket that its supervisor opened.

    python -m backend_client.server.worker SOCKET < options     (the supervisor's way to start it)

Standard input holds the options in one line and then stays open: when it ends, the supervisor is gone, and so goes
this process. On SIGTERM nobody new is let in, whoever waits for news is sent home, what is being posted is posted.
"""

import asyncio
import gc
import logging
import os
import socket
import sys
from collections.abc import Callable
from datetime import datetime

from uvicorn import Config
from uvicorn import Server as UvicornServer

from backend_client import limits
from backend_client.local import steady_now, utc_now
from backend_client.server.app import Server
from backend_client.server.logs import log_as_json
from backend_client.server.options import ServerOptions, options_of
from backend_client.server.protocol import Protocol
from backend_client.store.database import open_database

LOG = logging.getLogger(__name__)
HEADERS_BYTES_MAX = 65_536
SWITCH_SECONDS = 0.02
"""A thread that posts may work for so long before another one has its turn: a tenth more postings a second than with
Python's 5 ms, which hand each posting back and forth with the calls that come in meanwhile. It lets go earlier wherever
it waits for the database."""


class Stoppable(UvicornServer):
    """Sends those home who wait for news before it waits for those who post."""

    def __init__(self, config: Config, server: Server) -> None:
        """Take uvicorn's config, and the server whose feed is to be stopped."""
        super().__init__(config)
        self._served = server

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in time."""
        await self._served.feed.stop()
        await super().shutdown(sockets)


def uvicorn_of(server: Server, options: ServerOptions) -> Stoppable:
    """Make what serves an app."""
    config = Config(
        server.app,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=limits.IDLE_SECONDS_MAX,
        timeout_graceful_shutdown=limits.STOP_SECONDS_MAX - 1,
        h11_max_incomplete_event_size=HEADERS_BYTES_MAX,
        ssl_certfile=options.tls_certificate or None,
        ssl_keyfile=options.tls_key or None,
    )
    return Stoppable(config, server)


def run(options: ServerOptions, listening: socket.socket, now: Callable[[], datetime] = utc_now) -> None:
    """Serve until SIGTERM or until standard input ends."""
    sys.setswitchinterval(SWITCH_SECONDS)
    server = Server(open_database(options.database), options, now=now, steady=steady_now)
    gc.freeze()  # what stays for ever is not looked through again and again while somebody waits for an answer
    try:
        asyncio.run(_serve(uvicorn_of(server, options), listening))
    finally:
        server.close()


async def _serve(uvicorn: Stoppable, listening: socket.socket) -> None:
    def supervisor_gone() -> None:
        if not os.read(sys.stdin.fileno(), 1):
            asyncio.get_running_loop().remove_reader(sys.stdin)
            uvicorn.should_exit = True

    asyncio.get_running_loop().add_reader(sys.stdin, supervisor_gone)
    await uvicorn.serve(sockets=[listening])


if __name__ == "__main__":
    log_as_json()
    if told := sys.stdin.readline():  # else the supervisor has ended before there was anything to serve
        run(options_of(told), socket.socket(fileno=int(sys.argv[1])))
