"""Notes and calls for help at the kiosk: written, read, handed over; called, answered, ended; heard once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient, BackendUnreachable
from backend_client.floor_terms import HelpKind, NoteReach
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.shift import (
    AnswerCallRequest,
    CallForHelpRequest,
    HelpCallsQuestion,
    ShiftNotesQuestion,
    WriteNoteRequest,
)
from screens.intake import Tick
from screens.notes import paragraph
from screens.terminal.bells import BellPattern
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import STATION, Operator, at_kiosk, client_on

JOB = label("J", "101002", "10000", "10")
CALL = label("C", "CLL")
OK = label("C", "OK")
Opens = Callable[[], BackendClient]


async def type_note(operator: Operator, text: str) -> None:
    """Type a text by hand, then Enter."""
    operator.send(text, ScanSource.TYPED)
    await operator.settle()


async def renewed(operator: Operator) -> None:
    """The clock of the boards has come round."""
    operator.app.journey.intake.put(Tick.RENEW)
    await operator.settle()


def write(client: LocalClient, note: str, person_no: str = "OP03", **fields: object) -> None:
    """Somebody else writes a note at station 100."""
    given: dict[str, object] = {"reach": NoteReach.NEXT_SHIFT, "no": "100"} | fields
    request = WriteNoteRequest(request_id=f"note-{note}", person_no=person_no, note=note, **given)  # type: ignore[arg-type]
    assert isinstance(client.post(request), Posted)


def test_a_note_on_the_job_is_shown_wherever_the_job_is(open_client: Opens) -> None:
    """Written under F8, it stands on the order line, on the entry, and first among the notes; not at the station."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.press("f8")
        await type_note(operator, "Wire set 4 is short by 20 mm.")
        assert operator.message == ("= Note is written", "Wire set 4 is short by 20 mm.", "Enter returns.")
        assert "Operator 01     Wire set 4 is short by 20 mm." in operator.text  # who wrote it, beside it
        await operator.press("f3", "f3", "f3")
        assert "Wire set 4" not in operator.text
        await operator.scan(JOB)
        assert "Wire set 4 is short by 20 mm." in operator.text
        assert "F8 reads 1" in operator.text
        await operator.press("f3")
        assert "Wire set 4 is short by 20 mm." in operator.text

    at_kiosk(open_client, story)


def test_a_number_says_to_whom_a_note_goes(open_client: Opens, client: LocalClient) -> None:
    """2 is the next shift here, 3 the station, 4 is nobody; from the station home there is no job. A scanned text is no note."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.press("f8")
        await operator.enter("2")
        await type_note(operator, "take fixture 1")
        await operator.enter("4")
        assert operator.message[0] == "x Number not taken"
        await operator.press("escape")
        await operator.scan(label("C", "3"), OK)
        await type_note(operator, "box 7 is empty")
        await operator.press("f3", "f3", "f3", "f8")
        assert ">1 next shift at 100" in operator.text
        assert "job" not in operator.rows[-9]
        await type_note(operator, "x " * 101)
        assert operator.message[0] == "x Note too long"
        await operator.press("escape")
        await operator.scan("101002/10000/10")  # what the reader sends is looked up, here as everywhere
        assert operator.title.startswith("Output")

    at_kiosk(open_client, story)
    answer = client.ask(ShiftNotesQuestion(no="100"))
    assert not isinstance(answer, Refused)
    assert {(row.note, row.reach) for row in answer.rows} == {
        ("take fixture 1", NoteReach.NEXT_SHIFT),
        ("box 7 is empty", NoteReach.STATION),
    }


def test_home_shows_what_is_not_read_yet(open_client: Opens, client: LocalClient) -> None:
    """The newest of two notes of others stands at home; Enter under F8 says that both are read, and home is as before."""
    write(client, "Fixture 2 is loose")
    write(client, "Own note", person_no="OP01")

    async def story(operator: Operator) -> None:
        assert "Operator 03: Fixture 2 is loose" in operator.text
        assert "F8 reads 1" in operator.text
        await operator.press("f8")
        assert operator.message[2] == "Type it, then Enter. Enter alone: I have read them."
        await operator.enter()
        assert operator.title.startswith("Station 100")
        assert "Fixture 2" not in operator.text

    at_kiosk(open_client, story)
    answer = client.ask(ShiftNotesQuestion(no="100"))
    assert not isinstance(answer, Refused)
    assert {row.note: row.read_by for row in answer.rows} == {"Fixture 2 is loose": ("OP01",), "Own note": ()}


def test_notes_are_acknowledged_where_a_shift_is_taken_over(open_client: Opens, client: LocalClient) -> None:
    """OP02 takes over from OP01: the note was on the screen before, and is read by OP02 with the badge."""
    write(client, "Fixture 2 is loose", person_no="OP01")

    async def story(operator: Operator) -> None:
        await operator.scan(label("C", "HND"))
        assert "Fixture 2 is loose" in operator.text
        assert "not read yet" in operator.text
        await operator.enter("OP02")
        assert "Operator 02" in operator.rows[0]

    at_kiosk(open_client, story)
    answer = client.ask(ShiftNotesQuestion(no="100"))
    assert not isinstance(answer, Refused)
    assert answer.rows[0].read_by == ("OP02",)


def test_call_answer_and_end_by_scanner_alone(open_client: Opens, client: LocalClient) -> None:
    """CALL, 2, OK calls a setter about the job; the answer rings four times, once; 0, OK ends the call."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, CALL)
        assert operator.title.startswith("Call for help")
        await operator.scan(label("C", "2"), OK)
        assert operator.message[:2] == ("= Called", "Setter: called at 10:05, no answer yet.")
        (call,) = _open(client)
        assert (call.kind, call.order_no, call.operation_no) == (HelpKind.SETTER, "101002", "10")
        await operator.press("f3")
        await renewed(operator)
        assert BellPattern.CALL not in operator.rung
        answer = AnswerCallRequest(request_id="A-1", person_no="ST01", call_id=call.id, note="5 min")
        assert isinstance(client.post(answer), Posted)
        await renewed(operator)
        assert operator.message[0].endswith("answered")
        assert '"5 min"' in operator.message[1]
        assert operator.rung == [BellPattern.CALL]
        await renewed(operator)
        assert operator.rung == []
        await operator.scan(CALL, label("C", "0"), OK)
        assert operator.message[0] == "= Call has ended"

    at_kiosk(open_client, story)
    assert _open(client) == []


def test_of_several_calls_the_one_is_asked_for(open_client: Opens, client: LocalClient) -> None:
    """Enter alone, 0 and 9 call nobody. Setter and material are called; 0 asks which, and 3 ends the one for material."""

    async def story(operator: Operator) -> None:
        await operator.press("f9")
        for text in ("", "0", "9"):
            await operator.enter(text)
            await operator.press("escape")
        assert _open(client) == []
        for text in ("2", "3", "0"):
            await operator.enter(text)
        assert operator.message == (
            "? Which help is here?",
            "Several calls are open.",
            "Enter its number: 2, 3.",
        )
        await operator.enter("3")

    at_kiosk(open_client, story)
    assert [call.kind for call in _open(client)] == [HelpKind.SETTER]


def test_an_accident_needs_no_badge(open_client: Opens, client: LocalClient) -> None:
    """Signed off, by scanner alone: CALL, 6, OK; F3 goes back to the sign-on."""

    async def story(operator: Operator) -> None:
        await operator.scan(CALL, label("C", "6"), OK)
        assert operator.message[0] == "= Called"
        assert operator.message[2] == "Stop the machine by its own button."
        await operator.press("f3")
        assert operator.rows[-2].strip().startswith("Badge or number")

    at_kiosk(open_client, story, signed_on=False)
    (call,) = _open(client)
    assert (call.kind, call.person_no, call.no) == (HelpKind.ACCIDENT, "", "100")


def test_whoever_answers_hears_it_and_answers(
    open_client: Opens, client: LocalClient, database: Path
) -> None:
    """At another terminal a supervisor signs on: the call rings there once, 7 answers it, in words of their own."""
    request = CallForHelpRequest(
        request_id="H-1", person_no="OP01", terminal_id="T-100", kind=HelpKind.QUALITY, no="100"
    )
    assert isinstance(client.post(request), Posted)

    async def story(operator: Operator) -> None:
        await operator.enter("SV01")
        await renewed(operator)
        assert operator.message[:2] == ("! A call for help", "Quality wanted at 100.")
        assert BellPattern.CALL in operator.rung
        await operator.press("f9")
        await operator.enter("7")
        assert operator.title.startswith("Answer a call")
        await type_note(operator, "Set the parts aside")
        assert operator.message[0] == "= Answered"

    station = replace(STATION, terminal_id="T-900", work_center_no="200")
    at_kiosk(client_on(database), story, signed_on=False, station=station)
    (call,) = _open(client)
    assert (call.answer, call.answered_by) == ("Set the parts aside", "SV01")


def test_an_operator_hears_of_an_accident_only(open_client: Opens, client: LocalClient) -> None:
    """A call for quality at another station is not shown to an operator, an accident is."""
    for kind in (HelpKind.QUALITY, HelpKind.ACCIDENT):
        call = CallForHelpRequest(request_id=f"H-{kind}", terminal_id="T-900", kind=kind, no="200")
        assert isinstance(client.post(call), Posted)

    async def story(operator: Operator) -> None:
        await renewed(operator)
        assert operator.message[1] == "Accident: call everybody wanted at 200."
        await operator.press("f9")
        assert "Quality" not in operator.text.replace("4 Quality", "")

    at_kiosk(open_client, story)


class NoLine:
    """A client whose line is down for everything that is posted from now on, or for calls that are asked for."""

    def __init__(self, inner: BackendClient) -> None:
        self.inner = inner
        self.is_down = False
        self.is_deaf = False

    def post(self, request: Request[object]) -> Posted[object] | Queued | Refused:
        """Post, or be out of reach."""
        if self.is_down:
            raise BackendUnreachable
        return self.inner.post(request)

    def ask(self, question: Question[object]) -> object:
        """Ask, or be out of reach."""
        if self.is_deaf and isinstance(question, HelpCallsQuestion):
            raise BackendUnreachable
        return self.inner.ask(question)


def test_a_call_without_a_line_says_so(open_client: Opens) -> None:
    """Nobody was called, and nothing is kept to be called later: two bells."""
    made: list[NoLine] = []

    def opened() -> BackendClient:
        made.append(NoLine(open_client()))
        return made[-1]  # type: ignore[return-value]

    async def story(operator: Operator) -> None:
        made[-1].is_down = True
        await operator.press("f9")
        await operator.enter("1")
        assert operator.message == ("x Not sent: no line", "Nobody was called.", "Go and fetch help.")
        assert operator.rung[-1] is BellPattern.LOOK_UP

    at_kiosk(opened, story)


def test_calls_that_nobody_tells_stay_as_they_were_known(open_client: Opens, client: LocalClient) -> None:
    """Called at 10:05, then no answer: the call stands with that moment, and 0 still ends it; none known is said to be so."""
    made: list[NoLine] = []

    def opened() -> BackendClient:
        made.append(NoLine(open_client()))
        return made[-1]  # type: ignore[return-value]

    async def story(operator: Operator) -> None:
        made[-1].is_deaf = True
        await operator.press("f9")
        assert "! No answer: it is not known which calls are open." in operator.text
        made[-1].is_deaf = False
        await operator.enter("2")
        assert "No answer" not in operator.text
        made[-1].is_deaf = True
        await renewed(operator)
        assert "calling since 10:05" in operator.text
        assert "! No answer: these were open at 10:05." in operator.text
        await operator.press("f3", "f9")
        assert "calling since 10:05" in operator.text
        made[-1].is_deaf = False
        await renewed(operator)
        assert "No answer" not in operator.text
        await operator.enter("0")

    at_kiosk(opened, story)
    assert _open(client) == []


def test_the_newest_of_many_calls_is_reached(open_client: Opens, client: LocalClient) -> None:
    """102 stations call for a setter, this one T-100: its own call is known, and 107 answers the newest of the others."""
    for number in range(102):
        call = CallForHelpRequest(
            request_id=f"H-{number:03}", terminal_id=f"T-{number:03}", kind=HelpKind.SETTER, no="200"
        )
        assert isinstance(client.post(call), Posted)

    async def story(operator: Operator) -> None:
        await operator.enter("SV01")
        await operator.press("f9")
        assert "calling since 10:05" in operator.text
        await operator.enter("107")
        assert operator.title.startswith("Answer a call")
        await operator.enter("2")
        assert operator.message[0] == "= Answered"

    at_kiosk(open_client, story, signed_on=False)
    answer = client.ask(HelpCallsQuestion(from_terminal="T-101"))
    assert not isinstance(answer, Refused)
    assert [row.answer for row in answer.rows] == ["5 min"]


def test_what_is_entered_stays_below(open_client: Opens) -> None:
    """3 good are entered; notes and a call later they still are."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.enter("3")
        await operator.press("f8", "f9", "f3", "f3")
        assert operator.title.startswith("Output")
        assert "3 good" in operator.text
        await operator.press("f9")
        await operator.scan(label("J", "101003", "10000", "20"))
        await operator.scan(JOB)
        assert "3 good" in operator.text

    at_kiosk(open_client, story)


def _open(client: LocalClient) -> list[object]:
    answer = client.ask(HelpCallsQuestion())
    assert not isinstance(answer, Refused)
    return list(answer.rows)


@pytest.mark.parametrize("cells", [-3, 0, 1])
def test_a_note_stands_on_however_narrow_a_glass(cells: int) -> None:
    """Signs that are two cells wide need two: a row has them even where there is no room."""
    assert paragraph("\u7de8\u7e54", cells) == ["\u7de8", "\u7e54"]
