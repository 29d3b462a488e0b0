"""Messages become one canonical text and come back as they were."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.messages.base import Answer
from backend_client.messages.codec import (
    WordOutdated,
    canonical,
    decimal_text,
    from_newer,
    is_known,
    newer_word,
    parse,
    plain,
    sparse,
)
from backend_client.messages.fingerprint import fingerprint
from backend_client.messages.load import LoadRow
from backend_client.messages.people import SignedOn
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.receipt import CapacityEntryLine, PostingReceipt
from backend_client.terms import CapacityType, Confirmation, Role

OUTPUT = PostOutputRequest(
    request_id="r1",
    order_no="101002",
    operation_no="10",
    run_time=Decimal("1.50"),
    starting_time=time(8, 15),
    posting_date=date(2026, 3, 2),
    recorded_at=datetime(2026, 3, 2, 7, 0, tzinfo=UTC),
    answers=(Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),),
)


def test_a_request_comes_back_equal() -> None:
    """Reading what was written gives the same request."""
    assert parse(PostOutputRequest, canonical(OUTPUT)) == OUTPUT


def test_a_nested_receipt_comes_back_equal() -> None:
    """Reading a receipt gives its entries, numbers and words again."""
    line = CapacityEntryLine(
        entry_no=7,
        type=CapacityType.MACHINE_CENTER,
        no="110",
        name="Flushing",
        operation_no="10",
        quantity=Decimal(60),
        setup_time=Decimal(0),
        run_time=Decimal(60),
        stop_time=Decimal(0),
        output_quantity=Decimal(3),
        scrap_quantity=Decimal(1),
        scrap_code="MATERIAL",
        stop_code="",
        unit_of_measure_code="MINUTES",
    )
    receipt = PostingReceipt(
        register_no=1,
        posted_at=datetime(2026, 3, 2, tzinfo=UTC),
        posting_date=date(2026, 3, 2),
        document_no="101002",
        order_no="101002",
        order_line_no=10000,
        operation_no="10",
        capacity_entries=(line,),
    )
    assert parse(PostingReceipt, canonical(receipt)) == receipt


def test_equal_numbers_have_equal_text() -> None:
    """1.5 and 1.50 are the same request body."""
    assert canonical(OUTPUT) == canonical(replace(OUTPUT, run_time=Decimal("1.5")))


def test_words_are_written_as_words() -> None:
    """An enumeration crosses as its value."""
    signed_on = SignedOn(
        session_id="s",
        person_no="OP01",
        name="Ø",
        role=Role.SETTER,
        language_code="nb",
        work_center_no="100",
    )
    assert plain(signed_on)["role"] == "setter"


@pytest.mark.parametrize("text", ['{"nonsense":1}', "[]", "1", "null"])
def test_another_shape_is_refused(text: str) -> None:
    """A text that is no such message raises instead of making a wrong one."""
    with pytest.raises((ValueError, TypeError, AttributeError)):
        parse(PostOutputRequest, text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=5))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    """No digit is lost, no exponent and no negative zero is written."""
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert text != "-0"


def test_a_field_that_a_later_release_adds_changes_no_fingerprint() -> None:
    """Left at its default, a new field stands in neither the body that is sent nor what a supervisor approved."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PostOutputRequest(type(OUTPUT)):  # type: ignore[misc]
        tool_no: str = ""
        tool_times: tuple[Decimal, ...] = ()

    values = {name: getattr(OUTPUT, name) for name in plain(OUTPUT)}
    later = PostOutputRequest(**values)
    assert sparse(later) == sparse(OUTPUT)
    assert fingerprint(later) == fingerprint(OUTPUT)
    assert fingerprint(replace(later, tool_no="T1")) != fingerprint(OUTPUT)


def test_what_is_left_out_comes_back() -> None:
    """A sparse request is read as the whole one, the answers in it too."""
    assert parse(PostOutputRequest, canonical(sparse(OUTPUT))) == OUTPUT
    assert "setup_time" not in sparse(OUTPUT)


def test_a_word_of_a_later_release_equals_none_of_this() -> None:
    """It is told from every word that is known, and written as it came; hostile or endless, it is no word."""
    newer = newer_word(Role, "auditor")
    assert newer not in set(Role)
    assert {newer: 1}[newer_word(Role, "auditor")] == 1
    assert not is_known(newer)
    assert is_known(newer_word(Role, "setter"))
    assert canonical([newer]) == '["auditor"]'
    for text in ("\x1b[2J", "x" * 65, 7, None):
        with pytest.raises(ValueError, match="no word of Role"):
            newer_word(Role, text)


def test_a_newer_unit_that_figures_are_reckoned_by_is_none() -> None:
    """A time in an unknown unit can't be shown as anything."""
    with pytest.raises(WordOutdated):
        from_newer(LoadRow, {"unit_type": "weeks"})
