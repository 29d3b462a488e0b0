"""Lot and serial numbers drawn from a series while something is posted.

The series' row is read when it is first drawn from and changed with the posting, so that nothing is used up by what
is refused or only previewed. Postings come one after the other, so no two of them draw the same number.
"""

from backend_client.engine.books import Books
from backend_client.messages.base import Refused
from backend_client.records.number_series import NumberSeries
from backend_client.refusals import RefusalCode
from backend_client.rules.number_series import Series, next_numbers
from backend_client.store.queries.number_series import number_series, numbers_in_stock
from backend_client.store.rows import Row

KEY = ("code",)


def drawn_for_stock(books: Books, item_no: str, series_code: str, count: int) -> list[str] | Refused:
    """Draw numbers for an item; one that is in stock already, given by hand, is passed over.

    Refuses with `number-series-not-found`, `number-series-ended`.
    """
    row = _row(books, series_code)
    if row is None:
        return Refused(code=RefusalCode.NUMBER_SERIES_NOT_FOUND, facts={"series_code": series_code})
    drawn: list[str] = []
    while len(drawn) < count:
        numbers = next_numbers(_series(row), count - len(drawn))
        if numbers is None:
            return Refused(code=RefusalCode.NUMBER_SERIES_ENDED, facts={"series_code": series_code})
        row["last_no_used"] = numbers[-1]
        in_stock = numbers_in_stock(books.context.connection, item_no, numbers)
        drawn += [number for number in numbers if number not in in_stock]
    books.change(NumberSeries, KEY, {"code": series_code, "last_no_used": row["last_no_used"]})
    return drawn


def _row(books: Books, series_code: str) -> Row | None:
    if series_code not in books.number_series:
        books.number_series[series_code] = number_series(books.context.connection, series_code)
    return books.number_series[series_code]


def _series(row: Row) -> Series:
    return Series(
        starting_no=row["starting_no"],
        last_no_used=row["last_no_used"],
        ending_no=row["ending_no"],
        increment_by_no=row["increment_by_no"],
        blocked=row["blocked"],
    )
