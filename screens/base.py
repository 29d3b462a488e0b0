"""What all screens share: one question, one focus, and the same keys with the same meaning.

A screen is no widget. It holds what it was given (a card, a draft), answers a `Frame` of it, and turns what a person
does into an `Outcome`; journey.py alone knows which screen comes next, and the one glass of the app shows it. So the
focus never leaves the scan line, no key falls between two screens, and a screen can be tested without a terminal:

    screen = StationHome(...)
    screen.take(PlainText("101002", ...), Effect.TO_FIELD)   -> Find(PlainText("101002", ...))
    screen.press(Key.BACK)                                   -> Back()
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from backend_client.barcode.events import Event, Job, PlainText
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation
from screens.frame import BLANK, Body, Frame, Key, Message, Row, Sign, row
from screens.language.text import _
from screens.notices import not_now, not_shown

ROOMY_COLUMNS = 100
"""From so many columns on, a list has room for one or two columns more."""

_STAND_IN = re.compile(r"(?:\.\.|,,)([1-9][0-2]?|[-+<>])")
_ARROWS = {"-": Key.UP, "+": Key.DOWN, "<": Key.LEFT, ">": Key.RIGHT}
_FUNCTION_KEYS = {key.value: key for key in Key if key.value > 0}
_NAMED_KEYS = {
    "up": Key.UP,
    "down": Key.DOWN,
    "left": Key.LEFT,
    "right": Key.RIGHT,
    "pageup": Key.PAGE_BACK,
    "pagedown": Key.PAGE_ON,
} | {f"f{number}": key for number, key in _FUNCTION_KEYS.items()}


def key_of(name: str) -> Key | None:
    """Answer which of our keys a terminal's key is, None for one that has no meaning."""
    return _NAMED_KEYS.get(name)


def stand_in(text: str) -> Key | None:
    """Answer the key that `..10` or `..+` stands for, also with commas: it can be no quantity and no code.

    >>> stand_in("..10"), stand_in("..+")
    (<Key.POST: 10>, <Key.DOWN: -2>)
    """
    match = _STAND_IN.fullmatch(text)
    if match is None:
        return None
    return _ARROWS.get(match[1]) or _FUNCTION_KEYS.get(int(match[1]))


class Outcome:
    """What a person's doing on a screen came to; each screen has its own kinds besides these."""


@dataclass(frozen=True, slots=True)
class Stay(Outcome):
    """The screen goes on, perhaps with something to say.

    keep  a typed value that was refused: it stays in the line, marked, until the next key
    """

    message: Message | None = None
    keep: str = ""


@dataclass(frozen=True, slots=True)
class Back(Outcome):
    """One screen back."""


@dataclass(frozen=True, slots=True)
class Find(Outcome):
    """Something was scanned or typed that may be an order; the back end knows."""

    event: Event


class KioskScreen:
    """One question. Subclasses answer a frame and say what becomes of events and keys.

    notice       a message in the place of the screen's own, until the next scan or key
    page_rows    how many rows of the list one page holds, told by whoever draws
    columns      how wide the terminal is, told likewise
    far          figures are to be read from afar, told likewise
    read_out     it is read line by line: nothing stands beside anything that it does not belong to
    from_reader  the text that is taken now came at a reader's pace
    is_silent    its own messages are read, not heard: a board
    takes_badges another person's badge is what it asks for
    takes_raw    what is scanned is looked at as it came: it is routed nowhere
    is_entry     values are entered here: several codes in one paste are none
    """

    asked: Asked = Asked.CODE
    is_entry: ClassVar[bool] = False
    is_silent: ClassVar[bool] = False
    takes_badges: ClassVar[bool] = False
    takes_raw: ClassVar[bool] = False
    keys: ClassVar[frozenset[Key]] = frozenset({Key.HELP, Key.CLEAR, Key.BACK, Key.NOTES, Key.CALL, Key.MENU})

    def __init__(self) -> None:
        """Begin without anything to say."""
        self.notice: Message | None = None
        self.page_rows = 1
        self.columns = 80
        self.far = False
        self.read_out = False
        self.from_reader = False

    @property
    def job(self) -> Job | None:
        """The job that is open here."""
        return None

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for a clear yes: no paste may give it."""
        return False

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here; see backend_client.barcode.safe_in_any_field."""
        return Situation(badge=badge, job=self.job, asked=self.asked)

    def frame(self) -> Frame:
        """Answer what the screen says now."""
        raise AssertionError(f"{type(self).__name__} says nothing")

    def help(self) -> tuple[str, ...]:
        """Answer the rows of its help page, translated."""
        return ()

    def spoken_anew(self) -> None:
        """Let go of what was said in another language: it is changed while this screen is open."""
        self.notice = None

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take what was scanned or typed."""
        if effect is Effect.TO_FIELD and isinstance(event, PlainText):
            return self.enter(event)
        if effect is Effect.ANSWER:
            return Stay()
        return Stay(not_now(event, self.frame().prompt))

    def enter(self, text: PlainText) -> Outcome:
        """Take a typed text, or a scanned one that is no label of ours."""
        return Find(text)

    def read(self, _text: str) -> Outcome:
        """Look at a code as it came."""
        return Stay()

    def no_end(self, _text: str) -> Outcome:
        """Look at a code that stands in the row with nothing behind it."""
        return Stay()

    def enter_nothing(self) -> Outcome:
        """Take Enter on an empty line."""
        return Stay()

    def clear(self) -> None:
        """Clear what is asked for: F2 on an empty line."""

    def press(self, key: Key) -> Outcome:
        """Take a key that the journey does not take itself (help, menu)."""
        if key is Key.BACK:
            return Back()
        return Stay()


class ListScreen(KioskScreen):
    """A screen whose answer is one row of a list: digits and Enter, or the arrows and Enter."""

    keys: ClassVar[frozenset[Key]] = KioskScreen.keys

    def __init__(self, count: int, marked: int = 0) -> None:
        """Begin with one row marked."""
        super().__init__()
        self.count = count
        self.marked = marked

    def chosen(self, _index: int) -> Outcome:
        """Take the row of this index."""
        return Stay()

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number; more digits than a row number has are a code."""
        digits = text.text
        if not (digits.isascii() and digits.isdigit() and len(digits) <= max(len(str(self.count)), 2)):
            return Find(text)
        if not 1 <= int(digits) <= self.count:
            return Stay(not_shown(digits, self.count), keep=digits)
        self.marked = int(digits) - 1
        return self.chosen(self.marked)

    def enter_nothing(self) -> Outcome:
        """Take the marked row."""
        return self.chosen(self.marked) if self.count else Stay()

    def press(self, key: Key) -> Outcome:
        """Move the mark; it wraps at the ends, pages do not."""
        if self.count and key in {Key.UP, Key.DOWN}:
            self.marked = (self.marked + (1 if key is Key.DOWN else -1)) % self.count
            return Stay()
        if self.count and key in {Key.PAGE_BACK, Key.PAGE_ON}:
            step = self.page_rows if key is Key.PAGE_ON else -self.page_rows
            self.marked = min(max(self.marked + step, 0), self.count - 1)
            return Stay()
        return super().press(key)

    def numbered(self, texts: Iterable[str]) -> list[Row]:
        """Answer a list of choices, each with its number."""
        listed = list(texts)
        digits = len(str(len(listed)))
        return [
            row(f" {number:>{digits}}  ", text, sign=self.sign(number - 1))
            for number, text in enumerate(listed, start=1)
        ]

    def sign(self, index: int) -> Sign:
        """Answer the sign of a row."""
        return Sign.ASKED if index == self.marked else Sign.NONE


class ChoiceScreen(ListScreen):
    """Ways on, one a row: subclasses name them, and say in a sentence what holds for all of them."""

    def __init__(self, marked: int = 0) -> None:
        """Begin with one way marked."""
        super().__init__(len(self.choices()), marked)

    def title(self) -> str:
        """Answer what they are ways of."""
        raise AssertionError(f"{type(self).__name__} has no title")

    def where(self) -> str:
        """Answer what stands at the right of the title."""
        return ""

    def choices(self) -> Sequence[str]:
        """Answer the names of the ways, translated."""
        raise AssertionError(f"{type(self).__name__} offers nothing")

    def about(self) -> str:
        """Answer what holds for all of them."""
        raise AssertionError(f"{type(self).__name__} says nothing")

    def frame(self) -> Frame:
        """List the ways."""
        return Frame(
            title=self.title(),
            where=self.where(),
            body=Body(head=(BLANK,), listed=self.numbered(self.choices()), marked=self.marked),
            message=Message(Sign.TAKEN, self.title(), self.about(), _("Enter a number, or leave with F3.")),
            prompt=_("Number"),
            keys=self.keys,
        )
