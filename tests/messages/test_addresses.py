"""Every question survives its way through path and query, whatever its texts hold."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_client.catalogue import QUESTIONS, REQUESTS, Entry
from backend_client.messages.addresses import decoded, names_in, path_of, read_question, target_of
from backend_client.messages.base import Refused
from backend_client.messages.codec import canonical, sparse
from backend_client.messages.order_line import OrderLineQuestion
from backend_client.messages.order_lists import ProductionOrdersQuestion
from backend_client.messages.strict import read_text
from tests.messages.any_message import message


@pytest.mark.parametrize("entry", QUESTIONS, ids=lambda entry: entry.message.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_question_comes_back_from_its_address(entry: Entry, data: st.DataObject) -> None:
    """Path and query hold all of it but the session, one segment a name, ASCII only."""
    question = replace(data.draw(message(entry.message)), session_id="")
    assert target_of(entry.path, replace(question, session_id="S-1")) == target_of(entry.path, question)
    target = target_of(entry.path, question)
    assert target.isascii()
    parts = urlsplit(target)
    segments = parts.path.split("/")
    pattern = entry.path.split("/")
    assert len(segments) == len(pattern)
    values = {
        name[1:-1]: decoded(segment)
        for name, segment in zip(pattern, segments, strict=True)
        if name.startswith("{")
    }
    assert tuple(values) == names_in(entry.path)
    assert read_question(entry.message, values, parts.query) == question


@pytest.mark.parametrize("entry", REQUESTS, ids=lambda entry: entry.message.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_request_comes_back_from_what_it_says_beside_its_defaults(
    entry: Entry, data: st.DataObject
) -> None:
    """Fields that have their default are not sent, so a program that does not know them can read the rest."""
    request = data.draw(message(entry.message))
    assert read_text(entry.message, canonical(sparse(request))) == request


def test_what_has_its_default_is_left_out():
    """A short question has a short address."""
    path = "/api/v1/production-orders/{order_no}"
    question = OrderLineQuestion(order_no="A/1")
    assert sparse(question) == {"order_no": "A/1"}
    assert target_of(path, question) == path_of(path, question) == "/api/v1/production-orders/A%2F1"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nothing=1", "nothing"),
        ("session_id=S-1", "session_id"),
        ("most=1&most=1", "most"),
        ("most=", "most"),
        ("most=1.0", "most"),
        ("late_only=yes", "late_only"),
        ("due_from=tomorrow", "due_from"),
        ("page=%ff", "query"),
        ("&".join(f"a{at}=1" for at in range(101)), "query"),
    ],
)
def test_a_query_that_is_none_is_refused_by_name(query, field):
    """Unknown, doubled, of another kind, no text, too many; a session, which no address holds."""
    refused = read_question(ProductionOrdersQuestion, {}, query)
    assert isinstance(refused, Refused)
    assert refused.facts["field"] == field
