"""Queries of the posting path: compiled once for each kind of database, then only given values.

    OPEN = Query(select(ENTRY.c.entry_no, ENTRY.c.open).where(ENTRY.c.item_no == bindparam("item")))
    OPEN.rows(connection, {"item": "F-100"})      [(7, True), (9, True)]

What SQLAlchemy does around a statement, its cache, its context, its result, costs a posting more than the database takes
to answer. Values and columns are turned by the same types as everywhere.

On PostgreSQL a posting asks what it foresees together with its locks (see locking.py): each query sees what was
committed when the locks were granted, and none of them costs a way to the server and back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Select

from backend_client.store.rows import BATCH, FORESEEN
from backend_client.store.trouble import raised_by_driver

if TYPE_CHECKING:
    from backend_client.store.batch import Batch

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


class Foreseen(NamedTuple):
    """A query that a posting is going to ask, with its values."""

    query: "Query"
    values: Values


class _Compiled(NamedTuple):
    """A statement's text, its parameters in order with what turns each, and what turns which columns of a row."""

    text: str
    names: tuple[str, ...]
    binds: tuple[tuple[str, Convert | None], ...]
    constants: dict[str, Any]
    columns: tuple[tuple[int, Convert], ...]
    positional: bool


class Query:
    """A select; `several` names its parameter that takes a list, where there is one."""

    def __init__(self, statement: Select[Any], several: str = "") -> None:
        """Take the statement; it is compiled when it is first asked."""
        self.statement = statement
        self._several = several
        self._made: dict[tuple[str, int], _Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Answer all rows."""
        foreseen = connection.info.get(FORESEEN)
        if foreseen and (found := foreseen.pop(self.named(values), None)) is not None:
            return _converted(self._compiled(connection, values), found)
        if connection.engine.dispatch.before_cursor_execute or connection.engine.echo:
            return connection.execute(self.statement, values).all()  # somebody listens to statements
        if BATCH in connection.info:
            from backend_client.store.batch import Batch  # noqa: PLC0415 -- nothing for SQLite

            batch = Batch(connection)
            self.add_to(batch, connection, values)
            return _converted(self._compiled(connection, values), batch.rows(batch.send()[-1]))
        return self._asked(connection, values)

    def add_to(self, batch: "Batch", connection: Connection, values: Values) -> None:
        """Add the query to what is sent in one go."""
        made = self._compiled(connection, values)
        batch.add(made.text, made.names, [self._bound(made, values)])

    def named(self, values: Values) -> tuple[Any, ...]:
        """Answer what the query is known by among those that were foreseen."""
        return (self, *(tuple(value) if isinstance(value, list) else value for value in values.values()))

    def _asked(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Ask the driver."""
        made = self._compiled(connection, values)
        bound = self._bound(made, values)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(made.text, bound if made.positional else dict(zip(made.names, bound, strict=True)))
            found = cursor.fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise raised_by_driver(connection, made.text, bound, error) from error
        finally:
            cursor.close()
        return _converted(made, found)

    def _bound(self, made: _Compiled, values: Values) -> list[Any]:
        given = {**made.constants, **values}
        if self._several:
            for place, value in enumerate(values[self._several], start=1):
                given[f"{self._several}_{place}"] = value
        return [given[name] if turn is None else turn(given[name]) for name, turn in made.binds]

    def _compiled(self, connection: Connection, values: Values) -> _Compiled:
        name = (connection.dialect.name, len(values[self._several]) if self._several else 0)
        if name not in self._made:
            self._made[name] = self._new(connection.dialect, values)
        return self._made[name]

    def _new(self, dialect: Any, values: Values) -> _Compiled:
        compiled: Any = self.statement.compile(dialect=dialect)
        types = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        text, names = str(compiled), compiled.positiontup if compiled.positional else compiled.params
        if self._several:
            state = compiled.construct_expanded_state(compiled.params | dict(values))
            text, names = state.statement, state.positiontup if compiled.positional else state.parameters
            for each in state.parameter_expansion[self._several]:
                types[each] = types[self._several]
        turned = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self.statement.selected_columns
        ]
        return _Compiled(
            text=text,
            names=tuple(names),
            binds=tuple((each, types[each].bind_processor(dialect)) for each in names),
            constants=dict(compiled.params),
            columns=tuple((place, turn) for place, turn in enumerate(turned) if turn is not None),
            positional=bool(compiled.positional),
        )


def _converted(made: _Compiled, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """Answer the driver's rows as the columns' types mean them."""
    if not made.columns:
        return rows
    converted = []
    for row in rows:
        values = list(row)
        for place, turn in made.columns:
            values[place] = turn(values[place])
        converted.append(values)
    return converted
