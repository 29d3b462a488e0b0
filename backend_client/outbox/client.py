"""The client that keeps before it sends: Posted, Refused, or "kept here" within two seconds.

    line up     row on disk -> sent -> answered: as if there were no outbox
    line down   row on disk -> Queued at once; the sender tries again, less and less often, and at once after any
                sign of life
    F10 again   the same id: what came of it, or Queued; never a second posting

Previews, questions, and requests that need the plant as it is now go straight to the server.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any, TypeVar, cast

from pysqlite3 import dbapi2 as sqlite

from backend_client import limits
from backend_client.client import BackendClient, BackendError, BackendUnreachable, Sent
from backend_client.kept_terms import KeptState, LineState
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.bounds import not_postable
from backend_client.messages.codec import answer_kind, from_newer, sparse
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.outbox.desk import Desk, refusal_of
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.kinds import PAST_WHAT_WAITS, is_kept, lanes_of
from backend_client.outbox.rows import Rows, stamped
from backend_client.outbox.sending import UNREADABLE, Sending, Step, milliseconds, pause, request_of
from backend_client.refusals import RefusalCode

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
UNSIGNED = ("request_id", "preview", "answers", "recorded_at", "session_id")
"""What may differ between two sendings of one request, as the server has it."""
CLOSE_SECONDS = 3
TRIM_MILLISECONDS = 3_600_000


class OutboxClient(Desk):
    """A BackendClient and an OutboxDesk on one outbox; safe to call from any thread."""

    def __init__(
        self,
        server: BackendClient,
        file: OutboxFile,
        now: Callable[[], datetime],
        *,
        background: bool = True,
        asking: BackendClient | None = None,
        entered: Callable[[], datetime] | None = None,
    ) -> None:
        """Take the server and an open outbox; what is kept in it begins to be sent. Raises OutboxDamaged.

        now         answers aware UTC moments
        background  False: sent only by those who post, in their own thread
        asking      the server, for what is not kept; None = the same
        entered     answers the moment by the server's clock, as far as it is known; None = `now`
        """
        rows = Rows(file.file, file.connection)
        super().__init__(rows, now, server)
        self._asking = asking or server
        self._entered = entered or now
        self._file = file
        self._sending = Sending(rows, server, now, self._changed)
        self._posting = Lock()
        self._stepping = Lock()
        self._wake, self._end = Event(), Event()
        self._at_once = False
        self._thread = Thread(target=self._send_all, name="outbox", daemon=True) if background else None
        if self._thread is not None:
            self._thread.start()

    @property
    def line(self) -> LineState:
        """What is known of the line to the server."""
        return self._sending.line

    def silent(self) -> None:
        """Note that somebody waited for the server in vain."""
        self._sending.silent()

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once, now or later. See BackendClient.

        Raises what the server's client raises for what is not kept; for what is, BackendUnreachable where the disk
        refuses to keep it: then it was not sent.
        """
        refused = not_postable(request)
        if refused is not None:
            return refused
        if request.preview or not is_kept(request):
            return self._post_now(request)
        try:
            with self._posting:  # looked for and kept at once, or a second press could keep a second row
                before = self._before(request)
                if before is not None:
                    return before
                refused = self._no_room()
                if refused is not None:
                    return refused
                sequence_no = self._rows.keep(stamped(request, self._entered()), self._now())
                waiting = self._sending.wait_for(sequence_no)
        except sqlite.Error as error:
            raise BackendUnreachable(f"not kept: {error}", sent=Sent.NOTHING) from error
        self._changed()
        if self._thread is None:
            self.send_all()
        else:
            self._wait(waiting.told)
        self._sending.leave(sequence_no)
        if waiting.outcome is not None:
            return waiting.outcome
        return Queued(place=self._rows.place_in_queue(sequence_no))

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Ask the server. See BackendClient."""
        try:
            answer = self._asking.ask(question)
        except BackendError as error:
            self._sending.failed(error)
            raise
        self._alive()
        return answer

    def send_all(self) -> None:
        """Send what may be sent until there is silence, in this thread; for a client without a thread of its own."""
        step = Step.SETTLED
        while step in {Step.SETTLED, Step.RESTING}:
            with self._stepping:
                step = self._sending.step()

    def trim(self) -> None:
        """Forget the receipts of long ago, and never what waits; done by itself where there is a thread."""
        self._rows.trim(self._now())

    def close(self) -> None:
        """Send no more and close the file; what is kept is sent the next time."""
        self._end.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)
        self._sending.close()
        self._file.close()

    def _post_now(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Post what is not kept; not past postings of its orders that are kept and not sent yet."""
        if not request.preview and type(request) not in PAST_WHAT_WAITS:
            kept = self._kept_before(request)
            if kept:
                return Refused(code=RefusalCode.POSTINGS_WAIT_HERE, facts={"count": str(kept)})
        try:
            outcome = self._asking.post(request)
        except BackendError as error:
            self._sending.failed(error)
            raise
        self._alive()
        return outcome

    def _kept_before(self, request: Request[Any]) -> int:
        lanes = self._rows.lanes().values()
        if isinstance(request, UndoPostingRequest):
            return len(lanes)
        mine = {lane for lane in lanes_of(request) if lane.startswith("order ")}
        return sum(1 for each in lanes if not mine.isdisjoint(each))

    def _before(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused | None:
        """Answer what came of a request that was given before, None where it is new."""
        row = self._rows.by_request(request.request_id)
        if row is None:
            return None
        if not is_same(request, row):
            return Refused(code=RefusalCode.REQUEST_ID_REUSED, facts={"field": "request_id"})
        if row["state"] == KeptState.POSTED:
            kind = cast("type[Posted[ReceiptT]]", Posted)
            values = json.loads(row["outcome"])
            receipt = from_newer(answer_kind(type(request)), values["receipt"])
            return kind(receipt=receipt, replayed=True)
        refused = refusal_of(row) if row["state"] != KeptState.WAITING else None
        return refused or Queued(place=self._rows.place_in_queue(row["sequence_no"]))

    def _no_room(self) -> Refused | None:
        counts = self._rows.counts()
        count = counts.waiting + counts.refused + counts.lost
        if count >= limits.OUTBOX_ROWS_MAX:
            return Refused(code=RefusalCode.OUTBOX_FULL, facts={"count": str(count)})
        oldest, days = counts.oldest_waiting, timedelta(days=limits.OUTBOX_DAYS_MAX)
        if oldest and self._now() - datetime.fromisoformat(oldest) > days:
            return Refused(code=RefusalCode.OUTBOX_FULL, facts={"days": str(limits.OUTBOX_DAYS_MAX)})
        return None

    def _wait(self, told: Event) -> None:
        """Wait for what comes of a posting; not at all where the line is known to be down."""
        is_up = self._sending.line is LineState.UP
        self._wake.set()
        if is_up and not told.wait(limits.KEPT_WITHIN_MILLISECONDS / 1_000):
            self._sending.silent()

    def _alive(self) -> None:
        """The server has answered something: send at once what waits."""
        if self._sending.line is not LineState.UP:
            self._sending.heard()
            self._at_once = True
            self._wake.set()

    def _lane_goes_on(self) -> None:
        self._wake.set()
        super()._lane_goes_on()

    def _send_all(self) -> None:
        """Send until the end, in a thread of its own."""
        silences = not_before = rest = 0
        while True:
            self._wake.wait(rest / 1_000)
            self._wake.clear()
            if self._end.is_set():
                return
            if self._at_once:
                self._at_once, not_before = False, 0
            rest = not_before - milliseconds()
            if rest > 0:  # woken by a new posting: that is no sign of life
                continue
            step = self._step_in_thread()
            silences = silences + 1 if step is Step.SILENCE else 0
            not_before = milliseconds() + pause(silences) if silences else 0
            rest = self._rest_after(step)

    def _step_in_thread(self) -> Step:
        try:
            with self._stepping:
                step = self._sending.step()
            if step is Step.NOTHING:
                self.trim()
                self._sending.compare_next()
        except sqlite.Error:  # the disk is full, or it fails: nothing is sent that could not be settled
            return Step.SILENCE
        return step

    def _rest_after(self, step: Step) -> int:
        if step is Step.NOTHING:
            return pause(1) if self._sending.rests else TRIM_MILLISECONDS
        return 0


def is_same(request: Request[Any], row: Any) -> bool:
    """Answer whether a row keeps this very request, also where an earlier release wrote it."""
    if type(request).__name__ != row["message"]:
        return False
    try:
        return signed(sparse(request)) == signed(sparse(request_of(row)))
    except UNREADABLE:
        return False


def signed(values: dict[str, Any]) -> dict[str, Any]:
    """Answer what makes a request the same one when it is sent again; a badge is not kept once it was shown."""
    found = {name: value for name, value in values.items() if name not in UNSIGNED}
    if found.get("approval"):
        found["approval"] = {**found["approval"], "badge_token": ""}
    return found
