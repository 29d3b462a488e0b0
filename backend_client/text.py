"""What may stand in a stored text, and which characters only pretend to be text.

Every text that a person, a plant file or a program hands in passes `stored_text` before it is kept: a comment
holding an escape sequence would steer each terminal that ever shows it. The answer is the text as it is stored
(NFC, blanks at the ends cut, line ends written as one newline) or the first fault and where it stands:

    "A" + U+030A (ring above)   -> "Å", one character
    "a" + ESC + "[2J"           -> control-character at 1
    "a" + U+202E + "b"          -> bidirectional-control at 1

Categories are those of the Unicode Character Database.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from backend_client.limits import COMMENT_LENGTH_MAX

ZERO_WIDTH_JOINER = "\u200d"
MARKS_MAX = 4  # combining marks on one letter; no living script stacks more
BIDIRECTIONAL_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The controls that reverse what follows; the two marks and the Arabic one only nudge their neighbours, and stand
# in honest Hebrew and Arabic texts.
_REVERSING = BIDIRECTIONAL_CONTROLS - frozenset("\u061c\u200e\u200f")
_MARKS = frozenset({"Mn", "Me"})


class TextFault(StrEnum):
    """Why a text is not stored."""

    REQUIRED = "required"  # nothing at all
    EMPTY = "empty"  # blanks or invisible characters only
    TOO_LONG = "too-long"
    CONTROL_CHARACTER = "control-character"
    BIDIRECTIONAL_CONTROL = "bidirectional-control"
    INVISIBLE_CHARACTER = "invisible-character"
    NONCHARACTER = "noncharacter"
    SURROGATE = "surrogate"
    TOO_MANY_MARKS = "too-many-marks"


@dataclass(frozen=True, slots=True)
class TextRefused:
    """A text that is not stored: the first fault, and its position from 0."""

    fault: TextFault
    position: int = 0


def is_noncharacter(character: str) -> bool:
    """Tell whether Unicode promises never to give this code point a meaning, such as U+FFFE."""
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def fault_of(character: str) -> TextFault | None:
    """Answer why one character is no text, None where it is.

    A zero width joiner counts as invisible: whoever lets emoji in looks at its neighbours.

    >>> fault_of("\\x1b"), fault_of("\\u202e"), fault_of("é")
    (<TextFault.CONTROL_CHARACTER: 'control-character'>, <TextFault.BIDIRECTIONAL_CONTROL: \
'bidirectional-control'>, None)
    """
    if character.isprintable():
        return None
    category = unicodedata.category(character)
    if category == "Cs":
        return TextFault.SURROGATE
    if character in _REVERSING:
        return TextFault.BIDIRECTIONAL_CONTROL
    if category in ("Cc", "Zl", "Zp"):
        return TextFault.CONTROL_CHARACTER
    if category == "Cf":
        return TextFault.INVISIBLE_CHARACTER
    return TextFault.NONCHARACTER if is_noncharacter(character) else None


def joins_emoji(text: str, position: int) -> bool:
    """Tell whether the zero width joiner at a position stands between two symbols, as in a family emoji."""
    before = text[position - 1] if position else ""
    after = text[position + 1 : position + 2]
    return _is_symbol(before) and _is_symbol(after)


def _is_symbol(character: str) -> bool:
    return character != "" and (character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk"))


def stored_text(text: str, max_length: int = COMMENT_LENGTH_MAX) -> str | TextRefused:
    """Answer a text as it is stored, or why it is not.

    Line ends become one newline each; a tab counts as a blank at the ends and as a control character inside.
    """
    if not text:
        return TextRefused(TextFault.REQUIRED)
    if len(text) > max_length * 4:  # nothing that normalising shortens; ten megabytes cost one comparison
        return TextRefused(TextFault.TOO_LONG, max_length)
    text = text.replace("\r\n", "\n").strip(" \t\n\u00a0")
    if not text or all(fault_of(character) is TextFault.INVISIBLE_CHARACTER for character in text):
        return TextRefused(TextFault.EMPTY)
    refused = _first_fault(text)
    if refused:
        return refused
    text = unicodedata.normalize("NFC", text)
    if len(text) > max_length:
        return TextRefused(TextFault.TOO_LONG, max_length)
    return _too_many_marks(text) or text


def _first_fault(text: str) -> TextRefused | None:
    if text.isprintable():
        return None
    for position, character in enumerate(text):
        fault = None if character == "\n" else fault_of(character)
        if character == ZERO_WIDTH_JOINER and joins_emoji(text, position):
            fault = None
        if character in "\u200e\u200f\u061c":  # direction marks stand in honest right-to-left texts
            fault = None
        if fault:
            return TextRefused(fault, position)
    return None


def _too_many_marks(text: str) -> TextRefused | None:
    marks = 0
    for position, character in enumerate(text):
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks > MARKS_MAX:
            return TextRefused(TextFault.TOO_MANY_MARKS, position)
    return None
