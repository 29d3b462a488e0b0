"""Costs set right: adjusting them, calculating standard costs, posting them to the general ledger."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backend_client.cost_terms import CostLevels
from backend_client.messages.cost_adjustment import AdjustCostReceipt, AdjustCostRequest
from backend_client.messages.cost_to_post import InventoryCostReceipt, PostInventoryCostToGLRequest
from backend_client.messages.costs import CalculateStandardCostRequest, StandardCostReceipt
from screens.base import ChoiceScreen, Outcome
from screens.frame import BLANK, Cell, Role, Row, Sign, row
from screens.language import refusals
from screens.language.dates import read_day
from screens.language.text import _, marked
from screens.language.writing import amount, full_day, places_of
from screens.supervising.form import Form, Option, Wanted
from screens.supervising.reading import a_code
from screens.supervising.run import Run, RunWanted
from screens.supervising.work import Shown, Sure, Words, asks, new_id

_CHOICES = (
    marked("Adjust cost: late costs to everything they are part of"),
    marked("Standard cost: from BOMs and routings"),
    marked("Post inventory cost to the general ledger"),
)


class CostMenu(ChoiceScreen):
    """Which work?"""

    def __init__(self, today: date) -> None:
        """Begin with adjusting marked."""
        super().__init__()
        self.today = today

    def title(self) -> str:
        """Name the screen."""
        return _("Costs")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [_(text) for text in _CHOICES]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("Long work is done in steps; nobody's posting waits for it.")

    def help(self) -> tuple[str, ...]:
        """Tell what each does."""
        return (
            _("Adjusting forwards costs that came late, settles finished orders with their variances."),
            _("Standard costs are shown first; you choose whether they go on the cards."),
            _("Posting to the general ledger posts what value entries still owe it, each on its own day."),
        )

    def chosen(self, index: int) -> Outcome:
        """Ask what is needed for it."""
        if index == 0:
            return _adjusting()
        return Shown(screen=_standard_cost(self.today) if index == 1 else _to_ledger(self.today))


def _adjusting() -> Outcome:
    run = Run(lambda: _("Adjust cost"), AdjustCostRequest(request_id=new_id()), _adjusted)
    words = Words(
        title=lambda: _("Adjust cost"),
        where=lambda: _("not done yet"),
        message=lambda: asks(
            _("Adjust all costs?"),
            _("Only differences are posted; a second run changes nothing."),
        ),
    )
    return Shown(screen=Sure(words, tuple, RunWanted(run)))


def _fact(label: str, value: str) -> Row:
    return row(" ", Cell(label, 34, Role.QUIET, grows=True), Cell(value, 16, right=True))


def _adjusted(receipt: AdjustCostReceipt) -> list[Row]:
    return [
        _fact(_("Value entries posted"), str(receipt.value_entries)),
        _fact(_("Inventory value changed by"), amount(receipt.cost_amount)),
    ]


def _standard_cost(today: date) -> Form:
    wanted = (
        Wanted(
            "item_no",
            marked("Item"),
            marked("Scan or enter its number; Enter takes all."),
            a_code,
            lambda no: no or _("all produced items of standard cost"),
            offered="",
        ),
        Wanted(
            "levels",
            marked("How far down"),
            marked("Enter its number."),
            offered=CostLevels.ALL,
            options=(
                Option(CostLevels.ALL, lambda: _("All levels, lowest first")),
                Option(CostLevels.SINGLE, lambda: _("This level; components as their cards say")),
            ),
        ),
        Wanted(
            "calculation_date",
            marked("Day"),
            marked("Enter the day, such as 18.11."),
            lambda text: read_day(text, today),
            full_day,
            offered=today,
        ),
        Wanted(
            "preview",
            marked("Show or change"),
            marked("Enter its number."),
            offered=True,
            options=(
                Option(True, lambda: _("Show only: nothing is changed")),
                Option(False, lambda: _("Put it on the cards of the items")),
            ),
        ),
    )
    return Form(lambda: _("Standard cost"), wanted, _calculated)


def _calculated(values: Mapping[str, Any]) -> Outcome:
    given = dict(values)
    item_no = given.pop("item_no")
    request = CalculateStandardCostRequest(
        request_id=new_id(), item_nos=(item_no,) if item_no else (), **given
    )
    return RunWanted(Run(lambda: _("Standard cost"), request, _standard_costs))


def _standard_costs(receipt: StandardCostReceipt) -> list[Row]:
    """List the items with their cost before and after; ! where a component has no cost."""
    rows = [_cost_row((_("Item"), _("Before"), _("Now"), _("Change")), Role.QUIET)]
    costs = [cost for each in receipt.items for cost in (each.standard_cost_before, each.standard_cost)]
    places = places_of(*costs)
    for each in receipt.items:
        change = each.standard_cost - each.standard_cost_before
        texts = (
            each.item_no,
            amount(each.standard_cost_before, places),
            amount(each.standard_cost, places),
            amount(change, places) if change else "",
        )
        lacks = Sign.CAREFUL if each.components_without_cost else Sign.NONE
        rows.append(_cost_row(texts, sign=lacks))
    return rows


def _cost_row(texts: tuple[str, str, str, str], role: Role = Role.TEXT, sign: Sign = Sign.NONE) -> Row:
    name, *figures = texts
    return row(
        Cell(" ", 1),
        Cell(name, 22, role, grows=True),
        *(Cell(text, 15, role, right=True) for text in figures),
        sign=sign,
    )


def _to_ledger(today: date) -> Form:
    wanted = (
        Wanted(
            "last_day",
            marked("Up to the day"),
            marked("Enter the day, such as 18.11."),
            lambda text: read_day(text, today),
            full_day,
            offered=today,
        ),
        Wanted(
            "document_no",
            marked("Document number"),
            marked("One for all; Enter keeps each entry's own."),
            a_code,
            lambda no: no or _("each entry's own"),
            offered="",
        ),
    )
    return Form(lambda: _("Post to the general ledger"), wanted, _to_be_posted)


def _to_be_posted(values: Mapping[str, Any]) -> Outcome:
    request = PostInventoryCostToGLRequest(request_id=new_id(), **values)
    run = Run(lambda: _("Post to the general ledger"), request, _posted_to_ledger)
    words = Words(
        title=lambda: _("Post to the general ledger"),
        where=lambda: _("not done yet"),
        message=lambda: asks(
            _("Post all that is owed?"),
            _("What cannot be posted is left out, and named."),
        ),
    )
    return Shown(
        screen=Sure(
            words, lambda: (BLANK, _fact(_("Up to the day"), full_day(values["last_day"]))), RunWanted(run)
        )
    )


def _posted_to_ledger(receipt: InventoryCostReceipt) -> list[Row]:
    rows = [
        _fact(_("Value entries posted"), str(receipt.value_entries)),
        _fact(_("General ledger entries"), str(receipt.gl_entries)),
        _fact(_("Debited"), amount(receipt.amount)),
        _fact(_("Left out"), str(receipt.not_posted)),
    ]
    for each in receipt.left_out:
        title, _happened, _to_do = refusals.sentences(each.code, each.facts)
        text = f"{each.value_entry_no}  {full_day(each.posting_date)}  {each.document_no}  {title}"
        rows.append(row(" ", text, sign=Sign.CAREFUL))
    return rows
