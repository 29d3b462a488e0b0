"""The body of the output screen for those who stand at the machine: good and scrap in digits ten rows high.

    GOOD                                  SCRAP
          ##########                              ####
          ##########                              ####

On a screen of 15 inches with 24 rows a digit is some 9 cm high. Three digits each stand beside each other; where
there are more, the number that is asked for stands alone. Another field that is asked for stands in a row below.
"""

from decimal import Decimal

from screens.big_digits import big, twice
from screens.drafts import CODES, TIMES, Field, Sure
from screens.entry import Entry
from screens.field_notices import label
from screens.frame import Body, Cell, Role, Row, Sign, row
from screens.language.text import _
from screens.language.writing import duration, figure
from screens.output_body import marked_reason, reasons, will_be_posted

_HALF = 38


def far_body(output: Entry) -> Body:
    """Draw an entry for the far view."""
    draft = output.draft
    numbers = {Field.GOOD: draft.output_quantity, Field.SCRAP: draft.scrap_quantity}
    if isinstance(output.pending, Sure) and output.pending.field in numbers:
        numbers[output.pending.field] = output.pending.value
    digits = {field: twice(big(figure(number or Decimal(0)))) for field, number in numbers.items()}
    both = all(len(rows[0]) <= _HALF for rows in digits.values())
    shown = list(numbers) if both else [Field.SCRAP if output.field is Field.SCRAP else Field.GOOD]
    names = row(
        *(_name(output, field, first=field is shown[0]) for field in shown),
        sign=_sign(output) if output.field is shown[0] else Sign.NONE,
    )
    figures = [
        row(*(Cell(digits[field][at], _HALF if both else 2 * _HALF) for field in shown))
        for at in range(len(digits[shown[0]]))
    ]
    return Body(
        head=(names, *figures, _left(output), _asked(output), will_be_posted(output)),
        listed=reasons(output) if output.field in CODES else (),
        marked=marked_reason(output),
    )


def _name(output: Entry, field: Field, *, first: bool) -> Cell:
    """Name a number; the first one's sign stands before the row, another one's before its name."""
    if field is not output.field:
        return Cell(label(field), _HALF)
    return Cell(label(field) if first else f"{_sign(output).character} {label(field)}", _HALF, Role.ASKED)


def _sign(output: Entry) -> Sign:
    if isinstance(output.pending, Sure):
        return Sign.QUESTION
    return Sign.REFUSED if output.refused_field is output.field else Sign.ASKED


def _left(output: Entry) -> Row:
    """Say what is left once this is posted."""
    left = max(output.remaining - (output.draft.output_quantity or Decimal(0)), Decimal(0))
    text = _("left after this %(n)s %(unit)s") % {
        "n": figure(left),
        "unit": output.card.unit_of_measure_code,
    }
    return row(Cell(text, _HALF), Cell(output.card.description, _HALF - 1, Role.QUIET))


def _asked(output: Entry) -> Row:
    """Show the field that is asked for, where it is none of the two in large."""
    field, draft = output.field, output.draft
    if field in {Field.GOOD, Field.SCRAP}:
        return row("")
    if field in TIMES:
        number = output.pending.value if isinstance(output.pending, Sure) else draft.number(field)
        value = "-" if number is None else duration(number, output.unit)
    elif field is Field.FINISHED:
        value = _("yes") if draft.finished else _("no")
    else:
        reason = output.reason(field)
        value = "-" if reason is None else f"{reason.code}  {reason.description}"
    return row(Cell(f"{label(field)}  {value}", 2 * _HALF), sign=_sign(output))
