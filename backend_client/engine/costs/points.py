"""What a step of cost adjustment leaves to the next ones: noted while it works, written with its posting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend_client.engine.context import Context
from backend_client.records.cost import AverageCostPoint, InboundCostPoint, ItemCardCostPoint, OrderLineCost
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries import costs
from backend_client.store.queries.costs import Place
from backend_client.store.rows import Record, Row
from backend_client.terms import AverageCostCalculationType, CostingMethod

INBOUND_KEY = ("entry_no",)
AVERAGE_KEY = ("item_no", "location_code", "variant_code")
CARD_KEY = ("item_no",)
LINE_KEY = ("order_no", "line_no")


@dataclass(slots=True)
class Points:
    """Costs that are known to move others; noting one twice is noting it once."""

    context: Context
    _inbound: set[int] = field(default_factory=set)
    _averages: dict[tuple[str, str, str], date] = field(default_factory=dict)
    _cards: set[str] = field(default_factory=set)
    _lines: set[tuple[str, int]] = field(default_factory=set)

    def cost_changed(self, entry: Row) -> None:
        """Note an entry that is worth something else: its item's card, its average, the line that consumed it."""
        self._cards.add(entry["item_no"])
        if entry["order_no"]:
            self.order_line(entry["order_no"], entry["order_line_no"])
        if is_averaged(entry):
            self.average(entry, entry["valuation_date"])
        if entry["positive"] and entry["remaining_quantity"] != entry["quantity"]:
            self.inbound(entry["entry_no"])

    def output_changed(self, entry: Row) -> None:
        """Note an output entry that its own order has settled."""
        self.cost_changed({**entry, "order_no": ""})

    def card(self, item_no: str) -> None:
        """Note an item whose card is to follow."""
        self._cards.add(item_no)

    def inbound(self, entry_no: int) -> None:
        """Note an inbound entry that others have taken from."""
        self._inbound.add(entry_no)

    def average(self, entry: Row, day: date) -> None:
        """Note the average of an entry's item, from a day on."""
        key = average_key(self.context, entry)
        self._averages[key] = min(day, self._averages.get(key, day))

    def averaged(self, point: Row) -> None:
        """Forget an average that has just been worked out: what it moved in its own period it has seen."""
        self._averages.pop(tuple(point[name] for name in AVERAGE_KEY), None)

    def order_line(self, order_no: str, line_no: int) -> None:
        """Note an order line; it is settled again if its order is finished."""
        self._lines.add((order_no, line_no))

    def add_to(self, posting: Posting) -> int:
        """Have the points written with a posting; answers how many more there are than before, less those it deletes."""
        connection = self.context.connection
        averages = []
        for key, row in costs.standing(connection, AverageCostPoint, AVERAGE_KEY, self._averages).items():
            self._averages[key] = min(self._averages[key], row["valuation_date"])
        for key, day in sorted(self._averages.items()):
            averages.append({**dict(zip(AVERAGE_KEY, key, strict=True)), "valuation_date": day})
        again = [{"entry_no": no, "after_entry_no": 0, "taken_amount": ZERO} for no in sorted(self._inbound)]
        cards = [{"item_no": no} for no in sorted(self._cards)]
        return (
            self._write(posting, AverageCostPoint, AVERAGE_KEY, averages)
            + self._write(posting, InboundCostPoint, INBOUND_KEY, again)
            + self._write(posting, ItemCardCostPoint, CARD_KEY, cards)
            + self._write_lines(posting)
            - sum(len(each.rows) for each in posting.deletes)
        )

    def _write(self, posting: Posting, record: Record, key: tuple[str, ...], rows: Iterable[Row]) -> int:
        """Change the points that stand already, add the others."""
        wanted = {tuple(row[name] for name in key): row for row in rows}
        gone = [row for each in posting.deletes if each.record is record for row in each.rows]
        standing = set(costs.standing(self.context.connection, record, key, wanted))
        standing -= {tuple(row[name] for name in key) for row in gone}
        new = [row for values, row in wanted.items() if values not in standing]
        old = [row for values, row in wanted.items() if values in standing]
        if new:
            posting.inserts.append(Insert(record, new))
        if old and len(old[0]) > len(key):
            posting.updates.append(Update(record, key, old))
        return len(new)

    def _write_lines(self, posting: Posting) -> int:
        """Have lines of finished orders settled again; of others there is nothing kept yet."""
        standing = costs.standing(self.context.connection, OrderLineCost, LINE_KEY, self._lines)
        settled = sorted(key for key, row in standing.items() if not row["to_adjust"])
        if settled:
            rows = [dict(zip(LINE_KEY, key, strict=True)) | {"to_adjust": True} for key in settled]
            posting.updates.append(Update(OrderLineCost, LINE_KEY, rows))
        return len(settled)


def is_averaged(entry: Row) -> bool:
    """Answer whether an entry takes or makes an average; one that goes out of a certain entry costs what that costs."""
    return entry["costing_method"] is CostingMethod.AVERAGE


def average_key(context: Context, entry: Row) -> tuple[str, str, str]:
    """Answer what an entry is averaged with: item alone, or item, location and variant."""
    if context.setup.settings.average_cost_calculation_type is AverageCostCalculationType.ITEM:
        return (entry["item_no"], "", "")
    return (entry["item_no"], entry["location_code"], entry["variant_code"])


def place_of(context: Context, point: dict[str, Any]) -> Place:
    """Answer the stock that a noted average is over."""
    if context.setup.settings.average_cost_calculation_type is AverageCostCalculationType.ITEM:
        return Place(point["item_no"])
    return Place(point["item_no"], point["location_code"], point["variant_code"])
