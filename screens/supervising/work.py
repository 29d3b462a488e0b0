"""A change that a supervisor makes from a screen: shown before it is, confirmed, posted, and the list below it renewed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from uuid import uuid4  # noqa: TID251 -- request ids are made here

from backend_client.messages.base import Answer, Question, Request
from backend_client.terms import Confirmation
from screens.base import KioskScreen, ListScreen, Outcome
from screens.field_notices import confirmation
from screens.frame import Body, Frame, Message, Row, Sign
from screens.language.text import _, pgettext
from screens.yes_asked import YesAsked

AnyRequest = Request[Any]


def new_id() -> str:
    """Make an id for a request."""
    return str(uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWanted(Outcome):
    """Post a request.

    request  without who posts it: the journey knows; it has its id from here on, so that F10 twice posts once
    done     says what became of it, from its receipt
    """

    request: AnyRequest
    done: Callable[[Any], Message]

    def confirmed(self, *asked: Confirmation) -> "WorkWanted":
        """Answer the same with a yes to what it asks."""
        answers = tuple(Answer(confirmation=each, yes=True) for each in asked)
        return replace(self, request=replace(self.request, answers=(*self.request.answers, *answers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TryWanted(Outcome):
    """Run a request without writing, and ask whether it shall be: its receipt makes the rows that are shown."""

    work: WorkWanted
    shows: Callable[[Any], "Sure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWanted(Outcome):
    """Run a request without writing: where it would be refused the answer typed last is not taken, else `taken` goes on."""

    request: AnyRequest
    typed: str
    taken: Callable[[], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Outcome):
    """Ask a question, and show the screen that its answer makes."""

    question: Question[Any]
    screen: Callable[[Any], KioskScreen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Outcome):
    """Show a screen on top of this one."""

    screen: KioskScreen


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Outcome):
    """A form is filled, and what is below it takes it: nothing is posted."""

    take: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned(Outcome):
    """Let the list on top answer another question."""

    question: Question[Any]


class AnswerList(ListScreen):
    """A list that answers a question, asked again whenever something was changed from it.

    kept        what was entered in a form that it opened, where somebody else was first: the form takes it up again
    stays_open  it is come back to when something was changed from it
    """

    stays_open: ClassVar[bool] = True
    kept: Mapping[str, Any]

    def __init__(self, question: Question[Any], answer: Any) -> None:
        """Begin with the first row marked."""
        super().__init__(0)
        self.question = question
        self.renewed(answer)

    def renewed(self, answer: Any) -> None:
        """Show how it is now; the mark stays where it is, as far as there are rows."""
        self.answer = answer
        self.kept = {}
        self.count = self.rows_of(answer)
        self.marked = min(self.marked, max(self.count - 1, 0))

    def turned(self, question: Question[Any], answer: Any) -> None:
        """Answer another question from now on."""
        self.question = question
        self.renewed(answer)

    def rows_of(self, answer: Any) -> int:
        """Count the rows of an answer."""
        return len(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a question for a clear yes says, each in the language of now."""

    title: Callable[[], str]
    where: Callable[[], str] = field(default=lambda: "")
    message: Callable[[], Message]


def asks(title: str, happens: str) -> Message:
    """Ask for a clear yes: what for, and what it comes to."""
    return Message(Sign.QUESTION, title, happens, _("F10 or scan OK does it. F3 or scan NO leaves it."))


class Sure(YesAsked):
    """Shall this be done?"""

    def __init__(self, words: Words, rows: Callable[[], Sequence[Row]], yes: Outcome) -> None:
        """Ask below rows that show what it comes to."""
        self.words = words
        self.rows = rows
        super().__init__(len(rows()), yes)

    @property
    def is_asking(self) -> bool:
        """A clear yes is wanted, which no paste can give."""
        return True

    def ask(self) -> Message:
        """Ask whether it shall be done."""
        return self.words.message()

    def frame(self) -> Frame:
        """Show what it comes to."""
        return Frame(
            title=self.words.title(),
            where=self.words.where(),
            body=Body(listed=self.rows(), marked=self.marked),
            message=self.ask(),
            prompt=_("Scan OK, or F10"),
            keys=self.keys,
            post=pgettext("key", "OK"),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what yes does."""
        return (
            _("What stands here is not done yet. F10, ..10 or the scan OK does it."),
            _("F3 or the scan NO leaves everything as it is."),
        )


def confirm(title: Callable[[], str], work: WorkWanted, asked: Confirmation) -> Sure:
    """Ask what a request wants confirmed."""
    words = Words(title=title, message=lambda: confirmation(asked))
    return Sure(words, tuple, work.confirmed(asked))
