"""A label printer that listens on a port of this machine."""

import queue
import socket
import threading
from contextlib import suppress

READY = b"\x02030,0,0,0400,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
NO_PAPER = READY.replace(b"030,0,0", b"030,1,0")


class LabelPrinter:
    """It asks nobody, and keeps what it gets, sender by sender."""

    def __init__(self, answer: bytes | None = READY) -> None:
        """`answer` to ~HS; None = it hangs up at once."""
        self.answer = answer
        self._got: queue.Queue[bytes] = queue.Queue()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # it was turned off
            while True:
                line, _address = self._socket.accept()
                with line:
                    self._take(line)

    def _take(self, line: socket.socket) -> None:
        if self.answer is None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            return
        got = b""
        assert line.recv(3) == b"~HS"
        line.sendall(self.answer)
        with suppress(ConnectionResetError):
            while more := line.recv(4096):
                got += more
        self._got.put(got)

    def printed(self) -> bytes:
        """What the next sender sent until it ended."""
        return self._got.get(timeout=30)

    def waits(self) -> bool:
        """Whether nobody has sent anything that was not looked at."""
        return self._got.empty()

    def turn_off(self) -> None:
        """Answer nobody any more."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
