"""What the shop calendars say: their working days, their holidays, and which work centers follow them."""

from backend_client.engine.center_days import days_refused
from backend_client.engine.context import Context
from backend_client.engine.revisions import SHOP_CALENDAR, revisions
from backend_client.messages.base import Refused
from backend_client.messages.shop_calendars import (
    Holiday,
    ShopCalendarCard,
    ShopCalendarsQuestion,
    WorkingSpan,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries import calendars as stored
from backend_client.terms import Weekday

WEEK = tuple(Weekday)


def shop_calendars(
    context: Context, question: ShopCalendarsQuestion
) -> tuple[ShopCalendarCard, ...] | Refused:
    """Answer the shop calendars by code. Refuses with `period-out-of-range`, `master-data-not-found`."""
    refused = days_refused(question.first_day, question.last_day)
    if refused is not None:
        return refused
    names = stored.shop_calendar_names(context.connection)
    if question.code and question.code not in names:
        facts = {"field": "code", "code": question.code}
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
    codes = [question.code] if question.code else list(names)
    working, holidays = stored.shop_calendars(context.connection, codes)
    centers = context.setup.work_centers.values()
    changed = revisions(context, SHOP_CALENDAR, codes)
    return tuple(
        ShopCalendarCard(
            code=code,
            description=names[code],
            working_days=tuple(
                WorkingSpan(
                    day=row["day"],
                    starting_time=row["starting_time"],
                    ending_time=row["ending_time"],
                    work_shift_code=row["work_shift_code"],
                )
                for row in sorted(
                    working.get(code, ()), key=lambda row: (WEEK.index(row["day"]), row["starting_time"])
                )
            ),
            holidays=tuple(
                Holiday(
                    date=row["date"],
                    starting_time=row["starting_time"],
                    ending_time=row["ending_time"],
                    description=row["description"],
                )
                for row in sorted(holidays.get(code, ()), key=lambda row: (row["date"], row["starting_time"]))
                if question.first_day <= row["date"] <= question.last_day
            ),
            work_center_nos=tuple(sorted(each.no for each in centers if each.shop_calendar_code == code)),
            revision=changed[code],
        )
        for code in codes
    )
