"""The client of a terminal with a database of its own, which looks at its ledgers as it starts.

The fast level of `kiosk verify` runs beside the first screens. In order, nothing is said. Not in order, nothing more is
posted: an entry on top of a damaged ledger hides the damage, and is lost when a backup is restored. Everything can
still be looked at, people sign on and off, and what was found is named in the log, on the first row and by each refusal.

Before that it loads what a shift asks and posts: the first scan of a kind is answered as quickly as the second.

A clock that somebody moves under the running kiosk is told to the audit trail with the next posting, and said on the
first row until the next person signs on: what was posted keeps its order, but its times are not to be trusted.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from backend_client.kept_terms import LineState
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.kept import KeptHere
from backend_client.messages.people import SignOffRequest, SignOnRequest
from backend_client.refusals import RefusalCode

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
LOG = logging.getLogger(__name__)
SECONDS_BEFORE = 2.0  # the first screens come first
SECONDS_BEFORE_LOADING = 0.2
LOGGED = 5
STILL_POSTED = (SignOnRequest, SignOffRequest)


class WatchedClient:
    """A LocalClient that posts nothing once its ledgers were found not to be in order."""

    def __init__(self, client: LocalClient) -> None:
        """Keep the client; nothing is looked at yet."""
        self.client = client
        self._found = ""
        self._clock_moved = False
        self._jumps_said = 0
        self._told: list[Callable[[], None]] = []
        self._closing = Event()
        self._looking: Thread | None = None

    def look(self, *, after: float = SECONDS_BEFORE) -> None:
        """Begin to look, so many seconds later."""
        self._looking = Thread(target=self._look, args=(after,), name="watch", daemon=True)
        self._looking.start()

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once. See BackendClient; refuses with `ledgers-not-in-order`."""
        if self._found and not isinstance(request, STILL_POSTED):
            return Refused(code=RefusalCode.LEDGERS_NOT_IN_ORDER, facts={"finding": self._found})
        outcome = self.client.post(request)
        self._see_clock(signs_on=isinstance(request, SignOnRequest))
        return outcome

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question. See BackendClient."""
        return self.client.ask(question)

    def kept_here(self) -> KeptHere | None:
        """Answer what the first row says of ledgers and clock; None while nothing was found."""
        if self._found:
            return KeptHere(line=LineState.NOT_IN_ORDER)
        return KeptHere(line=LineState.CLOCK_MOVED) if self._clock_moved else None

    def on_change(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` once something is found, from any thread; answers what ends that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    def looked(self) -> None:
        """Wait until it has looked."""
        if self._looking is not None:
            self._looking.join()

    def close(self) -> None:
        """Look no more, and let go of the database."""
        self._closing.set()
        self.looked()
        self.client.database.close()

    def _look(self, after: float) -> None:
        if self._closing.wait(min(after, SECONDS_BEFORE_LOADING)):
            return
        from backend_client.engine.ahead import load_ahead  # noqa: PLC0415 -- after the first screens

        load_ahead(self._closing.is_set)
        if self._closing.wait(after):
            return
        from backend_client.store.verifying import Level, verify  # noqa: PLC0415 -- after the first screens

        try:
            with self.client.database.read() as connection:
                for number, finding in enumerate(verify(connection, level=Level.FAST)):
                    self._found = self._found or finding.code.value
                    if number < LOGGED:
                        LOG.error("ledgers not in order: %s %s", finding.code.value, finding.facts)
                    if self._closing.is_set():
                        break
        except SQLAlchemyError:
            LOG.warning("the ledgers could not be looked at", exc_info=True)
        if self._found:
            self._tell()

    def _see_clock(self, *, signs_on: bool) -> None:
        """Say that the clock was moved, as the audit trail does, until the next person signs on."""
        moved = self.client.clock_jumps > self._jumps_said
        self._jumps_said = self.client.clock_jumps
        if moved or (signs_on and self._clock_moved):
            self._clock_moved = moved
            self._tell()

    def _tell(self) -> None:
        for told in tuple(self._told):
            told()
