"""Number series, and which lot or serial numbers are in stock."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, or_, select

from backend_client.records.number_series import NumberSeries
from backend_client.store.queries.stock import ENTRY, OPEN
from backend_client.store.rows import Row, table_of

SERIES = table_of(NumberSeries)
SERIES_BY_CODE = select(SERIES).where(SERIES.c.code == bindparam("code"))
IN_STOCK = select(ENTRY.c.lot_no, ENTRY.c.serial_no).where(
    ENTRY.c.item_no == bindparam("item"),
    OPEN,
    or_(
        ENTRY.c.lot_no.in_(bindparam("numbers", expanding=True)),
        ENTRY.c.serial_no.in_(bindparam("numbers", expanding=True)),
    ),
)


def number_series(connection: Connection, code: str) -> Row | None:
    """Read a number series."""
    found = connection.execute(SERIES_BY_CODE, {"code": code}).mappings().first()
    return dict(found) if found else None


def numbers_in_stock(connection: Connection, item_no: str, numbers: Iterable[str]) -> set[str]:
    """Answer which of these are a lot or a serial number of an item that is in stock now."""
    wanted = set(numbers)
    rows = connection.execute(IN_STOCK, {"item": item_no, "numbers": sorted(wanted)})
    return {number for row in rows for number in row} & wanted
