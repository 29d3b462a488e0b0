"""One text of a row, the same wherever it is made: of values in memory, by SQLite, by PostgreSQL.

The texts are those that SQLite's `quote` answers for what it stores, parted by commas: a text stands in quotes with
each quote inside doubled, a number of decimals is a whole number of its smallest step, a flag is 1 or 0, a moment is
its UTC. So no value can pretend to be two, and an empty text is not a missing one.

    entry 7, item F-100, 12.5 pieces, 2026-03-02, not open  ->  7,'F-100',1250000,'2026-03-02',0

Who posts writes the text of rows that he has at hand; who verifies has the database write it, a million of them in
seconds, without reading a single column.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Table,
    Text,
    Time,
    case,
    cast,
    func,
    literal_column,
    type_coerce,
)

from backend_client.records.columns import ExactDecimal, UtcMoment
from backend_client.store.rows import Row

Writer = Callable[[Any], str]


def row_text(table: Table, left_out: frozenset[str], row: Row) -> str:
    """Write the columns of a row, all but those left out, in the order of their names."""
    return ",".join(
        ["NULL" if row[name] is None else write(row[name]) for name, write in _writers(table, left_out)]
    )


def row_bytes(table: Table, left_out: Collection[str], dialect: str) -> ColumnElement[bytes]:
    """Answer the expression of the same text, as UTF-8, made by the database."""
    columns = _columns(table, frozenset(left_out))
    if dialect == "sqlite":
        texts = (func.quote(type_coerce(each, Text)) for each in columns)
        return as_bytes(func.concat_ws(",", *texts, _behind_nuls(columns)), dialect)
    texts = (func.coalesce(_postgresql(each), "NULL") for each in columns)
    return as_bytes(func.concat_ws(",", *texts), dialect)


def _behind_nuls(columns: list[Column[Any]]) -> ColumnElement[Any]:
    """Answer what `quote` leaves out: it ends at a NUL, which no text of ours has. NULL where there is none."""
    whole = func.concat("", *(type_coerce(each, Text) for each in columns if _is_text(each)))
    return case((func.instr(whole, func.char(0)) > 0, func.hex(whole)), else_=None)


def _is_text(column: Column[Any]) -> bool:
    return not isinstance(column.type, ExactDecimal | Boolean | Integer)


def as_bytes(value: Any, dialect: str) -> ColumnElement[bytes]:
    """Answer the bytes of a stored text; what is no text, or no UTF-8, is read none the less."""
    if dialect == "sqlite":
        return cast(value, LargeBinary)
    return func.convert_to(value, "UTF8", type_=LargeBinary)


def text_as_bytes(column: Column[str], dialect: str) -> ColumnElement[bytes]:
    """Answer the bytes of a column of texts; none of what is no text, though its bytes be the same."""
    if dialect == "sqlite":
        return case((func.typeof(column) == "text", as_bytes(column, dialect)), else_=b"")
    return as_bytes(column, dialect)


@cache
def _writers(table: Table, left_out: frozenset[str]) -> tuple[tuple[str, Writer], ...]:
    return tuple((column.name, _writer(column)) for column in _columns(table, left_out))


def _columns(table: Table, left_out: frozenset[str]) -> list[Column[Any]]:
    return sorted((each for each in table.columns if each.name not in left_out), key=lambda each: each.name)


def _writer(column: Column[Any]) -> Writer:
    kind = column.type
    if isinstance(kind, ExactDecimal):
        return _scaled(kind.scale)
    if isinstance(kind, UtcMoment):
        return _moment
    if isinstance(kind, Boolean):
        return _flag
    if isinstance(kind, Integer):
        return str
    if isinstance(kind, Time):
        return _time
    return _day if isinstance(kind, Date) else _text


def _text(value: str) -> str:
    return "'" + (value if "'" not in value else value.replace("'", "''")) + "'"


def _scaled(scale: int) -> Writer:
    step = Decimal(10**scale)

    def write(value: Decimal | int) -> str:
        return str(int(value * step)) if value else "0"

    return write


def _flag(value: bool) -> str:  # noqa: FBT001 -- the value of a column
    return "1" if value else "0"


def _day(value: date) -> str:
    return "'" + value.isoformat() + "'"


def _time(value: time) -> str:
    return "'" + value.isoformat(timespec="microseconds") + "'"


def _moment(value: datetime) -> str:
    return "'" + value.astimezone(UTC).isoformat(timespec="microseconds") + "'"


def _postgresql(column: Column[Any]) -> ColumnElement[Any]:
    kind = column.type
    if isinstance(kind, ExactDecimal):
        step: ColumnElement[Any] = literal_column(str(10**kind.scale))
        return cast(func.trim_scale(type_coerce(column, Integer) * step), Text)
    if isinstance(kind, UtcMoment):
        utc = func.timezone("UTC", column)
        return _quoted(func.to_char(utc, 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00'))
    if isinstance(kind, Boolean):
        return cast(cast(column, Integer), Text)
    if isinstance(kind, Integer):
        return cast(column, Text)
    if isinstance(kind, Time):
        return _quoted(func.to_char(column, "HH24:MI:SS.US"))
    return _quoted(
        func.to_char(column, "YYYY-MM-DD") if isinstance(kind, Date) else type_coerce(column, Text)
    )


def _quoted(text: Any) -> ColumnElement[Any]:
    quote: ColumnElement[Any] = literal_column("''''")
    return quote.op("||")(func.replace(text, "'", "''")).op("||")(quote)
