"""A line that really breaks: before a posting reaches the server, or after the server has posted it."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any

from backend_client.client import BackendBroken, BackendClient, BackendUnreachable, Sent


class Fault(Enum):
    """What the line does with one call."""

    NONE = auto()
    CUT_BEFORE = auto()  # the server never sees it
    CUT_AFTER = auto()  # the server answers, nobody hears it
    DOUBLED = auto()  # the server sees it twice
    SERVER_FAILS = auto()  # the server answers with a fault of its own


class Line:
    """A BackendClient on another one, with faults in the order given; then it is as `afterwards` says."""

    def __init__(self, server: BackendClient, afterwards: Fault = Fault.NONE) -> None:
        """Begin without faults."""
        self.server = server
        self.afterwards = afterwards
        self.calls = 0
        self._faults: list[Fault] = []

    def plan(self, faults: Iterable[Fault]) -> None:
        """Fail like this from the next call on."""
        self._faults = list(faults)

    def post(self, request: Any) -> Any:
        """Post, unless the line is cut."""
        return self._through(self.server.post, request)

    def ask(self, question: Any) -> Any:
        """Ask, unless the line is cut."""
        return self._through(self.server.ask, question)

    def _through(self, call: Any, message: Any) -> Any:
        self.calls += 1
        fault = self._faults.pop(0) if self._faults else self.afterwards
        if fault is Fault.CUT_BEFORE:
            raise BackendUnreachable("cut", sent=Sent.NOTHING)
        if fault is Fault.SERVER_FAILS:
            raise BackendBroken("f4u17")
        answer = call(message)
        if fault is Fault.CUT_AFTER:
            raise BackendUnreachable("cut", sent=Sent.MAYBE)
        return call(message) if fault is Fault.DOUBLED else answer
