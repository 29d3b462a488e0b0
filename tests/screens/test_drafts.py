"""What was typed becomes a request, or names the field that is wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.terms import CapacityUnitType
from screens.drafts import (
    Draft,
    Field,
    Limits,
    NotTaken,
    Question,
    Sure,
    Taken,
    Typed,
    Which,
    Who,
    take,
)
from screens.language.readings import Fault

EMPTY = Draft(request_id="r-1", order_no="101002", order_line_no=10000, operation_no="10")
LIMITS = Limits(remaining=Decimal(10), scrap_codes=("EQUIPMENT", "MATERIAL"), stop_codes=("MACHINE",))
NOBODY = Who(person_no="OP01", session_id="s", terminal_id="T")


def taken(draft: Draft, field: Field, text: str) -> Draft:
    """The draft after a text that is taken."""
    answer = take(draft, field, Typed(text), LIMITS)
    assert isinstance(answer, Taken), answer
    return answer.draft


def test_a_draft_becomes_the_request_that_it_says() -> None:
    """3 good, 1 scrap of MATERIAL by its number, an hour of run time."""
    draft = taken(EMPTY, Field.GOOD, "3")
    draft = taken(draft, Field.SCRAP, "1")
    draft = taken(draft, Field.SCRAP_CODE, "2")
    request = taken(draft, Field.RUN, "1:00").request(who=NOBODY)
    assert request.request_id == "r-1"
    assert (request.output_quantity, request.scrap_quantity, request.scrap_code) == (3, 1, "MATERIAL")
    assert (request.run_time, request.setup_time, request.person_no) == (60, 0, "OP01")
    assert not request.preview


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        (Field.GOOD, "0", Fault.ZERO),
        (Field.GOOD, "-1", Fault.NEGATIVE),
        (Field.GOOD, "1e3", Fault.FORMAT),
        (Field.GOOD, "NaN", Fault.FORMAT),
        (Field.GOOD, "2002600000013", Fault.LOOKS_LIKE_SCAN),
        (Field.SCRAP, "1.123456", Fault.SCALE),
        (Field.RUN, "1:75", Fault.MINUTES),
        (Field.RUN, "0", Fault.ZERO),
        (Field.STOP, "soon", Fault.FORMAT),
        (Field.SCRAP_CODE, "3", Fault.FORMAT),
        (Field.SCRAP_CODE, "MACHINE", Fault.FORMAT),
        (Field.STOP_CODE, "99999999999999999999", Fault.FORMAT),
        (Field.FINISHED, "yes", Fault.FORMAT),
    ],
)
def test_what_is_not_taken_names_its_field(field: Field, text: str, fault: Fault) -> None:
    """The draft is not touched, the field and the reason are named."""
    answer = take(EMPTY, field, Typed(text), LIMITS)
    assert isinstance(answer, NotTaken)
    assert (answer.field, answer.fault, answer.typed) == (field, fault, text)


def test_a_doubtful_thousandfold_has_two_readings() -> None:
    """1.500 may be one and a half or fifteen hundred."""
    answer = take(EMPTY, Field.GOOD, Typed("1.500"), LIMITS)
    assert answer == Which(Field.GOOD, (Decimal("1.500"), Decimal(1500)))


@pytest.mark.parametrize(
    ("before", "field", "text", "question"),
    [
        (None, Field.GOOD, "10", None),
        (None, Field.GOOD, "11", Question.ABOVE_REMAINING),
        (None, Field.GOOD, "100", Question.FAR_ABOVE_REMAINING),
        (9, Field.SCRAP, "1", None),
        (9, Field.SCRAP, "2", Question.ABOVE_REMAINING),
        (None, Field.RUN, "1440", None),
        (None, Field.RUN, "1441", Question.LONGER_THAN_A_DAY),
    ],
)
def test_more_than_is_left_is_asked(
    before: int | None, field: Field, text: str, question: Question | None
) -> None:
    """10 are left: good and scrap together may be 10; more asks, ten times as much asks otherwise."""
    draft = EMPTY if before is None else replace(EMPTY, output_quantity=Decimal(before))
    answer = take(draft, field, Typed(text), LIMITS)
    assert (answer.question if isinstance(answer, Sure) else None) == question


def test_a_time_is_read_in_the_unit_of_its_center() -> None:
    """1:30 is an hour and a half: 1.5 where the center counts hours."""
    answer = take(EMPTY, Field.RUN, Typed("1:30"), replace(LIMITS, unit=CapacityUnitType.HOURS))
    assert isinstance(answer, Taken)
    assert answer.draft.run_time == Decimal("1.5")


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"scrap_quantity": Decimal(1)}, Field.SCRAP_CODE),
        ({"scrap_code": "MATERIAL"}, Field.SCRAP),
        ({"stop_time": Decimal(5)}, Field.STOP_CODE),
        ({"stop_code": "MACHINE"}, Field.STOP),
        ({"output_quantity": Decimal(1)}, None),
    ],
)
def test_a_reason_and_what_it_is_for_go_together(values: dict[str, object], missing: Field | None) -> None:
    """Scrap wants its reason, a reason its quantity; the same for a stop."""
    assert replace(EMPTY, **values).missing is missing  # type: ignore[arg-type]


def test_clearing_scrap_takes_its_reason_along() -> None:
    """No reason is left behind for scrap that is not there."""
    draft = replace(EMPTY, scrap_quantity=Decimal(1), scrap_code="MATERIAL")
    assert not draft.with_value(Field.SCRAP, None).entered


@given(field=st.sampled_from(Field), text=st.text(max_size=80))
def test_any_text_is_answered(field: Field, text: str) -> None:
    """Nothing that can be typed raises, and nothing negative or without end is ever taken."""
    answer = take(EMPTY, field, Typed(text), LIMITS)
    if isinstance(answer, Taken):
        number = answer.draft.number(field)
        assert number is None or (number.is_finite() and number >= 0)
