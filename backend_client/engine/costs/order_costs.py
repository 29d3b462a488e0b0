"""The cost of an order's lines by share, three times: by standard, as planned, as posted; and what is in process.

Lines are costed by what settles them too, so that the actual cost shown before an order is finished is the one its
output gets. Of a line that was finished without output nothing carries manufacturing overhead.
"""

from dataclasses import dataclass
from typing import Any

from backend_client import limits
from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import entry_number, place_of, rows_of
from backend_client.engine.costs.settling import STANDARD_COLUMNS, actual_cost, share_work, standard_of
from backend_client.messages.base import Refused
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_costs import CostOfPart, LineCost, OrderCost, OrderCostQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.order_cost import NO_COST, CostShares
from backend_client.rules.order_statistics import (
    ExpectedOperation,
    deviation_pct,
    expected_cost,
    standard_cost,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.queries import order_costs, order_statistics
from backend_client.store.queries.order_costs import CostLine, LineKey
from backend_client.store.rows import Row
from backend_client.terms import CostPart, ReportedLedger

SHARES = (
    CostPart.MATERIAL,
    CostPart.CAPACITY,
    CostPart.SUBCONTRACTED,
    CostPart.CAPACITY_OVERHEAD,
    CostPart.MANUFACTURING_OVERHEAD,
)
"""In the order of the shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOfLine:
    """A line as planned, with its three costs; `settled` once its output has its actual cost."""

    line: Row
    standard: CostShares
    expected: CostShares
    actual: CostShares
    settled: bool


def costs_of_lines(context: Context, order_no: str) -> list[CostOfLine]:
    """Cost every line of an order; seven statements, however many lines there are."""
    connection = context.connection
    lines = order_statistics.planned_lines(connection, order_no)
    cards = order_costs.cost_lines(connection, [order_no])
    kept = order_costs.settled_before(connection, [order_no])
    spent = order_costs.spent(connection, [order_no])
    materials = order_statistics.component_costs(connection, order_no)
    operations = order_statistics.operation_costs(connection, order_no)
    found = []
    for line in lines:
        key: LineKey = (order_no, line["line_no"])
        card = cards.get(key)
        actual = NO_COST
        if card is not None:
            together = [each for each in cards.values() if share_work(each, card)]
            actual = actual_cost(card, together, spent, line["finished_qty_base"])
        if line["wip_written_off"]:
            actual = actual._replace(manufacturing_overhead=ZERO)
        settled = bool(kept.get(key, {}).get("settled"))
        found.append(
            CostOfLine(
                line=line,
                standard=_standard(line, card, kept.get(key)),
                expected=_expected(line, lines, materials.get(line["line_no"], ZERO), operations),
                actual=actual,
                settled=settled,
            )
        )
    return found


def cost_of_parts(costs: list[CostOfLine], entries: dict[str, Any]) -> tuple[CostOfPart, ...]:
    """Answer the shares of some lines together, and their total; `entries` narrows what lists their entries."""
    standard = expected = actual = NO_COST
    for cost in costs:
        standard, expected = standard.plus(cost.standard), expected.plus(cost.expected)
        actual = actual.plus(cost.actual)
    rows = [*zip(SHARES, standard, expected, actual, strict=True)]
    rows.append((CostPart.TOTAL, standard.total, expected.total, actual.total))
    return tuple(
        CostOfPart(
            part=part,
            standard=by_standard,
            expected=planned,
            actual=posted,
            variance=posted - by_standard,
            deviation_pct=deviation_pct(by_standard, posted),
            entries=LedgerEntriesQuestion(ledger=ReportedLedger.VALUE, part=part, **entries),
        )
        for part, by_standard, planned, posted in rows
    )


def order_cost(context: Context, question: OrderCostQuestion) -> OrderCost | Refused:
    """Answer the cost of an order line by line. Refuses with `order-not-found`, `request-malformed` (the page)."""
    order_no = upper_case(question.order_no)
    head = order_statistics.order_head(context.connection, order_no)
    if head is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    after = place_of(question.page, entry_number)
    if isinstance(after, Refused):
        return after
    in_process = order_statistics.in_process(context.connection, order_no)
    costs = costs_of_lines(context, order_no)
    written_off = {cost.line["line_no"] for cost in costs if cost.line["wip_written_off"]}
    left = {line_no: ZERO if line_no in written_off else wip for line_no, wip in in_process.items()}
    most = rows_of(question.most, limits.REPORT_ROWS_MAX)
    shown = [cost for cost in costs if after is None or cost.line["line_no"] > after]
    return OrderCost(
        order_no=order_no,
        status=head["status"],
        source_no=head["source_no"],
        description=head["description"],
        wip=sum(left.values(), ZERO),
        lines=tuple(_line(cost, left) for cost in shown[:most]),
        next_page=str(shown[most - 1].line["line_no"]) if len(shown) > most else "",
    )


def _line(cost: CostOfLine, in_process: dict[int, Any]) -> LineCost:
    line = cost.line
    standard, actual = cost.standard.total, cost.actual.total
    return LineCost(
        order_line_no=line["line_no"],
        item_no=line["item_no"],
        description=line["description"],
        quantity_base=line["quantity_base"],
        finished_qty_base=line["finished_qty_base"],
        standard=standard,
        expected=cost.expected.total,
        actual=actual,
        variance=actual - standard,
        wip=in_process.get(line["line_no"], ZERO),
        settled=cost.settled,
        entries=LedgerEntriesQuestion(
            ledger=ReportedLedger.VALUE, order_no=line["order_no"], order_line_no=line["line_no"]
        ),
    )


def _standard(line: Row, card: CostLine | None, kept: Row | None) -> CostShares:
    """Answer the standard cost: frozen, of what was made, once the line is settled; else of what is to be made."""
    settled = kept is not None and kept["settled"]
    quantity = line["finished_qty_base"] if settled else line["quantity_base"]
    if kept is not None and settled and kept["at_standard"]:
        return standard_cost(CostShares(*(kept[name] for name in STANDARD_COLUMNS)), quantity)
    if card is None:
        return NO_COST
    return standard_cost(standard_of(card) or CostShares(*card[-5:]), quantity)


def _expected(line: Row, lines: list[Row], material: Any, operations: list[Any]) -> CostShares:
    reference = line["routing_reference_no"]
    together = [each for each in lines if each["routing_reference_no"] == reference]
    return expected_cost(
        material,
        [
            ExpectedOperation(each.cost, each.overhead, each.outside)
            for each in operations
            if each.routing_reference_no == reference
        ],
        quantities=[each["quantity_base"] for each in together],
        own=together.index(line),
        indirect_cost_pct=line["indirect_cost_pct"],
        overhead_rate=line["overhead_rate"],
    )
