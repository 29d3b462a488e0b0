"""An order line: which operation is it about? order_line_body.py draws it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, Job, PlainText, QuantityScanned
from backend_client.barcode.safe_in_any_field import Asked, Effect
from backend_client.messages.order_line import OperationRow, OrderLineCard
from backend_client.terms import CapacityType, RoutingStatus
from screens.base import ROOMY_COLUMNS, ListScreen, Outcome
from screens.drafts import Field
from screens.frame import Frame, Key, Message, Sign
from screens.language.text import _
from screens.language.words import order_status
from screens.language.writing import moment
from screens.order_line_body import order_line_body
from screens.scan import ClockWanted

_FIELDS = {
    Command.OUTPUT: Field.GOOD,
    Command.SCRAP: Field.SCRAP,
    Command.REWORK: Field.REWORK,
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
class JobCardWanted(Outcome):
    """Print the job card of an order."""

    order_no: str


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
    keys: ClassVar[frozenset[Key]] = ListScreen.keys

    def __init__(
        self, card: OrderLineCard, operation_no: str = "", center: str = "", *, prints: bool = False
    ) -> None:
        """Begin with the operation that was scanned, or the one for this station; `prints` = on A4, too."""
        super().__init__(max(len(card.operations), 1), station_operation(card, operation_no, center))
        self.card = card
        self.job_card_number = str(self.count + 1) if prints else ""
        """What is entered for a job card, "" where nothing prints one; it is never marked."""

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
        where %= {"status": order_status(card.status)}
        return Frame(
            title=_("Order %(order)s line %(line)s") % {"order": card.order_no, "line": card.order_line_no},
            where=_("as of %(moment)s") % {"moment": moment(card.as_of)} if card.as_of else where,
            body=order_line_body(
                card, self.marked, roomy=self.columns >= ROOMY_COLUMNS, job_card_number=self.job_card_number
            ),
            message=self._message(),
            prompt=_("Number or scan"),
            keys=self.keys,
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
            _("Scan OUTPUT, SCRAP or FINISH to go straight to that field."),
            _("Scan SETUP, RUN, PAUSE or STOP to start, change or pause its clock."),
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
        if effect is Effect.CLOCK and isinstance(event, CommandScanned):
            return ClockWanted(event.command, self.job)
        if isinstance(event, CommandScanned) and event.command in _FIELDS:
            return EntryWanted(self.card, self.operation_no, _FIELDS[event.command])
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number, an operation's own number, or a code."""
        numbers = [operation.operation_no for operation in self.card.operations]
        if text.text in numbers and not (text.text.isdigit() and 1 <= int(text.text) <= self.count):
            self.marked = numbers.index(text.text)
            return self.chosen(self.marked)
        if self.job_card_number and text.text == self.job_card_number:
            return JobCardWanted(self.card.order_no)
        return super().enter(text)
