"""What a terminal is told when the line, a proxy or another version is in the way: never more than is known."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend_client import limits
from backend_client.client import (
    BackendBroken,
    BackendUnreachable,
    ProgramTooOld,
    Sent,
    TerminalNotRecognised,
)
from backend_client.messages.base import Posted, Refused, RefusedLine
from backend_client.messages.codec import canonical, newer_word
from backend_client.messages.people import PlantQuestion, SignedOff, SignOffRequest, SignOnRequest
from backend_client.refusals import RefusalCode
from backend_client.remote import RemoteClient
from backend_client.remote.patience import Patience
from backend_client.remote.server_clock import ServerClock
from backend_client.terms import Confirmation, Warned
from tests.remote.odd_server import OddServer, answer

REQUEST = SignOffRequest(request_id="r1", session_id="S1")
PLANT = '{"plant_code":"P","plant_name":"Plant","work_date":"2026-03-02","currency_code":"EUR"}'
POSTED = '{"receipt":{"session_id":"S1"},"replayed":false,"warnings":[]}'
PROBLEM = "application/problem+json"
TRIED_AGAIN = 50
TEN = datetime(2026, 3, 2, 10, 0, 7, tzinfo=UTC)


def said(*answers: bytes, do: Callable[[RemoteClient], Any], patience: int = 5_000) -> tuple[Any, OddServer]:
    """Let a client speak with an odd server; answers what came out, raised or not, and the server."""
    with OddServer(*answers) as server:
        client = RemoteClient(server.address, token="T", patience_milliseconds=patience)
        try:
            return do(client), server
        except Exception as error:  # noqa: BLE001 -- looked at by the test
            return error, server
        finally:
            client.close()


def post(client: RemoteClient) -> Any:
    """Post the request."""
    return client.post(REQUEST)


def problem(code: str, status: int, **more: Any) -> bytes:
    """A no."""
    return answer(status, json.dumps({"code": code, "status": status, "params": {}} | more), PROBLEM)


def test_a_request_is_sent_whole_and_its_receipt_read():
    """With its id as key, this terminal's token and version."""
    outcome, server = said(answer(201, POSTED), do=post)
    assert outcome == Posted(receipt=SignedOff(session_id="S1"))
    head, _, body = server.calls[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/v1/operator-sessions/sign-offs HTTP/1.1")
    for line in (b'idempotency-key: "r1"', b"authorization: bearer t", b"x-client-version: 0."):
        assert line in head.lower()
    assert json.loads(body)["request_id"] == "r1"


def test_a_line_that_breaks_is_tried_again_with_the_same_request():
    """Closed without an answer, twice, then posted: three times the same body, one receipt."""
    outcome, server = said(b"", b"", answer(201, POSTED.replace("false", "true")), do=post)
    assert outcome == Posted(receipt=SignedOff(session_id="S1"), replayed=True)
    assert len(server.calls) == 3
    assert len({call.partition(b"\r\n\r\n")[2] for call in server.calls}) == 1
    assert (
        len(
            {line for call in server.calls for line in call.split(b"\r\n") if b"x-request-id" in line.lower()}
        )
        == 1
    )


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_who_is_asked_to_come_back_does(status):
    """A server or a proxy that can't just now; its own page is no reason to give up."""
    outcome, server = said(answer(status, "<html>later</html>", "text/html"), answer(201, POSTED), do=post)
    assert isinstance(outcome, Posted)
    assert len(server.calls) == 2


def test_what_was_never_sent_is_known_not_to_be_posted():
    """Nobody listens: nothing was sent."""
    with OddServer(b"") as server:
        address = server.address
    client = RemoteClient(address, patience_milliseconds=TRIED_AGAIN)
    with pytest.raises(BackendUnreachable) as unreachable:
        client.post(REQUEST)
    assert unreachable.value.sent is Sent.NOTHING
    client.close()


@pytest.mark.parametrize(
    ("spoken", "sent"),
    [
        (b"", Sent.MAYBE),
        (b"HTTP/1.1 201 x\r\nContent-Length: 500\r\n\r\n{", Sent.MAYBE),
        (b"\x16\x03\x01 this is no HTTP\r\n\r\n", Sent.MAYBE),
        (answer(503, "{}"), Sent.MAYBE),
        (answer(429, "{}"), Sent.NOTHING),
    ],
    ids=["closed", "cut", "no HTTP", "busy", "too often"],
)
def test_what_may_be_posted_is_said_to_be(spoken, sent):
    """An answer that never came, came half, or says that nothing was taken."""
    outcome, _ = said(spoken, do=post, patience=TRIED_AGAIN)
    assert isinstance(outcome, BackendUnreachable)
    assert outcome.sent is sent


@pytest.mark.parametrize("seconds", [0.01, 60], ids=["drop by drop", "half open"])
def test_an_answer_that_does_not_end_in_time_is_given_up(seconds):
    """Patience counts for all of it, however many parts come; it may be posted."""
    head = b"HTTP/1.1 201 x\r\nContent-Length: 100000\r\n\r\n"
    with OddServer(head, drops=seconds) as server:
        client = RemoteClient(server.address, patience_milliseconds=300, answer_milliseconds=60_000)
        begun = time.monotonic()
        with pytest.raises(BackendUnreachable) as unreachable:
            client.post(REQUEST)
        client.close()
    assert time.monotonic() - begun < 30
    assert unreachable.value.sent is Sent.MAYBE


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Mon, 02 Mar 2026 09:58:02 GMT", -125),
        ("Mon, 02 Mar 2026 10:10:07 GMT", 600),
        ("Mon, 02 Mar 2026 10:00:05 GMT", 0),
        ("", 77),
        ("yesterday", 77),
    ],
)
def test_the_server_s_clock_is_read_off_its_answers(date, ahead):
    """At 10:00:07 here: minutes behind or ahead are known, two seconds are the line's, and no date changes nothing."""
    clock = ServerClock(lambda: TEN)
    clock.ahead = timedelta(seconds=77)
    clock.heard(date)
    assert clock.ahead == timedelta(seconds=ahead)


def test_each_answer_tells_the_server_s_clock():
    """Of a server that lives in 2030: what is entered on this terminal is told by its clock."""
    with OddServer(answer(201, POSTED, "application/json", "Date: Wed, 02 Jan 2030 08:00:00 GMT")) as server:
        clock = ServerClock(lambda: TEN)
        client = RemoteClient(server.address, token="T", server_clock=clock)
        client.asking().post(REQUEST)
        client.close()
    assert clock.ahead > timedelta(days=365)


def test_a_slow_line_is_given_more_time_each_time():
    """Silence doubles what is waited for, up to a bound; an answer in 5 s lets the next one have 10; a quick one, 1."""
    patience = Patience()
    waited = []
    for _ in range(6):
        waited.append(patience.milliseconds)
        patience.missed()
    assert waited == [1_000, 2_000, 4_000, 8_000, 12_000, 12_000]
    patience.answered(5_000)
    assert patience.milliseconds == 10_000
    patience.answered(20)
    assert patience.milliseconds == 1_000


def test_an_answer_that_does_not_come_makes_an_outbox_more_patient():
    """Half open: given up after what it had, not tried at once, and twice as long the next time; an answer ends that."""
    patience = Patience(first=500)
    with OddServer(b"HTTP/1.1 201 x\r\nContent-Length: 100000\r\n\r\n", drops=60) as server:
        client = RemoteClient(server.address, patience_milliseconds=10, answering=patience)
        for milliseconds in (1_000, 2_000):
            with pytest.raises(BackendUnreachable) as unreachable:
                client.post(REQUEST)
            assert unreachable.value.sent is Sent.MAYBE
            assert patience.milliseconds == milliseconds
        assert client.asking().answering.milliseconds == limits.ANSWER_MILLISECONDS_MAX
        client.close()
    with OddServer(answer(201, POSTED)) as server:
        patience.milliseconds = limits.ANSWER_MILLISECONDS_MAX
        client = RemoteClient(server.address, patience_milliseconds=5_000, answering=patience)
        client.post(REQUEST)
        client.close()
    assert patience.milliseconds < limits.ANSWER_MILLISECONDS_MAX


def test_a_wait_that_the_server_asks_for_is_kept():
    """Longer than patience: it is not tried again at all."""
    outcome, server = said(answer(429, "{}", PROBLEM, "Retry-After: 60"), do=post, patience=1_000)
    assert isinstance(outcome, BackendUnreachable)
    assert len(server.calls) == 1


def test_a_refusal_comes_whole():
    """Code, facts, confirmations and lines."""
    line = {"line": 2, "code": "item-blocked", "facts": {"item_no": "P"}, "confirmations": []}
    spoken = problem(
        "confirmation-needed",
        409,
        params={"order_no": "O1"},
        confirmations=["finished-operation-output"],
        lines=[line],
        since_next_year="unknown here",
    )
    outcome, server = said(spoken, do=post)
    assert outcome == Refused(
        code=RefusalCode.CONFIRMATION_NEEDED,
        facts={"order_no": "O1"},
        confirmations=(Confirmation.FINISHED_OPERATION_OUTPUT,),
        lines=(RefusedLine(line=2, code=RefusalCode.ITEM_BLOCKED, facts={"item_no": "P"}),),
    )
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("spoken", "kind", "text"),
    [
        (problem("terminal-not-recognised", 401), TerminalNotRecognised, ""),
        (problem("client-too-old", 426, params={"oldest": "2.0"}), ProgramTooOld, "2.0"),
        (problem("internal-error", 500, params={"incident": "ab12"}), BackendBroken, "incident ab12"),
        (problem("code-of-next-year", 409), BackendBroken, "incident "),
        (answer(404, "<html>not here</html>", "text/html"), BackendBroken, "incident "),
        (answer(200, "[" * 100_000), BackendBroken, "incident "),
        (answer(201, '{"receipt":{"session_id":7,"more":{}}}'), BackendBroken, "incident "),
        (answer(302, "", "text/html", "Location: http://elsewhere/"), BackendBroken, "incident "),
    ],
)
def test_any_other_no_is_trouble_with_a_name(spoken, kind, text):
    """Not tried again: it would not go away."""
    outcome, server = said(spoken, do=post)
    assert type(outcome) is kind
    assert str(outcome).startswith(text)
    assert len(server.calls) == 1


def test_a_newer_server_may_say_more():
    """Members that are not known here are passed over, words stay."""
    more = POSTED.replace('"S1"', '"S1","since":"2030"').replace("[]", '["warned-of-next-year"]')
    outcome, _ = said(answer(201, more.replace("}", ',"more":[1]}', 1)), do=post)
    assert outcome == Posted(
        receipt=SignedOff(session_id="S1"), warnings=(newer_word(Warned, "warned-of-next-year"),)
    )
    plant, _ = said(answer(200, PLANT[:-1] + ',"logo":"x"}'), do=lambda client: client.ask(PlantQuestion()))
    assert plant.plant_code == "P"


def test_a_refusal_of_a_newer_server_is_a_refusal() -> None:
    """Its code, which is not known here, comes as it is; a proxy's page with a code of its own stays trouble."""
    newer = problem(
        "tool-worn-out", 409, type="/problems/tool-worn-out", retryable=False, params={"tool_no": "T1"}
    )
    refused, _ = said(newer, do=post)
    assert isinstance(refused, Refused)
    assert (refused.code.value, refused.facts) == ("tool-worn-out", {"tool_no": "T1"})
    assert refused.code not in set(RefusalCode)
    of_a_proxy, _ = said(problem("tool-worn-out", 409), do=post)
    assert isinstance(of_a_proxy, BackendBroken)


def test_what_a_newer_server_asks_is_not_answered_blindly() -> None:
    """A confirmation without words here can't be shown, so nobody says yes to it."""
    refused, _ = said(problem("confirmation-needed", 409, confirmations=["worn_tool"]), do=post)
    assert refused == Refused(code=RefusalCode.TERMINAL_OUTDATED, facts={"code": "worn_tool"})


def test_an_older_server_does_not_know_what_it_is_asked() -> None:
    """A path that it does not have is a plain no, not a fault to be tried again."""
    for spoken in (problem("route-not-found", 404), problem("method-not-allowed", 405)):
        refused, _ = said(spoken, do=post)
        assert refused == Refused(code=RefusalCode.NOT_KNOWN_TO_SERVER)


def test_a_newer_word_in_an_answer_stays_as_it_is() -> None:
    """A role that is not known here is shown by its own word, and so is a warning."""
    receipt = {"session_id": "S1", "person_no": "OP01", "name": "Ada", "role": "auditor"}
    more = {"language_code": "", "work_center_no": ""}
    signed_on = SignOnRequest(request_id="r1", number="OP01")
    spoken = answer(
        201, json.dumps({"receipt": receipt | more, "replayed": False, "warnings": ["tool_soon_worn"]})
    )
    outcome, _ = said(spoken, do=lambda client: client.post(signed_on))
    assert isinstance(outcome, Posted)
    assert outcome.receipt.role.value == "auditor"
    assert [warned.value for warned in outcome.warnings] == ["tool_soon_worn"]
    assert canonical(outcome.receipt) == canonical(receipt | more), "and so it is kept"


def test_an_answer_without_end_is_not_read_to_its_end():
    """More than a terminal takes is no answer."""
    huge = answer(200, b" " * (limits.ANSWER_BYTES_MAX + 2))
    outcome, _ = said(huge, do=lambda client: client.ask(PlantQuestion()))
    assert isinstance(outcome, BackendBroken)


def test_what_no_server_would_take_is_refused_here():
    """Out of bounds: refused by the same rule, and nothing is sent."""
    outcome, server = said(
        answer(201, POSTED), do=lambda client: client.post(SignOffRequest(request_id="", session_id="S1"))
    )
    assert isinstance(outcome, Refused)
    assert server.calls == []


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "ä"])
def test_a_token_that_no_header_can_hold_is_nobodys(token):
    """Found when the client is made."""
    with pytest.raises(TerminalNotRecognised):
        RemoteClient("http://127.0.0.1:1", token=token)


def test_a_question_after_the_end_is_unreachable_not_a_fault() -> None:
    """Whoever still asks when the client is closed, a thread that came late, is told that nobody answers."""
    client = RemoteClient("http://127.0.0.1:9")
    client.close()
    with pytest.raises(BackendUnreachable):
        client.ask(PlantQuestion())
