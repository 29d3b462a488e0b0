"""Which report, and of which order or item?"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from backend_client.barcode.events import PlainText
from backend_client.messages.base import Question
from backend_client.messages.cost_reports import (
    InventoryValuationQuestion,
    ItemCostQuestion,
    TrialBalanceQuestion,
    WorkInProcessQuestion,
)
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_costs import OrderCostQuestion, StatisticsQuestion
from screens.base import ChoiceScreen, KioskScreen, Outcome, Stay
from screens.frame import Body, Frame, Key, Message, Sign
from screens.language.text import _, marked
from screens.reports.report import ReportWanted


class Kind(StrEnum):
    """The reports that can be asked for."""

    STATISTICS = "statistics"
    ORDER_COST = "order-cost"
    ORDER_ENTRIES = "order-entries"
    ITEM_COST = "item-cost"
    WORK_IN_PROCESS = "work-in-process"
    INVENTORY_VALUATION = "inventory-valuation"
    TRIAL_BALANCE = "trial-balance"


NAMES = {
    Kind.STATISTICS: marked("Statistics of an order: standard, expected, actual"),
    Kind.ORDER_COST: marked("Cost of an order, line by line"),
    Kind.ORDER_ENTRIES: marked("All entries of an order"),
    Kind.ITEM_COST: marked("Cost of an item, and what is in stock of it"),
    Kind.WORK_IN_PROCESS: marked("Work in process today"),
    Kind.INVENTORY_VALUATION: marked("Inventory valuation today"),
    Kind.TRIAL_BALANCE: marked("Trial balance of the production accounts"),
}
OF_ALL: dict[Kind, Question[Any]] = {
    Kind.WORK_IN_PROCESS: WorkInProcessQuestion(),
    Kind.INVENTORY_VALUATION: InventoryValuationQuestion(),
    Kind.TRIAL_BALANCE: TrialBalanceQuestion(),
}
OF_ONE: dict[Kind, Callable[[str], Question[Any]]] = {
    Kind.STATISTICS: lambda no: StatisticsQuestion(order_no=no),
    Kind.ORDER_COST: lambda no: OrderCostQuestion(order_no=no),
    Kind.ORDER_ENTRIES: lambda no: LedgerEntriesQuestion(order_no=no),
    Kind.ITEM_COST: lambda no: ItemCostQuestion(item_no=no),
}


class NumberWanted(Outcome):
    """Ask for the order or item that a report is of."""

    def __init__(self, kind: Kind) -> None:
        """Keep the report."""
        self.kind = kind


class ReportChoice(ChoiceScreen):
    """Which report?"""

    def title(self) -> str:
        """Name the screen."""
        return _("Costs and ledgers")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [_(NAMES[kind]) for kind in Kind]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("Every figure opens the entries it is made of.")

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("Statistics compare what an order should cost with what was posted on it."),
            _("Work in process, valuation and balance can be asked for any day: kiosk ask, with --last-day."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the report, or ask what it is of."""
        kind = tuple(Kind)[index]
        if kind in OF_ALL:
            return ReportWanted(OF_ALL[kind], lambda: _(NAMES[kind]))
        return NumberWanted(kind)


class ReportNumber(KioskScreen):
    """Which order, or which item?"""

    keys: ClassVar[frozenset[Key]] = KioskScreen.keys

    def __init__(self, kind: Kind, number: str = "") -> None:
        """Offer the number that is at hand, if there is one."""
        super().__init__()
        self.kind = kind
        self.number = number

    def frame(self) -> Frame:
        """Ask for it."""
        of_item = self.kind is Kind.ITEM_COST
        at_hand = (
            _("Enter takes %(number)s.") % {"number": self.number} if self.number else _("F3 goes back.")
        )
        return Frame(
            title=_(NAMES[self.kind]),
            body=Body(),
            message=Message(
                Sign.ASKED,
                _("Which item?") if of_item else _("Which order?"),
                _("Enter its number."),
                at_hand,
            ),
            prompt=_("Item") if of_item else _("Order"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what can be entered."""
        return (_("The number of the order or item, as it is printed on the job card."),)

    def enter(self, text: PlainText) -> Outcome:
        """Take a number."""
        return self._of(text.text)

    def enter_nothing(self) -> Outcome:
        """Take the number at hand."""
        return self._of(self.number) if self.number else Stay()

    def _of(self, number: str) -> Outcome:
        return ReportWanted(OF_ONE[self.kind](number), lambda: f"{_(NAMES[self.kind])}: {number}")
