"""One posting after the other to the server, and who is told what came of it.

    answered                  settled: posted, refused to the person who waits, or refused and left to a supervisor
    no answer                 it stays, and is sent again under the same id: posted once however often it is sent
    the server fails over it  it rests while others go on; failing again and again it is left to a supervisor
    not let in                the server does not know the terminal, or no longer speaks with this version: all stay

A person who posts waits for a short time. Whether they were still waiting when the answer came is decided under one
lock, so a refusal is either shown to them or kept for a supervisor: never both, never neither.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from random import SystemRandom
from threading import Event, Lock
from time import monotonic_ns
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from backend_client import limits
from backend_client.client import (
    AddressWrong,
    BackendBroken,
    BackendClient,
    BackendError,
    ProgramTooOld,
    TerminalNotRecognised,
)
from backend_client.kept_terms import KeptState, LineState
from backend_client.messages.base import Posted, Queued, Refused, Request
from backend_client.messages.codec import parse
from backend_client.outbox.comparing import Comparing
from backend_client.outbox.kinds import BY_NAME
from backend_client.outbox.rows import Rows
from backend_client.refusals import RefusalCode

_CHANCE = SystemRandom()
LOG = logging.getLogger(__name__)
UNREADABLE = (ValueError, KeyError, TypeError, ArithmeticError, AttributeError)
"""What reading a row of another release may raise."""


class Step(Enum):
    """What one try came to."""

    SETTLED = auto()  # there was an answer; the next one may go
    RESTING = auto()  # the server failed over it; others may go
    NOTHING = auto()  # nothing may be sent now
    SILENCE = auto()  # no answer: all wait


class Waiting:
    """A person who waits for what comes of a posting."""

    def __init__(self) -> None:
        """Begin to wait."""
        self.told = Event()
        self.outcome: Posted[Any] | Refused | None = None


class Sending:
    """Sends what may be sent; `step` is called by one thread at a time."""

    def __init__(
        self, rows: Rows, server: BackendClient, now: Callable[[], datetime], changed: Callable[[], None]
    ) -> None:
        """Take the postings and the server; `changed` is called after each change of either."""
        self.line = LineState.UP
        self._rows = rows
        self._server = server
        self._now = now
        self._changed = changed
        self._handing_over = Lock()
        self._waiting: dict[int, Waiting] = {}
        self._resting: dict[int, int] = {}
        self._closed = False
        self._comparing = Comparing(rows, server, now)

    def wait_for(self, sequence_no: int) -> Waiting:
        """Begin to wait for a posting."""
        with self._handing_over:
            self._waiting[sequence_no] = Waiting()
            return self._waiting[sequence_no]

    def leave(self, sequence_no: int) -> None:
        """Wait no longer: what comes of the posting from now on is left to the outbox."""
        with self._handing_over:
            self._waiting.pop(sequence_no, None)

    def close(self) -> None:
        """Store no answer any more: a posting under way is sent again the next time."""
        with self._handing_over:
            self._closed = True

    def step(self) -> Step:
        """Send the next posting."""
        with self._handing_over:
            waiting = tuple(self._waiting)
        now = milliseconds()
        self._resting = {number: until for number, until in self._resting.items() if until > now}
        row = self._rows.next(tuple(self._resting))
        if self._comparing.is_due:
            silence = self._compare()
            if silence is not None:
                return silence
            row = self._rows.next(tuple(self._resting))
        if row is None:
            self._tell_kept(waiting)  # whatever else is kept waits for a decision, or rests
            return Step.NOTHING
        try:
            request = request_of(row)
        except UNREADABLE:
            return self._give_up(row["sequence_no"], "unreadable")
        try:
            outcome = self._server.post(request)
        except BackendBroken as error:
            return self._faulty(row["sequence_no"], error)
        except BackendError as error:
            return self._not_let_in(error)
        assert not isinstance(outcome, Queued), "a server answers"
        self.heard()
        self._comparing.heard(outcome)
        self._settle(row["sequence_no"], outcome)
        return Step.SETTLED

    def compare_next(self) -> None:
        """Compare at the next step, once in a while."""
        self._comparing.is_due = True

    def _compare(self) -> Step | None:
        """Ask whether the server knows what it had posted; answers the silence, if that is all that comes."""
        try:
            if self._comparing.compare():
                self._changed()
        except BackendError as error:
            return self._not_let_in(error)
        return None

    def _not_let_in(self, error: BackendError) -> Step:
        return self._silence(line_of(error))

    def heard(self) -> None:
        """Note that the server answered something."""
        self._set_line(LineState.UP)

    def silent(self) -> None:
        """Note that it did not."""
        if self.line is LineState.UP:
            self._set_line(LineState.DOWN)

    def failed(self, error: BackendError) -> None:
        """Note why somebody who asked got no answer."""
        if isinstance(error, BackendBroken):
            return
        if line_of(error) is LineState.DOWN:
            self.silent()
        else:
            self._set_line(line_of(error))

    @property
    def rests(self) -> bool:
        """Something rests: it is tried again without being woken."""
        return bool(self._resting)

    def _settle(self, sequence_no: int, outcome: Posted[Any] | Refused) -> None:
        with self._handing_over:
            if self._closed:
                return
            waiting = self._waiting.pop(sequence_no, None)
            if isinstance(outcome, Posted):
                state = KeptState.POSTED
            else:
                row = self._rows.row(sequence_no)
                # what a supervisor has sent in the place of another stays until it is posted or dropped
                is_free = waiting is not None and row is not None and not row["decided_by"]
                state = KeptState.ANSWERED if is_free else KeptState.REFUSED
            try:
                self._rows.settle(sequence_no, outcome, state, self._now())
            except sqlite.Error:  # it stays as it was, is sent again, and posted once
                LOG.exception("the answer to kept posting %s was not stored", sequence_no)
                self._resting[sequence_no] = milliseconds() + limits.SENDING_PAUSE_MAX_MILLISECONDS
            if waiting is not None:
                waiting.outcome = outcome
                waiting.told.set()
        self._changed()

    def _faulty(self, sequence_no: int, error: BackendBroken) -> Step:
        """Let a posting rest over which the server failed."""
        faults = self._rows.fault(sequence_no, str(error))
        if faults >= limits.FAULTS_MAX:
            return self._give_up(sequence_no, error.incident)
        self._resting[sequence_no] = milliseconds() + pause(faults)
        self._tell_kept((sequence_no,))
        self._changed()
        return Step.RESTING

    def _give_up(self, sequence_no: int, incident: str) -> Step:
        """Leave to a supervisor what can't be sent: one posting must not keep its lane waiting for ever."""
        self._tell_kept((sequence_no,))
        refused = Refused(code=RefusalCode.SENDING_FAILED, facts={"incident": incident})
        self._settle(sequence_no, refused)
        return Step.SETTLED

    def _silence(self, line: LineState) -> Step:
        self._comparing.is_due = True
        self._set_line(line)
        with self._handing_over:
            waiting = tuple(self._waiting)
        self._tell_kept(waiting)
        return Step.SILENCE

    def _tell_kept(self, sequence_nos: tuple[int, ...]) -> None:
        """Tell those who wait that their posting is kept."""
        with self._handing_over:
            for sequence_no in sequence_nos:
                waiting = self._waiting.pop(sequence_no, None)
                if waiting is not None:
                    waiting.told.set()

    def _set_line(self, line: LineState) -> None:
        if line is not self.line:
            self.line = line
            self._changed()


def line_of(error: BackendError) -> LineState:
    """Answer what no answer says of the line."""
    if isinstance(error, ProgramTooOld):
        return LineState.TOO_OLD
    shut_out = isinstance(error, (TerminalNotRecognised, AddressWrong))
    return LineState.NOT_ENROLLED if shut_out else LineState.DOWN


def request_of(row: Any) -> Request[Any]:
    """Read a kept request; one that this program no longer understands raises what `parse` raises."""
    request: Request[Any] = parse(BY_NAME[row["message"]], row["body"])
    return request


def milliseconds() -> int:
    """Answer the moment on a clock that only goes forward."""
    return monotonic_ns() // 1_000_000


def pause(tries: int) -> int:
    """Answer how many milliseconds to wait before the next try: random, so that terminals do not come back together."""
    doubled: int = limits.SENDING_PAUSE_FIRST_MILLISECONDS * 2 ** min(tries, 16)
    longest = min(doubled, limits.SENDING_PAUSE_MAX_MILLISECONDS)
    return _CHANCE.randint(longest // 2, longest)
