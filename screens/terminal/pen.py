"""The terminal's cursor and style as we left them, and the shortest way to the next cell.

place (4, 10) -> (4, 12)     ESC[2C        4 bytes, or the two cells in between once more: 2 bytes
place (4, 10) -> (0, 11)     ESC[12H       6 bytes (rows and columns are counted from 1 there)
bold -> bold red             ESC[31m       only what is new
bold red -> plain            ESC[m
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from screens.terminal.cells import PLAIN, CellStyle, Row, blank_style

_SHORT_GAP = 4
"""Cells that are rather written again than jumped over: a jump costs four bytes."""
_SURE_WIDE = "ᄀ", "￯"
"""Wide characters between these are wide in every terminal; emoji beyond them are not."""


@dataclass(slots=True)
class Pen:
    """Cursor as (column, row), None when unknown; style of the next character; cursor shown or not."""

    place: tuple[int, int] | None = None
    style: CellStyle | None = None
    cursor_shown: bool | None = None

    def copy(self) -> "Pen":
        """Answer an equal pen to try a way with."""
        return replace(self)

    def set(self, other: "Pen") -> None:
        """Become equal to the pen whose way was taken."""
        self.place, self.style = other.place, other.style

    def clear_screen(self) -> str:
        """Blank everything, in plain style."""
        self.style = PLAIN
        self.place = None
        return "\x1b[m\x1b[2J"

    def erase_row(self, y: int) -> str:
        """Blank one row, in plain style: other styles do not erase alike everywhere."""
        return self.move(0, y) + self.restyle(PLAIN) + "\x1b[K"

    def show_cursor(self, cursor: tuple[int, int] | None) -> str:
        """Leave the cursor at (column, row), or hide it."""
        shown = cursor is not None
        switch = "" if shown == self.cursor_shown else f"\x1b[?25{'h' if shown else 'l'}"
        self.cursor_shown = shown
        return (self.move(*cursor) if cursor is not None else "") + switch

    def move(self, x: int, y: int) -> str:
        """Bring the cursor to column x of row y."""
        if self.place == (x, y):
            return ""
        place, self.place = self.place, (x, y)
        absolute = f"\x1b[{y + 1 if y else ''};{x + 1}H" if x else f"\x1b[{y + 1 if y else ''}H"
        if place is None or place[1] != y:
            return absolute
        steps = x - place[0]
        count = "" if abs(steps) == 1 else str(abs(steps))
        relative = f"\x1b[{count}{'C' if steps > 0 else 'D'}"
        column = f"\x1b[{x + 1}G" if x else "\x1b[G"
        return min(relative, column, absolute, key=len)

    def restyle(self, style: CellStyle) -> str:
        """Switch to a style."""
        before, self.style = self.style, style
        return _restyle(before, style)

    def _looks(self, text: str, style: CellStyle) -> bool:
        """Say whether the style at hand looks like `style` on this character: many do on a blank."""
        if self.style is None:
            return False
        return style == (blank_style(self.style) if text == " " else self.style)

    def row(self, y: int, shown: Row, wanted: Row) -> str:
        """Write the cells of one row that differ."""
        changed = _changed(shown, wanted)
        end = _last_drawn(wanted) + 1
        erased = [x for x in changed if x >= end]
        erase = len(erased) > _SHORT_GAP
        pieces: list[str] = []
        for x in changed:
            if wanted.texts[x] == "" or (erase and x >= end):
                continue
            pieces.append(self._reach(x, y, wanted))
            text, style = wanted.texts[x], wanted.styles[x]
            if not self._looks(text, style):
                pieces.append(self.restyle(style))
            pieces.append(text)
            self._step(x, y, wanted)
        if erase:
            pieces.append(self.move(erased[0], y) + self.restyle(PLAIN) + "\x1b[K")
        return "".join(pieces)

    def _reach(self, x: int, y: int, wanted: Row) -> str:
        """Come to a cell: over a short gap of equal style by writing the gap again."""
        if self.place is not None and self.place[1] == y and 0 < x - self.place[0] < _SHORT_GAP:
            first = self.place[0]
            gap = wanted.texts[first:x]
            if all(
                _is_plain(gap[i]) and self._looks(gap[i], wanted.styles[first + i]) for i in range(len(gap))
            ):
                self.place = (x, y)
                return "".join(gap)
        return self.move(x, y)

    def _step(self, x: int, y: int, row: Row) -> None:
        """Follow the cursor over a written cell, as far as every terminal agrees."""
        text = row.texts[x]
        wide = x + 1 < len(row.texts) and row.texts[x + 1] == ""
        behind = x + (2 if wide else 1)
        sure = _is_plain(text) or (wide and len(text) == 1 and _SURE_WIDE[0] <= text <= _SURE_WIDE[1])
        self.place = (behind, y) if sure and behind < len(row.texts) else None


def _is_plain(text: str) -> bool:
    """Say whether this is one character of one cell in every terminal."""
    return len(text) == 1 and (
        " " <= text <= "~" or "\xa1" <= text <= "ͯ" or "Ͱ" <= text <= "҂" or "─" <= text <= "◼"
    )


def _changed(shown: Row, wanted: Row) -> list[int]:
    """Answer the columns that differ; where a wide character goes or comes, both of its cells do."""
    return [
        x
        for x in range(len(wanted.texts))
        if shown.texts[x] != wanted.texts[x] or shown.styles[x] != wanted.styles[x]
    ]


def _last_drawn(row: Row) -> int:
    """Answer the last column that is not a plain blank, -1 when there is none."""
    for x in range(len(row.texts) - 1, -1, -1):
        if row.texts[x] != " " or row.styles[x] != PLAIN:
            return x
    return -1


@lru_cache(maxsize=4096)
def _restyle(before: CellStyle | None, style: CellStyle) -> str:
    """Answer the shorter of: only what is new, or everything after a reset."""
    if before == style:
        return ""
    codes = [code for code in style if code]
    whole = f"\x1b[{';'.join(['', *codes]) if codes else ''}m"
    if before is None:
        return whole
    had, has = set(before.attributes.split(";")) - {""}, set(style.attributes.split(";")) - {""}
    if not had <= has:
        return whole
    new = [code for code in style.attributes.split(";") if code in has - had]
    if before.foreground != style.foreground:
        new.append(style.foreground or "39")
    if before.background != style.background:
        new.append(style.background or "49")
    only_new = f"\x1b[{';'.join(new)}m"
    return min(only_new, whole, key=len)
