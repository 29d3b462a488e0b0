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

    def add_to(self, posting: Posting) -> None:
        """Have the points written with a posting."""
        connection = self.context.connection
        standing = costs.standing(connection, AverageCostPoint, AVERAGE_KEY, self._averages)
        averages = [
            {
                **dict(zip(AVERAGE_KEY, key, strict=True)),
                "valuation_date": min(day, standing[key]["valuation_date"]) if key in standing else day,
            }
            for key, day in sorted(self._averages.items())
        ]
        self._write(posting, AverageCostPoint, AVERAGE_KEY, averages)
        again = [{"entry_no": no, "after_entry_no": 0, "taken_amount": ZERO} for no in sorted(self._inbound)]
        self._write(posting, InboundCostPoint, INBOUND_KEY, again)
        self._write(posting, ItemCardCostPoint, CARD_KEY, [{"item_no": no} for no in sorted(self._cards)])
        if self._lines:
            rows = [{"order_no": no, "line_no": line, "to_adjust": True} for no, line in sorted(self._lines)]
            posting.updates.append(Update(OrderLineCost, LINE_KEY, rows))

    def _write(self, posting: Posting, record: Record, key: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Change the points that stand already, add the others."""
        wanted = {tuple(row[name] for name in key): row for row in rows}
        standing = costs.standing(self.context.connection, record, key, wanted)
        gone = {
            tuple(row[name] for name in key)
            for each in posting.deletes
            if each.record is record
            for row in each.rows
        }
        new = [row for values, row in wanted.items() if values not in standing or values in gone]
        old = [row for values, row in wanted.items() if values in standing and values not in gone]
        if new:
            posting.inserts.append(Insert(record, new))
        if old and set(old[0]) - set(key):
            posting.updates.append(Update(record, key, old))


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
