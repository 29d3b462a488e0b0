"""A form: one question after the other, what was answered above it.

    Center          100 Assembly department
    Day             18.11.2026
  > From            _                          Enter takes 08:00

Enter on an empty line takes what is offered. Up goes back to the question before; F3 leaves, and nothing is done.
What a question checks with the plant is said at that question, not when everything is entered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from backend_client.barcode.events import PlainText
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.notices import raw
from screens.supervising.work import AnyRequest, CheckWanted

LABEL_CELLS = 22


@dataclass(frozen=True, slots=True)
class Option:
    """One of few answers: its value, and its name in the language of now."""

    value: Any
    name: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question.

    label    its name, untranslated
    hint     what to enter, untranslated
    read     answers the value of a typed text, None where it is none
    show     writes a value
    offered  what Enter takes; None = an answer is needed
    options  few answers to choose from by number, in place of reading
    check    answers the request that all answers so far come to: what it would be refused for is not taken
    """

    name: str
    label: str
    hint: str
    read: Callable[[str], Any] = str
    show: Callable[[Any], str] = str
    offered: Any = None
    options: tuple[Option, ...] = ()
    check: Callable[[Mapping[str, Any]], AnyRequest] | None = None


class Form(KioskScreen):
    """What is entered, question by question."""

    is_entry: ClassVar[bool] = True

    def __init__(
        self,
        title: Callable[[], str],
        wanted: Sequence[Wanted],
        then: Callable[[Mapping[str, Any]], Outcome],
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        """Begin with the first question; `then` answers what follows from all values, `kept` is answered already."""
        super().__init__()
        self.title = title
        self.wanted = wanted
        self.then = then
        self.values: dict[str, Any] = dict(kept or {})
        self.at = 0

    @property
    def asked_now(self) -> Wanted:
        """The question of now."""
        return self.wanted[self.at]

    def frame(self) -> Frame:
        """Show what was answered, and ask the next."""
        one = self.asked_now
        rows: list[Row] = [BLANK, *(self._row(index, each) for index, each in enumerate(self.wanted)), BLANK]
        rows += [
            row(f" {number}  ", option.name(), sign=self._sign(option.value == self._offered))
            for number, option in enumerate(one.options, start=1)
        ]
        return Frame(
            title=self.title(),
            where=f"{self.at + 1} / {len(self.wanted)}",
            body=Body(head=rows),
            message=Message(Sign.QUESTION, _(one.label), _(one.hint), self._offer()),
            prompt=_(one.label),
            keys=self.keys,
        )

    @property
    def _offered(self) -> Any:
        """What Enter takes now: what was answered before, else what is offered; None without either."""
        return self.values.get(self.asked_now.name, self.asked_now.offered)

    def _row(self, index: int, each: Wanted) -> Row:
        known = each.name in self.values
        value = self._shown(each, self.values[each.name]) if known else ""
        role = Role.TEXT if known else Role.QUIET
        return row(
            Cell(" ", 1),
            Cell(_(each.label), LABEL_CELLS, role, grows=True),
            Cell(value, 50),
            sign=self._sign(index == self.at),
        )

    def _sign(self, marked: bool) -> Sign:  # noqa: FBT001 -- the one thing that it is about
        return Sign.ASKED if marked else Sign.NONE

    def _shown(self, each: Wanted, value: Any) -> str:
        named = [option.name() for option in each.options if option.value == value]
        return named[0] if named else each.show(value)

    def _offer(self) -> str:
        one = self.asked_now
        offered = self._offered
        if offered is None:
            return _("F3 leaves; nothing is done.")
        shown = self._shown(one, offered)
        return (
            _("Enter takes %(value)s. F3 leaves.") % {"value": shown}
            if shown
            else _("Enter takes nothing. F3 leaves.")
        )

    def help(self) -> tuple[str, ...]:
        """Tell how a form is filled."""
        return (
            _("Answer one question after the other. Enter on an empty line takes what is offered."),
            _("Up goes back to the question before. F3 leaves the form, and nothing is done."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take an answer."""
        one, typed = self.asked_now, text.text.strip()
        if one.options:
            numbers = {str(number): option.value for number, option in enumerate(one.options, start=1)}
            value = numbers.get(typed)
        else:
            value = one.read(typed)
        return self._not_taken(typed) if value is None else self._answered(value, typed)

    def enter_nothing(self) -> Outcome:
        """Take what is offered."""
        return Stay() if self._offered is None else self._answered(self._offered)

    def clear(self) -> None:
        """Forget what was answered to this question."""
        self.values.pop(self.asked_now.name, None)

    def _answered(self, value: Any, typed: str = "") -> Outcome:
        check, name = self.asked_now.check, self.asked_now.name
        if check is None:
            return self._taken(value)
        return CheckWanted(
            request=check({**self.values, name: value}), typed=typed, taken=lambda: self._taken(value)
        )

    def _taken(self, value: Any) -> Outcome:
        self.values[self.asked_now.name] = value
        if self.at + 1 < len(self.wanted):
            self.at += 1
            return Stay()
        return self.then(dict(self.values))

    def _not_taken(self, typed: str) -> Outcome:
        one = self.asked_now
        title = _("%(field)s not taken") % {"field": _(one.label)}
        happened = _("%(raw)s is not what is asked for.") % {"raw": raw(typed) or "-"}
        return Stay(Message(Sign.REFUSED, title, happened, _(one.hint)), keep=typed)

    def press(self, key: Key) -> Outcome:
        """Go back to the question before, or on to one that is answered."""
        if key is Key.UP and self.at:
            self.at -= 1
            return Stay()
        if key is Key.DOWN and self.asked_now.name in self.values and self.at + 1 < len(self.wanted):
            self.at += 1
            return Stay()
        return super().press(key)
