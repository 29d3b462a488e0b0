"""The client that remembers: with the line down, the last answer that was seen, and how old it is.

    line up                  the server's answer, as_of None
    line down, seen before   the answer as it was, as_of the moment at which it was so
    line down, never seen    BackendUnreachable, as without a memory

With the line known to be down nobody waits for it: the answer comes from memory at once, while the question is asked
in the background; so the terminal finds out by itself that the line is back. The order lines of a task list are asked
for before anybody scans them, so that what is to be done next can be scanned with the line down.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Event, Lock, Thread
from typing import Any, TypeVar, cast

from backend_client import limits
from backend_client.client import BackendClient, BackendError, BackendUnreachable, Sent
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.clocks import OperationTimeQuestion, RunningWorkQuestion
from backend_client.messages.codec import answer_kind, canonical, from_newer, plain
from backend_client.messages.load import LoadQuestion, TaskList, TaskListQuestion
from backend_client.messages.order_line import OperationNotesQuestion, OrderLineQuestion, ReasonCodesQuestion
from backend_client.messages.people import PlantQuestion
from backend_client.messages.scanning import ScanQuestion
from backend_client.outbox.memory import Memory

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
REMEMBERED = frozenset(
    {
        LoadQuestion,
        OperationNotesQuestion,
        OperationTimeQuestion,
        OrderLineQuestion,
        PlantQuestion,
        ReasonCodesQuestion,
        RunningWorkQuestion,
        ScanQuestion,
        TaskListQuestion,
    }
)
WHO_ASKED = frozenset({"session_id", "terminal_id"})
UNDER_WAY_MAX = 4  # questions that hang on a line that does not even break
UNREADABLE = (ValueError, KeyError, TypeError, ArithmeticError, AttributeError)


class LastSeenClient:
    """A BackendClient with a memory; safe to call from any thread."""

    def __init__(
        self,
        server: BackendClient,
        memory: Memory,
        now: Callable[[], datetime],
        *,
        within: int = limits.LAST_SEEN_WITHIN_MILLISECONDS,
    ) -> None:
        """Take the client that answers, and a memory.

        now     answers aware UTC moments
        within  milliseconds that a fresh answer is waited for
        """
        self._server = server
        self._memory = memory
        self._now = now
        self._within = within
        self._is_down = False
        self._under_way = 0
        self._counting = Lock()

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once. See BackendClient."""
        outcome = self._server.post(request)
        self._is_down = isinstance(outcome, Queued)
        return outcome

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question, from memory where nobody else does. See BackendClient."""
        if type(question) not in REMEMBERED:
            return self._server.ask(question)
        if self._is_down:
            seen = self._seen(question)
            if seen is not None:
                self._begin(question)
                return seen
        try:
            return self._fresh(question)
        except BackendUnreachable:
            self._is_down = True
            seen = self._seen(question)
            if seen is None:
                raise
            return seen

    def _fresh(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Ask the server, and wait for it as long as a person should."""
        call = self._begin(question)
        if call is None or not call.ended.wait(self._within / 1_000):
            raise BackendUnreachable("no answer in time", sent=Sent.NOTHING)
        if call.error is not None:
            raise call.error
        return cast("AnswerT | Refused", call.answer)

    def _begin(self, question: Question[Any]) -> "_Call | None":
        """Ask in a thread, and remember what comes; None where too many questions hang already."""
        with self._counting:
            if self._under_way >= UNDER_WAY_MAX:
                return None
            self._under_way += 1
        call = _Call()
        Thread(target=self._ask, args=(question, call), name="question", daemon=True).start()
        return call

    def _ask(self, question: Question[Any], call: "_Call") -> None:
        try:
            call.answer = self._server.ask(question)
            self._is_down = False
        except BackendError as error:
            call.error = error
        finally:
            with self._counting:
                self._under_way -= 1
            call.ended.set()
        if call.error is None:
            self._remember(question, call.answer)
            if isinstance(call.answer, TaskList):
                self._look_ahead(call.answer)

    def _look_ahead(self, tasks: TaskList) -> None:
        """Ask for the order lines of a task list that were never seen."""
        lines = dict.fromkeys((task.order_no, task.order_line_no) for task in tasks.tasks)
        questions: list[Question[Any]] = [ReasonCodesQuestion()]
        questions += [
            OrderLineQuestion(order_no=order_no, order_line_no=line_no) for order_no, line_no in lines
        ]
        for question in questions[: limits.LAST_SEEN_ORDERS_AHEAD]:
            if self._is_down or self._seen(question) is not None:
                continue
            try:
                self._remember(question, self._server.ask(question))
            except BackendError:
                return

    def _remember(self, question: Question[Any], answer: Any) -> None:
        name, key = _key_of(question)
        if isinstance(answer, Refused):
            self._memory.forget(name, key)
        else:
            self._memory.keep(name, key, canonical(answer), self._now())

    def _seen(self, question: Question[AnswerT]) -> AnswerT | None:
        """Answer what was last seen, None where there is nothing that this program understands."""
        found = self._memory.seen(*_key_of(question), self._now())
        if found is None:
            return None
        text, as_of = found
        try:
            answer = from_newer(answer_kind(type(question)), json.loads(text))
        except UNREADABLE:
            return None
        if answer.as_of is None:  # others name their moment themselves
            answer = replace(answer, as_of=as_of)
        return cast("AnswerT", answer)


def _key_of(question: Question[Any]) -> tuple[str, str]:
    """Answer under which name and key an answer is kept, whoever asked: the next shift sees it too."""
    asked = {name: value for name, value in plain(question).items() if name not in WHO_ASKED}
    return type(question).__name__, canonical(asked)


class _Call:
    """A question that was asked in a thread."""

    def __init__(self) -> None:
        self.ended = Event()
        self.answer: Any = None
        self.error: BackendError | None = None
