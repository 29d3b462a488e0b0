"""The one cleaner: every string that this program did not write passes it on its way to the terminal.

An item description may hold an escape sequence (which would steer the terminal: clear it, write its clipboard, type
into the field) or square brackets (which Textual would read as markup, with actions in it). So:

    ESC "[2J"          -> "␛[2J"       control characters are drawn as signs, never sent
    "a" U+202E "b"     -> "a�b"        what would turn the line round is drawn as a sign
    "a" U+200B "b"     -> "ab"         what can't be seen is left out
    "[bold]x[/]"       -> "[bold]x[/]" literal: `literal` and `content` never read markup

Use `clean` for plain strings (bounded by their width in cells), `literal` for Rich, `content` for Textual. All three
look `replace_hostile` up when they are called, so that a test can take it away and show that it matters.
"""

import unicodedata

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.content import Content

from backend_client.text import BIDIRECTIONAL_CONTROLS, MARKS_MAX, ZERO_WIDTH_JOINER, joins_emoji

HOSTILE_SIGN = "\ufffd"
CUT_SIGN = ".."
CELLS_MAX = 500  # wider than any terminal this program is made for
_CHARACTERS_A_CELL = 6  # a letter and its marks, or a joined emoji
_DELETE_SIGN = "\u2421"
_MARKS = frozenset({"Mn", "Me"})
_REPLACED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str, cells: int = CELLS_MAX) -> str:
    """Answer a text as it is drawn: no control characters, at most so many cells wide, cut with "..".

    >>> clean("Bolt\\x1b[2J M8"), clean("Reservoir Assembly", 12)
    ('Bolt␛[2J M8', 'Reservoir ..')
    """
    # Whatever stands behind is never drawn, so ten megabytes cost what a line costs.
    return cut(replace_hostile(text[: max(cells, 1) * _CHARACTERS_A_CELL + 1]), cells)


def literal(text: str, cells: int = CELLS_MAX, style: str | Style = "") -> Text:
    """Answer a foreign text for Rich: cleaned, literal, one line, never markup."""
    return Text(clean(text, cells), style=style, no_wrap=True, end="")


def content(text: str, cells: int = CELLS_MAX) -> Content:
    """Answer a foreign text for Textual: cleaned, literal, never markup."""
    return Content(clean(text, cells))


def replace_hostile(text: str) -> str:
    """Answer a text in which every character is one that is drawn; no bound on its width.

    >>> replace_hostile("a\\u202eb\\u200b\\x07")
    'a�b␇'
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    drawn: list[str] = []
    marks = 0
    for position, character in enumerate(text):
        if unicodedata.category(character) in _MARKS:
            marks += 1
            if marks <= MARKS_MAX:
                drawn.append(character)
            continue
        marks = 0
        drawn.append(_drawn(character, text, position))
    return "".join(drawn)


def _drawn(character: str, text: str, position: int) -> str:
    """Answer what stands for one character that is no combining mark."""
    if character.isprintable():
        return character
    if character < " ":
        return chr(0x2400 + ord(character))  # the control pictures of Unicode, in the same order
    if character == "\x7f":
        return _DELETE_SIGN
    if character in BIDIRECTIONAL_CONTROLS or unicodedata.category(character) in _REPLACED:
        return HOSTILE_SIGN
    if unicodedata.category(character) == "Zs":
        return character if character in "\u00a0\u202f" else " "
    return character if character == ZERO_WIDTH_JOINER and joins_emoji(text, position) else ""


def cut(text: str, cells: int) -> str:
    """Cut a drawn text to a width in cells, with ".." where something is missing.

    >>> cut("日本語", 5)
    '日..'
    """
    if (len(text) <= cells and text.isascii()) or (
        len(text) <= cells * _CHARACTERS_A_CELL and cell_len(text) <= cells
    ):
        return text
    sign = CUT_SIGN if cells > len(CUT_SIGN) else ""
    room = cells - len(sign)
    end = 0
    width = 0
    for end, cluster in _clusters(text):
        width += cell_len(cluster)
        if width > room:
            return text[:end] + sign
    return text


def _clusters(text: str) -> list[tuple[int, str]]:
    """Split a text into what is drawn together, each with where it begins: "e" and its accent, a joined emoji."""
    clusters: list[tuple[int, str]] = []
    for position, character in enumerate(text):
        joined = clusters and (
            unicodedata.category(character) in _MARKS
            or character == ZERO_WIDTH_JOINER
            or clusters[-1][1].endswith(ZERO_WIDTH_JOINER)
        )
        if joined:
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + character)
        else:
            clusters.append((position, character))
    return clusters
