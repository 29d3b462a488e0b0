"""Settling: the output of a finished order gets the cost of what was spent on it, an item of standard cost its variances.

Only finished orders settle; until then output is worth what it is expected to cost. Settled again, after a late
cost or a reopening, only the difference is posted. Standards are frozen when a line is first settled.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from backend_client import limits
from backend_client.engine.costs.correcting import Correcting, Correction
from backend_client.messages.base import Refused
from backend_client.records.cost import OrderLineCost
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.rules.order_cost import (
    NO_COST,
    CostShares,
    OutputEntry,
    by_entry,
    of_quantity,
    shared,
    with_manufacturing_overhead,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.queries import costs, order_costs
from backend_client.store.queries.costs import NO_COST_YET, EntryCost
from backend_client.store.queries.order_costs import CostLine, Spent
from backend_client.store.rows import Row
from backend_client.terms import CostingMethod, OrderStatus, ValueEntryType, VarianceType

LINE_KEY = ("order_no", "line_no")
VARIANCES = (
    VarianceType.MATERIAL,
    VarianceType.CAPACITY,
    VarianceType.SUBCONTRACTED,
    VarianceType.CAPACITY_OVERHEAD,
    VarianceType.MANUFACTURING_OVERHEAD,
)
"""In the order of the shares."""
STANDARD_COLUMNS = tuple(
    f"standard_{name}_cost"
    for name in ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")
)

Key = tuple[ValueEntryType, VarianceType]


def settle_orders(work: Correcting, order_nos: Sequence[str], most: int) -> Refused | None:
    """Settle the lines of some orders; an order with more to correct than `most` entries is gone on with later.

    Refuses as posting does.
    """
    connection = work.context.connection
    work.read_lines(set(order_nos))
    kept = order_costs.settled_before(connection, order_nos)
    lines = {key: line for key, line in work.lines.items() if key in kept}
    finished = [
        no
        for no in order_nos
        if any(line.order_no == no and line.status is OrderStatus.FINISHED for line in lines.values())
    ]
    spent = order_costs.spent(connection, finished)
    outputs = order_costs.outputs(connection, finished)
    worth = costs.costs(connection, (row["entry_no"] for rows in outputs.values() for row in rows))
    left = most
    for key, line in lines.items():
        if line.status is not OrderStatus.FINISHED:
            work.books.change(OrderLineCost, LINE_KEY, _waiting(kept[key]))
            work.lines_settled += kept[key]["to_adjust"]
        elif left:
            rows, standard = outputs.get(key, []), _frozen(kept[key], line)
            sharing = [each for each in lines.values() if share_work(each, line)]
            cost = actual_cost(line, sharing, spent, _made(rows))
            wrong = _wrong(rows, _targets(cost, standard, rows), worth)
            refused = _correct(work, wrong[:left], spent.last_consumed.get(key))
            if refused is not None:
                return refused
            done = len(wrong) <= left
            left = max(left - len(wrong), 0)
            work.lines_settled += kept[key]["to_adjust"] - (not done)
            state = {"to_adjust": not done} | _turned(work, kept[key], moved=done and bool(wrong))
            work.books.change(OrderLineCost, LINE_KEY, state | _settled(line, standard))
    return None


def actual_cost(line: CostLine, sharing: Sequence[CostLine], spent: Spent, made: Decimal) -> CostShares:
    """Answer what was spent on a line, by share.

    sharing  the lines of the same item under the same routing, this one among them: they share their work by output
    made     net output in base units
    """
    keys = [(each.order_no, each.line_no) for each in sharing]
    own = keys.index((line.order_no, line.line_no))
    weights = [spent.put_out.get(key, ZERO) for key in keys]

    def part(kind: ValueEntryType, *outside: bool) -> Decimal:
        total = sum((spent.work.get((*key, each, kind), ZERO) for key in keys for each in outside), ZERO)
        return shared(total, weights)[own]

    direct = CostShares(
        material=spent.material.get(keys[own], ZERO),
        capacity=part(ValueEntryType.DIRECT_COST, False),
        subcontracted=part(ValueEntryType.DIRECT_COST, True),
        capacity_overhead=part(ValueEntryType.INDIRECT_COST, False, True),
    )
    return with_manufacturing_overhead(direct, line.indirect_cost_pct, line.overhead_rate, made)


def standard_of(line: CostLine) -> CostShares | None:
    """Answer the standard cost of a base unit by share, None for an item of actual cost.

    What the shares on the card do not explain of its standard cost counts as material.
    """
    if line.costing_method is not CostingMethod.STANDARD:
        return None
    shares = CostShares(*line[-5:])
    standard = line.standard_cost if line.sku_standard_cost is None else line.sku_standard_cost
    return shares._replace(material=shares.material + standard - shares.total)


def share_work(one: CostLine, other: CostLine) -> bool:
    """Say whether two lines of one item are made by one routing, whose work is then theirs together."""
    columns = ("order_no", "item_no", "routing_no", "routing_reference_no")
    return all(getattr(one, name) == getattr(other, name) for name in columns)


def _frozen(kept: Row, line: CostLine) -> CostShares | None:
    if not kept["settled"]:
        return standard_of(line)
    return CostShares(*(kept[name] for name in STANDARD_COLUMNS)) if kept["at_standard"] else None


def _settled(line: CostLine, standard: CostShares | None) -> Row:
    shares = dict(zip(STANDARD_COLUMNS, standard or NO_COST, strict=True))
    state = {"settled": True, "at_standard": standard is not None}
    return {"order_no": line.order_no, "line_no": line.line_no, **state, **shares}


def _turned(work: Correcting, kept: Row, *, moved: bool) -> Row:
    """Count how often a line got another cost since costs came to rest; one that was found in a ring stays there."""
    same = kept["rests"] == work.rests or kept["turns"] >= limits.COST_TURNS_MAX
    return {"turns": (kept["turns"] if same else 0) + moved, "rests": work.rests}


def _waiting(kept: Row) -> Row:
    """Answer what is kept of a line whose order was reopened, in the columns of a settled one: both are written at once."""
    same = (*LINE_KEY, "settled", "at_standard", "turns", "rests", *STANDARD_COLUMNS)
    return {"to_adjust": False} | {name: kept[name] for name in same}


def _made(rows: Sequence[Row]) -> Decimal:
    return sum((row["quantity"] for row in rows), ZERO)


def _targets(
    cost: CostShares, standard: CostShares | None, rows: Sequence[Row]
) -> dict[int, dict[Key, Decimal]]:
    """Answer what each output entry is to be worth, by kind of value entry."""
    entries = [OutputEntry(row["entry_no"], row["quantity"], row["applies_to_entry"]) for row in rows]
    actual = by_entry(cost, entries)
    found: dict[int, dict[Key, Decimal]] = {}
    for entry in entries:
        shares = actual[entry.entry_no]
        target: dict[Key, Decimal] = {
            (ValueEntryType.DIRECT_COST, VarianceType.BLANK): shares.direct,
            (ValueEntryType.INDIRECT_COST, VarianceType.BLANK): shares.manufacturing_overhead,
        }
        if standard is not None:
            variance = of_quantity(standard, entry.quantity).less(shares) if _made(rows) else NO_COST
            target |= {
                (ValueEntryType.VARIANCE, kind): amount
                for kind, amount in zip(VARIANCES, variance, strict=True)
            }
        found[entry.entry_no] = target
    return found


def _wrong(
    rows: Sequence[Row], targets: dict[int, dict[Key, Decimal]], worth: dict[int, EntryCost]
) -> list[tuple[Row, list[Correction]]]:
    """Answer the output entries that are not yet worth what they should be, with what is to be added."""
    found = []
    for row in rows:
        corrections = _corrections(row, targets[row["entry_no"]], worth.get(row["entry_no"], NO_COST_YET))
        if corrections:
            found.append((row, corrections))
    return found


def _correct(
    work: Correcting, wrong: Sequence[tuple[Row, list[Correction]]], last_consumed: date | None
) -> Refused | None:
    """Add what output entries lack; they count from the last consumption of their line, if that is later."""
    for row, corrections in wrong:
        day = max(row["valuation_date"], last_consumed or row["valuation_date"])
        for correction in corrections:
            refused = work.correct(row, correction, day)
            if refused is not None:
                return refused
        state = {"invoiced_quantity": row["quantity"], "completely_invoiced": True, "valuation_date": day}
        work.books.change(ItemLedgerEntry, ("entry_no",), {"entry_no": row["entry_no"], **state})
        work.points.output_changed(row)  # from the day it counted from so far, which is not after the new one
    return None


def _corrections(row: Row, target: dict[Key, Decimal], worth: EntryCost) -> list[Correction]:
    """Answer what is to be added to an entry; expected cost goes with the first direct cost."""
    found = []
    for (kind, variance), amount in target.items():
        is_direct = kind is ValueEntryType.DIRECT_COST
        difference = amount - worth.actual.get((kind, variance), ZERO)
        expected = -worth.expected if is_direct else ZERO
        first = is_direct and not row["completely_invoiced"]
        if difference or expected or first:
            invoiced = row["quantity"] - row["invoiced_quantity"] if is_direct else ZERO
            found.append(Correction(difference, expected, kind, variance, invoiced, worth.expected_posted))
    return found
