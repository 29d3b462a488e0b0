"""A slow line between a program's terminal and the person in front of it: both ways late, both ways narrow.

    150 ms there and back, 9,600 baud (960 characters a second)
    a frame of 96 bytes begins to arrive after 75 ms, and its last byte after 75 + 100 ms

Nothing is lost and nothing overtakes. What the line has not taken yet stays in the program's terminal, as it does
before a modem; so a program that writes more than the line carries fills that and falls behind.
"""

import collections
import os
import select
import socket
import threading
import time
from dataclasses import dataclass, field

_AT_ONCE = 16  # bytes taken together: 17 ms of a line of 9,600 baud
BITS_A_CHARACTER = 10  # start, eight, stop


@dataclass(frozen=True, slots=True)
class Line:
    """How slow: seconds there and back, and bits a second."""

    round_trip: float
    baud: int

    @property
    def bytes_a_second(self) -> float:
        """What it carries, either way."""
        return self.baud / BITS_A_CHARACTER


@dataclass(slots=True)
class _Way:
    """One direction: from here, to there, what is under way, and until when the line is taken."""

    here: int
    there: int
    under_way: collections.deque[tuple[float, bytes]] = field(default_factory=collections.deque)
    taken_until: float = 0.0


class SlowLine:
    """Carries bytes between the near end, a descriptor that is read and written, and a terminal.

    The terminal is closed when the near end is, as a modem hangs up.
    """

    def __init__(self, terminal: int, line: Line) -> None:
        """Begin to carry."""
        self._terminal = terminal
        self._line = line
        near, self._far = socket.socketpair()
        self.near_end = near.detach()
        self._carrying = threading.Thread(target=self._carry, daemon=True)
        self._carrying.start()

    def join(self) -> None:
        """Wait until the line has hung up."""
        self._carrying.join()

    def _carry(self) -> None:
        far = self._far.fileno()
        ways = (_Way(far, self._terminal), _Way(self._terminal, far))
        poller = select.poll()
        try:
            while self._go_on(ways, poller):
                pass
        except OSError:
            pass  # one end is gone: the line hangs up
        finally:
            os.close(self._terminal)
            self._far.close()

    def _go_on(self, ways: tuple[_Way, _Way], poller: select.poll) -> bool:
        """Deliver what is due, wait for the next moment, take what the line has room for; False at the end."""
        now = time.monotonic()
        for way in ways:
            while way.under_way and way.under_way[0][0] <= now:
                _write_all(way.there, way.under_way.popleft()[1])
        moments = [way.under_way[0][0] for way in ways if way.under_way]
        for way in ways:
            if way.taken_until > now:
                moments.append(way.taken_until)
                poller.register(way.here, 0)
            else:
                poller.register(way.here, select.POLLIN)
        ready = dict(poller.poll(max(min(moments) - now, 0) * 1000 if moments else None))
        for way in ways:
            if ready.get(way.here, 0) & (select.POLLHUP | select.POLLERR) and not self._readable(way):
                return False
            if ready.get(way.here, 0) & select.POLLIN:
                data = os.read(way.here, _AT_ONCE)
                if not data:
                    return False
                begun = time.monotonic()
                way.taken_until = begun + len(data) / self._line.bytes_a_second
                way.under_way.append((way.taken_until + self._line.round_trip / 2, data))
        return True

    def _readable(self, way: _Way) -> bool:
        return bool(select.select([way.here], [], [], 0)[0])


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
