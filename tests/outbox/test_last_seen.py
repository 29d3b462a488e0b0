"""With the line down the terminal shows what it saw last, says how old it is, and never more than it has seen."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from backend_client import limits
from backend_client.client import BackendUnreachable
from backend_client.kept_terms import LineState
from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.load import TaskListQuestion
from backend_client.messages.order_line import OrderLineQuestion, ReasonCodesQuestion
from backend_client.messages.orders import FinishChecklistQuestion
from backend_client.messages.people import PlantQuestion, SignOnRequest
from backend_client.messages.scanning import ScanQuestion
from backend_client.outbox import LastSeenClient
from backend_client.outbox.last_seen import _key_of
from backend_client.outbox.memory import Memory
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output

CARD = OrderLineQuestion(order_no="O1")
PATIENT = 60_000
AN_HOUR = 3_600_000


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    made = Memory(tmp_path / "last-seen.sqlite")
    yield made
    made.close()


def seeing(terminal: Terminal, memory: Memory, within: int = PATIENT) -> LastSeenClient:
    return LastSeenClient(terminal.line, memory, lambda: terminal.now, within=within)


def settled(client: LastSeenClient) -> None:
    """Wait until nothing is asked in the background any more."""
    while client._under_way:
        Event().wait(0.01)


def test_with_the_line_up_nothing_is_from_memory(terminal: Terminal, memory: Memory) -> None:
    """The server's own answer, without an age."""
    client = seeing(terminal, memory)
    first = client.ask(CARD)
    terminal.plant.client.post(output("create-a", output_quantity=3))
    second = client.ask(CARD)
    assert first.as_of is None
    assert second.as_of is None
    assert second.finished_quantity == first.finished_quantity + 3


def test_with_the_line_down_the_last_answer_is_given_with_its_moment(
    terminal: Terminal, memory: Memory
) -> None:
    """As it was, as of then; and again as it is, as soon as the line is back."""
    client = seeing(terminal, memory)
    fresh = client.ask(CARD)
    settled(client)
    seen_at = terminal.now
    terminal.now += timedelta(hours=3)
    terminal.line.afterwards = Fault.CUT_BEFORE
    old = client.ask(CARD)
    assert old.as_of == seen_at
    assert old.operations == fresh.operations
    terminal.line.afterwards = Fault.NONE
    assert client.ask(CARD).as_of == seen_at, "nobody waits for a line that is known to be down"
    settled(client)
    assert client.ask(CARD).as_of is None, "the question before was asked in the background"


def test_what_was_never_seen_is_not_known(terminal: Terminal, memory: Memory) -> None:
    """No answer, as without a memory; nor is what changes too much to be remembered."""
    client = seeing(terminal, memory)
    client.ask(CARD)
    client.ask(FinishChecklistQuestion(order_no="O1"))
    settled(client)
    terminal.line.afterwards = Fault.CUT_BEFORE
    for question in (OrderLineQuestion(order_no="O2"), FinishChecklistQuestion(order_no="O1")):
        with pytest.raises(BackendUnreachable):
            client.ask(question)


def test_scanning_goes_on(terminal: Terminal, memory: Memory, tmp_path: Path) -> None:
    """The orders of a task list are known before anybody has scanned them, also after a restart."""
    client = seeing(terminal, memory)
    tasks = client.ask(TaskListQuestion(no="B"))
    client.ask(ScanQuestion(text="O2"))
    settled(client)
    for order_no in ("O1", "O2", "O3"):
        while memory.seen("OrderLineQuestion", key(order_no, tasks), terminal.now) is None:
            Event().wait(0.01)
    terminal.line.afterwards = Fault.CUT_BEFORE
    again = LastSeenClient(terminal.line, Memory(tmp_path / "last-seen.sqlite"), lambda: terminal.now)
    assert [again.ask(question_of(no, tasks)).order_no for no in ("O1", "O2", "O3")] == ["O1", "O2", "O3"]
    assert again.ask(ScanQuestion(text="O2")).matches[0].order_no == "O2"
    assert again.ask(ReasonCodesQuestion()).as_of == terminal.now
    assert again.ask(TaskListQuestion(no="B")).tasks == tasks.tasks


def question_of(order_no: str, tasks: Any) -> OrderLineQuestion:
    line_no = next(task.order_line_no for task in tasks.tasks if task.order_no == order_no)
    return OrderLineQuestion(order_no=order_no, order_line_no=line_no)


def key(order_no: str, tasks: Any) -> str:
    return _key_of(question_of(order_no, tasks))[1]


def test_what_is_no_more_is_forgotten(terminal: Terminal, memory: Memory) -> None:
    """An answer that the server has taken back is not given from memory."""
    memory.keep("OrderLineQuestion", '{"order_line_no":0,"order_no":"O9"}', "{}", terminal.now)
    client = seeing(terminal, memory)
    assert isinstance(client.ask(OrderLineQuestion(order_no="O9")), Refused)
    settled(client)
    terminal.line.afterwards = Fault.CUT_BEFORE
    with pytest.raises(BackendUnreachable):
        client.ask(OrderLineQuestion(order_no="O9"))


def test_a_line_that_hangs_is_a_line_that_is_down(terminal: Terminal, memory: Memory) -> None:
    """Half open: no answer and no end. The memory answers, and later questions do not wait at all."""
    seeing(terminal, memory).ask(CARD)
    hanging = Event()

    class Hanging:
        calls = 0

        def ask(self, _question: Any) -> Any:
            Hanging.calls += 1
            hanging.wait()
            raise BackendUnreachable

    client = LastSeenClient(Hanging(), memory, lambda: terminal.now, within=10)
    while memory.seen("OrderLineQuestion", '{"order_line_no":0,"order_no":"O1"}', terminal.now) is None:
        Event().wait(0.01)
    assert client.ask(CARD).as_of == terminal.now
    for _ in range(10):
        assert client.ask(CARD).as_of == terminal.now
    assert Hanging.calls <= 4, "questions pile up on a line that hangs"
    with pytest.raises(BackendUnreachable):
        client.ask(OrderLineQuestion(order_no="O2"))
    hanging.set()


class Working:
    """A server that answers the least there is, and works on anything else until it is told to end."""

    def __init__(self, server: Any, *, is_there: bool = True) -> None:
        self._server = server
        self.is_there = is_there
        self.ended = Event()

    def ask(self, question: Any) -> Any:
        """Answer which plant this is; hang on anything else."""
        if self.is_there and isinstance(question, PlantQuestion):
            self.ended.set()
            return self._server.ask(question)
        self.ended.wait()
        if not self.is_there:
            raise BackendUnreachable
        return self._server.ask(question)


def test_with_the_line_known_to_be_down_nobody_waits_again(terminal: Terminal, memory: Memory) -> None:
    """A screen of five questions that hang: the first one is waited for, and not one of the others."""
    seeing(terminal, memory).ask(CARD)
    hanging = Working(terminal.line, is_there=False)
    client = LastSeenClient(hanging, memory, lambda: terminal.now, within=20)
    assert client.ask(CARD).as_of == terminal.now
    client._within = AN_HOUR
    assert client.ask(CARD).as_of == terminal.now
    for question in (
        OrderLineQuestion(order_no="O2"),
        FinishChecklistQuestion(order_no="O1"),
        PlantQuestion(),
    ):
        with pytest.raises(BackendUnreachable):
            client.ask(question)
    with pytest.raises(BackendUnreachable):
        client.post(SignOnRequest(request_id="s", number="OP01"))
    hanging.ended.set()
    client.close()


def test_a_server_that_works_is_waited_for(terminal: Terminal, memory: Memory) -> None:
    """It takes longer than a person's patience over one question, and says that it is there."""
    client = LastSeenClient(Working(terminal.line), memory, lambda: terminal.now, within=2_000)
    assert client.ask(CARD).as_of is None
    assert client.ask(FinishChecklistQuestion(order_no="O1")).order_no == "O1"
    assert not client._is_down


def test_the_line_is_found_again_without_being_asked(
    terminal: Terminal, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody does anything at the terminal: it looks by itself, until the line is back and no longer."""
    monkeypatch.setattr(limits, "LINE_LOOKED_AT_SECONDS", (0.001, 0.01))
    client = seeing(terminal, memory)
    client.ask(CARD)
    terminal.line.afterwards = Fault.CUT_BEFORE
    assert client.ask(CARD).as_of == terminal.now
    assert client._is_down
    terminal.line.afterwards = Fault.NONE
    while client._is_down or client._looking is not None:
        Event().wait(0.01)
    assert client.ask(CARD).as_of is None


class Known:
    """What an outbox knows of its line."""

    def __init__(self, line: LineState) -> None:
        self.line = line
        self.silences = 0

    def silent(self) -> None:
        """Count."""
        self.silences += 1


@pytest.mark.parametrize(("line", "is_down"), [(LineState.UP, False), (LineState.DOWN, True)])
def test_a_posting_that_waits_for_another_one_says_nothing_of_the_line(
    terminal: Terminal, memory: Memory, line: LineState, is_down: bool
) -> None:
    """Kept behind a refused one with the line up, the next question is asked and not remembered."""

    class Keeping:
        def post(self, _request: Any) -> Any:
            return Queued(place=2)

    known = Known(line)
    client = LastSeenClient(Keeping(), memory, lambda: terminal.now, line=known)
    client.post(output("a", output_quantity=1))
    assert client._is_down is is_down
    assert known.silences == is_down
    client.close()


def test_postings_pass(terminal: Terminal, memory: Memory) -> None:
    """A memory changes nothing about posting."""
    assert isinstance(seeing(terminal, memory).post(output("a", output_quantity=1)), Posted)


def test_a_memory_is_bounded(memory: Memory, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest answers go first, a large one is not kept, and one of last month is no help."""
    monkeypatch.setattr(limits, "LAST_SEEN_ROWS_MAX", 20)
    for number in range(30):
        memory.keep("Q", str(number), "{}", terminal.now + timedelta(seconds=number))
    assert memory.seen("Q", "0", terminal.now) is None
    assert memory.seen("Q", "29", terminal.now) is not None
    memory.keep("Q", "large", "x" * (limits.LAST_SEEN_BYTES_MAX + 1), terminal.now)
    assert memory.seen("Q", "large", terminal.now) is None
    late = terminal.now + timedelta(days=limits.LAST_SEEN_DAYS_MAX, minutes=1)
    assert memory.seen("Q", "29", late) is None


def test_a_damaged_memory_begins_anew(tmp_path: Path, terminal: Terminal) -> None:
    """It holds nothing that is not on the server, so nothing is lost with it; it is its owner's only."""
    file = tmp_path / "memory.sqlite"
    file.write_bytes(b"no database at all" * 100)
    memory = Memory(file)
    memory.keep("Q", "1", "{}", terminal.now)
    assert memory.seen("Q", "1", terminal.now) == ("{}", terminal.now)
    assert file.stat().st_mode & 0o777 == 0o600
    memory.close()
    memory.keep("Q", "2", "{}", terminal.now)
    assert memory.seen("Q", "2", terminal.now) is None
