"""The number of a new order: as given, or the next of the plant's series for production orders.

A number stays with its order through every status; Business Central draws another one where the next status has
another series.
"""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from backend_client.engine.context import Context
from backend_client.limits import CODE_LENGTH_MAX
from backend_client.messages.base import Refused
from backend_client.records.number_series import NumberSeries
from backend_client.records.order import ProductionOrder
from backend_client.refusals import RefusalCode
from backend_client.rules.number_series import Series, is_beyond, next_numbers
from backend_client.store.posting import Posting, Update
from backend_client.store.queries.number_series import number_series
from backend_client.store.rows import Row, table_of

ORDER = table_of(ProductionOrder)
SETTING = "production_order_nos"
FACTS = ("starting_no", "last_no_used", "ending_no", "increment_by_no", "blocked")
LOOK_AHEAD = 20  # numbers looked at in one statement


class OrderNumber(NamedTuple):
    """A number, the series it was drawn from ("" = given by hand), and whether that is near its end."""

    no: str
    series_code: str = ""
    is_ending: bool = False


def order_number(context: Context, given: str) -> OrderNumber | Refused:
    """Answer the number of a new order.

    Refusals: request-malformed (none given, and no series), number-series-not-found, number-series-ended,
    order-already-exists.
    """
    if len(given) > CODE_LENGTH_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "order_no", "what": "length"})
    if given:
        if _taken(context, [given]):
            return Refused(code=RefusalCode.ORDER_ALREADY_EXISTS, facts={"order_no": given})
        return OrderNumber(given)
    series_code = context.setup.settings.others.get(SETTING, "")
    if not series_code:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "order_no"})
    row = number_series(context.connection, series_code)
    facts = {"number_series": series_code}
    if row is None:
        return Refused(code=RefusalCode.NUMBER_SERIES_NOT_FOUND, facts=facts)
    no = _next_free(context, row)
    if not no:
        facts["last_no_used"] = row["last_no_used"]
        return Refused(code=RefusalCode.NUMBER_SERIES_ENDED, facts=facts)
    near = bool(row["warning_no"]) and not is_beyond(row["warning_no"], no)
    return OrderNumber(no, series_code, is_ending=near)


def keep_drawn(posting: Posting, number: OrderNumber) -> None:
    """Note in the posting that a number was drawn."""
    if number.series_code:
        changed = {"code": number.series_code, "last_no_used": number.no}
        posting.updates.append(Update(NumberSeries, ("code",), [changed]))


def _next_free(context: Context, row: Row) -> str:
    """Answer the next number that no order has, "" where the series has none: numbers given by hand are passed over."""
    series = Series(**{name: row[name] for name in FACTS})
    while numbers := next_numbers(series, LOOK_AHEAD) or next_numbers(series, 1):
        taken = _taken(context, numbers)
        free = next((number for number in numbers if number not in taken), "")
        if free:
            return free
        series = replace(series, last_no_used=numbers[-1])
    return ""


def _taken(context: Context, numbers: list[str]) -> set[str]:
    return set(context.connection.execute(select(ORDER.c.no).where(ORDER.c.no.in_(numbers))).scalars())
