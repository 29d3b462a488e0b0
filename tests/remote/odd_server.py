"""A server that answers as it is told, byte by byte: what a broken line, a proxy or another version may send."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import Self

LENGTH = b"content-length:"


class OddServer:
    """Answers its calls in turn with the bytes given; b"" closes without a word. The last answer serves all others.

    drops  bytes that follow an answer one by one, as slowly as they are asked for, without end
    """

    def __init__(self, *answers: bytes, drops: float | None = None) -> None:
        """Listen on a port of this machine."""
        self._drops = drops
        self._answers: Sequence[bytes] = answers
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.calls: list[bytes] = []
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                call = _read(connection)
                answer = self._answers[min(len(self.calls), len(self._answers) - 1)]
                self.calls.append(call)
                if answer:
                    connection.sendall(answer)
                    self._end(connection)

    def _end(self, connection: socket.socket) -> None:
        if self._drops is None:
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):
                pass
            return
        connection.settimeout(self._drops)
        with suppress(OSError):  # the client has had enough
            while True:
                connection.sendall(b" ")
                with suppress(TimeoutError):
                    connection.recv(1)


def _read(connection: socket.socket) -> bytes:
    """Read one call with its body."""
    call = b""
    while b"\r\n\r\n" not in call:
        call += connection.recv(65536)
    head, _, body = call.partition(b"\r\n\r\n")
    lines = [line for line in head.lower().split(b"\r\n") if line.startswith(LENGTH)]
    length = int(lines[0].removeprefix(LENGTH)) if lines else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(status: int, body: str | bytes, kind: str = "application/json", *headers: str) -> bytes:
    """Write an answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} x", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + content
