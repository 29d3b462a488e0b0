"""What is kept in one outbox, and a supervisor's decisions on it: an OutboxDesk on the rows of an open file.

It sends nothing itself. Under a running terminal it is that terminal's own (see client.py); the command line opens
one on a file that no terminal has open.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import uuid4  # noqa: TID251 -- the id of a decision, of which nothing is posted

from backend_client import limits
from backend_client.client import BackendClient
from backend_client.kept_terms import KeptDecision, KeptState, LineState
from backend_client.messages.base import Queued, Refused, Request
from backend_client.messages.bounds import not_postable
from backend_client.messages.codec import from_newer
from backend_client.messages.kept import Decider, KeptHere, KeptPosting
from backend_client.messages.posting_decisions import DecideKeptPostingRequest
from backend_client.outbox.kinds import KEPT
from backend_client.outbox.rows import Rows, stamped
from backend_client.outbox.sending import request_of
from backend_client.refusals import RefusalCode

LOG = logging.getLogger(__name__)
TO_BE_DECIDED = (KeptState.REFUSED, KeptState.LOST)


class Desk:
    """An OutboxDesk. See BackendClient's module for what each promises."""

    def __init__(self, rows: Rows, now: Callable[[], datetime], server: BackendClient | None = None) -> None:
        """Take the rows of an open file, and the server that decisions are told to; without one it is only looked at."""
        self._rows = rows
        self._now = now
        self._decisions_to = server
        self._told: list[Callable[[], None]] = []
        self._telling = Lock()

    @property
    def line(self) -> LineState:
        """What is known of the line: nothing is sent from here."""
        return LineState.DOWN

    def kept_here(self) -> KeptHere:
        """Count. See OutboxDesk."""
        counts = self._rows.counts()
        return KeptHere(
            line=self.line,
            waiting=counts.waiting,
            refused=counts.refused,
            lost=counts.lost,
            oldest=moment(counts.oldest),
        )

    def kept_postings(self) -> tuple[KeptPosting, ...]:
        """List. See OutboxDesk."""
        return listed(self._rows)

    def kept_posting(self, sequence_no: int) -> KeptPosting | None:
        """Show. See OutboxDesk."""
        row = self._rows.row(sequence_no)
        if row is None:
            return None
        among = {each.sequence_no: each for each in self.kept_postings()}
        return among.get(sequence_no) or kept_posting_of(row, (), held=False)

    def decide(
        self,
        decision: KeptDecision,
        sequence_no: int,
        decider: Decider,
        *,
        reason: str = "",
        correction: Request[Any] | None = None,
    ) -> KeptPosting | Refused:
        """Decide, once the server has let it. See OutboxDesk."""
        row = self._rows.row(sequence_no)
        given = reason if decision in (KeptDecision.DROP, KeptDecision.REPOST) else "-"
        refused = self._undecidable(sequence_no, decided_by=decider.person_no, reason=given)
        if refused is None and decision is KeptDecision.REPOST:
            refused = self._no_correction(correction)
        if refused is not None:
            return refused
        assert row is not None, "undecidable otherwise"
        corrected = correction.request_id if correction is not None else ""
        refused = self._let(
            replace(
                _decided(decision, decider),
                kept_request_id=row["request_id"],
                message=row["message"],
                corrected_request_id=corrected,
                reason=reason,
            )
        )
        if refused is not None:
            return refused
        outcome: Any
        if decision is KeptDecision.DROP:
            outcome = self.drop(sequence_no, decided_by=decider.person_no, reason=reason)
        elif decision is KeptDecision.REPOST:
            assert correction is not None, "refused above"
            outcome = self.repost(sequence_no, correction, decided_by=decider.person_no, reason=reason)
        else:
            outcome = self.send_again(sequence_no, decided_by=decider.person_no)
        if isinstance(outcome, Refused):
            return outcome
        decided = self.kept_posting(sequence_no)
        assert decided is not None, "nothing is forgotten by a decision"
        return decided

    def decide_lost(self, decider: Decider) -> int | Refused:
        """Send all that the server has lost, once it has let it. See OutboxDesk."""
        refused = self._let(_decided(KeptDecision.SEND_LOST, decider))
        return refused or self.send_lost_again(decided_by=decider.person_no)

    def _let(self, request: DecideKeptPostingRequest) -> Refused | None:
        """Tell the server, which knows who is a supervisor; a decision that nobody is told of is not made."""
        assert self._decisions_to is not None, "an outbox that is only looked at"
        outcome = self._decisions_to.post(request)
        assert not isinstance(outcome, Queued), "a decision is never kept"
        return outcome if isinstance(outcome, Refused) else None

    def send_again(self, sequence_no: int, *, decided_by: str) -> Queued | Refused:
        """Send as it is; who may was asked before."""
        refused = self._undecidable(sequence_no, decided_by=decided_by)
        if refused is not None:
            return refused
        self._rows.send_again(sequence_no, decided_by)
        return self._queued(sequence_no)

    def send_lost_again(self, *, decided_by: str) -> int | Refused:
        """Send all that the server has lost; who may was asked before."""
        if not decided_by.strip() or len(decided_by) > limits.REASON_LENGTH_MAX:
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "decided_by"})
        count = self._rows.send_lost_again(decided_by)
        self._lane_goes_on()
        return count

    def repost(
        self, sequence_no: int, request: Request[Any], *, decided_by: str, reason: str
    ) -> Queued | Refused:
        """Send corrected; who may was asked before."""
        refused = (
            self._undecidable(sequence_no, decided_by=decided_by, reason=reason)
            or not_postable(request)
            or self._not_in_place(request)
        )
        if refused is not None:
            return refused
        stamp = stamped(request, self._now())
        corrected = self._rows.repost(sequence_no, stamp, self._now(), decided_by=decided_by, reason=reason)
        return self._queued(corrected)

    def drop(self, sequence_no: int, *, decided_by: str, reason: str) -> KeptPosting | Refused:
        """Give up; who may was asked before."""
        refused = self._undecidable(sequence_no, decided_by=decided_by, reason=reason)
        if refused is not None:
            return refused
        self._rows.drop(sequence_no, self._now(), decided_by=decided_by, reason=reason)
        self._lane_goes_on()
        dropped = self.kept_posting(sequence_no)
        assert dropped is not None
        return dropped

    def on_change(self, told: Callable[[], None]) -> Callable[[], None]:
        """Tell of changes. See OutboxDesk."""
        with self._telling:
            self._told.append(told)

        def end() -> None:
            with self._telling:
                self._told.remove(told)

        return end

    def _lane_goes_on(self) -> None:
        """Something that stood still may be sent."""
        self._changed()

    def _changed(self) -> None:
        with self._telling:
            told = tuple(self._told)
        for each in told:
            each()

    def _queued(self, sequence_no: int) -> Queued:
        self._lane_goes_on()
        return Queued(place=self._rows.place_in_queue(sequence_no))

    def _undecidable(self, sequence_no: int, *, decided_by: str, reason: str = "-") -> Refused | None:
        row = self._rows.row(sequence_no)
        facts = {"sequence_no": str(sequence_no)}
        if row is None:
            return Refused(code=RefusalCode.KEPT_POSTING_NOT_FOUND, facts=facts)
        if row["state"] not in TO_BE_DECIDED:
            return Refused(code=RefusalCode.KEPT_POSTING_NOT_REFUSED, facts=facts)
        for field, value in (("decided_by", decided_by), ("reason", reason)):
            if not value.strip() or len(value) > limits.REASON_LENGTH_MAX:
                return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field})
        return None

    def _no_correction(self, correction: Request[Any] | None) -> Refused | None:
        if correction is None:
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "correction"})
        return not_postable(correction) or self._not_in_place(correction)

    def _not_in_place(self, request: Request[Any]) -> Refused | None:
        """Refuse what is never kept, and an id that stands for a posting already."""
        if type(request) not in KEPT or request.preview:
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "request"})
        if self._rows.by_request(request.request_id) is not None:
            return Refused(code=RefusalCode.REQUEST_ID_REUSED, facts={"field": "request_id"})
        return None


def _decided(decision: KeptDecision, decider: Decider) -> DecideKeptPostingRequest:
    return DecideKeptPostingRequest(
        request_id=str(uuid4()),
        person_no=decider.person_no,
        session_id=decider.session_id,
        terminal_id=decider.terminal_id,
        decision=decision,
    )


def listed(rows: Rows) -> tuple[KeptPosting, ...]:
    """Answer what is not settled, in the order in which it is sent."""
    lanes_of_all = rows.lanes()
    stopped: set[str] = set()
    found = []
    for row in rows.open_rows():
        lanes = lanes_of_all.get(row["sequence_no"], ())
        held = not stopped.isdisjoint(lanes)
        if held or row["state"] in TO_BE_DECIDED:
            stopped.update(lanes)
        found.append(kept_posting_of(row, lanes, held=held))
    return tuple(found)


def kept_posting_of(row: Mapping[str, Any], lanes: tuple[str, ...], *, held: bool) -> KeptPosting:
    """Read a row; a request of a message that is no longer known is answered as its text only."""
    request: Request[Any] | None
    try:
        request = request_of(row)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
        LOG.warning("kept posting %s is of another version", row["sequence_no"])
        request = None
    settled_at = moment(row["settled_at"])
    return KeptPosting(
        sequence_no=row["sequence_no"],
        request_id=row["request_id"],
        message=row["message"],
        request=request,
        body=row["body"],
        lanes=lanes,
        state=KeptState(row["state"]),
        held=held,
        kept_at=datetime.fromisoformat(row["kept_at"]),
        settled_at=settled_at,
        faults=row["faults"],
        trouble=row["trouble"],
        refused=refusal_of(row),
        replaces=row["replaces"],
        decided_by=row["decided_by"],
        reason=row["reason"],
    )


def refusal_of(row: Mapping[str, Any]) -> Refused | None:
    """Read the server's refusal of a row; None without one."""
    values = json.loads(row["outcome"]) if row["outcome"] else {}
    return from_newer(Refused, values) if "code" in values else None


def moment(text: str) -> datetime | None:
    """Read a moment; "" is none."""
    return datetime.fromisoformat(text) if text else None
