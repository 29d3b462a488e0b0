r"""Sends only the cells that changed.

Textual repaints regions: one typed character writes some 1,600 bytes. Here every update first goes into a model
of the screen; what differs from what the terminal already shows is sent, in as few bytes as we know how:

    shown  "Good   3 "      wanted  "Good  37 "      sent  ESC[5;7H37      (8 bytes)

- runs of changed cells are joined over short gaps, and a gap is crossed by the shorter of move and repetition;
- a style is sent when it changes, as the difference to the style before;
- blanks to the end of a row are erased, and a row that changed altogether is erased first if that is shorter;
- a character whose width the terminal may judge otherwise than we is followed by an absolute cursor move.

The model also lets frames be dropped: `take` costs the terminal nothing, `frame` sends whatever has come together. For a
slow line it answers a piece at a time, message and question first: the person reads what became of a scan while the
list above is still being drawn, and a newer screen takes the place of what has not been sent.
"""

from collections.abc import Iterable, Sequence

from rich.color import ColorSystem
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from screens.terminal.cells import Row
from screens.terminal.pen import Pen

FIRST_ROWS = 5
"""Rows from the last one upwards that a slow line is sent first: message, question, keys."""


class CellWriter:
    """The screen as wanted and as shown, and the way from one to the other."""

    def __init__(self, colours: ColorSystem) -> None:
        self._colours = colours
        self._wanted: list[Row] = []
        self._shown: list[Row] = []
        self._width = 0
        self._pen = Pen()
        self._unknown = True

    def forget(self) -> None:
        """Take it that the terminal shows anything: the next frame clears it and draws everything."""
        self._unknown = True

    def assume(self, width: int, rows: Sequence[str]) -> None:
        """Take it that the terminal shows these plain rows, its cursor anywhere."""
        self._resize(width, len(rows))
        for row, text in zip(self._shown, rows, strict=True):
            row.put(0, width, [Segment(text)], self._colours)
        self._pen = Pen(place=None)
        self._unknown = False

    def take(self, update: CompositorUpdate) -> None:
        """Put an update of the compositor into the wanted screen."""
        if isinstance(update, LayoutUpdate):
            self._take_layout(update)
        else:
            assert isinstance(update, ChopsUpdate)
            self._take_chops(update)

    def frame(self, cursor: tuple[int, int] | None, at_most: int = 0) -> str:
        """Answer what turns the shown screen into the wanted one, the cursor left at (column, row).

        at_most  after so many bytes the rest is left for the next frame; 0 = everything
        """
        pen = self._pen
        pieces: list[str] = []
        if self._unknown:
            pieces.append(pen.clear_screen())
            self._shown = [Row(self._width) for _ in self._wanted]
            self._unknown = False
        length = 0
        for piece in self._rows(first=FIRST_ROWS if at_most else 0):
            pieces.append(piece)
            length += len(piece)
            if at_most and length >= at_most:
                break
        pieces.append(pen.show_cursor(cursor))
        return "".join(pieces)

    def _rows(self, first: int) -> Iterable[str]:
        height = len(self._wanted)
        for y in (*range(max(height - first, 0), height), *range(max(height - first, 0))):
            shown, wanted = self._shown[y], self._wanted[y]
            if shown.equals(wanted):
                continue
            changed_pen, erased_pen = self._pen.copy(), self._pen.copy()
            changed = changed_pen.row(y, shown, wanted)
            erased = erased_pen.erase_row(y) + erased_pen.row(y, Row(self._width), wanted)
            if len(changed) <= len(erased):
                self._pen.set(changed_pen)
                text = changed
            else:
                self._pen.set(erased_pen)
                text = erased
            self._shown[y] = wanted.copy()
            yield text

    def _resize(self, width: int, height: int) -> None:
        if width != self._width or height != len(self._wanted):
            self._width = width
            self._wanted = [Row(width) for _ in range(height)]
            self._shown = [Row(width) for _ in range(height)]
            self._unknown = True

    def _take_layout(self, update: LayoutUpdate) -> None:
        region = update.region
        self._resize(region.right, region.bottom)
        for y, strips in enumerate(update.strips, region.y):
            x = region.x
            for strip in strips:
                self._put(y, x, x + strip.cell_length, strip)
                x += strip.cell_length

    def _take_chops(self, update: ChopsUpdate) -> None:
        for y, first, last in update.spans:
            if y >= len(self._wanted):
                continue
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    self._put(y, x, min(end, last), strip)

    def _put(self, y: int, x: int, end: int, strip: Strip) -> None:
        self._wanted[y].put(x, end, strip, self._colours)


def can_read(update: object) -> bool:
    """Say whether an update of the compositor has the form that the writer reads."""
    if isinstance(update, LayoutUpdate):
        return hasattr(update, "strips") and hasattr(update, "region")
    return isinstance(update, ChopsUpdate) and all(
        hasattr(update, name) for name in ("spans", "chops", "chop_ends")
    )
