"""Which accounting period is closed, or opened again, next."""

from datetime import date

from backend_client.refusals import RefusalCode
from backend_client.rules.accounting_periods import Period, cannot_close, cannot_reopen, periods

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def books(closed: int) -> list[Period]:
    """Three periods, the first ones closed."""
    return periods([(day, "", place < closed) for place, day in enumerate((JANUARY, FEBRUARY, MARCH))])


def test_a_period_ends_before_the_next_one_begins():
    """Whatever order they are told in: January ends on the 31st, February on the 28th, March not yet."""
    found = periods([(MARCH, "", False), (JANUARY, "", False), (FEBRUARY, "", False)])
    assert [each.last_day for each in found] == [date(2026, 1, 31), date(2026, 2, 28), None]


def test_the_first_open_one_is_closed_next():
    """With January closed: February, and neither January again nor March."""
    codes = [cannot_close(books(1), day) for day in (JANUARY, FEBRUARY, MARCH)]
    out_of_order = RefusalCode.ACCOUNTING_PERIOD_OUT_OF_ORDER
    assert codes == [out_of_order, None, out_of_order]
    assert cannot_close(books(2), MARCH) is RefusalCode.ACCOUNTING_PERIOD_WITHOUT_END


def test_the_last_closed_one_is_opened_next():
    """With January and February closed: February only; with none closed, none."""
    codes = [cannot_reopen(books(2), day) for day in (JANUARY, FEBRUARY, MARCH)]
    out_of_order = RefusalCode.ACCOUNTING_PERIOD_OUT_OF_ORDER
    assert codes == [out_of_order, None, out_of_order]
    assert cannot_reopen(books(0), JANUARY) is out_of_order


def test_a_day_that_begins_no_period_names_none():
    """2 January is in a period, and is none."""
    assert cannot_close(books(0), date(2026, 1, 2)) is RefusalCode.ACCOUNTING_PERIOD_NOT_FOUND
    assert cannot_reopen([], JANUARY) is RefusalCode.ACCOUNTING_PERIOD_NOT_FOUND
