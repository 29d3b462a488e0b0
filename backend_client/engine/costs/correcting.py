"""Adding to what an entry is worth: a value entry of adjustment, on the entry's own day or the first open one after it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.context import Context, first_open_date
from backend_client.engine.costs.points import Points
from backend_client.engine.general_ledger import write_off
from backend_client.engine.movement import add_value
from backend_client.messages.base import Refused
from backend_client.rules.rounding import ZERO
from backend_client.rules.value_entries import Value
from backend_client.store.queries.order_costs import CostLine, cost_lines
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, ValueEntryType, VarianceType


class Correction(NamedTuple):
    """What is added to the worth of an entry; `taken_back` is what the general ledger holds of its expected cost."""

    actual: Decimal
    expected: Decimal = ZERO
    entry_type: ValueEntryType = ValueEntryType.DIRECT_COST
    variance_type: VarianceType = VarianceType.BLANK
    invoiced_quantity: Decimal = ZERO
    taken_back: Decimal = ZERO


@dataclass(slots=True)
class Correcting:
    """The books of one step, and what it leaves to the next."""

    context: Context
    books: Books
    points: Points
    lines: dict[tuple[str, int], CostLine] = field(default_factory=dict)
    rests: int = 0
    lines_settled: int = 0

    @classmethod
    def begun(cls, context: Context, rests: int) -> "Correcting":
        """Open the books of a step; costs have come to rest so often before."""
        return cls(context, Books.opened(context, None, ""), Points(context), rests=rests)

    def read_lines(self, order_nos: set[str]) -> None:
        """Read the order lines that corrections of this step are of."""
        missing = order_nos - {order_no for order_no, _ in self.lines} - {""}
        if missing:
            self.lines |= cost_lines(self.context.connection, missing)

    def in_ring(self, entry: Row) -> bool:
        """Answer whether an entry was consumed by an order line whose cost comes round to itself without end."""
        line = self.lines.get((entry["order_no"], entry["order_line_no"]))
        is_consumption = entry["entry_type"] is ItemLedgerEntryType.CONSUMPTION
        return is_consumption and line is not None and (line.turns or 0) >= limits.COST_TURNS_MAX

    def correct(
        self, entry: Row, correction: Correction, valuation_date: date | None = None
    ) -> Refused | None:
        """Add a value entry to an item ledger entry, and note whom it concerns.

        Refuses with `posting-setup-missing`.
        """
        line = self.lines.get((entry["order_no"], entry["order_line_no"]))
        books = self.books
        books.posting_date = first_open_date(self.context.setup, entry["posting_date"])
        books.document_no = entry["document_no"]
        wip_group = line.inventory_posting_group if line is not None else ""
        value = Value(
            entry_type=correction.entry_type,
            valued_quantity=entry["quantity"],
            invoiced_quantity=correction.invoiced_quantity,
            cost_amount_actual=correction.actual,
            cost_amount_expected=correction.expected,
        )
        refused = add_value(
            books,
            value,
            wip_group=wip_group,
            taken_back=correction.taken_back,
            variance_type=correction.variance_type,
            adjustment=True,
            valuation_date=valuation_date or entry["valuation_date"],
            item_ledger_entry_type=entry["entry_type"],
            item_ledger_entry_no=entry["entry_no"],
            item_no=entry["item_no"],
            location_code=entry["location_code"],
            order_no=entry["order_no"],
            order_line_no=entry["order_line_no"],
            inventory_posting_group=entry["inventory_posting_group"],
            gen_prod_posting_group=entry["gen_prod_posting_group"],
        )
        if refused is not None:
            return refused
        is_consumption = entry["entry_type"] is ItemLedgerEntryType.CONSUMPTION
        is_direct = correction.entry_type is ValueEntryType.DIRECT_COST
        if is_consumption and is_direct and line is not None and line.wip_written_off:
            return write_off(books, books.posting.value_entries[-1], wip_group)
        return None
