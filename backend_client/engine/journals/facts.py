"""Everything that the lines of a journal need to know, read once for all of them.

Orders with all that is theirs, items, units, bins, variants, open stock, and entries that lines name. Rows are
changed in place, so that a line sees what the lines before it have done. How many statements it takes depends on
what kinds of things are named, never on how many lines there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import is_flushed
from backend_client.engine.context import Context
from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.output_goods import CorrectedOutputs
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.store.queries.journal_facts import (
    bins_named,
    consumption_named,
    units_named,
    variants_named,
)
from backend_client.store.queries.output_facts import OutputFacts
from backend_client.store.rows import Row

OrderRequest = PostOutputRequest | PostConsumptionRequest


@dataclass(slots=True, kw_only=True)
class JournalFacts:
    """Orders in hand, and what else lines name: units by item and code, bins by location and code, variants."""

    hand: OrdersInHand
    corrected: CorrectedOutputs
    units: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    bins: set[tuple[str, str]] = field(default_factory=set)
    variants: set[tuple[str, str]] = field(default_factory=set)
    returned: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, context: Context, requests: Sequence[OrderRequest]) -> "JournalFacts":
        """Read what some requests name."""
        connection = context.connection
        order_nos = {request.order_no for request in requests if request.order_no}
        outputs = [request for request in requests if isinstance(request, PostOutputRequest)]
        consumed = [request for request in requests if isinstance(request, PostConsumptionRequest)]
        hand = OrdersInHand.read(context, order_nos, {request.item_no for request in consumed} - {""})
        orders = [order for no in order_nos if (order := hand.order(no)) is not None]
        item_nos = {row["item_no"] for order in orders for row in (*order.lines, *order.components)}
        item_nos |= {request.item_no for request in consumed}
        bins = {request.bin_code for request in requests}
        if outputs:
            bins |= {line["bin_code"] for order in orders for line in order.lines}
        return cls(
            hand=hand,
            corrected=CorrectedOutputs(
                connection, order_nos, [request.applies_to_entry for request in outputs]
            ),
            units=units_named(connection, item_nos, [each.unit_of_measure_code for each in requests]),
            bins=bins_named(connection, bins),
            variants=variants_named(connection, item_nos, [each.variant_code for each in consumed]),
            returned=consumption_named(connection, [each.applies_from_entry for each in consumed]),
        )

    def read_stock(self, books: Books, requests: Sequence[OrderRequest]) -> None:
        """Read the open stock of every item that the requests may move; one statement."""
        moving: set[str] = set()
        for request in requests:
            order = self.hand.order(request.order_no)
            if order is None:
                continue
            if isinstance(request, PostOutputRequest):
                moving |= {line["item_no"] for line in order.lines}
                moving |= {row["item_no"] for row in order.components if is_flushed(row)}
            else:
                moving |= {request.item_no} | {
                    row["item_no"] for row in order.components if row["line_no"] == request.component_line_no
                }
        books.read_open_entries(moving & self.hand.item_nos_moving())

    def line(self, request: OrderRequest, *, item_no: str = "") -> Row | None:
        """Answer the first order line that fits a request; `item_no` is what it has to make, "" = anything."""
        order = self.hand.order(request.order_no)
        for line in order.lines if order is not None else ():
            fits = request.order_line_no in {0, line["line_no"]} and item_no in {"", line["item_no"]}
            if fits:
                return line
        return None

    def output(self, request: PostOutputRequest) -> tuple[OutputFacts, Work | None] | None:
        """Answer what stands around the operation of an output; None where there is no such order."""
        order = self.hand.order(request.order_no)
        if order is None:
            return None
        line = self.line(request, item_no=request.item_no)
        if line is None:
            return _without_line(order), None
        work = self.hand.work(order, line, request.operation_no)
        wanted_bin = request.bin_code or line["bin_code"]
        facts = OutputFacts(
            order=order.order,
            line=line,
            lines=1,
            item=self.hand.card_of(line),
            operation=None if work is None else work.operation,
            needs=[] if work is None else work.needs,
            qty_per_unit_asked=self.units.get((line["item_no"], request.unit_of_measure_code)),
            bin_found=wanted_bin if (line["location_code"], wanted_bin) in self.bins else None,
            has_routing=bool(order.operations_of(line)),
            stock_owed=True,
        )
        return facts, work

    def rows_of(self, order_no: str) -> list[Row]:
        """Answer every row that a line on an order may change."""
        order = self.hand.order(order_no)
        rows = [] if order is None else [*order.lines, *order.components, *order.operations, *order.needs]
        return [*rows, *self.corrected.read_so_far(), *self.returned.values()]


def _without_line(order: OrderRows) -> OutputFacts:
    return OutputFacts(order.order, None, 0, None, None, [], None, None, has_routing=False, stock_owed=False)
