"""An order line with its operations: what is expected, made, scrapped, left, and how much may be done now.

`Can` is the ceiling: good pieces of the operations before, less what this one has taken. It is shown before anything
is typed, and is no limit by itself.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, Job, PlainText, QuantityScanned
from backend_client.barcode.safe_in_any_field import Asked, Effect
from backend_client.messages.order_line import OperationRow, OrderLineCard
from backend_client.terms import CapacityType, RoutingStatus
from screens.base import ListScreen, Outcome
from screens.drafts import Field
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.words import order_status
from screens.language.writing import day, duration, figure, moment

_STATE = {
    RoutingStatus.BLANK: "-",
    RoutingStatus.PLANNED: "-",
    RoutingStatus.IN_PROGRESS: "R",
    RoutingStatus.FINISHED: "F",
}
_FIELDS = {
    Command.OUTPUT: Field.GOOD,
    Command.SCRAP: Field.SCRAP,
    Command.SETUP: Field.SETUP,
    Command.RUN: Field.RUN,
    Command.STOP: Field.STOP,
    Command.FINISH: Field.FINISHED,
}


@dataclass(frozen=True, slots=True)
class EntryWanted(Outcome):
    """Enter output of an operation; `good` is a quantity that was scanned already."""

    card: OrderLineCard
    operation_no: str
    field: Field = Field.GOOD
    good: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NotesWanted(Outcome):
    """Show what the routing says about an operation."""

    card: OrderLineCard
    operation_no: str


def station_operation(card: OrderLineCard, operation_no: str, center: str) -> int:
    """Answer the index of the operation to mark: the one scanned, else the first open one of the station, else the first open one."""
    operations = card.operations
    ranked = [
        lambda operation: bool(operation_no) and operation.operation_no == operation_no,
        lambda operation: (
            bool(center) and center in {operation.no, operation.work_center_no} and is_open(operation)
        ),
        is_open,
    ]
    for fits in ranked:
        for index, operation in enumerate(operations):
            if fits(operation):
                return index
    return 0


def is_open(operation: OperationRow) -> bool:
    """Tell whether an operation is not finished."""
    return operation.routing_status is not RoutingStatus.FINISHED


class OrderLine(ListScreen):
    """Which operation?"""

    asked = Asked.QUANTITY
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.NOTES}

    def __init__(self, card: OrderLineCard, operation_no: str = "", center: str = "") -> None:
        """Begin with the operation that was scanned, or the one for this station."""
        super().__init__(max(len(card.operations), 1), station_operation(card, operation_no, center))
        self.card = card

    @property
    def operation_no(self) -> str:
        """The marked operation, "" where the line has none."""
        return self.card.operations[self.marked].operation_no if self.card.operations else ""

    @property
    def job(self) -> Job:
        """The order line that is open; its operation is only marked."""
        return Job(self.card.order_no, self.card.order_line_no, self.operation_no)

    def frame(self) -> Frame:
        """Show the line and its operations."""
        card = self.card
        where = _("%(status)s, blocked") if card.blocked else "%(status)s"
        return Frame(
            title=_("Order %(order)s line %(line)s") % {"order": card.order_no, "line": card.order_line_no},
            where=where % {"status": order_status(card.status)},
            body=Body(
                head=(*self._head(), self._titles()),
                listed=self._rows(),
                foot=self._foot(),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number or scan"),
            keys=self.keys,
        )

    def _head(self) -> tuple[Row, ...]:
        card = self.card
        bin_text = _("to bin %(bin)s") % {"bin": card.bin_code} if card.bin_code else card.location_code
        return (
            row(
                Cell(f"{card.description}  {card.item_no}", 38, grows=True),
                Cell(f"{figure(card.quantity)} {card.unit_of_measure_code}", 11),
                Cell(_("due %(day)s") % {"day": day(card.due_date)}, 12),
                Cell(bin_text, 15),
            ),
            row(
                Cell(_("Start %(moment)s") % {"moment": moment(card.starting_date_time)}, 19),
                Cell(_("end %(moment)s") % {"moment": moment(card.ending_date_time)}, 19, grows=True),
                Cell(_("finished %(n)s") % {"n": figure(card.finished_quantity)}, 17),
                Cell(_("remaining %(n)s") % {"n": figure(card.remaining_quantity)}, 20),
            ),
            BLANK,
        )

    def _titles(self) -> Row:
        return row(
            Cell("", 3),
            Cell(pgettext("col 4", "Op"), 4, Role.QUIET),
            Cell(_("Operation"), 16, Role.QUIET, grows=True),
            Cell(_("Center"), 15, Role.QUIET),
            Cell(pgettext("col 5", "Exp"), 5, Role.QUIET, right=True),
            Cell(pgettext("col 5", "Good"), 5, Role.QUIET, right=True),
            Cell(pgettext("col 5", "Scrap"), 6, Role.QUIET, right=True),
            Cell(pgettext("col 5", "Left"), 5, Role.QUIET, right=True),
            Cell(pgettext("col 5", "Can"), 5, Role.QUIET, right=True),
            Cell(pgettext("col 9", "Time/plan"), 10, Role.QUIET, right=True),
            Cell(pgettext("col 2", "St"), 3, Role.QUIET, right=True),
        )

    def _rows(self) -> list[Row]:
        if not self.card.operations:
            text = _("This line has no operations: output goes straight into stock.")
            return [row(Cell("1 ", 3), text, sign=Sign.ASKED)]
        return [self._operation_row(index, operation) for index, operation in enumerate(self.card.operations)]

    def _operation_row(self, index: int, operation: OperationRow) -> Row:
        used = operation.setup_time + operation.run_time
        planned = operation.expected_setup_time + operation.expected_run_time
        unit = operation.time_unit_type
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(operation.operation_no, 4),
            Cell(operation.description, 15, grows=True),
            Cell(" ", 1),
            Cell(f"{operation.no} {operation.name}", 14),
            Cell(" ", 1),
            Cell(figure(operation.expected_quantity), 5, right=True),
            Cell(figure(operation.output_quantity), 5, right=True),
            Cell(figure(operation.scrap_quantity), 6, right=True),
            Cell(figure(operation.remaining_quantity), 5, right=True),
            Cell(figure(operation.ceiling), 5, right=True),
            Cell(f"{duration(used, unit)}/{duration(planned, unit)}", 10, right=True),
            Cell("!" if operation.blocked else _STATE[operation.routing_status], 3, right=True),
            sign=self.sign(index),
        )

    def _foot(self) -> tuple[Row, ...]:
        if not self.card.operations:
            return ()
        last = self.card.operations[-1]
        return (
            BLANK,
            row(
                Cell(
                    _("Can = good pieces of the operation before, less what this one has taken."),
                    role=Role.QUIET,
                )
            ),
            row(Cell(_("St  R begun  F finished  - not begun  ! center blocked"), role=Role.QUIET)),
            row(
                Cell(
                    _("Stock and the finished quantity change at the last operation, %(op)s.")
                    % {"op": last.operation_no},
                    role=Role.QUIET,
                )
            ),
        )

    def _message(self) -> Message:
        values = {"order": self.card.order_no, "line": self.card.order_line_no, "op": self.operation_no}
        if not self.card.operations:
            return Message(
                Sign.TAKEN,
                _("Order line read"),
                _("%(order)s line %(line)s.") % values,
                _("Enter opens the entry."),
            )
        operation = self.card.operations[self.marked]
        machine = operation.no if operation.type is CapacityType.MACHINE_CENTER else operation.work_center_no
        happened = _("%(order)s line %(line)s, operation %(op)s at %(center)s.") % {
            **values,
            "center": machine,
        }
        to_do = _("Enter opens operation %(op)s. Or scan a quantity.") % values
        return Message(Sign.TAKEN, _("Order line read"), happened, to_do)

    def help(self) -> tuple[str, ...]:
        """Tell how an operation is chosen."""
        return (
            _("Enter opens the marked operation; the arrows or a number mark another."),
            _("Scan OUT, SCRAP, SETUP, RUN, STOP or FINISH to go straight to that field."),
            _("A scanned quantity code opens the entry with that good quantity."),
            _("Can: so many are good at the operation before and not yet taken here."),
        )

    def chosen(self, _index: int) -> Outcome:
        """Open the entry of the operation."""
        return EntryWanted(self.card, self.operation_no)

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a quantity or a command for the marked operation."""
        if effect is Effect.REPLACE_QUANTITY:
            left = (
                self.card.operations[self.marked].remaining_quantity
                if self.card.operations
                else self.card.remaining_quantity
            )
            good = event.quantity if isinstance(event, QuantityScanned) else max(left, Decimal(0))
            return EntryWanted(self.card, self.operation_no, good=good)
        if isinstance(event, CommandScanned) and event.command in _FIELDS:
            return EntryWanted(self.card, self.operation_no, _FIELDS[event.command])
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number, an operation's own number, or a code."""
        numbers = [operation.operation_no for operation in self.card.operations]
        if text.text in numbers and not (text.text.isdigit() and 1 <= int(text.text) <= self.count):
            self.marked = numbers.index(text.text)
            return self.chosen(self.marked)
        return super().enter(text)

    def press(self, key: Key) -> Outcome:
        """Open the notes."""
        if key is Key.NOTES:
            return NotesWanted(self.card, self.operation_no)
        return super().press(key)
