"""The body of parts used: the components with what is still needed, what was scanned, and where the marked one lies.

   Part                          need  used  left  bin      tracked by
> 1 SP-BOM1207 IoT Sensor           4     1     2  S-02-02  serial
"""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from backend_client.messages.parts import Part
from screens.frame import BLANK, Body, Cell, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import figure
from screens.parts_draft import words
from screens.summary import summary

if TYPE_CHECKING:
    from screens.parts import PartsUsed

_SCANNED_ROWS = 3
_NUMBERS_TOLD = 3


def parts_body(screen: "PartsUsed") -> Body:
    """Draw what is used."""
    heading = row(
        Cell(f"{screen.card.description}  {screen.card.item_no}", 40, grows=True),
        Cell(_("remaining %(n)s") % {"n": figure(screen.card.remaining_quantity)}, 20),
    )
    return Body(
        head=(heading, _titles()),
        listed=[_part(screen, index, part) for index, part in enumerate(screen.parts)],
        foot=(*_scanned(screen), *_places(screen), BLANK, _will_be_posted(screen)),
        marked=screen.marked,
    )


def _titles() -> Row:
    return row(
        Cell("", 3),
        Cell(_("Part"), 30, Role.QUIET, grows=True, narrow=19),
        Cell(pgettext("col 8", "Need"), 8, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 8", "Used"), 8, Role.QUIET, right=True, narrow=7),
        Cell(pgettext("col 8", "Left"), 8, Role.QUIET, right=True, narrow=7),
        Cell("", 2),
        Cell(pgettext("col 11", "Bin"), 10, Role.QUIET, narrow=0),
        Cell("", 8, narrow=0),
    )


def _part(screen: "PartsUsed", index: int, part: Part) -> Row:
    entered = screen.draft.quantity_of(part.line_no)
    role = Role.QUIET if part.flushed else Role.TEXT
    sign = Sign.ASKED if index == screen.marked else Sign.TAKEN if entered else Sign.NONE
    return row(
        Cell(str(index + 1), 2, role, right=True),
        Cell(" ", 1),
        Cell(f"{part.item_no} {part.description}", 30, role, grows=True, narrow=19),
        Cell(figure(part.expected_quantity), 8, role, right=True, narrow=0),
        Cell(figure(part.used_quantity + entered), 8, role, right=True, narrow=7),
        Cell(figure(screen.left(part)), 8, role, right=True, narrow=7),
        Cell("", 2),
        Cell(part.bin_code or part.location_code, 10, role, narrow=0),
        Cell(_tracked_by(part), 8, role, narrow=0),
        sign=sign,
    )


def _tracked_by(part: Part) -> str:
    if part.flushed:
        return pgettext("col 8", "itself")
    if part.serial_tracked:
        return pgettext("col 8", "serial")
    return pgettext("col 8", "lot") if part.lot_tracked else ""


def _scanned(screen: "PartsUsed") -> list[Row]:
    lines = screen.draft.lines
    if not lines:
        return []
    title = _("Entered: %(n)s") % {"n": len(lines)}
    return [
        BLANK,
        row(Cell(title, role=Role.QUIET)),
        *(row("  ", words(line)) for line in lines[-_SCANNED_ROWS:]),
    ]


def _places(screen: "PartsUsed") -> list[Row]:
    """Tell where the marked part lies, or which numbers of it are there that are not entered."""
    part = screen.part
    if part is None:
        return []
    entered = {line.number for line in screen.draft.lines if line.number}
    bins: dict[str, list[str]] = {}
    blocked = _("blocked")
    for place in part.places:
        number = place.serial_no or place.lot_no
        if number not in entered:
            told = f"{number} ({blocked})" if place.blocked else number or figure(place.quantity)
            bins.setdefault(place.bin_code, []).append(told)
    shown = [f"{bin_code}: {_told(held)}" if bin_code else _told(held) for bin_code, held in bins.items()]
    text = _fitting(shown, screen.columns - 24)
    return [BLANK, row(Cell(_("In stock"), 12, Role.QUIET), text)] if text else []


def _told(held: list[str]) -> str:
    """Tell the numbers of one bin, those that find no room by how many they are."""
    more = f"  +{len(held) - _NUMBERS_TOLD}" if len(held) > _NUMBERS_TOLD else ""
    return "  ".join(held[:_NUMBERS_TOLD]) + more


def _fitting(texts: list[str], cells: int) -> str:
    """Answer as many texts as there is room for, the first one in any case."""
    fitting = ""
    for text in texts:
        longer = f"{fitting}   {text}" if fitting else text
        if fitting and cell_len(longer) > cells:
            return fitting
        fitting = longer
    return fitting


def _will_be_posted(screen: "PartsUsed") -> Row:
    lines = screen.draft.lines
    if not lines:
        return row(Cell(_("Nothing is entered yet."), role=Role.QUIET))
    return row(_("Will be posted: %(what)s.") % {"what": summary(screen.draft, screen.unit)})
