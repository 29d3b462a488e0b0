"""From a frame to rows of characters, for a terminal of any size.

    80x24          as designed: body of 16 rows
    wider, higher  the frame keeps its rows; growing cells get their whole text and no more, lists get more rows
    down to 40x16  blank rows of the body go first, then its foot; message texts wrap
    below          one sentence: the window is too small, what was entered is kept

Every cell passes the cleaner here, so no text of the plant reaches the glass another way. A drawn row is a list of
spans (text, role) that together are exactly as wide as the terminal; the cell writer then sends what changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rich.cells import cell_len

from screens import display
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, Status
from screens.language.text import _, pgettext

COLUMNS_MIN = 40
ROWS_MIN = 16
COLUMNS = 80
TEXT_CELLS = 76  # of a message row
_TEXT_INDENT = 3
_MESSAGE_ROWS_MAX = 4
_LOOKED_AT = frozenset({Sign.ASKED, Sign.REFUSED, Sign.QUESTION})
_SIGN_CELLS = 2
_KNOWN_BEST = (
    Key.HELP,
    Key.CLEAR,
    Key.NOTES,
    Key.CALL,
    Key.PAGE_BACK,
    Key.PAGE_ON,
    Key.RENEW,
    Key.BACK,
    Key.LIST,
    Key.MENU,
    Key.POST,
)
"""The keys in the order in which they go without their words; the two that stand behind the others go last."""


class Span(NamedTuple):
    """A drawn piece of a row: cleaned text and its role."""

    text: str
    role: Role


Line = tuple[Span, ...]
Growth = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn frame.

    above   the rows above the question
    keys    the row below it
    listed  how many rows of the list one page holds
    rule    where in `above` the message begins; 0 = it has none
    """

    above: tuple[Line, ...]
    keys: Line
    listed: int
    rule: int = 0

    def turned(self) -> tuple[Line, ...]:
        """Answer the rows above the question with the first one and the message's in each other's colours."""
        lines = list(self.above)
        for at, role in ((0, Role.TEXT), (self.rule, Role.FRAME)):
            lines[at] = tuple(Span(span.text, role) for span in lines[at])
        return tuple(lines)


def draw(frame: Frame, columns: int, rows: int) -> Picture:
    """Draw a frame for a terminal of so many columns and rows."""
    if columns < COLUMNS_MIN or rows < ROWS_MIN:
        return _too_small(columns, rows)
    stripe = "%" if frame.status.training else "-"
    message = _message_rows(frame.message, columns, stripe)
    room = rows - 3 - len(message) - 2
    body, listed = _body_rows(_narrowed(frame.body) if columns < COLUMNS else frame.body, columns, room)
    above = (
        _status_row(frame.status, columns),
        _title_row(frame, columns),
        (Span(stripe * columns, Role.QUIET),),
        *([_striped(line) for line in body] if frame.status.training else body),
        *message,
    )
    return Picture(above=above, keys=_keys_row(frame, columns), listed=listed, rule=len(above) - len(message))


def plain_rows(frame: Frame, columns: int = 80, rows: int = 24, typed: str = "") -> list[str]:
    """Answer a frame as plain text, row by row, blanks at the end cut: for a tour without a terminal."""
    picture = draw(frame, columns, rows)
    above = ["".join(span.text for span in line).rstrip() for line in picture.above]
    shown = "*" * len(typed) if frame.secret else typed
    question = display.clean(f" {frame.prompt} > {shown}", columns).rstrip()
    return [*above, question, "".join(span.text for span in picture.keys).rstrip()]


def body_texts(frame: Frame, columns: int = COLUMNS) -> list[str]:
    """Answer a whole body as plain text, the list unpaged, rows without anything left out: for a line at a time."""
    body = _with_cells(frame.body, _read_out)
    lines, _listed = _body_rows(body, columns, len(body.head) + len(body.listed) + len(body.foot))
    texts = ["".join(span.text for span in line).rstrip() for line in lines]
    return [text for text in texts if text]


def fitted(text: str, cells: int, *, right: bool = False) -> str:
    """Clean a text and make it exactly so many cells wide."""
    cleaned = display.clean(text, cells)
    blanks = " " * (cells - cell_len(cleaned))
    return blanks + cleaned if right else cleaned + blanks


def _status_row(status: Status, columns: int) -> Line:
    sign = f"{status.sign.character} " if status.line else ""
    if columns < COLUMNS:
        text = f" {fitted(status.station, columns - 27)} {fitted(status.person, 13)} {sign[:1]:<2}"
    else:
        extra = columns - COLUMNS
        text = (
            f" {fitted(status.station, 24 + extra)} {fitted(status.person, 18)}"
            f" {fitted(sign + status.line, 28)} "
        )
    return (Span(fitted(text, columns - 6) + fitted(status.clock, 5, right=True) + " ", Role.FRAME),)


def _title_row(frame: Frame, columns: int) -> Line:
    where = display.clean(frame.where, 20 if columns < COLUMNS else columns // 2 - 10)
    left = columns - 2 - cell_len(where) - 1
    return (
        Span(" " + fitted(frame.title, max(left, 0)), Role.TEXT),
        Span(fitted(" " + where, columns - left - 2, right=True) + " ", Role.QUIET),
    )


def _narrowed(body: Body) -> Body:
    """Answer a body for a terminal that has not the room for all of its columns."""
    return _with_cells(body, _narrow_cells)


def _with_cells(body: Body, cells_of: Callable[[Row], Iterable[Cell]]) -> Body:
    head, listed, foot = (
        [row if row is BLANK else replace(row, cells=tuple(cells_of(row))) for row in rows]
        for rows in (body.head, body.listed, body.foot)
    )
    return replace(body, head=head, listed=listed, foot=foot)


def _read_out(row: Row) -> Iterator[Cell]:
    for cell in row.cells:
        yield replace(cell, text="", cells=cell.cells or cell_len(cell.text)) if cell.drawn else cell


def _narrow_cells(row: Row) -> Iterator[Cell]:
    for cell in row.cells:
        if cell.narrow is None:
            yield cell
        elif cell.narrow:
            yield replace(cell, cells=cell.narrow)


def _body_rows(body: Body, columns: int, room: int) -> tuple[list[Line], int]:
    head, foot = list(body.head), list(body.foot)
    wanted = len(body.listed)
    for rows in (foot, head):
        while rows and BLANK in rows and len(head) + len(foot) + wanted > room:
            rows.remove(BLANK)
    while foot and len(head) + len(foot) + min(wanted, 3) > room:
        foot.pop()
    head = _around_asked(head, max(room - min(wanted, 3), 1))
    space = max(room - len(head) - len(foot), 0)
    shown = _page(body, space)
    growth = _growth((*body.head, *body.listed, *body.foot), columns)
    lines = [_body_row(row, columns, growth) for row in (*head, *shown, *foot)][:room]
    lines += [_body_row(BLANK, columns, growth)] * (room - len(lines))
    return lines, max(space - 1 if wanted > space else space, 1)


def _striped(line: Line) -> Line:
    """Answer a row of the body with the stripe of a training in its last column, which nothing else uses."""
    *before, last = line
    return (*before, Span(f"{last.text[:-1]}%", last.role))


def _around_asked(rows: list[Row], space: int) -> list[Row]:
    """Answer as many rows as there is space for, the one that is asked for among them."""
    signed = [index for index, row in enumerate(rows) if row.sign in _LOOKED_AT]
    first = max(signed[0] - space + 1, 0) if signed else 0
    return rows[first : first + space]


def _page(body: Body, space: int) -> Sequence[Row]:
    """Answer the page of the list that holds the marked row, its last row saying how many are not shown."""
    if len(body.listed) <= space:
        return body.listed
    size = max(space - 1, 1)
    first = max(min(body.marked, len(body.listed) - 1), 0) // size * size
    page = list(body.listed[first : first + size])
    rest = len(body.listed) - first - len(page)
    pieces = []
    if first:
        pieces.append(_("F6: back ^") if body.paged else _("%(n)s more ^") % {"n": first})
    if rest:
        more = _("F7: %(n)s more v") if body.paged else _("%(n)s more v")
        pieces.append(more % {"n": rest})
    blanks = [BLANK] * (size - len(page))
    return [*page, *blanks, Row((Cell("   ".join(pieces), 75, Role.QUIET, right=True),))][:space]


def _growth(rows: Sequence[Row], columns: int) -> Growth:
    """Answer how much wider each growing cell gets, by how many of them its row has.

    Rows with as many growing cells are one table: their columns stay in line, on every page.
    """
    needs: dict[int, list[int]] = {}
    rooms: dict[int, int] = {}
    for row in rows:
        growing = [cell for cell in row.cells if cell.grows]
        if not growing:
            continue
        kind = len(growing)
        room = columns - 1 - _SIGN_CELLS - sum(_cells(cell) for cell in row.cells)
        rooms[kind] = min(rooms.get(kind, room), room)
        wanted = [cell_len(display.clean(cell.text)) + 1 - _cells(cell) for cell in growing]
        needs[kind] = [max(pair) for pair in zip(needs.get(kind, [0] * kind), wanted, strict=True)]
    return {kind: _shared(needs[kind], max(rooms[kind], 0)) for kind in needs}


def _cells(cell: Cell) -> int:
    return cell.cells or cell_len(display.clean(cell.text))


def _shared(needs: list[int], room: int) -> list[int]:
    """Give each what it needs; where that is more than there is, equal parts, and what one leaves to the next.

    >>> _shared([5, 9], 20), _shared([30, 9], 20)
    ([5, 9], [11, 9])
    """
    given = dict.fromkeys(range(len(needs)), 0)
    left = len(needs)
    for index in sorted(given, key=lambda index: needs[index]):
        given[index] = min(needs[index], room // left)
        room -= given[index]
        left -= 1
    return list(given.values())


def _body_row(row: Row, columns: int, growth: Growth) -> Line:
    if row is BLANK:
        return (Span(" " * columns, Role.TEXT),)
    role = row.sign.role if row.sign is not Sign.NONE else Role.TEXT
    spans = [*_written(f" {row.sign.character}" if row.sign is not Sign.NONE else "  ", role)]
    grown = iter(growth.get(sum(cell.grows for cell in row.cells), ()))
    width = _SIGN_CELLS
    for cell in row.cells:
        cells = _cells(cell) + (next(grown, 0) if cell.grows else 0)
        cells = min(cells, columns - 1 - width)
        if cells <= 0:
            break
        text = fitted(cell.text, cells - cell.grows, right=cell.right) + " " * cell.grows
        spans += _written(text, cell.role)
        width += cells
    spans.append(Span(" " * (columns - width), Role.TEXT))
    return tuple(spans)


def _written(text: str, role: Role) -> tuple[Span, ...]:
    """Answer a text in its role; what is kept is underlined, and no blank beside it."""
    bare = text.strip(" ")
    if role is not Role.KEPT or not bare:
        return (Span(text, role),)
    before, _bare, after = text.partition(bare)
    pieces = ((before, Role.TEXT), (bare, role), (after, Role.TEXT))
    return tuple(Span(piece, styled) for piece, styled in pieces if piece)


def _message_rows(message: Message, columns: int, stripe: str) -> list[Line]:
    """Answer the rule with sign and title, then the two texts, each wrapped to two rows at most."""
    title = display.clean(message.title, columns - 8)
    sign = message.sign.character
    rule = stripe * max(columns - 6 - cell_len(title), 0)
    room = columns - _TEXT_INDENT - 1
    texts = [*wrapped(message.happened, room), *wrapped(message.to_do, room)]
    return [
        (
            Span(f"{stripe * 2} ", Role.QUIET),
            Span(f"{sign} {title}", message.sign.role),
            Span(f" {rule}"[: columns - 5 - cell_len(title)], Role.QUIET),
        ),
        *(
            (Span(" " * _TEXT_INDENT + fitted(text, columns - _TEXT_INDENT), Role.TEXT),)
            for text in texts[:_MESSAGE_ROWS_MAX]
        ),
    ]


def wrapped(text: str, cells: int) -> list[str]:
    """Break a text between words into one or two rows; what does not fit then is cut."""
    text = display.replace_hostile(text[: display.CELLS_MAX])
    if cell_len(text) <= cells:
        return [text]
    first: list[str] = []
    words = text.split(" ")
    while words and cell_len(" ".join([*first, words[0]])) <= cells:
        first.append(words.pop(0))
    if not first:
        return [display.clean(text, cells)]
    return [" ".join(first), display.clean(" ".join(words), cells)]


def key_labels(*, board: bool, post: str = "") -> list[tuple[Key, str]]:
    """Answer the places of the key row in their order, each with its label; F10 posts where it does nothing else."""
    posts = pgettext("key", "Post")
    shared = [
        (Key.HELP, pgettext("key", "Help")),
        (Key.CLEAR, pgettext("key", "Clear")),
        (Key.BACK, pgettext("key", "Back")),
        (Key.LIST, pgettext("key", "List")),
    ]
    own = [
        (Key.NOTES, pgettext("key", "Notes")),
        (Key.CALL, pgettext("key", "Call")),
        (Key.POST, post.ljust(len(posts)) if post else posts),
    ]
    if board:
        own = [
            (Key.RENEW, pgettext("key", "Renew")),
            (Key.PAGE_BACK, pgettext("key", "Page-")),
            (Key.PAGE_ON, pgettext("key", "Page+")),
        ]
    return [*shared, *own, (Key.MENU, pgettext("key", "Menu"))]


def _keys_row(frame: Frame, columns: int) -> Line:
    labels = [(key, f"F{key.value} {label}") for key, label in key_labels(board=frame.board, post=frame.post)]
    if columns < COLUMNS:
        return (Span(fitted(" " + _narrow_keys(frame, labels, columns - 2), columns), Role.QUIET),)
    gap = 2 if sum(cell_len(label) + 2 for _key, label in labels) - 1 <= COLUMNS else 1
    text = "".join(
        (label if key in frame.keys else " " * cell_len(label)) + " " * gap for key, label in labels
    )
    return (Span(fitted(" " + text, columns), Role.QUIET),)


def _narrow_keys(frame: Frame, labels: Sequence[tuple[Key, str]], cells: int) -> str:
    """Answer the keys in use, all of them: where they are too long, what is known best is its number alone.

    F1 F2 F3 Back F8 F9 F10 Post F12 Menu
    """
    shown = {key: label for key, label in labels if key in frame.keys}
    for key in _KNOWN_BEST:
        if cell_len(" ".join(shown.values())) <= cells:
            break
        if key in shown:
            shown[key] = f"F{key.value}"
    return " ".join(shown.values())


def _too_small(columns: int, rows: int) -> Picture:
    texts = [
        "! " + _("Window too small"),
        _("%(columns)s columns and %(rows)s rows.") % {"columns": columns, "rows": rows},
        _("At least %(columns)s columns and %(rows)s rows.") % {"columns": COLUMNS_MIN, "rows": ROWS_MIN},
        "",
        _("What you entered is kept."),
        _("Make the window larger."),
    ]
    texts = [*texts, *[""] * rows][: max(rows - 2, 0)]
    above = tuple((Span(fitted(text, columns), Role.CAREFUL if text else Role.TEXT),) for text in texts)
    return Picture(above=above, keys=(Span(" " * columns, Role.TEXT),), listed=1)
