"""Warehouse documents: making one, reading one, and noting what of it was handled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from backend_client.engine.context import Context, Decided
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import (
    CloseWarehouseActivityRequest,
    Handled,
    WarehouseDocument,
    WarehouseLine,
)
from backend_client.records.warehouse import WarehouseActivity, WarehouseActivityLine
from backend_client.refusals import RefusalCode
from backend_client.rules.warehouse import LineToHandle, handling_refused
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries import warehouse
from backend_client.store.rows import Row, new_row
from backend_client.terms import WarehouseActivityType

LINE_STEP = 10000
LINE_KEY = ("activity_no", "line_no")


@dataclass(slots=True)
class Document:
    """The head of a document and its lines, changed in place as they are handled."""

    head: Row
    lines: list[Row]

    def card(self) -> WarehouseDocument:
        """Answer it as it stands."""
        names = WarehouseLine.__dataclass_fields__
        lines = tuple(WarehouseLine(**{name: row[name] for name in names}) for row in self.lines)
        heads = (name for name in WarehouseDocument.__dataclass_fields__ if name != "lines")
        return WarehouseDocument(lines=lines, **{name: self.head[name] for name in heads})


def add_document(
    context: Context,
    posting: Posting,
    kind: WarehouseActivityType,
    *,
    order_no: str,
    location_code: str,
    lines: Iterable[dict[str, Any]],
) -> Document:
    """Add a document of an order; its number is the order's with the next place: 101001-2."""
    head = new_row(
        WarehouseActivity,
        no=f"{order_no}-{_next_place(context, posting, order_no)}",
        type=kind,
        location_code=location_code,
        order_no=order_no,
        created_at=context.now,
    )
    rows = [
        new_row(WarehouseActivityLine, activity_no=head["no"], line_no=number * LINE_STEP, **line)
        for number, line in enumerate(lines, start=1)
    ]
    posting.inserts += [Insert(WarehouseActivity, [head]), Insert(WarehouseActivityLine, rows)]
    return Document(head, rows)


def _next_place(context: Context, posting: Posting, order_no: str) -> int:
    """Answer the next place of an order; asked of the database once, then counted on within the posting."""
    made = [
        row["no"]
        for insert in posting.inserts
        if insert.record is WarehouseActivity
        for row in insert.rows
        if row["order_no"] == order_no
    ]
    if made:
        return int(made[-1].rpartition("-")[2]) + 1
    return warehouse.documents_of_order(context.connection, order_no) + 1


def standing_document(
    context: Context, no: str, kinds: Sequence[WarehouseActivityType]
) -> Document | Refused:
    """Read a document of one of some kinds. Refusals: entry-not-found, nothing-to-post (it is completed or closed)."""
    head = warehouse.activity(context.connection, no)
    if head is None or head["type"] not in kinds:
        return Refused(code=RefusalCode.ENTRY_NOT_FOUND, facts={"field": "no", "no": no})
    if head["completed"]:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "no", "no": no})
    return Document(head, warehouse.activity_lines(context.connection, [no]))


def close_warehouse_activity(
    context: Context, request: CloseWarehouseActivityRequest
) -> Decided[WarehouseDocument] | Refused:
    """Handle no more of a document: it blocks nothing any longer. Refusals: entry-not-found, nothing-to-post."""
    document = standing_document(context, request.no, tuple(WarehouseActivityType))
    if isinstance(document, Refused):
        return document
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.no)
    document.head["completed"] = True
    posting.updates.append(Update(WarehouseActivity, ("no",), [{"no": request.no, "completed": True}]))
    return Decided(posting=posting, receipt=lambda _: document.card())


def to_handle(rows: Sequence[Row], handled: Sequence[Handled]) -> list[tuple[Row, Handled]] | Refused:
    """Pair lines with what is handled of them; nothing named = all that is left.

    Refusals: order-line-not-found, quantity-out-of-range, nothing-to-post.
    """
    by_no = {row["line_no"]: row for row in rows}
    wanted = handled or [
        Handled(line_no=row["line_no"], quantity=_left(row)) for row in rows if _left(row) > 0
    ]
    if not wanted:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "lines"})
    pairs: list[tuple[Row, Handled]] = []
    seen: set[int] = set()
    for each in wanted:
        row = by_no.get(each.line_no)
        if row is None or each.line_no in seen:
            facts = {"field": "line_no", "order_line_no": str(each.line_no)}
            return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
        names = LineToHandle.__dataclass_fields__
        refused = handling_refused(LineToHandle(**{name: row[name] for name in names}), each.quantity)
        if refused is not None:
            return refused
        seen.add(each.line_no)
        pairs.append((row, each))
    return pairs


def note_handled(posting: Posting, document: Document, rows: Iterable[tuple[Row, Decimal]]) -> None:
    """Note how much of which lines was handled; all of everything completes the document."""
    changed = []
    for row, quantity in rows:
        row["qty_handled_base"] += quantity
        changed.append({name: row[name] for name in (*LINE_KEY, "qty_handled_base")})
    posting.updates.append(Update(WarehouseActivityLine, LINE_KEY, changed))
    if not any(_left(row) > 0 for row in document.lines):
        document.head["completed"] = True
        done = {"no": document.head["no"], "completed": True}
        posting.updates.append(Update(WarehouseActivity, ("no",), [done]))


def _left(row: Row) -> Decimal:
    left: Decimal = row["quantity_base"] - row["qty_handled_base"]
    return left
