"""A screen as cells: what stands in each place, and how it looks.

A style is three strings as SGR writes them: attributes, foreground, background, each empty for plain.

    bold red on the terminal's own background  ->  ("1", "31", "")
    a blank cell, whatever its foreground      ->  the same without the foreground: nobody can see it

A wide character stands in its left cell; its right cell holds the empty string.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style


class CellStyle(NamedTuple):
    """SGR codes of a cell: attributes, foreground, background."""

    attributes: str
    foreground: str
    background: str


PLAIN = CellStyle("", "", "")

_ATTRIBUTE_CODES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
_SEEN_ON_BLANK = ("4", "7", "9", "21", "53")


@lru_cache(maxsize=2048)
def cell_style(style: Style | None, colours: ColorSystem) -> CellStyle:
    """Answer how a style is written with this many colours; links and actions are no style."""
    if style is None:
        return PLAIN
    bits = style._attributes & style._set_attributes  # noqa: SLF001 - the pinned library has no public way
    attributes = ";".join(code for bit, code in enumerate(_ATTRIBUTE_CODES) if bits & (1 << bit))
    foreground = ""
    if style.color is not None and not style.color.is_default:
        foreground = ";".join(style.color.downgrade(colours).get_ansi_codes())
    background = ""
    if style.bgcolor is not None and not style.bgcolor.is_default:
        background = ";".join(style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False))
    return CellStyle(attributes, foreground, background)


@lru_cache(maxsize=2048)
def blank_style(style: CellStyle) -> CellStyle:
    """Answer the part of a style that is seen on a blank."""
    if any(code in _SEEN_ON_BLANK for code in style.attributes.split(";")):
        return style
    return CellStyle("", "", style.background)


class Row:
    """One row of cells: `texts[x]` stands at column x and looks like `styles[x]`."""

    __slots__ = ("styles", "texts")

    def __init__(self, width: int) -> None:
        self.texts = [" "] * width
        self.styles = [PLAIN] * width

    def copy(self) -> "Row":
        """Answer an equal row."""
        row = Row(0)
        row.texts = self.texts.copy()
        row.styles = self.styles.copy()
        return row

    def equals(self, other: "Row") -> bool:
        """Say whether both rows look the same."""
        return self.texts == other.texts and self.styles == other.styles

    def put(self, x: int, end: int, segments: Iterable[Segment], colours: ColorSystem) -> None:
        """Set the cells from column `x` on, up to but not including column `end`."""
        texts: list[str] = []
        styles: list[CellStyle] = []
        for text, rich_style, control in segments:
            if control:
                continue
            style = cell_style(rich_style, colours)
            cells: list[str] = list(text) if text.isascii() and text.isprintable() else _cells(text, texts)
            texts.extend(cells)
            if " " in text:
                blank = blank_style(style)
                styles.extend([blank if cell == " " else style for cell in cells])
            else:
                styles.extend([style] * len(cells))
        length = min(len(texts), end - x, len(self.texts) - x)
        if length <= 0:
            return
        if length < len(texts) and texts[length] == "":
            texts[length - 1] = " "  # half of a wide character is no character
        if self.texts[x] == "":
            self.texts[x - 1] = " "
        if x + length < len(self.texts) and self.texts[x + length] == "":
            self.texts[x + length] = " "
        self.texts[x : x + length] = texts[:length]
        self.styles[x : x + length] = styles[:length]


def _cells(text: str, before: list[str]) -> list[str]:
    """Split text into cells; what has no width of its own joins the cell before it, else the one behind it."""
    cells: list[str] = []
    leading = ""
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells.append(leading + text[start:end])
            cells.extend([""] * (width - 1))
            leading = ""
        elif row := cells or before:
            row[-2 if row[-1] == "" and len(row) > 1 else -1] += text[start:end]
        else:
            leading += text[start:end]
    return cells
