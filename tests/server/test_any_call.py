"""Whatever is sent to any path: an answer of the contract or a no that is one, never a fault of the server.

Every message of the catalogue is called with anything that its types allow and with anything that JSON allows, on a
plant that has an order, people, components and stock, so that calls come as far as they can.
"""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend_client.catalogue import BY_MESSAGE, QUESTIONS, REQUESTS, Entry
from backend_client.messages.addresses import path_of, target_of
from backend_client.messages.codec import answer_kind, canonical, from_newer
from backend_client.refusals import RefusalCode
from backend_client.wire import STATUS, ProblemCode, status_of
from tests.messages.any_message import message
from tests.server.calling import Caller, calling

if TYPE_CHECKING:
    from tests.casebook.databases import Plants

ANY = settings(
    phases=(Phase.explicit, Phase.generate),  # looking for a shorter call would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
FULL = os.environ.get("KIOSK_PROOF") == "full"
CODES = {code.value: status_of(code) for code in (*RefusalCode, *ProblemCode)}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
# numbers that name something in the plant, so that not every call ends at "not found"
KNOWN = {
    "order_no": "O1",
    "order_line_no": 10000,
    "operation_no": "20",
    "item_no": "P",
    "source_no": "P",
    "no": "A",
    "component_line_no": 10000,
}


@pytest.fixture(scope="module")
def caller(served_sqlite_plants: "Plants") -> Iterator[Caller]:
    """Orders O1 and O2 of 10 P with a component."""
    with calling(served_sqlite_plants, components=1, orders=2) as made:
        yield made


def named(request: Any, data: st.DataObject) -> Any:
    """The same message, often with numbers that are known; never so long a period that it takes minutes."""
    fields = {name: value for name, value in KNOWN.items() if hasattr(request, name)}
    chosen = {name: value for name, value in fields.items() if data.draw(st.booleans())}
    return type(request)(
        **{name: getattr(request, name) for name in type(request).__dataclass_fields__} | chosen
    )


def judge(entry: Entry, response: httpx.Response) -> None:
    """An answer of its kind, or a problem with a code that is known and its status."""
    if response.status_code < 400:
        told = response.json()
        from_newer(answer_kind(entry.message), told["receipt"] if entry.method == "POST" else told)
        return
    assert response.status_code < 500, response.text
    told = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert CODES[told["code"]] == response.status_code == told["status"]
    assert told["request_id"] == response.headers["x-request-id"]


@pytest.mark.proof
@pytest.mark.parametrize("entry", REQUESTS, ids=lambda entry: entry.message.__name__)
@settings(ANY, max_examples=200 if FULL else 5)
@given(data=st.data())
def test_any_request_is_posted_or_refused(caller: Caller, entry: Entry, data: st.DataObject) -> None:
    """Anything that its types allow, as a preview: nothing is left of it for the next."""
    request = named(data.draw(message(entry.message)), data)
    body = json.loads(canonical(request)) | {"preview": True, "request_id": "any", "terminal_id": ""}
    path = path_of(entry.path, request)
    judge(entry, caller.raw(json.dumps(body), path, Idempotency_Key="any"))


@pytest.mark.proof
@pytest.mark.parametrize("entry", QUESTIONS, ids=lambda entry: entry.message.__name__)
@settings(ANY, max_examples=200 if FULL else 5)
@given(data=st.data())
def test_any_question_is_answered_or_refused(caller: Caller, entry: Entry, data: st.DataObject) -> None:
    """Anything that its types allow."""
    question = named(data.draw(message(entry.message)), data)
    judge(entry, caller.get(target_of(entry.path, question)))


@pytest.mark.proof
@settings(ANY, max_examples=3000 if FULL else 100)
@given(entry=st.sampled_from(list(BY_MESSAGE.values())), data=st.data())
def test_any_json_is_posted_or_refused(caller: Caller, entry: Entry, data: st.DataObject) -> None:
    """Any values under the names of its fields, and under others."""
    names = st.sampled_from([*entry.message.__dataclass_fields__, "order_no"]) | st.text(max_size=5)
    values = data.draw(st.dictionaries(names, JSON, max_size=6) | JSON)
    path = entry.path.replace("{", "").replace("}", "")
    if entry.method == "POST":
        response = caller.raw(json.dumps(values), path, Idempotency_Key="any")
    else:
        params = values if isinstance(values, dict) else {"x": values}
        response = caller.http.get(path, params={name: str(value) for name, value in params.items()})
    judge(entry, response)


def test_every_status_of_a_no_is_one_of_http():
    """And only those that say try again are worth it."""
    assert all(400 <= status <= 503 for status in STATUS.values())
