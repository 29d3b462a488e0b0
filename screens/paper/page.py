"""A page in millimetres from its upper left corner, and the PDF that comes of it.

    paper = Paper(A4, title="101001")
    paper.text(15, 20, "Reservoir Assembly", size=14, bold=True, width=100)
    paper.symbol(120, 14, code_128("J.101001.10000.10.41"), module=0.25, height=12)
    paper.finish(_("page %(page)s of %(pages)s"))       -> bytes

Text is set in Helvetica, which every printer and every reader of PDF has and which covers western and northern Europe;
a letter it does not have is printed as the letter below its marks, else as "?". Bar codes are drawn as rectangles, so
that they stay sharp at any resolution. Nothing in the file tells when it was made: the same page is the same bytes.
"""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from screens.display import clean
from screens.paper.symbols import Symbol

MM = 72 / 25.4
A4 = (210.0, 297.0)
CARD = (85.6, 54.0)  # of a wallet: ISO/IEC 7810 ID-1
SIZE_MIN = 6.0  # points; smaller is not read at a machine
LINE_HEIGHT = 1.2
_CUT = ".."
_WITHOUT_STROKE = {
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
}  # Unicode takes their strokes for no marks

Drawing = Callable[[Any], None]


class Paper:
    """Pages being drawn; `finish` makes the file."""

    def __init__(self, size: tuple[float, float], title: str, *, margin: float = 15) -> None:
        """Begin with one empty page. `margin` bounds the footer only."""
        self.width, self.height = size
        self.margin = margin
        self._title = title
        self._pages: list[list[Drawing]] = [[]]

    @property
    def bottom(self) -> float:
        """How far down a page may be drawn on: the footer stands below."""
        return self.height - self.margin - 5

    def new_page(self) -> None:
        """Go on with an empty page."""
        self._pages.append([])

    def text(
        self,
        left: float,
        baseline: float,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        mono: bool = False,
        width: float = 0,
    ) -> None:
        """Set a line of text.

        mono   in letters of one width: a screen's row
        width  millimetres it may take: a longer text is set smaller, down to 6 points, and then cut with ".."
        """
        font = "Courier" if mono else _font(bold=bold)
        said = printable(text)
        if width:
            said, size = fitted(said, font, size, width)

        def draw(canvas: Any) -> None:
            canvas.setFont(font, size)
            canvas.drawString(left * MM, (self.height - baseline) * MM, said)

        self._pages[-1].append(draw)

    def rule(self, left: float, down: float, width: float, *, thick: float = 0.3) -> None:
        """Draw a line from left to right, so many millimetres thick."""

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(thick * MM)
            canvas.line(left * MM, (self.height - down) * MM, (left + width) * MM, (self.height - down) * MM)

        self._pages[-1].append(draw)

    def symbol(self, left: float, top: float, symbol: Symbol, *, module: float, height: float = 0) -> None:
        """Draw a bar code with the white that it needs inside its left and right end.

        module  width of one module; what can't be read at 0.19 is read at 0.25
        height  of a linear code; others are as high as they are wide
        """
        row_height = height if symbol.is_linear else module
        above = 0 if symbol.is_linear else symbol.quiet * module

        def draw(canvas: Any) -> None:
            for down, row in enumerate(symbol.rows):
                lower = self.height - top - above - (down + 1) * row_height
                for start, length in _runs(row):
                    canvas.rect(
                        (left + (symbol.quiet + start) * module) * MM,
                        lower * MM,
                        length * module * MM,
                        row_height * MM,
                        stroke=0,
                        fill=1,
                    )

        self._pages[-1].append(draw)

    def finish(self, footer: str = "", numbering: str = "") -> bytes:
        """Answer the PDF.

        footer     stands below on every page
        numbering  a text with %(page)s and %(pages)s, at the right of the footer
        """
        file = BytesIO()
        canvas = Canvas(file, pagesize=(self.width * MM, self.height * MM), invariant=1, pageCompression=1)
        canvas.setTitle(printable(self._title))
        for number, drawings in enumerate(self._pages, start=1):
            for draw in drawings:
                draw(canvas)
            self._draw_footer(canvas, footer, numbering % {"page": number, "pages": len(self._pages)})
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    def _draw_footer(self, canvas: Any, footer: str, numbering: str) -> None:
        font = _font(bold=False)
        below = self.margin * MM
        room = self.width - 2 * self.margin - 30
        said, size = fitted(printable(footer), font, 8, room)
        canvas.setFont(font, size)
        canvas.drawString(self.margin * MM, below, said)
        canvas.setFont(font, 8)
        canvas.drawRightString((self.width - self.margin) * MM, below, printable(numbering))


def printable(text: str) -> str:
    """Answer a text in letters that Helvetica has; foreign control signs were made harmless before.

    >>> printable("Ærø Łódź"), printable("ръка")
    ('Ærø Lódz', '????')
    """
    return "".join(_letter(each) for each in clean(text))


def fitted(text: str, font: str, size: float, width: float) -> tuple[str, float]:
    """Answer a text and the size at which it takes at most so many millimetres; cut where even 6 points are too wide."""
    room = width * MM
    wide = stringWidth(text, font, size)
    if wide <= room:
        return text, size
    smaller = max(size * room / wide, SIZE_MIN)
    if stringWidth(text, font, smaller) <= room + 0.01:
        return text, smaller
    while text and stringWidth(text + _CUT, font, smaller) > room:
        text = text[:-1]
    return text.rstrip() + _CUT, smaller


def lines_of(text: str, size: float, width: float) -> list[str]:
    """Break a text between words into lines of at most so many millimetres; a longer word stands alone.

    >>> lines_of("one two three", 10, 15)
    ['one two', 'three']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Answer how many millimetres a text takes."""
    return float(stringWidth(printable(text), _font(bold=bold), size)) / MM


def _font(*, bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"


def _letter(character: str) -> str:
    if _is_winansi(character):
        return character
    plain = _WITHOUT_STROKE.get(character) or unicodedata.normalize("NFKD", character)[:1]
    return plain if _is_winansi(plain) else "?"


def _is_winansi(character: str) -> bool:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Answer where black modules begin and how many stand side by side.

    >>> _runs((True, True, False, True))
    [(0, 2), (3, 1)]
    """
    runs: list[tuple[int, int]] = []
    start = -1
    for at, black in enumerate((*row, False)):
        if black and start < 0:
            start = at
        elif not black and start >= 0:
            runs.append((start, at - start))
            start = -1
    return runs
