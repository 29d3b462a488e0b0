"""Statements that are sent to PostgreSQL in one go and answered in one go, the commit with them.

While a posting writes its rows it holds the ledgers' head, and everybody else who posts waits for it. Twenty rows sent
one by one are twenty times to the server and back; sent together they are one. Each statement is prepared once for
each connection, and values go as PostgreSQL's own text, without a cursor for each of them.

    batch.add(text, names, rows)    as often as there is something to write
    batch.send(commit=True)         raises what the first statement that failed says; nothing is committed then
"""

from collections.abc import Callable, Generator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from psycopg import DataError, errors, generators
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Connection

from backend_client.store.rows import PREPARED
from backend_client.store.trouble import raised_by_driver

FAILED = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED})
_NUMBERS = count(1)

Values = list[bytes | None]


class Batch:
    """What is to be sent over one connection."""

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing."""
        self._connection = connection
        self._statements: list[tuple[str, Values]] = []

    def add(self, text: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add a statement with parameters %(name)s for each of the rows, whose values stand in the order of names."""
        numbered = _numbered(text, names)
        self._statements += [(numbered, [_as_bytes(value) for value in row]) for row in rows]

    def send(self, *, commit: bool = False) -> list[Any]:
        """Send everything, and wait until all of it is answered; answers the driver's result of each statement."""
        statements, self._statements = self._statements, []
        driver: Any = self._connection.connection.driver_connection
        if commit:
            statements.append(("COMMIT", []))
        if driver.pgconn.transaction_status == TransactionStatus.IDLE and not commit:
            statements.insert(0, ("BEGIN", []))
        try:
            return self._sent(driver, statements)
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise raised_by_driver(self._connection, "", (), error) from error

    def rows(self, result: Any) -> list[Any]:
        """Answer the rows of one of the results, as psycopg reads them."""
        reading = Transformer(self._connection.connection.driver_connection)
        reading.set_pgresult(result)
        found: list[Any] = reading.load_rows(0, result.ntuples, tuple)
        return found

    def _sent(self, driver: Any, statements: list[tuple[str, Values]]) -> list[Any]:
        pgconn, prepared = driver.pgconn, self._connection.info.setdefault(PREPARED, {})
        pgconn.enter_pipeline_mode()
        try:
            places = []
            answers = 0
            for text, values in statements:
                name = prepared.get(text)
                if name is None:
                    name = prepared[text] = b"kiosk_%d" % next(_NUMBERS)
                    pgconn.send_prepare(name, text.encode())
                    answers += 1
                pgconn.send_query_prepared(name, values)
                places.append(answers)
                answers += 1
            pgconn.pipeline_sync()
            results: list[Any] = driver.wait(_answered(pgconn, answers + 1))
        finally:
            if driver.pgconn.status == 0:
                pgconn.exit_pipeline_mode()
        failed = next((each for each in results if each.status in FAILED), None)
        if failed is not None:
            self._connection.info.pop(PREPARED, None)
            raise errors.error_from_result(failed)
        return [results[place] for place in places]


def _answered(pgconn: Any, answers: int) -> Generator[Any, Any, list[Any]]:
    yield from generators.send(pgconn)
    results: list[Any] = []
    for _ in range(answers):
        results += yield from generators.fetch_many(pgconn)
    return results


_NUMBERED: dict[str, str] = {}


def _numbered(text: str, names: Sequence[str]) -> str:
    """Answer the statement with $1, $2, ... for %(name)s."""
    if text not in _NUMBERED:
        _NUMBERED[text] = text % {name: f"${place}" for place, name in enumerate(names, start=1)}
    return _NUMBERED[text]


def _text(value: str) -> bytes:
    made = value.encode()
    if b"\0" in made:
        raise DataError("a text with a NUL, which PostgreSQL does not keep")
    return made


def _list(values: list[str]) -> bytes:
    quoted = ('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return _text("{" + ",".join(quoted) + "}")


_AS_BYTES: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    int: b"%d".__mod__,
    bool: lambda value: b"t" if value else b"f",
    Decimal: lambda value: str(value).encode(),
    date: lambda value: value.isoformat().encode(),
    time: lambda value: value.isoformat().encode(),
    datetime: lambda value: value.isoformat().encode(),
    list: _list,
}


def _as_bytes(value: Any) -> bytes | None:
    if value is None:
        return None
    return _AS_BYTES.get(type(value), _text)(value)
