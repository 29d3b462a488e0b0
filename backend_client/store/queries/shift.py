"""Notes and calls for help, as the floor reads them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, false, func, or_, select

from backend_client.floor_terms import HelpCallStep, NoteReach
from backend_client.records.people import Person
from backend_client.records.shift import HelpCall, HelpCallEntry, ShiftNote, ShiftNoteReading
from backend_client.store.rows import Row, table_of

NOTES = table_of(ShiftNote)
READINGS = table_of(ShiftNoteReading)
CALLS = table_of(HelpCall)
ENTRIES = table_of(HelpCallEntry)
PEOPLE = table_of(Person)

NEWEST_ON_ORDER = (
    select(NOTES.c.note, func.count().over().label("notes"))
    .where(NOTES.c.order_no == bindparam("order"), NOTES.c.reach == NoteReach.JOB)
    .order_by(NOTES.c.written_at.desc(), NOTES.c.id)
    .limit(1)
)


def notes(connection: Connection, *, no: str, order_no: str, since: datetime, most: int) -> list[Row]:
    """Read the newest notes for a center since a moment, and those on an order; with the names of who wrote them."""
    fits: list[ColumnElement[bool]] = []
    if no:
        fits.append(and_(NOTES.c.no == no, NOTES.c.reach != NoteReach.JOB, NOTES.c.written_at >= since))
    if order_no:
        fits.append(and_(NOTES.c.order_no == order_no, NOTES.c.reach == NoteReach.JOB))
    wanted = (
        select(NOTES, PEOPLE.c.name.label("person_name"))
        .join(PEOPLE, PEOPLE.c.no == NOTES.c.person_no, isouter=True)
        .where(or_(false(), *fits))
        .order_by(NOTES.c.written_at.desc(), NOTES.c.id)
        .limit(most)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


def newest_on_order(connection: Connection, order_no: str) -> tuple[int, str]:
    """Read how many notes there are on an order, and the newest of them; (0, "") without any."""
    found = connection.execute(NEWEST_ON_ORDER, {"order": order_no}).first()
    return (found.notes, found.note) if found is not None else (0, "")


def readers(connection: Connection, note_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read who has acknowledged each of these notes, in the order they did."""
    wanted = (
        select(READINGS)
        .where(READINGS.c.note_id.in_(sorted(set(note_ids))))
        .order_by(READINGS.c.read_at, READINGS.c.person_no)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(wanted).mappings():
        found[row["note_id"]] = (*found.get(row["note_id"], ()), row["person_no"])
    return found


def known_notes(connection: Connection, note_ids: Iterable[str]) -> set[str]:
    """Read which of these notes there are."""
    return set(connection.execute(select(NOTES.c.id).where(NOTES.c.id.in_(sorted(set(note_ids))))).scalars())


def open_calls(
    connection: Connection,
    *,
    since: datetime,
    terminal_id: str,
    most: int,
    after: tuple[datetime, str] | None = None,
) -> list[Row]:
    """Read the calls since a moment that nobody has ended, the oldest first, with the names of who called.

    after  only those that follow the call of this moment and id
    """
    ended = select(ENTRIES.c.id).where(ENTRIES.c.call_id == CALLS.c.id, ENTRIES.c.step == HelpCallStep.ENDED)
    fits = [CALLS.c.called_at >= since, ~ended.exists()]
    if terminal_id:
        fits.append(CALLS.c.terminal_id == terminal_id)
    if after is not None:
        at, call_id = after
        fits += [CALLS.c.called_at >= at, or_(CALLS.c.called_at > at, CALLS.c.id > call_id)]
    return _calls(connection, *fits, most=most)


def call_of(connection: Connection, call_id: str) -> Row | None:
    """Read one call, None where there is none."""
    return next(iter(_calls(connection, CALLS.c.id == call_id, most=1)), None)


def entries_of(connection: Connection, call_ids: Iterable[str]) -> list[Row]:
    """Read what became of calls, in order, with the names of who answered or ended them."""
    wanted = (
        select(ENTRIES, PEOPLE.c.name.label("person_name"))
        .join(PEOPLE, PEOPLE.c.no == ENTRIES.c.person_no, isouter=True)
        .where(ENTRIES.c.call_id.in_(sorted(set(call_ids))))
        .order_by(ENTRIES.c.at, ENTRIES.c.id)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _calls(connection: Connection, *fits: Any, most: int) -> list[Row]:
    wanted = (
        select(CALLS, PEOPLE.c.name.label("person_name"))
        .join(PEOPLE, PEOPLE.c.no == CALLS.c.person_no, isouter=True)
        .where(*fits)
        .order_by(CALLS.c.called_at, CALLS.c.id)
        .limit(most)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]
