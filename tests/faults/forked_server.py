"""The process of a server that has the database open, as its supervisor starts it; to be killed and forked anew."""

import os
import socket
import sys
from collections.abc import Callable

from backend_client.server.options import options_of
from backend_client.server.worker import run


def serve(options: str, port: int, tell: Callable[[int], None]) -> None:
    """Serve at a port, 0 = any that is free, until killed; tells the port once it listens."""
    standing, _never_written = os.pipe()
    sys.stdin = os.fdopen(standing)  # open for as long as its supervisor lives
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    tell(listening.getsockname()[1])
    run(options_of(options), listening)
