"""The opposite entries of what is reversed, and what they give back to the order.

Nothing is worked out anew: quantities, times and costs are those of the originals with the other sign, whatever the
cards say today. The operation is in progress again, and the capacity it needs is what it was before.
"""

from collections.abc import Iterable
from itertools import groupby

from backend_client.engine.books import Books
from backend_client.engine.consumption import Consumed, add_consumption
from backend_client.engine.movement import add_movement, add_value, value_columns
from backend_client.engine.order_progress import finish_quantity, free_allocated_time, note_operation
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.reversal.together import Together
from backend_client.engine.stock_checks import Movement
from backend_client.messages.base import Refused
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.rules.item_application import OpenEntry
from backend_client.rules.reversal import opposite_value
from backend_client.rules.rounding import ZERO
from backend_client.rules.value_entries import Value
from backend_client.store.posting import entry
from backend_client.store.rows import Row
from backend_client.terms import RoutingStatus

NEGATED = (
    "quantity",
    "invoiced_quantity",
    "setup_time",
    "run_time",
    "stop_time",
    "output_quantity",
    "scrap_quantity",
    "rework_quantity",
)
OWN = frozenset(
    {
        "entry_no",
        "register_no",
        "reversed",
        "reversed_entry_no",
        "reversed_by_entry_no",
        "belongs_to_entry_no",
    }
)
POSTED = {
    "posted_setup_time": "setup_time",
    "posted_run_time": "run_time",
    "posted_stop_time": "stop_time",
    "posted_output_quantity": "output_quantity",
    "posted_scrap_quantity": "scrap_quantity",
    "posted_rework_quantity": "rework_quantity",
}


CAPACITY_VALUE_COLUMNS = (
    "location_code",
    "item_no",
    "type",
    "no",
    "order_no",
    "order_line_no",
    "inventory_posting_group",
    "gen_bus_posting_group",
    "gen_prod_posting_group",
)
MOVED = (
    "variant_code",
    "location_code",
    "bin_code",
    "unit_of_measure_code",
    "qty_per_unit_of_measure",
    "lot_no",
    "serial_no",
    "expiration_date",
)
FIGURES = (
    "entry_type",
    "valued_quantity",
    "invoiced_quantity",
    "cost_per_unit",
    "cost_amount_actual",
    "cost_amount_expected",
)


def oppose(books: Books, hand: OrdersInHand, together: Together) -> Refused | None:
    """Add the opposite of everything that stands together. Refuses as the stock that would have to go does."""
    opposites = _Opposites(books, hand, together)
    steps = (
        (opposites.work, together.capacity),
        (opposites.consumption, together.consumption),
        (opposites.output, together.outputs),
    )
    for add, rows in steps:
        for row in rows:
            books.posting_date, books.document_no = row["posting_date"], row["document_no"]
            refused = add(row)
            if refused is not None:
                return refused
    return None


class _Opposites:
    """Opposites of entries of one order; `_numbers` are those of the opposite work, by the number of the original."""

    def __init__(self, books: Books, hand: OrdersInHand, together: Together) -> None:
        self._books = books
        self._hand = hand
        self._together = together
        self._order = hand.order(together.order_no)
        self._numbers: dict[int, int] = {}

    def work(self, row: Row) -> Refused | None:
        """Add the opposite of a capacity ledger entry, and take it out of what its operation sums up."""
        kept = {name: value for name, value in row.items() if name not in OWN}
        opposite = entry(
            CapacityLedgerEntry,
            **kept | {name: -row[name] for name in NEGATED},
            reversed=True,
            reversed_entry_no=row["entry_no"],
            belongs_to_entry_no=self._numbers.get(row["belongs_to_entry_no"], 0),
        )
        number = self._numbers[row["entry_no"]] = self._books.posting.add_capacity_entry(opposite)
        marked = {"entry_no": row["entry_no"], "reversed": True, "reversed_by_entry_no": number}
        self._books.change(CapacityLedgerEntry, ("entry_no",), marked)
        if self._order is None:
            return None
        if row["operation_no"]:
            self._give_back(self._order, row)
        for values in _by_kind(self._together.values_of_capacity(row)):
            refused = add_value(
                self._books,
                opposite_value(map(_figures, values)),
                wip_group=_line(self._order, row)["inventory_posting_group"],
                capacity_ledger_entry_no=number,
                **{name: values[0][name] for name in CAPACITY_VALUE_COLUMNS},
            )
            if refused is not None:
                return refused
        return None

    def output(self, row: Row) -> Refused | None:
        """Take output out of stock again, from the very entry that it came with."""
        assert self._order is not None
        line = _line(self._order, row)
        kinds = _by_kind(self._together.values_of_item(row))
        values = [opposite_value(map(_figures, kind)) for kind in kinds]
        movement = Movement(
            entry_type=row["entry_type"],
            item=self._hand.card_of(row),
            quantity=-row["quantity"],
            value=values[0] if values else Value(valued_quantity=-row["quantity"]),
            applies_to=OpenEntry(row["entry_no"], row["posting_date"], row["remaining_quantity"]),
            capacity_ledger_entry_no=self._numbers.get(row["capacity_ledger_entry_no"], 0),
            expected=not row["completely_invoiced"],
            flushed=row["flushed"],
            reversal=True,
            wip_group=line["inventory_posting_group"],
            order_no=row["order_no"],
            order_line_no=row["order_line_no"],
            **{name: row[name] for name in MOVED},
        )
        refused = add_movement(self._books, movement)
        number = self._books.posting.item_entries[-1]["entry_no"] if refused is None else 0
        for value, kind in zip(values[1:], kinds[1:], strict=True):
            refused = refused or add_value(
                self._books,
                value,
                wip_group=movement.wip_group,
                variance_type=kind[0]["variance_type"],
                **value_columns(movement, number),
            )
        return refused or finish_quantity(self._books, line, -row["quantity"])

    def consumption(self, row: Row) -> Refused | None:
        """Bring consumed goods back at the cost they went out at; their component expects them again."""
        assert self._order is not None
        line, number = _line(self._order, row), row["component_line_no"]
        components = [each for each in self._order.components_of(line) if each["line_no"] == number]
        cost = sum((value["cost_amount_actual"] for value in self._together.values_of_item(row)), ZERO)
        consumed = Consumed(
            item=self._hand.card_of(row),
            quantity=row["quantity"],
            returns={"entry_no": row["entry_no"], "quantity": row["quantity"], "cost_amount_actual": cost},
            flushed=row["flushed"],
            reversal=True,
            **{name: row[name] for name in MOVED},
        )
        return add_consumption(self._books, line, consumed, components, number)

    def _give_back(self, order: OrderRows, row: Row) -> None:
        work = self._hand.work(order, _line(order, row), row["operation_no"])
        assert work is not None
        assert work.operation is not None
        for posted, column in POSTED.items():
            work.operation[posted] -= row[column]
        work.operation["routing_status"] = RoutingStatus.IN_PROGRESS
        note_operation(self._books, work.operation)
        free_allocated_time(
            self._books, work.operation, work.needs, finished=False, setup_posted=True, run_posted=True
        )


def _line(order: OrderRows, row: Row) -> Row:
    return next(line for line in order.lines if line["line_no"] == row["order_line_no"])


def _by_kind(values: Iterable[Row]) -> list[list[Row]]:
    """Group value entries by what they are of; each group gets one opposite."""

    def kind(row: Row) -> tuple[str, str]:
        return row["entry_type"], row["variance_type"]

    return [list(group) for _, group in groupby(sorted(values, key=kind), kind)]


def _figures(row: Row) -> Value:
    return Value(**{name: row[name] for name in FIGURES})
