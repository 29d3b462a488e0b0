"""Averaging: what goes out of an item of average cost is brought to the average of its period, period after period.

A step works out a few entries of one period; how far it came is kept, and what counts from before the period with it,
so that neither a long period nor a long history makes a step long.
"""

from datetime import date
from decimal import Decimal

from backend_client.engine.costs.correcting import Correcting
from backend_client.engine.costs.forwarding import Flow, put_outbound
from backend_client.engine.costs.points import AVERAGE_KEY, place_of
from backend_client.messages.base import Refused
from backend_client.records.cost import AverageCostPoint
from backend_client.rules.average_cost import Pool, averaged_costs, period_of
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Update
from backend_client.store.queries import average_costs
from backend_client.store.queries.average_costs import Period
from backend_client.store.rows import Row


def average_point(work: Correcting, point: Row, most: int) -> Refused | None:
    """Work out the next entries of an item that go out in a period, at most so many. Refuses as posting does."""
    connection, settings = work.context.connection, work.context.setup.settings
    first, last = period_of(point["valuation_date"], settings.average_cost_period)
    period = Period(place_of(work.context, point), first, last)
    opening = Pool(point["opening_quantity"], point["opening_cost"])
    if not point["opening_known"]:
        opening = Pool(*average_costs.before_period(connection, period))
    numbers = average_costs.going_out(connection, period, point["after_entry_no"], most + 1)
    more, numbers = len(numbers) > most, numbers[:most]
    pool = average_costs.pool_of(connection, period)
    pool = Pool(opening.quantity + pool[0], opening.cost + pool[1])
    closing = Pool(*average_costs.whole_of(connection, period))
    closing = Pool(opening.quantity + closing.quantity, opening.cost + closing.cost)
    flow = Flow.read(work, numbers)
    gone = sum((flow.entries[no]["quantity"] for no in numbers), -point["gone_quantity"])
    posted = len(work.books.posting.value_entries)
    if numbers and pool.quantity > 0:
        quantities = [flow.entries[no]["quantity"] for no in numbers]
        targets = averaged_costs(pool, quantities, point["gone_quantity"])
        for place, number in enumerate(numbers):
            target = targets[place]
            if not more and not closing.quantity and number == numbers[-1]:
                target -= closing.cost + _added(work, posted) + target - flow.worth(number).without_rounding()
            refused = put_outbound(work, flow, flow.entries[number], target)
            if refused is not None:
                return refused
    closing = Pool(closing.quantity, closing.cost + _added(work, posted))
    kept = {name: point[name] for name in AVERAGE_KEY} | {"opening_known": True}
    if more:
        kept |= _from(first, opening, numbers[-1], -gone)
    else:
        day = average_costs.next_day_after(connection, period)
        if day is None:
            kept |= _from(first, opening, 0, ZERO)
        else:
            kept |= _from(period_of(day, settings.average_cost_period)[0], closing, 0, ZERO)
        more = day is not None
    work.books.posting.updates.append(Update(AverageCostPoint, AVERAGE_KEY, [kept | {"due": more}]))
    work.points.averaged(point, done=not more)
    return None


def _added(work: Correcting, posted: int) -> Decimal:
    """Answer what this step has added to the worth of the item's entries."""
    rows = work.books.posting.value_entries[posted:]
    return sum((row["cost_amount_actual"] for row in rows), ZERO)


def _from(day: date, opening: Pool, after_entry_no: int, gone_quantity: Decimal) -> Row:
    return {
        "valuation_date": day,
        "opening_quantity": opening.quantity,
        "opening_cost": opening.cost,
        "after_entry_no": after_entry_no,
        "gone_quantity": gone_quantity,
    }
