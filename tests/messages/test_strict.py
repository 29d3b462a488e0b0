"""What comes from outside becomes a message exactly as it is, or is refused by the field that is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.catalogue import QUESTIONS, REQUESTS
from backend_client.messages.base import Refused
from backend_client.messages.codec import canonical, plain
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.strict import read_text, read_values
from backend_client.refusals import RefusalCode

MESSAGES = [entry.message for entry in (*REQUESTS, *QUESTIONS)]
GOOD: dict[str, Any] = {"request_id": "r1", "order_no": "101001", "output_quantity": "2.5", "finished": True}


def refused_field(values: Any) -> tuple[str, str]:
    """Answer which field was refused, and what was found in it."""
    outcome = read_text(PostOutputRequest, values if isinstance(values, str) else json.dumps(values))
    assert isinstance(outcome, Refused), outcome
    assert outcome.code is RefusalCode.REQUEST_MALFORMED
    return outcome.facts["field"], outcome.facts["what"]


def test_good_values_become_the_message() -> None:
    """Text, decimal text and yes arrive as they were written."""
    read = read_values(PostOutputRequest, GOOD)
    assert isinstance(read, PostOutputRequest)
    assert (read.order_no, str(read.output_quantity), read.finished) == ("101001", "2.5", True)


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("output_quantity", 2, "number-as-text"),
        ("output_quantity", "2,5", "number"),
        ("output_quantity", "1e3", "number"),
        ("output_quantity", "NaN", "number"),
        ("output_quantity", "٣", "number"),
        ("output_quantity", True, "number-as-text"),
        ("output_quantity", None, "number-as-text"),
        ("order_no", 5, "text"),
        ("finished", "yes", "yes-or-no"),
        ("finished", 1, "yes-or-no"),
        ("order_line_no", "1", "whole-number"),
        ("order_line_no", True, "whole-number"),
        ("posting_date", "2026-02-30", "date"),
        ("starting_time", "25:00", "time"),
        ("answers", {}, "list"),
        ("answers", ["x"], "object"),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(field: str, value: Any, what: str) -> None:
    """Nothing is converted or guessed."""
    named, found = refused_field(GOOD | {field: value})
    assert (named.partition("[")[0], found) == (field, what)


def test_a_field_inside_a_list_is_named_by_its_path() -> None:
    """The second answer's word is wrong: answers[1].confirmation."""
    answers = [
        {"confirmation": "reverse-entry", "yes": True},
        {"confirmation": "whatever", "yes": True},
    ]
    assert refused_field(GOOD | {"answers": answers}) == ("answers[1].confirmation", "word")


def test_unknown_missing_and_doubled_fields_are_refused() -> None:
    """A misspelt field must not be dropped in silence."""
    assert refused_field(GOOD | {"ordr_no": "1"}) == ("ordr_no", "unknown")
    assert refused_field({"request_id": "r1"}) == ("order_no", "missing")
    assert refused_field('{"request_id": "a", "request_id": "b"}') == ("request_id", "duplicate")


@pytest.mark.parametrize("text", ["", "{", "[1]", "5", "NaN", '{"a": NaN}', "[" * 50_000, '{"a": 1.5}'])
def test_what_is_no_message_is_refused(text: str) -> None:
    """Broken, deep and foreign texts are an expected no, never an exception."""
    assert isinstance(read_text(PostOutputRequest, text), Refused)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_every_message_of_the_catalogue_can_be_read(message: type[Any]) -> None:
    """No field of any message is of a kind that strict reading does not know: a wrong value of it is refused."""
    for name in message.__dataclass_fields__:
        assert isinstance(read_values(message, {name: object}), Refused)


@given(
    st.text(min_size=1, max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5),
    st.dates(),
)
def test_a_message_written_is_read_back(order_no: str, quantity: Any, day: Any) -> None:
    """Strict reading takes every text that the codec writes."""
    request = PostOutputRequest(request_id="r", order_no=order_no, output_quantity=quantity, posting_date=day)
    assert read_text(PostOutputRequest, canonical(request)) == request
    assert read_values(PostOutputRequest, plain(request)) == request
