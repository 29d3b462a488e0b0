"""The body of the output screen: the fields with their values, what was counted in big digits, the reasons.

> Good quantity         3      PCS                  #####    #
  Scrap quantity        1      PCS                      #    #
"""

from decimal import Decimal

from rich.cells import cell_len

from backend_client.floor_terms import ClockActivity
from screens.big_digits import HEIGHT, big_beside
from screens.drafts import QUANTITIES, TIMES, Field, Sure
from screens.entry import Entry
from screens.field_notices import label
from screens.frame import BLANK, Body, Cell, Role, Row, Sign, row
from screens.language.text import _
from screens.language.writing import clock, duration, figure
from screens.order_line_body import note_rows
from screens.scan import hours
from screens.summary import summary

_DIGITS_CELLS = 30
_CLOCKED = {
    ClockActivity.SETUP: Field.SETUP,
    ClockActivity.RUN: Field.RUN,
    ClockActivity.STOP: Field.STOP,
}


def output_body(output: Entry) -> Body:
    """Draw the fields of an entry."""
    listed = reasons(output)
    return Body(
        head=(
            heading(output),
            *(note_rows(output.card) or (BLANK,)),
            *_fields(output),
            *_further_scrap(output),
            *([BLANK] if listed else ()),
        ),
        listed=listed,
        foot=(BLANK, will_be_posted(output)),
        marked=marked_reason(output),
    )


def heading(output: Entry) -> Row:
    """Name what is made, and how many are ordered, good, scrap and left."""
    card, operation = output.card, output.operation
    ordered = _("ordered %(n)s") % {"n": figure(card.quantity)}
    cells = [
        Cell(f"{card.description}  {card.item_no}", 24, grows=True, narrow=15),
        Cell(f"  {ordered}", narrow=0),
    ]
    if operation is not None:
        good = _("good %(n)s") % {"n": figure(operation.output_quantity)}
        scrap = _("scrap %(n)s") % {"n": figure(operation.scrap_quantity)}
        cells += [Cell(f"  {good}"), Cell(f"  {scrap}", narrow=0)]
    left = _("left %(n)s") % {"n": figure(output.remaining)}
    return row(*cells, f"  {left}")


def _fields(output: Entry) -> list[Row]:
    draft = output.draft
    good = figure(draft.output_quantity) if draft.output_quantity else ""
    scrap = figure(sum((part.quantity for part in draft.scrap), Decimal(0))) if draft.scrap else ""
    digits = big_beside(good, scrap, _DIGITS_CELLS) if good or scrap else ("",) * HEIGHT
    rows = []
    shown = [
        field
        for field in Field
        if field is not Field.REWORK or draft.rework_quantity or field is output.field
    ]
    for index, field in enumerate(shown):
        sign = Sign.NONE
        value, beside = _value(output, field)
        if field is output.field:
            sign = Sign.REFUSED if field is output.refused_field else Sign.ASKED
        if isinstance(output.pending, Sure) and output.pending.field is field:
            sign = Sign.QUESTION
            number = output.pending.value
            value = duration(number, output.unit) if field in TIMES else figure(number)
        rows.append(
            row(
                " ",
                Cell(label(field), 20, Role.TEXT if field in draft.fields else Role.QUIET, narrow=19),
                Cell(value, 9, Role.ASKED if field is output.field else Role.TEXT, narrow=7),
                Cell(" ", 1, narrow=0),
                Cell(beside, 17, Role.QUIET, narrow=10),
                Cell(digits[index] if index < HEIGHT else "", _DIGITS_CELLS - 1, narrow=0),
                sign=sign,
            )
        )
    return rows


def _further_scrap(output: Entry) -> list[Row]:
    """Tell what was scrapped for other reasons than the one that stands in the fields."""
    if not output.draft.further_scrap:
        return []
    parts = (f"{figure(part.quantity)} {part.scrap_code}" for part in output.draft.further_scrap)
    return [row(" ", Cell(_("Scrap besides"), 20, Role.QUIET), Cell(", ".join(parts), 57, grows=True))]


def _value(output: Entry, field: Field) -> tuple[str, str]:
    """Answer what stands in a field, and what stands beside it."""
    draft = output.draft
    if field is Field.FINISHED:
        return (_("yes") if draft.finished else _("no")), ""
    if field in QUANTITIES:
        number = draft.number(field)
        return ("-" if number is None else figure(number)), output.card.unit_of_measure_code
    if field in TIMES and draft.by_clock:
        return _by_clock(output, field)
    if field in TIMES:
        number = draft.number(field)
        return ("-" if number is None else duration(number, output.unit)), _posted_time(output, field)
    reason = output.reason(field)
    if reason is None:
        return "-", ""
    names = output.reasons.scrap_codes if field is Field.SCRAP_CODE else output.reasons.stop_codes
    return str(names.index(reason) + 1), reason.code


def _by_clock(output: Entry, field: Field) -> tuple[str, str]:
    """Answer what the clocks counted for a field, and since when the one that runs does."""
    rows = [row for row in output.clocks if _CLOCKED[row.activity] is field]
    if not rows:
        return "-", ""
    running = next((row for row in rows if row.ended_at is None), None)
    since = _("clock, %(time)s") % {"time": clock(running.started_local)} if running else _("clock")
    return hours(sum(row.seconds for row in rows)), since


def _posted_time(output: Entry, field: Field) -> str:
    posted: dict[Field, Decimal] = {}
    if output.operation is not None:
        posted = {Field.SETUP: output.operation.setup_time, Field.RUN: output.operation.run_time}
    if not posted.get(field):
        return ""
    return _("(%(time)s posted)") % {"time": duration(posted[field], output.unit)}


def reasons(output: Entry) -> list[Row]:
    """List the reasons that may be given now."""
    listed = output.listed_reasons
    field = Field.SCRAP_CODE if output.field in {Field.SCRAP, Field.SCRAP_CODE} else Field.STOP_CODE
    given = output.reason(field)
    return [
        row(
            Cell(f" {number} {reason.code}", 17),
            Cell(reason.description, 60),
            sign=Sign.TAKEN if reason == given else Sign.NONE,
        )
        for number, reason in enumerate(listed, start=1)
    ]


def marked_reason(output: Entry) -> int:
    """Answer where in that list the given one stands."""
    listed = list(output.listed_reasons)
    for field in (Field.SCRAP_CODE, Field.STOP_CODE):
        reason = output.reason(field)
        if reason in listed:
            return listed.index(reason)
    return 0


def will_be_posted(output: Entry) -> Row:
    """Say in plain words what a post would write now."""
    draft = output.draft
    what = summary(draft, output.unit)
    if not what:
        return row(Cell(_("Nothing is entered yet."), role=Role.QUIET))
    if draft.missing is not None:
        text = _("Nothing can be posted yet: %(field)s is missing.") % {"field": label(draft.missing)}
        return row(Cell(text, role=Role.CAREFUL))
    text = _("Will be posted: %(what)s.") % {"what": what}
    if draft.operation_no:
        where = _("Will be posted: %(what)s on operation %(op)s.") % {"what": what, "op": draft.operation_no}
        text = (
            where if cell_len(where) < output.columns - 2 else text
        )  # the title names the operation as well
    return row(text)
