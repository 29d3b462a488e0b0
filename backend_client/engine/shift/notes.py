"""Notes on jobs, at stations and for the next shift.

    OP03 writes "Fixture 2 is loose" for the next shift at 100      OP01, who takes over there, reads and acknowledges it
    SET1 writes "Torque driver set to 1.2 Nm" on job 101002 / 20    whoever opens that job reads it

A note is never changed and never taken away. One that a terminal kept counts from when it was written there.
"""

from datetime import timedelta

from backend_client import limits
from backend_client.engine.admission import entered_at
from backend_client.engine.context import Context, Decided
from backend_client.floor_terms import NoteReach
from backend_client.messages.base import Refused
from backend_client.messages.shift import (
    NotesRead,
    NoteWritten,
    ReadNotesRequest,
    ShiftNoteRow,
    ShiftNotes,
    ShiftNotesQuestion,
    WriteNoteRequest,
)
from backend_client.records.shift import ShiftNote, ShiftNoteReading
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries.order_line import order_lines
from backend_client.store.queries.shift import known_notes, notes, readers
from backend_client.store.rows import new_row


def write_note(context: Context, request: WriteNoteRequest) -> Decided[NoteWritten] | Refused:
    """Write a note. Refuses with `request-malformed` (empty), `order-not-found`, `order-line-not-found`, `center-not-found`."""
    refused = _place_refused(context, request)
    if refused is not None:
        return refused
    on_job = request.reach is NoteReach.JOB
    row = new_row(
        ShiftNote,
        id=request.request_id,
        reach=request.reach,
        no=request.no,
        order_no=request.order_no if on_job else "",
        order_line_no=request.order_line_no if on_job else 0,
        operation_no=request.operation_no if on_job else "",
        note=request.note.strip(),
        person_no=request.person_no,
        terminal_id=request.terminal_id,
        written_at=entered_at(request, context.now),
    )
    posting = Posting(posting_date=context.today, inserts=[Insert(ShiftNote, [row])])
    return Decided(posting=posting, receipt=lambda _: NoteWritten(id=request.request_id))


def read_notes(context: Context, request: ReadNotesRequest) -> Decided[NotesRead] | Refused:
    """Acknowledge notes. Refuses with `request-malformed` (none, or too many), `note-not-found`."""
    ids = tuple(dict.fromkeys(request.note_ids))
    if not 0 < len(ids) <= limits.NOTES_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "note_ids", "what": "list"})
    known = known_notes(context.connection, ids)
    unknown = next((each for each in ids if each not in known), None)
    if unknown is not None:
        return Refused(code=RefusalCode.NOTE_NOT_FOUND, facts={"note_id": unknown})
    read = readers(context.connection, ids)
    now = entered_at(request, context.now)
    rows = [
        new_row(ShiftNoteReading, note_id=each, person_no=request.person_no, read_at=now)
        for each in ids
        if request.person_no not in read.get(each, ())
    ]
    posting = Posting(posting_date=context.today, inserts=[Insert(ShiftNoteReading, rows)] if rows else [])
    return Decided(posting=posting, receipt=lambda _: NotesRead(count=len(rows)))


def shift_notes(context: Context, question: ShiftNotesQuestion) -> ShiftNotes:
    """Answer the notes of a station, of a job, or of both; none where neither is named."""
    found = notes(
        context.connection,
        no=question.no,
        order_no=question.order_no,
        since=context.now - timedelta(days=limits.NOTE_DAYS_MAX),
        most=limits.NOTES_MAX,
    )
    read = readers(context.connection, [row["id"] for row in found]) if found else {}
    return ShiftNotes(
        rows=tuple(
            ShiftNoteRow(
                **{name: row[name] for name in _TOLD},
                person_name=row["person_name"] or "",
                read_by=read.get(row["id"], ()),
            )
            for row in found
        )
    )


_TOLD = (
    "id",
    "reach",
    "no",
    "order_no",
    "order_line_no",
    "operation_no",
    "note",
    "person_no",
    "written_at",
)


def _place_refused(context: Context, request: WriteNoteRequest) -> Refused | None:
    if not request.note.strip():
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "note", "what": "empty"})
    setup = context.setup
    if request.no and request.no not in setup.work_centers and request.no not in setup.machine_centers:
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"field": "no", "no": request.no})
    if request.reach is not NoteReach.JOB:
        missing = Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"field": "no", "no": ""})
        return None if request.no else missing
    found = order_lines(context.connection, request.order_no, request.order_line_no)
    if not found:
        facts = {"field": "order_no", "order_no": request.order_no}
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts=facts)
    if request.order_line_no and found[0].line_no is None:
        facts = {"order_no": request.order_no, "order_line_no": str(request.order_line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    return None
