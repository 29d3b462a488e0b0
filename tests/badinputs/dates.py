"""Typed moments as the file describes them, given to the reader and to the screen that asks when a clock ended.

The file's plant stands in Berlin and takes days from 1 to 30 November 2026; its intervals are the time between a start
and the end that is typed for it.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend_client.barcode.events import PlainText
from backend_client.floor_terms import ClockExceptionKind
from backend_client.messages.clocks import ClockException
from screens.frame import Sign
from screens.language.moments import (
    DayRead,
    MomentFault,
    MomentRead,
    MomentReading,
    MomentRejected,
    TwoMoments,
    read_moment,
)
from screens.supervising.forgotten import ClockEnd, EndDecided
from tests.badinputs.cases import DatedCase

ZONE = ZoneInfo("Europe/Berlin")
TODAY, FIRST, LAST = date(2026, 11, 20), date(2026, 11, 1), date(2026, 11, 30)
FAULTS = {
    "date.format": MomentFault.FORMAT,
    "date.nonexistent_time": MomentFault.NONEXISTENT_TIME,
    "date.future": MomentFault.FUTURE,
    "date.period_closed": MomentFault.PERIOD_CLOSED,
}


def date_difference(case: DatedCase) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    if isinstance(case.given, str):
        reading = read_moment(case.given, today=TODAY, zone=ZONE, first=FIRST, last=LAST)
        verdict, value = _read(reading)
    else:
        start, end = case.given["interval"]
        verdict, value = _ended(datetime.fromisoformat(start), end)
    value_wanted = TODAY.isoformat() if case.value == "today" else case.value
    wanted = FAULTS.get(case.error, case.error) if case.expect == "reject" else value_wanted
    return "" if (verdict, value) == (case.expect, wanted) else f"wanted {wanted}, got {verdict} {value}"


def _read(reading: MomentReading) -> tuple[str, str]:
    match reading:
        case DayRead(day):
            return "accept", day.isoformat()
        case MomentRead(at):
            return "accept", f"{at:%Y-%m-%dT%H:%M:%SZ}"
        case TwoMoments((earlier, later)):
            return "confirm", f"{earlier:%H:%MZ} or {later:%H:%MZ}"
        case MomentRejected(fault):
            return "reject", fault


def _ended(start: datetime, typed: str) -> tuple[str, str]:
    """Type the end of a clock that was forgotten, and was found a day after its start."""
    found = start + timedelta(days=1)
    screen = ClockEnd(
        ClockException(
            kind=ClockExceptionKind.FORGOTTEN_WORK,
            id="c",
            person_no="B-7",
            order_no="WO-1000",
            operation_no="0010",
            no="",
            started_at=start.astimezone(UTC),
            started_local=start.astimezone(ZONE),
            swept_at=found.astimezone(UTC),
            swept_local=found.astimezone(ZONE),
        ),
        ZONE,
    )
    refused = screen.enter(PlainText(typed, ()))
    message = getattr(refused, "message", None)
    if message is not None and message.sign is Sign.REFUSED:
        return "reject", "date.end_before_start" if message.to_do.startswith("Started") else message.to_do
    decided = screen.enter(PlainText("1", ()))
    assert isinstance(decided, EndDecided)
    minutes = (decided.ended_at - start).total_seconds() / 60
    return "accept", f"{minutes:.0f} min"
