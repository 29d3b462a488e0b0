"""The lines of an order that is made for a sales order: one for each sales line of an item that is produced.

    sales line     4 boxes of 12 pieces, shipped on 2026-03-20
    others make    18 pieces for it already
    order line     30 pieces, due on 2026-03-20, all 30 bound to the sales line

Lines are in the item's base unit and are not merged. A simulated order reads a quote instead and binds nothing.
"""

from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.order_lines import LineSource, make_lines
from backend_client.messages.base import Refused
from backend_client.records.reservation import SalesReservation
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, round_quantity
from backend_client.store.queries import planning, sales
from backend_client.store.rows import Row, new_row
from backend_client.terms import OrderStatus, ReplenishmentSystem, SalesDocumentType


def sales_order_of(context: Context, no: str, status: OrderStatus) -> Row | Refused:
    """Read the sales order, or for a simulated order the quote. Refusals: master-data-not-found."""
    wanted = SalesDocumentType.QUOTE if status is OrderStatus.SIMULATED else SalesDocumentType.ORDER
    head = sales.sales_order(context.connection, no)
    if head is None or head["type"] is not wanted:
        facts = {"field": "source_no", "sales_header": no, "type": wanted.value}
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
    return head


def sales_line_rows(context: Context, order: Row) -> tuple[list[Row], list[Row]] | Refused:
    """Make the lines of an order for sales, and the reservations that bind them.

    Refusals: master-data-not-found, nothing-to-produce, unit-not-allowed, and those of making lines.
    """
    head = sales_order_of(context, order["source_no"], order["status"])
    if isinstance(head, Refused):
        return head
    found = sales.sales_lines(context.connection, head["no"], order_no=order["no"])
    wanted = _wanted(context, found)
    if isinstance(wanted, Refused):
        return wanted
    sources = [_source(order, line, quantity) for line, quantity in wanted]
    rows = make_lines(context, order, sources) if sources else []
    if isinstance(rows, Refused):
        return rows
    if not rows:
        facts = {"field": "source_no", "sales_header": head["no"]}
        return Refused(code=RefusalCode.NOTHING_TO_PRODUCE, facts=facts)
    if order["status"] is OrderStatus.SIMULATED:
        return rows, []
    reservations = [
        new_row(
            SalesReservation,
            sales_order_no=head["no"],
            sales_line_no=line["line_no"],
            order_no=order["no"],
            order_line_no=row["line_no"],
            quantity_base=row["quantity_base"],
        )
        for row, (line, _) in zip(rows, wanted, strict=True)
    ]
    return rows, reservations


def _wanted(context: Context, lines: list[Row]) -> list[tuple[Row, Decimal]] | Refused:
    """Answer the sales lines of produced items with what nobody makes yet, in base units."""
    nos = {line["item_no"] for line in lines}
    items = planning.items(context.connection, nos)
    units = planning.item_units(context.connection, nos)
    wanted: list[tuple[Row, Decimal]] = []
    for line in lines:
        item = items.get(line["item_no"])
        if item is None or item["replenishment_system"] is not ReplenishmentSystem.PROD_ORDER:
            continue
        code = line["unit_of_measure_code"]
        unit = units.get((item["no"], code))
        if unit is None and code not in {"", item["base_unit_of_measure"]}:
            facts = {"unit_of_measure_code": code, "item_no": item["no"]}
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
        ordered = round_quantity(line["quantity"] * (unit["qty_per_unit_of_measure"] if unit else 1))
        left = ordered - (line["reserved_base"] or ZERO)
        if left > 0:
            wanted.append((line, left))
    return wanted


def _source(order: Row, line: Row, quantity: Decimal) -> LineSource:
    location_code = line["location_code"] or order["location_code"]
    return LineSource(
        item_no=line["item_no"],
        variant_code=line["variant_code"],
        description="",
        quantity=quantity,
        unit_of_measure_code="",
        location_code=location_code,
        bin_code=order["bin_code"] if location_code == order["location_code"] else "",
        due_date=line["shipment_date"],
    )
