"""A plant for the feature tests: P is made of 2 C on operations 10 at A and 20 at B, 5 minutes a piece each.

Centers cost 1.00 a minute, C costs 3.00, P 25.00. Every test posts through the seam, on a database of its own.
"""

from decimal import Decimal
from itertools import count
from typing import Any

from backend_client.messages.base import Answer, Posted, Refused
from backend_client.messages.orders import ChangeOrderStatusRequest, CreateProductionOrderRequest
from backend_client.messages.postings import PostItemEntryRequest, PostOutputRequest
from backend_client.terms import Confirmation, ItemLedgerEntryType, OrderStatus
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.casebook.tables import TABLES
from tests.engine.planning_plant import PRODUCED, planning_plant

_IDS = count(1)
KEYS = ("no", "code", "production_bom_no", "version_code", "routing_no", "operation_no")
Rows = list[dict[str, Any]]


class Factory:
    """The plant, and short words for what is done in it."""

    def __init__(self, plants: Plants, *, settings: dict[str, str] | None = None, **changes: Rows) -> None:
        """Make it; `changes` are tables whose rows replace or follow those with the same first column."""
        tables = _tables()
        for name, rows in changes.items():
            tables[name] = _merged(tables.get(name, []), rows)
        self.plant: Plant = planning_plant(plants, settings=settings, **tables)
        self.client = self.plant.client

    def post(self, kind: type[Any], **fields: Any) -> Any:
        """Post a request; answers the receipt, or the refusal."""
        fields = {
            name: Decimal(value) if _is_number(name, value) else value for name, value in fields.items()
        }
        fields.setdefault("request_id", f"feature-{next(_IDS)}")
        outcome = self.client.post(kind(**fields))
        return outcome.receipt if isinstance(outcome, Posted) else outcome

    def ask(self, kind: type[Any], **fields: Any) -> Any:
        """Ask a question."""
        return self.client.ask(kind(**fields))

    def order(self, no: str = "O1", quantity: int = 10, source_no: str = "P", **fields: Any) -> Any:
        """Create an order and release it, unless another status is asked for."""
        return self.post(
            CreateProductionOrderRequest, order_no=no, source_no=source_no, quantity=quantity, **fields
        )

    def output(self, operation_no: str = "20", quantity: int = 0, **fields: Any) -> Any:
        """Post output on order O1."""
        fields.setdefault("order_no", "O1")
        return self.post(PostOutputRequest, operation_no=operation_no, output_quantity=quantity, **fields)

    def stock(self, quantity: int, item_no: str = "C", **fields: Any) -> Any:
        """Put an item into stock."""
        kind = ItemLedgerEntryType.POSITIVE_ADJUSTMENT
        return self.post(PostItemEntryRequest, entry_type=kind, item_no=item_no, quantity=quantity, **fields)

    def status(self, to: OrderStatus, *yes: Confirmation, order_no: str = "O1", **fields: Any) -> Any:
        """Give an order a status; the confirmations named are answered with yes."""
        answers = tuple(Answer(confirmation=each, yes=True) for each in yes)
        return self.post(ChangeOrderStatusRequest, order_no=order_no, to=to, answers=answers, **fields)

    def rows(self, table: str, *columns: str, **where: Any) -> list[Any]:
        """Answer rows of a table of the casebook: one column as values, several as tuples."""
        with self.plant.engine.connect() as connection:
            found = TABLES[table](connection)
        fitting = [row for row in found if all(row[name] == value for name, value in where.items())]
        if len(columns) == 1:
            return [row[columns[0]] for row in fitting]
        return [tuple(row[name] for name in columns) for row in fitting]

    def entries(self) -> int:
        """Count all ledger entries."""
        ledgers = ("item_ledger_entries", "capacity_ledger_entries", "value_entries", "gl_entries")
        return sum(len(self.rows(ledger, "entry_no")) for ledger in ledgers)


def refused(outcome: Any) -> str:
    """Answer the code of what must have been refused."""
    assert isinstance(outcome, Refused), outcome
    return outcome.code.value


def asked(outcome: Any) -> tuple[str, ...]:
    """Answer the confirmations that are asked for."""
    assert refused(outcome) == "confirmation-needed"
    return tuple(each.value for each in outcome.confirmations)


def _is_number(name: str, value: Any) -> bool:
    numeric = name.endswith(("quantity", "_time", "_cost", "_pct")) or name == "quantity_per"
    return numeric and isinstance(value, (int, str)) and not isinstance(value, bool) and value != ""


def _merged(standing: Rows, rows: Rows) -> Rows:
    merged = [dict(row) for row in standing]
    for row in rows:
        keys = [name for name in KEYS if name in row]
        same = [each for each in merged if keys and all(each.get(key) == row[key] for key in keys)]
        same[0].update(row) if len(same) == 1 else merged.append(dict(row))
    return merged


def _tables() -> dict[str, Rows]:
    return {
        "work_centers": [{"no": "A", "direct_unit_cost": 1}, {"no": "B", "direct_unit_cost": 1}],
        "routing_links": [{"code": "L"}],
        "routings": [{"no": "R"}],
        "routing_lines": [
            {"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 5},
            {"routing_no": "R", "operation_no": "20", "no": "B", "run_time": 5},
        ],
        "production_boms": [{"no": "PB"}],
        "production_bom_lines": [{"production_bom_no": "PB", "no": "C", "quantity_per": 2}],
        "items": [
            {"no": "P", "production_bom_no": "PB", "routing_no": "R", "unit_cost": 25, **PRODUCED},
            {"no": "C", "unit_cost": 3},
        ],
    }
