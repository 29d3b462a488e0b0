"""What is entered in plain words, the same before and after it is posted: 3 good, 1 scrap (MATERIAL), run 1:00.

Each kind of entry says its own: its module registers how.
"""

from decimal import Decimal
from functools import singledispatch

from backend_client.terms import CapacityUnitType
from screens.drafts import Draft, Entered
from screens.language.text import _, ngettext
from screens.language.writing import duration, figure


@singledispatch
def summary(draft: Entered, _unit: CapacityUnitType) -> str:
    """Answer what a draft holds, without an end; "" for an empty one."""
    raise AssertionError(f"{type(draft).__name__} has no words")


@summary.register
def _of_output(draft: Draft, unit: CapacityUnitType) -> str:
    pieces = []
    if draft.output_quantity:
        pieces.append(good(draft.output_quantity))
    pieces += [scrap(part.quantity, part.scrap_code) for part in draft.scrap]
    if draft.rework_quantity:
        pieces.append(_("rework %(n)s") % {"n": figure(draft.rework_quantity)})
    if draft.setup_time:
        pieces.append(_("setup %(time)s") % {"time": duration(draft.setup_time, unit)})
    if draft.run_time:
        pieces.append(_("run %(time)s") % {"time": duration(draft.run_time, unit)})
    if draft.stop_time:
        values = {"time": duration(draft.stop_time, unit), "code": draft.stop_code}
        pieces.append((_("stop %(time)s (%(code)s)") if draft.stop_code else _("stop %(time)s")) % values)
    if draft.by_clock and pieces:
        pieces.append(_("time by the clock"))
    if draft.finished:
        pieces.append(_("finished"))
    return ", ".join(pieces)


def good(quantity: Decimal) -> str:
    """Write so many good pieces; one is written otherwise than many."""
    return ngettext("%(n)s good", "%(n)s good", _counted(quantity)) % {"n": figure(quantity)}


def scrap(quantity: Decimal, code: str = "") -> str:
    """Write so many pieces of scrap, with their reason where there is one."""
    many = _counted(quantity)
    text = (
        ngettext("%(n)s scrap (%(code)s)", "%(n)s scrap (%(code)s)", many)
        if code
        else ngettext("%(n)s scrap", "%(n)s scrap", many)
    )
    return text % {"n": figure(quantity), "code": code}


def _counted(quantity: Decimal) -> int:
    """Answer a whole number with the plural of a quantity: 1.5 is more than one."""
    return 1 if quantity == 1 else 2
