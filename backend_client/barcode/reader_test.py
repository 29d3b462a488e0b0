"""How a reader and a terminal are set up, judged from what arrives of three known codes.

    1  LETTERS  every letter and digit of our own codes   Caps Lock, a German or French keyboard, characters lost
    2  SIGNS    the signs that move on other keyboards    which layout the reader has, and which the terminal
    3  GS1      a GS1 label with two fields of any length whether ]d2 is sent, and the separator between the two

A reader is a keyboard to a terminal: it presses the keys that make a code on the layout that it was set to, and the
terminal makes characters of them by its own. Set to US at a Norwegian terminal, it presses the key right of 0 for
"-", and "+" arrives; "+" lies on a key that waits there for a letter, and is lost or leaves an accent:

    sent  - / + : _ % $        came  + -   Ø ? % ¤

Layouts: the tables of the X keyboard configuration, basic and Shift level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backend_client.barcode.events import Gs1Scan
from backend_client.barcode.k1 import check_digits
from backend_client.barcode.router import GS, route

_BODY = "K.0123456789.ABCDEFGHIJKLMNOPQRSTUVWXXYZ"
LETTERS = f"{_BODY}.{check_digits(_BODY)}"
SIGNS = "-/+:_%$"
GS1_GTIN = "07032069804988"
GS1_LOT = "LOT7"
GS1_SERIAL = "SER9"
_GS1_PARTS = (f"01{GS1_GTIN}10{GS1_LOT}", f"21{GS1_SERIAL}")
_AIM = "]d2"
_LIKE_ENOUGH = 0.5  # of the characters of a code; less is another code


class Layout(StrEnum):
    """A keyboard layout that readers and terminals are set to."""

    US = "us"
    NORWEGIAN = "norwegian"
    DANISH = "danish"
    FINNISH = "finnish"  # and Swedish
    DUTCH = "dutch"
    GERMAN = "german"
    FRENCH = "french"


class Fault(StrEnum):
    """What is wrong with a code that arrived."""

    CAPS_LOCK = "caps-lock"
    LAYOUT = "layout"
    CHARACTERS_LOST = "characters-lost"
    OTHER_CHARACTERS = "other-characters"
    NO_END = "no-end"
    NO_SEPARATOR = "no-separator"
    NO_IDENTIFIER = "no-identifier"
    NO_IDENTIFIER_AND_NO_SEPARATOR = "no-identifier-and-no-separator"
    ANOTHER_CODE = "another-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one code.

    fault     None: all of it arrived as it was sent
    reader    the layout that the reader is set to, and `terminal` the one of this terminal, where the two differ and
              the characters tell; several terminals where they make the same of it
    wrong     how many of its characters did not arrive as they were sent
    """

    came: str
    fault: Fault | None = None
    reader: Layout | None = None
    terminals: tuple[Layout, ...] = ()
    wrong: int = 0


# What arrives of SIGNS, sent by the first layout to a terminal of the second. "~" stands for a key that waits for
# the next character: what it leaves before that, an accent or nothing, differs from machine to machine.
_SIGNS_FROM_US: Mapping[Layout, str] = {
    Layout.NORWEGIAN: "+-~Ø?%¤",
    Layout.DANISH: "+-~Æ?%¤",
    Layout.FINNISH: "+-~Ö?%¤",
    Layout.DUTCH: "/-~±?%$",
    Layout.GERMAN: "ß-~Ö?%$",
    Layout.FRENCH: ")!+M°54",
}
_SIGNS_AT_US: Mapping[Layout, str] = {
    Layout.NORWEGIAN: "/&->?%4",
    Layout.DUTCH: "/-;>?%$",
    Layout.GERMAN: "/&]>?%$",
}


def letters_came(came: str) -> Reading:
    """Judge what arrived of LETTERS.

    >>> letters_came(LETTERS).fault
    >>> letters_came(LETTERS.lower()).fault
    <Fault.CAPS_LOCK: 'caps-lock'>
    """
    if came == LETTERS:
        return Reading(came=came)
    if came == LETTERS.swapcase():
        return _wrong(LETTERS, came, Fault.CAPS_LOCK)
    if came.upper() == LETTERS.translate(str.maketrans("YZ", "ZY")):
        return _wrong(LETTERS, came, Fault.LAYOUT, Layout.US, Layout.GERMAN)
    if came.upper().translate(str.maketrans("QAZW", "AQWZ"))[-20:-10] == LETTERS[-20:-10] and came[:1] == "K":
        return _wrong(LETTERS, came, Fault.LAYOUT, Layout.US, Layout.FRENCH)
    return _unlike(LETTERS, came)


def signs_came(came: str) -> Reading:
    """Judge what arrived of SIGNS.

    >>> signs_came("+-Ø?%¤").terminals
    (<Layout.NORWEGIAN: 'norwegian'>,)
    """
    if came == SIGNS:
        return Reading(came=came)
    terminals = tuple(layout for layout, made in _SIGNS_FROM_US.items() if _made_of(made, came))
    if terminals:
        return _wrong(SIGNS, came, Fault.LAYOUT, Layout.US, *terminals)
    readers = [layout for layout, made in _SIGNS_AT_US.items() if made == came]
    if readers:
        return _wrong(SIGNS, came, Fault.LAYOUT, readers[0], Layout.US)
    if any(character.isalnum() for character in came) or len(came) > 2 * len(SIGNS):
        return Reading(came=came, fault=Fault.ANOTHER_CODE)
    return _wrong(SIGNS, came, Fault.CHARACTERS_LOST if len(came) < len(SIGNS) else Fault.OTHER_CHARACTERS)


def gs1_came(came: str) -> Reading:
    """Judge what arrived of the GS1 label.

    >>> gs1_came("]d2010703206980498810LOT721SER9").fault
    <Fault.NO_SEPARATOR: 'no-separator'>
    """
    event = route(came)
    if isinstance(event, Gs1Scan) and (event.gtin, event.lot, event.serial) == (
        GS1_GTIN,
        GS1_LOT,
        GS1_SERIAL,
    ):
        whole = came.startswith(_AIM)
        return Reading(came=came, fault=None if whole else Fault.NO_IDENTIFIER)
    data = came.removeprefix(_AIM)
    if data == "".join(_GS1_PARTS):
        bare = Fault.NO_IDENTIFIER_AND_NO_SEPARATOR
        return Reading(came=came, fault=Fault.NO_SEPARATOR if came.startswith(_AIM) else bare)
    if data == GS.join(_GS1_PARTS):
        return Reading(came=came, fault=Fault.NO_IDENTIFIER)
    return _unlike("".join(_GS1_PARTS), data)


def _made_of(made: str, came: str) -> bool:
    """Tell whether this arrived, whatever the waiting key left: an accent before the next character, or nothing."""
    before, waits, after = made.partition("~")
    if not waits:
        return came == made
    between = came.removeprefix(before).removesuffix(after) if len(came) >= len(made) - 1 else None
    if came.startswith(before) and came.endswith(after) and between is not None and len(between) <= 1:
        return not between.isalnum()
    return False


def _unlike(sent: str, came: str) -> Reading:
    same = sum(1 for pair in zip(sent, came, strict=False) if pair[0] == pair[1])
    rest = iter(sent)
    if came and all(character in rest for character in came) and len(came) >= len(sent) * _LIKE_ENOUGH:
        return _wrong(sent, came, Fault.CHARACTERS_LOST)
    if same < len(sent) * _LIKE_ENOUGH:
        return Reading(came=came, fault=Fault.ANOTHER_CODE)
    return _wrong(sent, came, Fault.OTHER_CHARACTERS)


def _wrong(sent: str, came: str, fault: Fault, reader: Layout | None = None, *terminals: Layout) -> Reading:
    same = sum(1 for pair in zip(sent, came, strict=False) if pair[0] == pair[1])
    return Reading(came=came, fault=fault, reader=reader, terminals=terminals, wrong=len(sent) - same)
