"""Averaging: what goes out of an item of average cost is brought to the average of its period, period after period."""

from decimal import Decimal

from backend_client.engine.costs.correcting import Correcting
from backend_client.engine.costs.forwarding import Flow, follows_inbound, put_outbound
from backend_client.engine.costs.points import AVERAGE_KEY, place_of
from backend_client.messages.base import Refused
from backend_client.records.cost import AverageCostPoint
from backend_client.rules.average_cost import Pool, averaged_costs, period_of
from backend_client.rules.cost_forwarding import returned_costs
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Delete, Update
from backend_client.store.queries import costs
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType


def average_point(work: Correcting, point: Row, most: int) -> Refused | None:
    """Work out one period of an item; at most so many entries are corrected before it is looked at again.

    Refuses as posting does.
    """
    connection, settings = work.context.connection, work.context.setup.settings
    place = place_of(work.context, point)
    first, last = period_of(point["valuation_date"], settings.average_cost_period)
    rows = costs.in_period(connection, place, first, last)
    going_out = [row for row in rows if goes_out_at_average(row)]
    flow = Flow.read(work, (row["entry_no"] for row in going_out), (row["entry_no"] for row in rows))
    before = Pool(*costs.before_day(connection, place, first))
    targets = _targets(flow, before, rows, going_out)
    corrected = 0
    for row in going_out:
        target = targets.get(row["entry_no"])
        if target is None or target == flow.worth(row["entry_no"]).without_rounding():
            continue
        if corrected == most:
            return None
        corrected += 1
        refused = put_outbound(work, flow, flow.entries[row["entry_no"]], target)
        if refused is not None:
            return refused
    key = {name: point[name] for name in AVERAGE_KEY}
    day = costs.next_day_after(connection, place, last)
    posting = work.books.posting
    if day is None:
        posting.deletes.append(Delete(AverageCostPoint, AVERAGE_KEY, [key]))
        work.points.averaged(point)
    else:
        posting.updates.append(Update(AverageCostPoint, AVERAGE_KEY, [key | {"valuation_date": day}]))
        work.points.averaged(point)
    return None


def goes_out_at_average(row: Row) -> bool:
    """Answer whether an entry goes out at the average: not out of a certain entry, and not a correction of output."""
    return (
        not row["positive"]
        and row["entry_type"] is not ItemLedgerEntryType.OUTPUT
        and not follows_inbound(row)
    )


def _targets(flow: Flow, before: Pool, rows: list[Row], going_out: list[Row]) -> dict[int, Decimal]:
    """Answer what each entry that goes out costs; none while there is nothing to average."""
    numbers = [row["entry_no"] for row in going_out]
    here = {row["entry_no"] for row in rows}
    returned = {
        each.item_ledger_entry_no for number in numbers for each in flow.returns.get(number, ())
    } & here
    averaged = set(numbers) | returned
    others = [row for row in rows if row["entry_no"] not in averaged]
    pool = Pool(
        before.quantity + sum((row["quantity"] for row in others), ZERO),
        before.cost + sum((_cost(flow, row["entry_no"]) for row in others), ZERO),
    )
    if pool.quantity <= 0 or not numbers:
        return {}
    found = dict(zip(numbers, averaged_costs(pool, [row["quantity"] for row in going_out]), strict=True))
    if not before.quantity + sum((row["quantity"] for row in rows), ZERO):
        back = sum((_returned(flow, number, found[number], here) for number in numbers), ZERO)
        found[numbers[-1]] -= pool.cost + sum(found.values(), ZERO) + back
    return found


def _cost(flow: Flow, number: int) -> Decimal:
    worth = flow.worth(number)
    return worth.without_rounding() + worth.rounding() + worth.expected


def _returned(flow: Flow, number: int, cost: Decimal, here: set[int]) -> Decimal:
    """Answer the cost of what comes back of an entry in its own period."""
    returns = flow.returns.get(number, ())
    parts = returned_costs(flow.entries[number]["quantity"], cost, [row.quantity for row in returns])
    return sum(
        (part for row, part in zip(returns, parts, strict=True) if row.item_ledger_entry_no in here), ZERO
    )
