"""The client that remembers: with the line down, the last answer that was seen, and how old it is.

    line up                  the server's answer, as_of None
    line down, seen before   the answer as it was, as_of the moment at which it was so
    line down, never seen    BackendUnreachable, as without a memory

With the line known to be down nobody waits for it: the answer comes from memory at once, while the question is asked
in the background, and what nobody remembers is waited for no longer than an answer takes. So a screen that asks five
questions makes a person wait once, for the first. Every few seconds the terminal looks by itself whether the line is
back, until it is. The order lines of a task list are asked
for before anybody scans them, so that what is to be done next can be scanned with the line down.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import SystemRandom
from threading import Event, Lock, Thread
from typing import Any, Protocol, TypeVar, cast

from backend_client import limits
from backend_client.client import BackendClient, BackendError, BackendUnreachable, Sent
from backend_client.kept_terms import LineState
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.clocks import OperationTimeQuestion, RunningWorkQuestion
from backend_client.messages.codec import answer_kind, canonical, from_newer, plain
from backend_client.messages.load import LoadQuestion, TaskList, TaskListQuestion
from backend_client.messages.order_line import OperationNotesQuestion, OrderLineQuestion, ReasonCodesQuestion
from backend_client.messages.parts import PartsQuestion
from backend_client.messages.people import PlantQuestion
from backend_client.messages.scanning import ScanQuestion
from backend_client.messages.shift import ShiftNotesQuestion
from backend_client.outbox.kinds import is_kept
from backend_client.outbox.memory import Memory

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
ResultT = TypeVar("ResultT")
_CHANCE = SystemRandom()
REMEMBERED = frozenset(
    {
        LoadQuestion,
        OperationNotesQuestion,
        OperationTimeQuestion,
        OrderLineQuestion,
        PartsQuestion,
        PlantQuestion,
        ReasonCodesQuestion,
        RunningWorkQuestion,
        ScanQuestion,
        ShiftNotesQuestion,
        TaskListQuestion,
    }
)
WHO_ASKED = frozenset({"session_id", "terminal_id"})
UNDER_WAY_MAX = 4  # calls that hang on a line that does not even break
UNASKED_MAX = 2  # of them, those that nobody waits for
UNREADABLE = (ValueError, KeyError, TypeError, ArithmeticError, AttributeError)


class Line(Protocol):
    """What else is known of the line to the server."""

    @property
    def line(self) -> LineState:
        """How it is."""
        ...

    def silent(self) -> None:
        """Note that somebody waited in vain."""
        ...


class LastSeenClient:
    """A BackendClient with a memory; safe to call from any thread."""

    def __init__(
        self,
        server: BackendClient,
        memory: Memory,
        now: Callable[[], datetime],
        *,
        within: int = limits.LAST_SEEN_WITHIN_MILLISECONDS,
        line: Line | None = None,
    ) -> None:
        """Take the client that answers, and a memory.

        now     answers aware UTC moments
        within  milliseconds that an answer is waited for while the line is not known to be down
        line    what else is known of the line; None = nothing
        """
        self._server = server
        self._memory = memory
        self._now = now
        self._within = within
        self._line = line
        self._is_down = False
        self._under_way = 0
        self._changing = Lock()
        self._end = Event()
        self._looking: Thread | None = None

    def close(self) -> None:
        """Look no more whether the line is back."""
        self._end.set()

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once. See BackendClient."""
        if is_kept(request) and not request.preview:  # nobody waits for it longer than until it is kept
            outcome = self._server.post(request)
            self._set_down(is_down=isinstance(outcome, Queued) and not self._is_up_elsewhere())
            return outcome
        return self._in_time(lambda: self._server.post(request))

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question, from memory where nobody else does. See BackendClient."""
        if type(question) not in REMEMBERED:
            return self._in_time(lambda: self._server.ask(question))
        if self._is_down:
            seen = self._seen(question)
            if seen is not None:
                self._begin(lambda: self._learn(question), most=UNASKED_MAX)
                return seen
        try:
            return self._in_time(lambda: self._learn(question))
        except BackendUnreachable:
            seen = self._seen(question)
            if seen is None:
                raise
            return seen

    def _in_time(self, call: Callable[[], ResultT]) -> ResultT:
        """Call the server, and wait for it as long as a person should; what comes later is nobody's answer.

        Half of the time that a person should wait is left to ask the server for the least there is: where it answers
        that, it works on this call, and is waited for.
        """
        made = self._begin(call)
        if made is None or not self._ends_in_time(made):
            self._set_down(is_down=True)
            raise BackendUnreachable("no answer in time", sent=Sent.NOTHING if made is None else Sent.MAYBE)
        if made.error is not None:
            raise made.error
        return cast("ResultT", made.answer)

    def _ends_in_time(self, made: "_Call") -> bool:
        half = self._within // 2
        if self._is_down:
            return made.ends_within(min(half, limits.LINE_DOWN_WITHIN_MILLISECONDS))
        return made.ends_within(half) or (
            self._is_there(half) and made.ends_within(limits.ANSWER_MILLISECONDS_MAX - 2 * half)
        )

    def _is_there(self, milliseconds: int) -> bool:
        """Look whether the server answers at all."""
        probe = self._begin(lambda: self._learn(PlantQuestion()))
        return probe is not None and probe.ends_within(milliseconds) and probe.error is None

    def _begin(self, call: Callable[[], Any], most: int = UNDER_WAY_MAX) -> "_Call | None":
        """Call in a thread; None where too many calls hang already."""
        with self._changing:
            if self._under_way >= most:
                return None
            self._under_way += 1
        made = _Call()
        Thread(target=self._call, args=(call, made), name="question", daemon=True).start()
        return made

    def _call(self, call: Callable[[], Any], made: "_Call") -> None:
        try:
            made.answer = call()
            self._set_down(is_down=False)
        except BackendUnreachable as error:
            made.error = error
            self._set_down(is_down=True)
        except BackendError as error:
            made.error = error
        finally:
            with self._changing:
                self._under_way -= 1
            made.ended.set()
        if isinstance(made.answer, TaskList):
            self._look_ahead(made.answer)

    def _is_up_elsewhere(self) -> bool:
        """Something else was answered: what is kept waits for another posting, not for the line."""
        return self._line is not None and self._line.line is LineState.UP

    def _set_down(self, *, is_down: bool) -> None:
        """Note how the line is; begin to look whether it is back."""
        with self._changing:
            if is_down == self._is_down:
                return
            self._is_down = is_down
            if is_down and not self._end.is_set() and (self._looking is None or not self._looking.is_alive()):
                self._looking = Thread(target=self._look, name="line", daemon=True)
                self._looking.start()
        if is_down and self._line is not None:
            self._line.silent()

    def _look(self) -> None:
        """Ask for the least there is until the line is back, in a thread of its own."""
        # at random: terminals that lost the line together must not come back together
        while not self._end.wait(_CHANCE.uniform(*limits.LINE_LOOKED_AT_SECONDS)):
            if not self._is_down:
                with self._changing:
                    if not self._is_down:
                        self._looking = None
                        return
            self._begin(lambda: self._learn(PlantQuestion()), most=UNASKED_MAX)

    def _learn(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Ask, and remember what comes."""
        answer = self._server.ask(question)
        self._remember(question, answer)
        return answer

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
                self._learn(question)
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

    def ends_within(self, milliseconds: int) -> bool:
        """Wait for its end; answers whether it came."""
        return self.ended.wait(milliseconds / 1_000)
