"""What one call promises: once, strict, named, and by a terminal that is known."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from backend_client import limits
from tests.server.calling import OUTPUT, Caller, calling, problem

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


@pytest.fixture(scope="module")
def caller(served_sqlite_plants: "Plants") -> Iterator[Caller]:
    """Order O1 of 10 P."""
    with calling(served_sqlite_plants) as made:
        yield made


def test_a_posting_is_made_once_and_then_replayed(caller):
    """201 with the receipt; again: the same receipt, and a header that says so; another body: 422."""
    first, second = caller.output("once"), caller.output("once", output_quantity="1.0")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["receipt"] == second.json()["receipt"]
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert problem(caller.output("once", output_quantity="2")) == (422, "request-id-reused", "request_id")


def test_a_preview_makes_nothing_and_says_so(caller):
    """200, register 0, and no request of that id is known afterwards."""
    shown = caller.output("shown", preview=True)
    assert (shown.status_code, shown.json()["receipt"]["register_no"]) == (200, 0)
    assert problem(caller.get("/api/v1/postings/shown")) == (404, "posting-not-found", "request_id")


def test_a_request_can_be_looked_up_by_its_id(caller):
    """What it was posted as, with its receipt."""
    receipt = caller.output("looked-up").json()["receipt"]
    found = caller.get("/api/v1/postings/looked-up").json()
    assert found["receipt"] == receipt
    assert (found["request_kind"], found["order_no"]) == ("PostOutputRequest", "O1")
    assert found["register_no"] == receipt["register_no"]


def test_every_posting_names_its_request(caller):
    """No key: refused; another key than the body's: refused; the key alone: taken as the request's id."""
    body = {"order_no": "O1", "operation_no": "20", "output_quantity": "1"}
    without = caller.http.post(OUTPUT, json=body | {"request_id": "r1"})
    assert problem(without) == (400, "idempotency-key-missing", "Idempotency-Key")
    other = caller.http.post(OUTPUT, json=body | {"request_id": "r1"}, headers={"Idempotency-Key": "r2"})
    assert problem(other) == (400, "idempotency-key-mismatch", "Idempotency-Key")
    alone = caller.http.post(OUTPUT, json=body, headers={"Idempotency-Key": '"by-key"'})
    assert alone.status_code == 201
    assert caller.get("/api/v1/postings/by-key").status_code == 200


@pytest.mark.parametrize(
    ("body", "field", "what"),
    [
        ('{"order_no": "O1", "quantiy": "1"}', "quantiy", "unknown"),
        ("{}", "order_no", "missing"),
        ('{"output_quantity": NaN}', "output_quantity", "number-as-text"),
        ('{"order_no": "O1", "output_quantity": NaN}', "output_quantity", "number-as-text"),
        ('{"order_no": "O1", "output_quantity": 1.5}', "output_quantity", "number-as-text"),
        ('{"order_no": "O1", "output_quantity": "1e3"}', "output_quantity", "number"),
        ('{"order_no": "O1", "order_no": "O2"}', "order_no", "duplicate"),
        ('{"order_no": "O1", "lines": [1]}', "lines", "unknown"),
        ('{"order_no": ["O1"]}', "order_no", "text"),
        ('{"order_no": "O1", "document_no": "' + "x" * 21 + '"}', "document_no", "length"),
        ('{"order_no": "O1", "document_no": "\\u0000"}', "document_no", "control"),
        ("[" * 100_000, "body", "json"),
        ('{"order_no": ' + "9" * 5000 + "}", "body", "json"),
        ("", "body", "json"),
        (b"\xff", "body", "text"),
    ],
)
def test_a_body_is_read_strictly(caller, body, field, what):
    """Nothing is guessed, converted or passed over; the field is named."""
    answer = caller.raw(body)
    assert problem(answer) == (400, "request-malformed", field)
    assert answer.json()["params"]["what"] == what
    assert answer.json()["field_errors"][0]["pointer"] == f"#/{field}"


def test_a_query_is_read_strictly(caller):
    """Unknown, doubled and unreadable parts are named; so is a list that is none."""
    orders = "/api/v1/production-orders"
    assert problem(caller.get(f"{orders}?sort=1")) == (400, "request-malformed", "sort")
    assert problem(caller.get(f"{orders}?page=&page=")) == (400, "request-malformed", "page")
    assert problem(caller.get(f"{orders}?most=1e9")) == (400, "request-malformed", "most")
    assert problem(caller.get(f"{orders}?late_only=1")) == (400, "request-malformed", "late_only")
    assert problem(caller.get(f"{orders}/O1?order_no=O1")) == (400, "request-malformed", "order_no")
    assert problem(caller.get("/api/v1/exploded-routings?order_nos=O1")) == (
        400,
        "request-malformed",
        "order_nos",
    )
    assert problem(caller.get("/api/v1/changes?wait=9999")) == (400, "query-wrong", "wait")


def test_what_stands_in_path_and_body_is_the_same(caller):
    """The path may say it alone; two orders are refused."""
    path = "/api/v1/production-orders/O1/blocks"
    both = caller.raw('{"order_no": "O2", "blocked": true}', path)
    assert problem(both) == (400, "request-malformed", "order_no")
    assert caller.raw('{"blocked": false}', path, Idempotency_Key="unblock").status_code == 201


def test_a_number_with_a_stroke_is_one_segment(caller):
    """Order "A/1" is asked for as A%2F1; a control character names nothing."""
    assert problem(caller.get("/api/v1/production-orders/A%2F1/whole"))[:2] == (404, "order-not-found")
    assert problem(caller.get("/api/v1/production-orders/A/1/whole"))[:2] == (404, "route-not-found")
    assert problem(caller.get("/api/v1/production-orders/%00/whole"))[:2] == (404, "route-not-found")
    assert problem(caller.get("/api/v1/production-orders/..%2f..%2fetc/whole"))[:2] == (
        404,
        "order-not-found",
    )


def test_what_is_too_large_is_refused_before_it_is_read(caller):
    """By its length where it says one, else as soon as it has come; no coding, JSON only."""
    large = b" " * (limits.REQUEST_BODY_MAX + 1)
    assert problem(caller.raw(large)) == (413, "too-large", "body")
    parts = (large[at : at + 4096] for at in range(0, len(large), 4096))
    assert problem(caller.raw(parts)) == (413, "too-large", "body")  # type: ignore[arg-type]
    coded = caller.raw(b"", Content_Encoding="gzip")
    assert problem(coded) == (415, "unsupported-media-type", "Content-Encoding")
    form = caller.raw("order_no=O1", Content_Type="application/x-www-form-urlencoded")
    assert problem(form) == (415, "unsupported-media-type", "Content-Type")


def test_another_method_is_refused_and_the_right_one_named(caller):
    """405 with Allow; a header that asks for another method changes nothing."""
    answer = caller.http.request("TRACE", OUTPUT)
    assert problem(answer)[:2] == (405, "method-not-allowed")
    assert "POST" in answer.headers["allow"]
    assert caller.http.get(OUTPUT, headers={"X-HTTP-Method-Override": "POST"}).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer " + "A" * 2000])
def test_nobody_without_a_token_learns_anything(caller, header):
    """The same answer for none, a wrong and a huge one, whatever the path and whoever it says it comes from."""
    for path in ("/api/v1/meta", "/api/v1/nothing"):
        said = {"Authorization": header, "X-Forwarded-For": "127.0.0.1"}
        answer = caller.http.get(path, headers=said)
        assert problem(answer) in {
            (401, "terminal-not-recognised", "Authorization"),
            (429, "too-many-requests", ""),
        }


def test_a_header_without_end_is_refused_by_name(caller):
    """Whatever it is for."""
    answer = caller.get("/api/v1/meta", X_Anything="A" * 3000)
    assert problem(answer) == (431, "header-too-large", "X-Anything")


def test_too_old_a_terminal_is_told_the_oldest_that_may_speak(caller):
    """426, and the version in its params."""
    answer = caller.get("/api/v1/meta", X_Client_Version="0.0.1")
    assert problem(answer)[:2] == (426, "client-too-old")
    assert answer.json()["params"]["oldest"] == "0.1"
    assert caller.get("/api/v1/meta", X_Client_Version="0.1.7").status_code == 200


def test_a_call_can_be_followed_through_the_logs(caller):
    """The id and the trace come back; an id that is none is replaced."""
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    answer = caller.get("/api/v1/meta", X_Request_Id="call-1", traceparent=trace)
    assert (answer.headers["x-request-id"], answer.headers["traceparent"]) == ("call-1", trace)
    none = (
        "x",
        "ff" + trace[2:],
        trace.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0" * 32),
        trace.replace("00f067aa0ba902b7", "0" * 16),
    )
    for no_trace in none:
        answer = caller.get("/api/v1/meta", X_Request_Id="two words", traceparent=no_trace)
        assert answer.headers["x-request-id"].isalnum()
        assert "traceparent" not in answer.headers


def test_an_answer_that_is_known_is_not_sent_again(caller):
    """304 for its ETag, 200 with another one once it has changed."""
    first = caller.get("/api/v1/production-orders/O1/whole")
    same = caller.get("/api/v1/production-orders/O1/whole", If_None_Match=f'"x", W/{first.headers["etag"]}')
    assert (same.status_code, same.content) == (304, b"")
    assert caller.get("/api/v1/production-orders/O1/whole", If_None_Match="*").status_code == 304
    caller.output("changes-it")
    other = caller.get("/api/v1/production-orders/O1/whole", If_None_Match=first.headers["etag"])
    assert other.status_code == 200
    assert other.headers["etag"] != first.headers["etag"]


def test_an_edit_says_what_was_seen_by_its_tag(caller):
    """The tag of the order as it was shown, or its revision alone: 201; seen by another too: 412 with the tag of now."""

    def edit(name, tag, **body):
        body = {"request_id": name, "order_no": "O1", "description": name} | body
        return caller.raw(
            json.dumps(body), "/api/v1/production-orders/O1/edits", Idempotency_Key=name, If_Match=tag
        )

    shown = caller.get("/api/v1/production-orders/O1/whole")
    tag, revision = shown.headers["etag"], shown.json()["revision"]
    assert tag.startswith(f'"{revision}-')
    assert edit("seen", tag).status_code == 201
    late = edit("late", tag)
    assert problem(late) == (412, "changed-meanwhile", "seen_revision")
    assert late.headers["etag"] == f'"{revision + 1}"'
    assert edit("seen-anew", late.headers["etag"], seen_revision=revision + 1).status_code == 201
    assert problem(edit("seen-before", f'"{revision + 1}"'))[:2] == (412, "changed-meanwhile")
    assert edit("whatever-stands", "*").status_code == 201
    assert problem(edit("no-tag", "seven")) == (400, "request-malformed", "If-Match")
    both = edit("both", f'"{revision}"', seen_revision=revision + 1)
    assert problem(both) == (400, "request-malformed", "seen_revision")
    odd = edit("odd", f'"{revision}"', seen_revision=[1])
    assert problem(odd) == (400, "request-malformed", "seen_revision")
    posted = caller.raw("{}", If_Match='"1"')
    assert problem(posted) == (400, "request-malformed", "If-Match")


def test_figures_count_every_call(caller):
    """Calls by route and status, and how long they took; no number of an order stands in them."""
    caller.get("/api/v1/production-orders/O1/whole")
    text = caller.http.get("/metrics").text
    assert (
        'kiosk_calls_total{method="GET",route="/api/v1/production-orders/{order_no}/whole",status="200"}'
        in text
    )
    assert 'kiosk_call_seconds_bucket{route="/api/v1/meta",le="+Inf"}' in text
    assert "O1" not in text


def test_only_a_known_terminal_is_told_what_is_wrong(caller):
    """Ready or not for everybody; the checks for a terminal."""
    assert caller.http.get("/livez", headers={"Authorization": ""}).json() == {"alive": True}
    assert set(caller.http.get("/readyz", headers={"Authorization": ""}).json()) == {"ready"}
    checks = caller.http.get("/readyz").json()["checks"]
    assert {"database", "migrations", "clock"} <= checks.keys()
    assert json.loads(caller.get("/api/v1/about").text)["api_version"] == "v1"
