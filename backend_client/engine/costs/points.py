"""What a step of cost adjustment leaves to the next ones: noted while it works, written with its posting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend_client.cost_terms import AverageCostCalculationType
from backend_client.engine.context import Context
from backend_client.records.cost import AverageCostPoint, InboundCostPoint, ItemCardCostPoint, OrderLineCost
from backend_client.rules.average_cost import period_of
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries import costs
from backend_client.store.queries.average_costs import Place
from backend_client.store.rows import Record, Row, new_row
from backend_client.terms import CostingMethod

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
    _averages_done: int = 0

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

    def averaged(self, point: Row, *, done: bool) -> None:
        """Forget an average that is being worked out: what it moves in its own period and later ones it sees itself."""
        self._averages.pop(average_point_key(point), None)
        self._averages_done += done

    def order_line(self, order_no: str, line_no: int) -> None:
        """Note an order line; it is settled again if its order is finished."""
        self._lines.add((order_no, line_no))

    def add_to(self, posting: Posting) -> int:
        """Have the points written with a posting; answers how many more there are than before, less those it deletes."""
        again = [{"entry_no": no, "after_entry_no": 0, "taken_amount": ZERO} for no in sorted(self._inbound)]
        cards = [{"item_no": no} for no in sorted(self._cards)]
        return (
            self._write_averages(posting)
            + self._write(posting, InboundCostPoint, INBOUND_KEY, again)
            + self._write(posting, ItemCardCostPoint, CARD_KEY, cards)
            + self._write_lines(posting)
            - sum(len(each.rows) for each in posting.deletes)
            - self._averages_done
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

    def _write_averages(self, posting: Posting) -> int:
        """Have averages worked out from the first day noted; what counts from before that is known as far as it is kept."""
        standing = costs.standing(self.context.connection, AverageCostPoint, AVERAGE_KEY, self._averages)
        period, new, old = self.context.setup.settings.average_cost_period, [], []
        for key, noted in sorted(self._averages.items()):
            day, _ = period_of(noted, period)
            row = standing.get(key)
            again = {"due": True, "after_entry_no": 0, "gone_quantity": ZERO}
            if row is None:
                key_columns = dict(zip(AVERAGE_KEY, key, strict=True))
                new.append(new_row(AverageCostPoint, **key_columns, valuation_date=day))
            elif day < row["valuation_date"]:
                old.append(row | again | {"valuation_date": day, "opening_known": False})
            else:
                old.append(row | again)
        if new:
            posting.inserts.append(Insert(AverageCostPoint, new))
        if old:
            posting.updates.append(Update(AverageCostPoint, AVERAGE_KEY, old))
        return len(new) + sum(not standing[tuple(row[name] for name in AVERAGE_KEY)]["due"] for row in old)

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


def average_point_key(point: Row) -> tuple[str, str, str]:
    """Answer the key of a noted average."""
    return (point["item_no"], point["location_code"], point["variant_code"])


def place_of(context: Context, point: dict[str, Any]) -> Place:
    """Answer the stock that a noted average is over."""
    if context.setup.settings.average_cost_calculation_type is AverageCostCalculationType.ITEM:
        return Place(point["item_no"])
    return Place(point["item_no"], point["location_code"], point["variant_code"])
