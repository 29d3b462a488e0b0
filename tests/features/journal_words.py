"""Short words for what journals are asked and post."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend_client.messages.journal_proposals import (
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.terms import (
    JournalLineKind,
)
from tests.features.factory import Factory

OUTPUT, CONSUMPTION = JournalLineKind.OUTPUT, JournalLineKind.CONSUMPTION
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
LINK = {"routing_link_code": "L"}
LINKED_TO_20 = {
    "routing_lines": [{"routing_no": "R", "operation_no": "20", **LINK}],
    "production_bom_lines": [{"production_bom_no": "PB", **LINK}],
}


def line(kind: JournalLineKind, **fields: Any) -> JournalLine:
    """A line of a journal on O1; whole numbers become decimals where a decimal belongs."""
    given = {
        name: Decimal(value) if name.endswith(("quantity", "_time")) else value
        for name, value in fields.items()
    }
    return JournalLine(kind=kind, **({"order_no": "O1"} | given))


def consume(factory: Factory, quantity: Any, item_no: str = "C", **fields: Any) -> Any:
    """Consume something on order O1."""
    fields.setdefault("order_no", "O1")
    return factory.post(PostConsumptionRequest, item_no=item_no, quantity=quantity, **fields)


def journal(factory: Factory, *lines: JournalLine, **fields: Any) -> Any:
    """Post lines as one journal."""
    return factory.post(PostJournalRequest, lines=lines, **fields)


def proposed(factory: Factory, **fields: Any) -> Any:
    """Ask for the production journal of O1."""
    return factory.ask(ProductionJournalQuestion, order_no="O1", **fields)
