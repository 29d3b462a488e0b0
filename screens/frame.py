"""What a screen says, before anyone asks how large the glass is.

A `Frame` is the whole of one screen: where we are, a body of rows, a message, a question, and the keys that do
something now. drawing.py makes rows of characters of it for a terminal of any size; nothing else draws.

    row  1      station, person, line, clock
    row  2      title; where we are
    rows 4-19   body: a head, a list, a foot
    rows 20-22  message: sign and title, what happened, what to do
    row 23      the question, and what is typed
    row 24      keys

Texts of the plant go in as they are: drawing cleans every cell. Colour is never the only mark: each role that
means something stands beside a sign and a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum


class Role(StrEnum):
    """What a piece of text means; themes.py says how that looks."""

    TEXT = "text"
    QUIET = "quiet"
    FRAME = "frame"
    ASKED = "asked"
    TAKEN = "taken"
    POSTED = "posted"
    KEPT = "kept"
    CAREFUL = "careful"
    REFUSED = "refused"


class Sign(Enum):
    """The sign of a message or a row, and the role that colours it."""

    NONE = (" ", Role.TEXT)
    ASKED = (">", Role.ASKED)
    TAKEN = ("=", Role.TAKEN)
    POSTED = ("*", Role.POSTED)
    KEPT = ("~", Role.KEPT)
    CAREFUL = ("!", Role.CAREFUL)
    QUESTION = ("?", Role.CAREFUL)
    REFUSED = ("x", Role.REFUSED)

    @property
    def character(self) -> str:
        """The sign as it stands on the screen."""
        return self.value[0]

    @property
    def role(self) -> Role:
        """How it is coloured."""
        return self.value[1]

    @property
    def stops(self) -> bool:
        """Whether it asks to look up: scans made before it was on the screen are not taken."""
        return self in {Sign.REFUSED, Sign.QUESTION}


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a row.

    cells  its width; 0 = as wide as its text
    right  set against its right edge, for figures
    grows  takes the columns that a wider terminal has more, up to what its text needs; its last column stays blank,
           so that a long name never runs into what stands beside it
    narrow  its width where the terminal has fewer than 80 columns, 0 = left out; there a list shows number, key column
            and quantity
    drawn  a bar of blocks, that says no more than the figure beside it: left blank where a screen is read out
    """

    text: str
    cells: int = 0
    role: Role = Role.TEXT
    right: bool = False
    grows: bool = False
    narrow: int | None = None
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the body: a sign in its first column, then cells set side by side."""

    cells: tuple[Cell, ...] = ()
    sign: Sign = Sign.NONE

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.sign is Sign.NONE and not any(cell.text for cell in self.cells)


BLANK = Row()


def row(*cells: Cell | str, sign: Sign = Sign.NONE) -> Row:
    """Make a row; a plain text is a cell as wide as itself."""
    return Row(tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells), sign)


@dataclass(frozen=True, slots=True)
class Body:
    """Rows that always stand, a list that is shown in pages, and rows below it.

    marked  index of the row of the list that is asked for; its page is the one shown
    paged   F6 and F7 turn the pages; else they mean something else here, and only the arrows move
    """

    head: Sequence[Row] = ()
    listed: Sequence[Row] = ()
    foot: Sequence[Row] = ()
    marked: int = 0
    paged: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """What is the matter, what happened, what to do: the three rows above the question."""

    sign: Sign
    title: str
    happened: str = ""
    to_do: str = ""


class Key(Enum):
    """The keys, each with one meaning on all screens; the number is that of the function key."""

    HELP = 1
    CLEAR = 2
    BACK = 3
    LIST = 4
    RENEW = 5
    PAGE_BACK = 6
    PAGE_ON = 7
    NOTES = 8
    CALL = 9
    POST = 10
    MENU = 12
    UP = -1
    DOWN = -2
    LEFT = -3
    RIGHT = -4


@dataclass(frozen=True, slots=True)
class Status:
    """The first row: the same on every screen.

    line  sign and words for the line to the back end, such as "= connected"
    training  stripes stand around all of it
    """

    station: str = ""
    person: str = ""
    line: str = ""
    sign: Sign = Sign.TAKEN
    clock: str = ""
    training: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A whole screen.

    where   step, status or register, against the right edge of the title row
    prompt  what row 23 asks for, without its end sign
    keys    those that do something now; the others leave their places empty
    secret  what is typed is shown as signs only: a PIN
    raw     what is typed is looked at as it came, even where no end follows it: the scanner test
    board   the second set of key places: renew and pages in the place of notes, call and post
    post    what F10 does here, in a word, where it is not posting
    """

    title: str
    where: str = ""
    body: Body = field(default_factory=Body)
    message: Message
    prompt: str
    keys: frozenset[Key] = frozenset()
    board: bool = False
    post: str = ""
    secret: bool = False
    raw: bool = False
    status: Status = field(default_factory=Status)

    def saying(self, message: Message, status: Status) -> "Frame":
        """Answer the frame with its first row and what it says now."""
        return replace(self, message=message, status=status)
