"""The calendar of every center, over a range that orders and the load board can work in.

The range is the plant's own (`calendar_from`, `calendar_to`; both there and empty: none is calculated), or else
from four weeks before the plant's date or its first order to 26 weeks after its date, its last order and the day of
the import. Calendars stand as they are when the range is covered and nothing they are made of has changed.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.planning import CalculateCalendarRequest
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode, TableCount
from backend_client.plant.rows import PlantRows
from backend_client.plant.writing.transaction import PlantTransaction, refusal_facts
from backend_client.records.calendar import CalendarEntry
from backend_client.store.rows import table_of

BEFORE = timedelta(weeks=4)
AFTER = timedelta(weeks=26)
FARTHEST = timedelta(days=limits.CALENDAR_DAYS_MAX // 2 - 1)  # from the plant's date, whatever its orders say
MADE_OF = frozenset(
    {
        "shop_calendars",
        "shop_calendar_working_days",
        "shop_calendar_holidays",
        "work_centers",
        "machine_centers",
        "capacity_units_of_measure",
    }
)


def calculate_calendars(
    transaction: PlantTransaction, plant: PlantRows, faults: Faults, written: Sequence[TableCount]
) -> TableCount:
    """Calculate the calendars of all centers where that is needed; counts calendar entries."""
    range_ = calendar_range(plant, transaction.at.date())
    standing = _entries(transaction)
    untouched = not any(
        count.table in MADE_OF and (count.added or count.changed or count.removed) for count in written
    )
    if range_ is None or (untouched and _is_covered(transaction, range_)):
        return TableCount(table="calendar_entries", left=standing)
    first, last = range_
    request = CalculateCalendarRequest(
        **transaction.request("calendars"), posting_date=first, first_day=first, last_day=last
    )
    answer = transaction.post(request)
    if isinstance(answer, Refused):
        faults.add(
            PlantErrorCode.ENGINE_REFUSED, "plant_setup.csv", column="value", found=refusal_facts(answer)
        )
    return TableCount(table="calendar_entries", added=_entries(transaction) - standing, left=standing)


def calendar_range(plant: PlantRows, today: date) -> tuple[date, date] | None:
    """Answer the first and last day to calculate, None for a plant that wants no calendars."""
    if plant.find("plant_setup", "calendar_from") and plant.find("plant_setup", "calendar_to"):
        own = plant.setting("calendar_from"), plant.setting("calendar_to")
        return (date.fromisoformat(own[0]), date.fromisoformat(own[1])) if all(own) else None
    work_date = plant.work_date() or today
    first = min([work_date, *_days(plant, "starting_date_time")]) - BEFORE
    last = max([work_date, today, *_days(plant, "ending_date_time")]) + AFTER
    return max(first, work_date - FARTHEST), min(last, work_date + FARTHEST)


def _days(plant: PlantRows, column: str) -> Iterable[date]:
    for order in plant.of("production_orders"):
        moment = order.moment(column)
        if moment:
            yield moment.date()


def _entries(transaction: PlantTransaction) -> int:
    count = select(func.count()).select_from(table_of(CalendarEntry))
    return transaction.connection.execute(count).scalar_one()


def _is_covered(transaction: PlantTransaction, range_: tuple[date, date]) -> bool:
    """Tell whether entries reach into the first and the last fortnight of the range."""
    table = table_of(CalendarEntry)
    first, last = transaction.connection.execute(select(func.min(table.c.date), func.max(table.c.date))).one()
    slack = timedelta(weeks=2)
    return first is not None and first <= range_[0] + slack and last >= range_[1] - slack
