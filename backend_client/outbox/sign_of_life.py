"""A terminal that nobody uses says that it is there, and how much it keeps: about once a minute, with the least question.

So a supervisor who reads "silent since 06:12" knows that the terminal or its line is down, and not that nobody posts.
"""

from contextlib import suppress
from datetime import datetime
from random import SystemRandom
from threading import Event, Thread
from typing import Protocol

from backend_client import limits
from backend_client.client import BackendError
from backend_client.messages.people import PlantQuestion
from backend_client.outbox.client import OutboxClient

_CHANCE = SystemRandom()


class Says(Protocol):
    """A client that says with its questions what this terminal keeps."""

    def say_kept(self, count: int, oldest: datetime | None, refused: int) -> None:
        """Say so from now on."""
        ...


class SignOfLife:
    """The thread that calls; it ends with the program."""

    def __init__(
        self,
        remote: Says,
        outbox: OutboxClient,
        within: tuple[float, float] = limits.SIGN_OF_LIFE_SECONDS,
    ) -> None:
        """Begin; `within` seconds of each other, at random: terminals that were switched on together call apart."""
        self._remote = remote
        self._outbox = outbox
        self._within = within
        self._end = Event()
        self._thread = Thread(target=self._call_on, name="sign of life", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Call no more; one under way ends by itself."""
        self._end.set()

    def _call_on(self) -> None:
        while not self._end.wait(_CHANCE.uniform(*self._within)):
            kept = self._outbox.kept_here()
            self._remote.say_kept(kept.count, kept.oldest, kept.to_decide)
            with suppress(BackendError):  # the outbox has noted how the line is
                self._outbox.ask(PlantQuestion())
