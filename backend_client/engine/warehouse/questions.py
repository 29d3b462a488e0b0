"""What stands in the warehouse: documents, what it was asked for, and what bins hold."""

from backend_client.engine.context import Context
from backend_client.engine.warehouse.documents import Document
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import (
    BinContentsQuestion,
    BinHolding,
    ExpectedGoods,
    WarehouseDocument,
    WarehouseDocumentsQuestion,
    WarehouseRequestsQuestion,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries import warehouse
from backend_client.store.rows import Row


def warehouse_documents(
    context: Context, question: WarehouseDocumentsQuestion
) -> tuple[WarehouseDocument, ...]:
    """Answer put-aways and picks with their lines."""
    heads = warehouse.activities(
        context.connection, order_no=question.order_no, location_code=question.location_code
    )
    lines: dict[str, list[Row]] = {}
    for row in warehouse.activity_lines(context.connection, (head["no"] for head in heads)):
        lines.setdefault(row["activity_no"], []).append(row)
    return tuple(Document(head, lines.get(head["no"], [])).card() for head in heads)


def warehouse_requests(context: Context, question: WarehouseRequestsQuestion) -> tuple[ExpectedGoods, ...]:
    """Answer what the warehouse is asked for."""
    rows = warehouse.requests(
        context.connection, order_no=question.order_no, location_code=question.location_code
    )
    names = ExpectedGoods.__dataclass_fields__
    return tuple(ExpectedGoods(**{name: row[name] for name in names}) for row in rows)


def bin_contents(context: Context, question: BinContentsQuestion) -> tuple[BinHolding, ...] | Refused:
    """Answer what the bins of a location hold. Refusals: location-not-found."""
    if question.location_code not in context.setup.locations:
        facts = {"field": "location_code", "location_code": question.location_code}
        return Refused(code=RefusalCode.LOCATION_NOT_FOUND, facts=facts)
    wanted = [question.item_no] if question.item_no else []
    rows = warehouse.bin_contents(
        context.connection, question.location_code, item_nos=wanted, bin_code=question.bin_code
    )
    names = BinHolding.__dataclass_fields__
    return tuple(BinHolding(**{name: row[name] for name in names}) for row in rows)
