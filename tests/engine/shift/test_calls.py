"""Calls for help, from the call to the end of it, on both databases where the statements are."""

from itertools import count
from typing import Any

from backend_client.floor_terms import HelpKind
from backend_client.messages.base import Posted, Refused
from backend_client.messages.shift import (
    AnswerCallRequest,
    CallForHelpRequest,
    EndCallRequest,
    HelpCallsQuestion,
)
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import ClockedPlant
from tests.engine.people.signed_plant import ALL_ON, new_id, signed_plant

_numbers = count(1)


def do(plant: ClockedPlant, request: Any, **fields: Any) -> Any:
    """Post; answers the receipt, or what was refused."""
    given = {"person_no": "ADA", "terminal_id": "T1"} | fields
    outcome = plant.client.post(request(request_id=f"H-{next(_numbers)}", **given))
    return outcome.receipt if isinstance(outcome, Posted) else outcome


def call(plant: ClockedPlant, kind: HelpKind = HelpKind.SETTER, **fields: Any) -> Any:
    """Call for help from A."""
    return do(plant, CallForHelpRequest, kind=kind, **({"no": "A"} | fields))


def open_calls(plant: ClockedPlant, terminal: str = "") -> Any:
    """The calls that are open."""
    return plant.ask(HelpCallsQuestion(from_terminal=terminal)).rows


def test_call_answer_and_end(each_plant: ClockedPlant) -> None:
    """Ada calls at 8:00, Sue answers at 8:01, Ada ends it at 8:06: then no call is open."""
    called = call(each_plant, order_no="O1", operation_no="10").call
    each_plant.later(minutes=1)
    do(each_plant, AnswerCallRequest, call_id=called.id, note="5 min", person_no="SUE", terminal_id="T9")
    (row,) = open_calls(each_plant)
    assert (row.kind, row.no, row.order_no, row.operation_no) == (HelpKind.SETTER, "A", "O1", "10")
    assert (row.answer, row.answered_by, row.answered_at) == ("5 min", "SUE", each_plant.now)
    each_plant.later(minutes=5)
    assert do(each_plant, EndCallRequest, call_id=called.id).ended
    assert open_calls(each_plant) == ()


def test_a_later_answer_stands(plant: ClockedPlant) -> None:
    """First "5 min", then "on the way": the second one is shown, by whoever gave it."""
    called = call(plant).call
    do(plant, AnswerCallRequest, call_id=called.id, note="5 min", person_no="SUE")
    plant.later(minutes=2)
    do(plant, AnswerCallRequest, call_id=called.id, person_no="BO")
    (row,) = open_calls(plant)
    assert (row.answer, row.answered_by) == ("", "BO")


def test_calling_twice_is_calling_once(each_plant: ClockedPlant) -> None:
    """The same kind from the same terminal goes on; another kind, or another terminal, is another call."""
    first = call(each_plant).call
    each_plant.later(minutes=1)
    assert call(each_plant).call == first
    call(each_plant, HelpKind.MATERIAL)
    call(each_plant, terminal_id="T2")
    assert [(row.kind, row.terminal_id) for row in open_calls(each_plant)] == [
        (HelpKind.SETTER, "T1"),
        (HelpKind.MATERIAL, "T1"),
        (HelpKind.SETTER, "T2"),
    ]
    assert len(open_calls(each_plant, "T2")) == 1


def test_calling_anew_after_the_end(plant: ClockedPlant) -> None:
    """Once ended, the next one is a call of its own."""
    first = call(plant).call
    do(plant, EndCallRequest, call_id=first.id)
    plant.later(seconds=1)
    assert call(plant).call.id != first.id


def test_forgotten_call_rests(plant: ClockedPlant) -> None:
    """A call that nobody ended is shown for 12 hours."""
    call(plant)
    plant.later(hours=12)
    assert len(open_calls(plant)) == 1
    plant.later(seconds=1)
    assert open_calls(plant) == ()


def test_what_is_refused(plant: ClockedPlant) -> None:
    """A center or a call that is none; answering or ending what has ended."""
    assert call(plant, no="Z").code is RefusalCode.CENTER_NOT_FOUND
    assert do(plant, EndCallRequest, call_id="none").code is RefusalCode.HELP_CALL_NOT_FOUND
    called = call(plant).call
    do(plant, EndCallRequest, call_id=called.id)
    for again in (EndCallRequest, AnswerCallRequest):
        assert do(plant, again, call_id=called.id).code is RefusalCode.HELP_CALL_ENDED


def test_anybody_may_call_and_nobody_as_another(plants: Plants) -> None:
    """Where people sign on: a call in Ada's session names Ada; without it, or at another terminal, it names nobody."""
    plant = signed_plant(plants.database(), **ALL_ON)
    ada = plant.sign_on()

    def caller(kind: HelpKind, **who: Any) -> str:
        request = CallForHelpRequest(request_id=new_id(), kind=kind, no="A", **who)
        name: str = plant.post(request).call.person_no
        return name

    assert caller(HelpKind.ACCIDENT, terminal_id="T1") == ""
    assert caller(HelpKind.SETTER, **ada) == "ADA"
    assert caller(HelpKind.QUALITY, **{**ada, "session_id": ""}) == ""
    assert caller(HelpKind.QUALITY, **{**ada, "terminal_id": "T2"}) == ""
    assert caller(HelpKind.MATERIAL, **{**ada, "person_no": "SUE"}) == ""
    refused = plant.client.ask(HelpCallsQuestion(terminal_id="T1"))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.SIGN_ON_NEEDED


def test_no_register_keeps_the_name_of_who_calls_or_answers(plants: Plants) -> None:
    """Names stand with the people alone, where they can be forgotten; whoever calls or answers is told them."""
    plant = signed_plant(plants.database(), **ALL_ON)
    ada, sue = plant.sign_on(), plant.sign_on("SUE", "T2")
    called = plant.post(CallForHelpRequest(request_id=new_id(), kind=HelpKind.SETTER, **ada)).call
    answer = AnswerCallRequest(request_id=new_id(), call_id=called.id, note="5 min", **sue)
    answered = plant.post(answer).call
    assert (called.person_name, answered.person_name, answered.answered_by_name) == ("Ada", "Ada", "Sue")
    kept = [receipt for (receipt,) in plant.rows("registers", "receipt") if called.id in receipt]
    assert len(kept) == 2
    assert not any(name in receipt for receipt in kept for name in ("Ada", "Sue"))


def test_however_many_are_open_they_are_reached_by_pages(each_plant: ClockedPlant) -> None:
    """Five calls, two of the same moment: pages of two, of two and of one tell each once, the oldest first.

    What was never answered as a page is refused.
    """
    for terminal in ("T1", "T2", "T3", "T4", "T5"):
        if terminal not in {"T2", "T3"}:
            each_plant.later(minutes=1)
        call(each_plant, terminal_id=terminal)
    told, page = [], ""
    while True:
        answer = each_plant.ask(HelpCallsQuestion(most=2, page=page))
        told.append([row.terminal_id for row in answer.rows])
        page = answer.next_page
        if not page:
            break
    assert [len(each) for each in told] == [2, 2, 1]
    assert [each for page_of in told for each in page_of] == [
        row.terminal_id for row in open_calls(each_plant)
    ]
    assert told[2] == ["T5"]
    before_all = '["0001-01-01T00:00:00+23:59","x"]'
    for wrong in ("0", "[]", '["2026-03-02T08:00:00","x"]', '["yesterday","x"]', before_all, "[" * 2_000):
        outcome = each_plant.ask(HelpCallsQuestion(page=wrong))
        assert (outcome.code, outcome.facts["field"]) == (RefusalCode.REQUEST_MALFORMED, "page")
