"""The clocks that one request begins and ends, all at one stamp.

    sent at once                            the server's clock
    kept at a terminal without a line       the moment at which it was entered there: started 8:00, sent 11:00, is 8:00

A terminal is believed no further than the person's own last stamp: what was ended, posted or swept meanwhile stays. The
audit trail tells of each clock that was stamped so.

Who starts work without having clocked in is present from that stamp on, and until their last piece of work ends; so
what is booked as labour is always within presence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from backend_client import limits
from backend_client.engine.audited import audited
from backend_client.engine.context import Context
from backend_client.floor_terms import ClockEnding
from backend_client.messages.base import Request
from backend_client.people_terms import AuditEvent
from backend_client.records.clock import ClockInterval, PresenceInterval
from backend_client.rules.intervals import next_stamp
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.clocks import (
    OPEN,
    OPEN_PRESENCE,
    PRESENCE,
    intervals,
    last_stamp,
    last_stamp_of,
    of_people,
    presences,
)
from backend_client.store.rows import Row, new_row

LATE = timedelta(seconds=limits.CLOCK_LATE_SECONDS)
ENDED = ("id", "ended_at", "ending", "ended_by_person_no")


@dataclass(slots=True, kw_only=True)
class Stamps:
    """Open clocks of some people, and what becomes of them at `stamp`; three statements to read.

    kept     the request, where the stamp is when it was entered
    running  their open intervals; present: their open presence by person; both as they are after each change
    """

    context: Context
    stamp: datetime
    person_no: str
    running: list[Row]
    present: dict[str, Row]
    kept: Request[Any] | None = None
    begun: list[Row] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)
    came: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context, request: Request[Any], people: Iterable[str]) -> "Stamps":
        """Read the open clocks of people, which a request begins or ends when it was entered."""
        wanted = set(people)
        stamps = cls.read(context, request.person_no, wanted)
        entered = (context.entered or context.now).replace(microsecond=0)
        if (
            wanted and context.now - entered > LATE
        ):  # by the clock on the wall: the last stamp may be ahead of it
            last = last_stamp_of(context.connection, wanted)
            stamps.stamp = min(stamps.stamp, entered if last is None else max(entered, last))
            stamps.kept = request
        return stamps

    @classmethod
    def read(cls, context: Context, person_no: str, people: Iterable[str]) -> "Stamps":
        """Read the open clocks of people; `person_no` is who ends or begins them."""
        wanted = set(people)
        connection = context.connection
        return cls(
            context=context,
            stamp=next_stamp(context.now, last_stamp(connection)),
            person_no=person_no,
            running=intervals(connection, OPEN, of_people(wanted)),
            present={
                row["person_no"]: row
                for row in presences(connection, OPEN_PRESENCE, PRESENCE.c.person_no.in_(sorted(wanted)))
            },
        )

    def begin(self, request_id: str, person_no: str, *, terminal_id: str = "", **work: Any) -> Row:
        """Begin an interval, and presence where there is none."""
        self.come(request_id, person_no, terminal_id=terminal_id, by_work=True)
        row = new_row(
            ClockInterval,
            **{**work, "id": f"{request_id}/{person_no}", "person_no": person_no},
            started_at=self.stamp,
            terminal_id=terminal_id,
        )
        self.running.append(row)
        self.begun.append(row)
        return row

    def end(self, row: Row, ending: ClockEnding) -> None:
        """End an interval."""
        row |= {"ended_at": self.stamp, "ending": ending, "ended_by_person_no": self.person_no}
        self.running = [each for each in self.running if each["id"] != row["id"]]
        self.ended.append(row)

    def come(self, request_id: str, person_no: str, *, terminal_id: str = "", by_work: bool = False) -> None:
        """Begin presence; somebody present stays so, and one who clocks in after starting is not sent home by it."""
        if person_no in self.present:
            return
        row = new_row(
            PresenceInterval,
            id=f"{request_id}/{person_no}",
            person_no=person_no,
            started_at=self.stamp,
            by_work=by_work,
            terminal_id=terminal_id,
        )
        self.present[person_no] = row
        self.came.append(row)

    def leave(self, person_no: str, ending: ClockEnding) -> None:
        """End presence."""
        row = self.present.pop(person_no)
        row |= {"ended_at": self.stamp, "ending": ending, "ended_by_person_no": self.person_no}
        self.left.append(row)

    def write(self, posting: Posting) -> None:
        """Add all that changed to a posting; presence that work began ends with the last piece of it."""
        if self.kept is not None and (self.begun or self.ended or self.came or self.left):
            posting.inserts.append(self._told(self.kept))
        for person_no in {row["person_no"] for row in self.ended}:
            present = self.present.get(person_no)
            at_work = any(row["person_no"] == person_no for row in self.running)
            if present is not None and present["by_work"] and not at_work:
                self.leave(person_no, ClockEnding.PERSON)
        for record, ended, begun in (
            (ClockInterval, self.ended, self.begun),
            (PresenceInterval, self.left, self.came),
        ):
            new = {row["id"] for row in begun}
            changed = [{name: row[name] for name in ENDED} for row in ended if row["id"] not in new]
            if changed:
                posting.closings.append(Update(record, ("id",), changed))
            if begun:
                posting.inserts.append(Insert(record, begun))

    def _told(self, request: Request[Any]) -> Insert:
        """Answer the entry that tells when it was entered, when it came, and the stamp it got."""
        moments = {
            "entered_at": self.context.entered or self.context.now,
            "received_at": self.context.now,
            "stamp": self.stamp,
        }
        return audited(
            self.context,
            request,
            AuditEvent.CLOCK_ENTERED_EARLIER,
            table=ClockInterval.__tablename__,
            row_key=request.request_id,
            after={name: moment.isoformat() for name, moment in moments.items()},
        )
