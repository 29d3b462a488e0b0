"""What cost adjustment reads: entries with their costs, what was taken from what, and where to go on."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
)

from backend_client.records.columns import AMOUNT
from backend_client.records.cost import (
    AverageCostPoint,
    CostAdjustmentHead,
    InboundCostPoint,
    ItemCardCostPoint,
    OrderLineCost,
)
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.register import LedgerHead
from backend_client.records.value_entry import ValueEntry
from backend_client.store.queries.average_costs import DUE, TO_ADJUST
from backend_client.store.rows import Record, Row, table_of
from backend_client.terms import CostingMethod, ValueEntryType

ZERO = Decimal(0)
ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
APPLICATION = table_of(ItemApplicationEntry)
HEAD = table_of(CostAdjustmentHead)
LEDGER = table_of(LedgerHead)
INBOUND = table_of(InboundCostPoint)
AVERAGE = table_of(AverageCostPoint)
CARD = table_of(ItemCardCostPoint)
LINE_COST = table_of(OrderLineCost)
ITEM = table_of(Item)

MOVED = tuple(
    ENTRY.c[name]
    for name in [
        "entry_no",
        "entry_type",
        "item_no",
        "variant_code",
        "location_code",
        "posting_date",
        "valuation_date",
        "document_no",
        "quantity",
        "remaining_quantity",
        "open",
        "positive",
        "completely_invoiced",
        "invoiced_quantity",
        "order_no",
        "order_line_no",
        "applies_to_entry",
        "applies_from_entry",
    ]
)
COSTED = (*MOVED, ITEM.c.costing_method, ITEM.c.inventory_posting_group, ITEM.c.gen_prod_posting_group)
WITH_ITEM = ENTRY.join(ITEM, ITEM.c.no == ENTRY.c.item_no)

NEWS = (
    select(
        VALUE.c.entry_no,
        VALUE.c.item_ledger_entry_no,
        VALUE.c.capacity_ledger_entry_no,
        VALUE.c.order_no,
        VALUE.c.order_line_no,
        VALUE.c.adjustment,
    )
    .where(VALUE.c.entry_no > select(HEAD.c.value_entry_no).scalar_subquery())
    .order_by(VALUE.c.entry_no)
    .limit(bindparam("most"))
)
ENTRIES = (
    select(*COSTED).select_from(WITH_ITEM).where(ENTRY.c.entry_no.in_(bindparam("entries", expanding=True)))
)
SUMS = (
    select(
        VALUE.c.item_ledger_entry_no,
        VALUE.c.entry_type,
        VALUE.c.variance_type,
        func.sum(VALUE.c.cost_amount_actual, type_=AMOUNT),
        func.sum(VALUE.c.cost_amount_expected, type_=AMOUNT),
        func.sum(VALUE.c.expected_cost_posted_to_gl, type_=AMOUNT),
        func.min(VALUE.c.entry_no),
    )
    .where(VALUE.c.item_ledger_entry_no.in_(bindparam("entries", expanding=True)))
    .group_by(VALUE.c.item_ledger_entry_no, VALUE.c.entry_type, VALUE.c.variance_type)
)
REVALUATIONS = select(
    VALUE.c.item_ledger_entry_no, VALUE.c.register_no, VALUE.c.valued_quantity, VALUE.c.cost_amount_actual
).where(
    VALUE.c.item_ledger_entry_no.in_(bindparam("entries", expanding=True)),
    VALUE.c.entry_type == ValueEntryType.REVALUATION,
)
FIRST_COSTS = select(VALUE.c.item_ledger_entry_no, VALUE.c.cost_amount_actual).where(
    VALUE.c.entry_no.in_(bindparam("values", expanding=True))
)
OF_OUTBOUND = (
    select(
        APPLICATION.c.inbound_item_entry_no,
        APPLICATION.c.outbound_item_entry_no,
        APPLICATION.c.item_ledger_entry_no,
        APPLICATION.c.quantity,
        APPLICATION.c.register_no,
    )
    .where(APPLICATION.c.outbound_item_entry_no.in_(bindparam("entries", expanding=True)))
    .order_by(APPLICATION.c.entry_no)
)
TAKEN_FROM_POINTS = (
    select(
        INBOUND.c.entry_no,
        INBOUND.c.after_entry_no,
        INBOUND.c.taken_amount,
        APPLICATION.c.outbound_item_entry_no,
        APPLICATION.c.quantity,
        APPLICATION.c.register_no,
    )
    .select_from(
        INBOUND.outerjoin(
            APPLICATION,
            and_(
                APPLICATION.c.inbound_item_entry_no == INBOUND.c.entry_no,
                APPLICATION.c.outbound_item_entry_no > INBOUND.c.after_entry_no,
                APPLICATION.c.quantity < ZERO,
            ),
        )
    )
    .order_by(INBOUND.c.entry_no, APPLICATION.c.outbound_item_entry_no)
    .limit(bindparam("most"))
)


class EntryCost(NamedTuple):
    """What an entry is worth by kind: actual and expected, the first value entry it has, and what of its expected cost is in the general ledger."""

    actual: dict[tuple[Any, Any], Decimal]
    expected: Decimal
    first_value_entry_no: int
    expected_posted: Decimal = ZERO

    def without_rounding(self) -> Decimal:
        """Actual cost of every kind but rounding."""
        return sum(
            (amount for (kind, _), amount in self.actual.items() if kind is not ValueEntryType.ROUNDING), ZERO
        )

    def rounding(self) -> Decimal:
        """What rounding took from it."""
        return sum(
            (amount for (kind, _), amount in self.actual.items() if kind is ValueEntryType.ROUNDING), ZERO
        )


NO_COST_YET = EntryCost({}, ZERO, 0)


class TakenRow(NamedTuple):
    """A row of the applications that an outbound entry is part of; a return has a quantity above 0."""

    inbound_item_entry_no: int
    outbound_item_entry_no: int
    item_ledger_entry_no: int
    quantity: Decimal
    register_no: int


def news(connection: Connection, most: int) -> list[Row]:
    """Read the first value entries that adjustment has not looked at."""
    return [dict(row) for row in connection.execute(NEWS, {"most": most}).mappings()]


def entries(connection: Connection, numbers: Iterable[int]) -> dict[int, Row]:
    """Read item ledger entries with the costing method and posting groups of their items, by number."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    return {row["entry_no"]: dict(row) for row in connection.execute(ENTRIES, {"entries": wanted}).mappings()}


def costs(connection: Connection, numbers: Iterable[int]) -> dict[int, EntryCost]:
    """Read what entries are worth, by number; those without value entries are not named."""
    wanted = sorted(set(numbers))
    found: dict[int, EntryCost] = {}
    for number, kind, variance, actual, expected, posted, first in (
        connection.execute(SUMS, {"entries": wanted}) if wanted else ()
    ):
        before = found.get(number, NO_COST_YET)
        earliest = min(first, before.first_value_entry_no or first)
        found[number] = EntryCost(
            {**before.actual, (kind, variance): actual},
            before.expected + expected,
            earliest,
            before.expected_posted + posted,
        )
    return found


def revaluations(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, int, Decimal, Decimal]]:
    """Read (entry, register, quantity revalued, amount) of each revaluation of some entries."""
    wanted = sorted(set(numbers))
    return [tuple(row) for row in connection.execute(REVALUATIONS, {"entries": wanted})] if wanted else []


def first_costs(connection: Connection, value_entry_nos: Iterable[int]) -> dict[int, Decimal]:
    """Read what entries were posted at, by item ledger entry, from their first value entries."""
    wanted = sorted(set(value_entry_nos))
    return {row[0]: row[1] for row in connection.execute(FIRST_COSTS, {"values": wanted})} if wanted else {}


def applications_of_outbound(connection: Connection, numbers: Iterable[int]) -> list[TakenRow]:
    """Read what outbound entries took, and what came back of them, in the order it happened."""
    wanted = sorted(set(numbers))
    return [TakenRow(*row) for row in connection.execute(OF_OUTBOUND, {"entries": wanted})] if wanted else []


def taken_from_points(connection: Connection, most: int) -> list[Row]:
    """Read what was taken from the inbound entries whose cost has changed, a point without any with no outbound."""
    return [dict(row) for row in connection.execute(TAKEN_FROM_POINTS, {"most": most}).mappings()]


def standing(
    connection: Connection, record: Record, key: tuple[str, ...], wanted: Iterable[tuple[Any, ...]]
) -> dict[tuple[Any, ...], Row]:
    """Read the rows of a small table that have one of some keys."""
    table, keys = table_of(record), list(wanted)
    if not keys:
        return {}
    fits = or_(
        *(and_(*(table.c[name] == value for name, value in zip(key, each, strict=True))) for each in keys)
    )
    rows = connection.execute(select(table).where(fits)).mappings()
    return {tuple(row[name] for name in key): dict(row) for row in rows}


def has_inbound(connection: Connection) -> bool:
    """Answer whether the cost of an inbound entry is to be forwarded."""
    return connection.execute(select(INBOUND.c.entry_no).limit(1)).first() is not None


def filled_since(connection: Connection, inbound: Iterable[int]) -> dict[int, date]:
    """Read, for inbound entries that filled what had gone out before, the first day on which that went out."""
    wanted = sorted(set(inbound))
    outbound = ENTRY.alias("outbound")
    statement = (
        select(APPLICATION.c.inbound_item_entry_no, func.min(outbound.c.posting_date))
        .join(outbound, outbound.c.entry_no == APPLICATION.c.outbound_item_entry_no)
        .where(
            APPLICATION.c.inbound_item_entry_no.in_(wanted),
            APPLICATION.c.item_ledger_entry_no == APPLICATION.c.inbound_item_entry_no,
            APPLICATION.c.quantity < ZERO,
        )
        .group_by(APPLICATION.c.inbound_item_entry_no)
    )
    return {row[0]: row[1] for row in connection.execute(statement)} if wanted else {}


class CardValue(NamedTuple):
    """What an item has in stock and is worth, and what went out of it last (both negative)."""

    item_no: str
    is_standard: bool
    unit_cost: Decimal
    quantity: Decimal
    cost: Decimal
    last_quantity: Decimal
    last_cost: Decimal


def card_values(connection: Connection, item_nos: Iterable[str]) -> list[CardValue]:
    """Read stock, value and the last outbound entry of some items; five statements."""
    wanted = sorted(set(item_nos))
    amount = type_coerce(VALUE.c.cost_amount_actual + VALUE.c.cost_amount_expected, AMOUNT)
    cards = connection.execute(
        select(ITEM.c.no, ITEM.c.costing_method, ITEM.c.unit_cost).where(ITEM.c.no.in_(wanted))
    )
    stock = connection.execute(
        select(ENTRY.c.item_no, func.sum(ENTRY.c.quantity, type_=ENTRY.c.quantity.type))
        .where(ENTRY.c.item_no.in_(wanted))
        .group_by(ENTRY.c.item_no)
    )
    worth = connection.execute(
        select(VALUE.c.item_no, func.sum(amount, type_=AMOUNT))
        .where(VALUE.c.item_no.in_(wanted), VALUE.c.item_ledger_entry_no != 0)
        .group_by(VALUE.c.item_no)
    )
    last = connection.execute(
        select(ENTRY.c.item_no, func.max(ENTRY.c.entry_no))
        .where(ENTRY.c.item_no.in_(wanted), ENTRY.c.quantity < ZERO)
        .group_by(ENTRY.c.item_no)
    )
    quantities, latest = {row[0]: row[1] for row in stock}, {row[0]: row[1] for row in last}
    values: dict[str, Decimal] = {row[0]: row[1] for row in worth}
    gone, gone_cost = entries(connection, latest.values()), costs(connection, latest.values())
    found = []
    for no, method, unit_cost in cards:
        number = latest.get(no, 0)
        out = gone_cost.get(number, NO_COST_YET)
        found.append(
            CardValue(
                item_no=no,
                is_standard=method is CostingMethod.STANDARD,
                unit_cost=unit_cost,
                quantity=quantities.get(no, ZERO),
                cost=values.get(no, ZERO),
                last_quantity=gone[number]["quantity"] if number else ZERO,
                last_cost=out.without_rounding() + out.expected,
            )
        )
    return found


def cards_to_follow(connection: Connection, most: int) -> list[str]:
    """Read the items whose cards are to follow their cost."""
    return list(connection.execute(select(CARD.c.item_no).order_by(CARD.c.item_no).limit(most)).scalars())


class LeftToDo(NamedTuple):
    """Value entries that adjustment has not looked at, the last one of all, how many points are noted, and how often nothing was left."""

    unseen: int
    last_value_entry_no: int
    points: int
    rests: int


def left_to_do(connection: Connection) -> LeftToDo:
    """Read how much adjustment has to do."""
    heads = select(LEDGER.c.value_entry_no, HEAD.c.value_entry_no, HEAD.c.rests).select_from(
        LEDGER.join(HEAD, HEAD.c.id == LEDGER.c.id)
    )
    last, seen, rests = connection.execute(heads).one()
    counts = [select(func.count()).select_from(table) for table in (INBOUND, CARD)]
    counts.append(select(func.count()).select_from(AVERAGE).where(DUE))
    counts.append(select(func.count()).select_from(LINE_COST).where(TO_ADJUST))
    points = sum(connection.execute(each).scalar_one() for each in counts)
    return LeftToDo(last - seen, last, points, rests)
