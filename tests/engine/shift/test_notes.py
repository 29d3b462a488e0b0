"""Notes on jobs, at stations and for the next shift; on both databases where the statements are."""

from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from backend_client.floor_terms import NoteReach
from backend_client.messages.base import Posted, Refused
from backend_client.messages.shift import ReadNotesRequest, ShiftNotesQuestion, WriteNoteRequest
from backend_client.refusals import RefusalCode
from tests.engine.clocks.clocked_plant import ClockedPlant

_numbers = count(1)


def write(plant: ClockedPlant, note: str, **fields: Any) -> Any:
    """Write a note as Ada; answers its id, or what was refused."""
    given = {"reach": NoteReach.STATION, "no": "A"} | fields
    request = WriteNoteRequest(
        request_id=f"N-{next(_numbers)}", person_no="ADA", terminal_id="T1", note=note, **given
    )
    outcome = plant.client.post(request)
    return outcome.receipt.id if isinstance(outcome, Posted) else outcome


def acknowledge(plant: ClockedPlant, person_no: str, *note_ids: str) -> Any:
    """Acknowledge notes; answers how many were new to that person, or what was refused."""
    request = ReadNotesRequest(request_id=f"R-{next(_numbers)}", person_no=person_no, note_ids=note_ids)
    outcome = plant.client.post(request)
    return outcome.receipt.count if isinstance(outcome, Posted) else outcome


def texts(plant: ClockedPlant, **asked: str) -> list[str]:
    """The notes of an answer, as they stand in it."""
    return [row.note for row in plant.ask(ShiftNotesQuestion(**asked)).rows]


def test_station_and_job_have_their_own_notes(each_plant: ClockedPlant) -> None:
    """The newest comes first; a note on a job is not the station's, and one of A is not B's."""
    write(each_plant, "Fixture 2 is loose")
    each_plant.later(minutes=1)
    write(each_plant, "Take fixture 1", reach=NoteReach.NEXT_SHIFT)
    write(each_plant, "Wire set 4 is short", reach=NoteReach.JOB, order_no="O1", operation_no="10")
    assert texts(each_plant, no="A") == ["Take fixture 1", "Fixture 2 is loose"]
    assert texts(each_plant, no="B") == []
    assert texts(each_plant, order_no="O1") == ["Wire set 4 is short"]
    assert texts(each_plant, order_no="O2") == []
    assert len(texts(each_plant, no="A", order_no="O1")) == 3
    assert texts(each_plant) == []


def test_note_says_who_wrote_it_where_and_when(plant: ClockedPlant) -> None:
    """All of it is answered as it was written; blanks around the text are nothing."""
    write(
        plant, "  5 µm, «tight»  ", reach=NoteReach.JOB, order_no="O1", order_line_no=10000, operation_no="20"
    )
    row = plant.ask(ShiftNotesQuestion(order_no="O1")).rows[0]
    assert (row.note, row.person_no, row.order_line_no, row.operation_no) == (
        "5 µm, «tight»",
        "ADA",
        10000,
        "20",
    )
    assert row.written_at == plant.now


def test_acknowledging_counts_once(each_plant: ClockedPlant) -> None:
    """Bo acknowledges two notes, then the same two: 2, then 0; Ada has read none."""
    both = write(each_plant, "one"), write(each_plant, "two")
    assert acknowledge(each_plant, "BO", *both) == 2
    assert acknowledge(each_plant, "BO", *both) == 0
    assert [row.read_by for row in each_plant.ask(ShiftNotesQuestion(no="A")).rows] == [("BO",), ("BO",)]
    assert acknowledge(each_plant, "SUE", both[0], both[0]) == 1


def test_old_notes_of_a_station_rest(plant: ClockedPlant) -> None:
    """After 15 days a station's note is shown no more, one on a job still is."""
    write(plant, "old")
    write(plant, "on the job", reach=NoteReach.JOB, order_no="O1")
    plant.later(days=15)
    assert texts(plant, no="A", order_no="O1") == ["on the job"]


NO_NOTES: list[tuple[str, dict[str, Any], RefusalCode]] = [
    ("   ", {}, RefusalCode.REQUEST_MALFORMED),
    ("x" * 201, {}, RefusalCode.REQUEST_MALFORMED),
    ("two\nrows", {}, RefusalCode.REQUEST_MALFORMED),
    ("x", {"no": "Z"}, RefusalCode.CENTER_NOT_FOUND),
    ("x", {"no": ""}, RefusalCode.CENTER_NOT_FOUND),
    ("x", {"reach": NoteReach.JOB, "order_no": "NONE"}, RefusalCode.ORDER_NOT_FOUND),
    ("x", {"reach": NoteReach.JOB, "order_no": ""}, RefusalCode.ORDER_NOT_FOUND),
    ("x", {"reach": NoteReach.JOB, "order_no": "O1", "order_line_no": 7}, RefusalCode.ORDER_LINE_NOT_FOUND),
]


def test_what_is_no_note(plant: ClockedPlant) -> None:
    """An empty or over-long text, a control character, a place that is none: nothing is written."""
    for note, fields, code in NO_NOTES:
        refused = write(plant, note, **fields)
        assert isinstance(refused, Refused), note
        assert refused.code is code, note
    assert plant.rows("shift_notes", "id") == []


def test_what_can_not_be_acknowledged(plant: ClockedPlant) -> None:
    """A note that is none, and no note at all; of a good one beside it nothing is kept."""
    good = write(plant, "one")
    assert acknowledge(plant, "BO", good, "none").code is RefusalCode.NOTE_NOT_FOUND
    assert acknowledge(plant, "BO").code is RefusalCode.REQUEST_MALFORMED
    assert plant.rows("shift_note_readings", "note_id") == []


def test_a_note_stays_as_it_was_written(each_plant: ClockedPlant) -> None:
    """The database itself refuses to change one or to take it away."""
    write(each_plant, "as it was")
    for statement in ("UPDATE shift_notes SET note = 'other'", "DELETE FROM shift_notes"):
        with pytest.raises(DBAPIError, match="only ever added"), each_plant.database.write() as connection:
            connection.exec_driver_sql(statement)
    assert texts(each_plant, no="A") == ["as it was"]
