"""The thread that sends: by itself, as soon as there is a sign of life, and never in the way of who posts."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from backend_client import limits
from backend_client.client import BackendUnreachable
from backend_client.kept_terms import LineState
from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.order_line import OrderLineQuestion
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; the suite's own time-out ends a wait in vain."""
    while not holds():
        Event().wait(0.005)


def test_what_was_kept_is_sent_without_anybody_asking(terminal: Terminal) -> None:
    """After a pause, and another one, until there is an answer."""
    terminal.line.plan([Fault.CUT_BEFORE, Fault.CUT_AFTER])
    client = terminal.start(background=True)
    assert isinstance(client.post(output("a", output_quantity=1)), Queued)
    until(lambda: client.kept_here().count == 0)
    assert terminal.posted() == ["a"]
    assert client.kept_here().line is LineState.UP


def test_a_sign_of_life_ends_the_pause(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an hour's pause, a question that is answered sends what is kept at once."""
    monkeypatch.setattr(limits, "SENDING_PAUSE_FIRST_MILLISECONDS", 3_600_000)
    monkeypatch.setattr(limits, "SENDING_PAUSE_MAX_MILLISECONDS", 3_600_000)
    terminal.line.plan([Fault.CUT_BEFORE])
    client = terminal.start(background=True)
    assert isinstance(client.post(output("a", output_quantity=1)), Queued)
    assert isinstance(client.post(output("b", output_quantity=1)), Queued)
    assert terminal.posted() == []
    client.ask(OrderLineQuestion(order_no="O1"))
    until(lambda: client.kept_here().count == 0)
    assert terminal.posted() == ["a", "b"]


def test_what_was_kept_by_the_last_start_is_sent_by_the_next(terminal: Terminal) -> None:
    """Nobody has to post anything first."""
    terminal.line.plan([Fault.CUT_BEFORE])
    terminal.start().post(output("a", output_quantity=1))
    terminal.stop()
    client = terminal.start(background=True)
    until(lambda: client.kept_here().count == 0)
    assert terminal.posted() == ["a"]


def test_a_server_that_does_not_answer_keeps_nobody_waiting(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept here when the time is over, at once from then on; what comes of it later is not lost, a refusal neither."""
    monkeypatch.setattr(limits, "KEPT_WITHIN_MILLISECONDS", 50)
    answers = Event()
    server = terminal.line.server

    class Slow:
        def post(self, request: Any) -> Any:
            answers.wait()
            return server.post(request)

    terminal.line.server = Slow()
    client = terminal.start(background=True)
    bad = output("a", output_quantity=1, scrap_quantity=1, scrap_code="NONE")
    assert isinstance(client.post(bad), Queued)
    assert client.kept_here().line is LineState.DOWN
    assert isinstance(client.post(output("b", order_no="O2", output_quantity=1)), Queued)
    answers.set()
    until(lambda: (client.kept_here().waiting, client.kept_here().refused) == (0, 1))
    assert terminal.posted() == ["b"]


def test_with_the_line_up_a_refusal_goes_to_who_posts(terminal: Terminal) -> None:
    """And nothing is left to decide."""
    client = terminal.start(background=True)
    outcome = client.post(output("a", output_quantity=1, scrap_quantity=1, scrap_code="NONE"))
    assert isinstance(outcome, Refused)
    assert isinstance(client.post(output("a", output_quantity=1)), Posted)
    assert client.kept_here().count == 0


def test_closed_while_a_posting_is_under_way_it_is_sent_again_the_next_time(terminal: Terminal) -> None:
    """The answer comes too late to be stored; sent again it is posted once."""
    answers, arrived = Event(), Event()
    server = terminal.line.server

    class Slow:
        def post(self, request: Any) -> Any:
            arrived.set()
            answers.wait()
            return server.post(request)

        def ask(self, _question: Any) -> Any:
            raise BackendUnreachable

    terminal.line.server = Slow()
    client = terminal.start(background=True)
    with pytest.raises(BackendUnreachable):
        client.ask(OrderLineQuestion(order_no="O1"))
    assert isinstance(client.post(output("a", output_quantity=1)), Queued)
    arrived.wait()
    terminal.stop()
    answers.set()
    until(lambda: terminal.posted() == ["a"])
    terminal.line.server = server
    client = terminal.start()
    assert client.kept_here().waiting == 1
    client.send_all()
    assert terminal.posted() == ["a"]
