"""A connection that has to say what it wants in time: one that sends its headers drop by drop is cut.

An answer leaves as soon as it is there: its headers and its body are two writes, and between small writes TCP would
wait some 40 ms for the other side's word that it has the first one (Nagle's algorithm and delayed acknowledgement).
"""

import asyncio
import json
import socket
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from backend_client import limits
from backend_client.server.problems import document
from backend_client.wire import PROBLEM_JSON, ProblemCode


class Protocol(H11Protocol):
    """HTTP/1.1 by h11, with a limit on how long headers may take."""

    _headers_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first headers."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what there is; wait for headers again where a request has begun to come and is not whole."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not None and self.cycle is not before:
            self._stop_waiting()
        elif self._is_between_requests() and self.conn.trailing_data[0] and self._headers_due is None:
            self._wait_for_headers()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP as a problem too, and close."""
        made = document(ProblemCode.FRAMING_WRONG, {"field": "request"}, "", "", msg)
        content = json.dumps(made).encode("ascii")
        headers = [
            (b"content-type", PROBLEM_JSON.encode("ascii")),
            (b"content-length", str(len(content)).encode("ascii")),
            (b"connection", b"close"),
        ]
        answer = h11.Response(status_code=made["status"], headers=headers, reason=b"Bad Request")
        for event in (answer, h11.Data(data=content), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _is_between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_headers(self) -> None:
        self._headers_due = self.loop.call_later(limits.HEADER_SECONDS_MAX, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._headers_due is not None:
            self._headers_due.cancel()
            self._headers_due = None
