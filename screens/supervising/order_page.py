"""One order whole: what it costs beside what it should, how far it is, and the ways to everything on it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from backend_client.barcode.events import Job, PlainText
from backend_client.messages.order_costs import OrderStatistics
from backend_client.messages.order_lists import WholeOrder
from screens.base import Find, ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked
from screens.language.words import order_status
from screens.language.writing import amount, day, figure, moment
from screens.reports.cost_tables import PARTS
from screens.reports.report import Column, Line, Report
from screens.supervising.watched import OrderPageWanted


class OrderWay(StrEnum):
    """Where an order's page leads."""

    ENTRIES = "entries"
    PARTS = "parts"
    OPERATIONS = "operations"
    TRACKING = "tracking"
    COST = "cost"
    STATUS = "status"
    JOB_CARD = "job-card"


_NAMES = {
    OrderWay.ENTRIES: marked("All entries"),
    OrderWay.PARTS: marked("Parts: needed, used, left"),
    OrderWay.OPERATIONS: marked("Operations"),
    OrderWay.TRACKING: marked("Lots and serial numbers: made, used"),
    OrderWay.COST: marked("Cost, line by line"),
    OrderWay.STATUS: marked("Change it: release, refresh, finish, block"),
    OrderWay.JOB_CARD: marked("Print the job card"),
}


@dataclass(frozen=True, slots=True)
class OrderWayChosen(Outcome):
    """Go there."""

    way: OrderWay
    whole: WholeOrder


class OrderPage(ListScreen):
    """What of this order?

    statistics  None where this person is not shown what things cost
    prints      job cards are printed here
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW}

    def __init__(
        self, whole: WholeOrder, statistics: OrderStatistics | None, *, prints: bool = False
    ) -> None:
        """Begin with its entries marked."""
        self.ways = tuple(way for way in OrderWay if prints or way is not OrderWay.JOB_CARD)
        super().__init__(len(self.ways))
        self.whole = whole
        self.statistics = statistics

    @property
    def job(self) -> Job | None:
        """The order that is open here."""
        return Job(self.whole.order.order_no)

    def renewed(self, whole: WholeOrder, statistics: OrderStatistics | None) -> None:
        """Show it as it is now."""
        self.whole, self.statistics = whole, statistics

    def frame(self) -> Frame:
        """Show it."""
        order = self.whole.order
        values = {"no": order.order_no, "name": order.description}
        return Frame(
            title=_("Order %(no)s  %(name)s") % values,
            where=_("%(status)s, due %(day)s")
            % {"status": order_status(order.status), "day": day(order.due_date)},
            body=Body(
                head=(self._facts(), *self._costs(), *([BLANK] if len(self.ways) < len(OrderWay) else [])),
                listed=self.numbered(_(_NAMES[way]) for way in self.ways),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number or order"),
            keys=self.keys,
            board=True,
        )

    def _facts(self) -> Row:
        order = self.whole.order
        made = sum((line.finished_quantity for line in self.whole.lines[:1]), Decimal(0))
        left = sum((line.remaining_quantity for line in self.whole.lines[:1]), Decimal(0))
        planned = " - ".join(filter(None, (moment(order.starting_date_time), moment(order.ending_date_time))))
        return row(
            " ",
            Cell(order.source_no, 14, grows=True),
            Cell(f"{figure(order.quantity)} {order.unit_of_measure_code}", 11),
            Cell(planned, 29),
            Cell(_("made %(made)s, left %(left)s") % {"made": figure(made), "left": figure(left)}, 23),
        )

    def _costs(self) -> list[Row]:
        if self.statistics is None:
            return [row(" ", Cell(_("Costs are not shown to your role."), role=Role.QUIET))]
        head = (_("Standard"), _("Expected"), _("Actual"), _("Variance"), _("%"))
        rows = [
            row(" ", Cell("", 22, grows=True), *(Cell(text, 11, Role.QUIET, right=True) for text in head))
        ]
        for part in self.statistics.costs:
            figures = (part.standard, part.expected, part.actual, part.variance)
            cells = [Cell(amount(value), 11, right=True) for value in figures]
            share = Cell(figure(part.deviation_pct), 11, right=True)
            rows.append(row(" ", Cell(_(PARTS[part.part]), 22, grows=True), *cells, share))
        time = (self.statistics.expected, self.statistics.actual)
        cells = [Cell(figure(value), 11, right=True) for value in time]
        name = _("Time, %(unit)s") % {"unit": self.statistics.unit_of_measure_code}
        rows.append(row(" ", Cell(name, 22, grows=True), Cell("", 11), *cells))
        return rows

    def _message(self) -> Message:
        order = self.whole.order
        matters = [_("late")] * order.late + [_("blocked")] * order.blocked
        running = [
            each.operation_no
            for line in self.whole.lines
            for each in line.operations
            if each.posted_output_quantity + each.posted_scrap_quantity > 0
        ]
        begun = _("Begun: operation %(list)s.") % {"list": ", ".join(dict.fromkeys(running))}
        return Message(
            Sign.CAREFUL if matters else Sign.TAKEN,
            _("Order %(no)s") % {"no": order.order_no} + "".join(f", {text}" for text in matters),
            begun if running else _("Nothing is made yet."),
            _("Enter 1 to %(count)s, or another order.") % {"count": self.count},
        )

    def help(self) -> tuple[str, ...]:
        """Tell how it is read."""
        return (
            _(
                "Standard is what the item should cost, expected what this order should, actual what was posted."
            ),
            _("Variance is actual less standard: what cost more is positive. % is of the standard."),
            _("Enter a number for entries, parts, operations or cost."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take a way, or another order."""
        outcome = super().enter(text)
        return OrderPageWanted(text.text) if isinstance(outcome, Find) else outcome

    def chosen(self, index: int) -> Outcome:
        """Go a way."""
        return OrderWayChosen(self.ways[index], self.whole)


def parts(whole: WholeOrder, title: str) -> Report:
    """Tabulate what an order's lines are made of."""
    columns = (
        Column(_("Item"), 16, grows=True),
        Column(_("Description"), 20, grows=True),
        Column(_("Needed"), 11, right=True),
        Column(_("Used"), 11, right=True),
        Column(_("Left"), 11, right=True),
        Column(" " + _("Unit"), 8),
    )
    lines = [
        Line(
            (
                part.item_no,
                part.description,
                figure(part.expected_quantity),
                figure(part.expected_quantity - part.remaining_quantity),
                figure(part.remaining_quantity),
                f" {part.unit_of_measure_code}",
            )
        )
        for line in whole.lines
        for part in line.components
    ]
    return Report(title, columns, lines, order_status(whole.order.status))
