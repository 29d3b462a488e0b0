"""The rows of a plant, typed, with the line of the file each came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from backend_client.plant.format import BY_NAME, TABLES
from backend_client.plant.format.columns import Value

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class PlantRow:
    """One row: every column of its table has a value.

    line     of the file; 0 for a row that came from no file
    unsound  columns whose cell was at fault; their value here is the empty one and proves nothing
    """

    table: str
    line: int
    values: Mapping[str, Value]
    unsound: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """The values of the key columns."""
        return tuple(self.values[name] for name in BY_NAME[self.table].key)

    def sound(self, *columns: str) -> bool:
        """Tell whether none of these cells was at fault."""
        return self.unsound.isdisjoint(columns)

    def text(self, column: str) -> str:
        """Answer a code, a text or a word."""
        value = self.values[column]
        assert isinstance(value, str), (self.table, column, value)
        return value

    def number(self, column: str) -> Decimal:
        """Answer a decimal, 0 where it is empty."""
        value = self.values[column]
        assert value is None or isinstance(value, Decimal), (self.table, column, value)
        return Decimal(0) if value is None else value

    def on(self, column: str) -> bool:
        """Answer a switch."""
        value = self.values[column]
        assert isinstance(value, bool), (self.table, column, value)
        return value

    def day(self, column: str) -> date | None:
        """Answer a date."""
        value = self.values[column]
        assert value is None or (isinstance(value, date) and not isinstance(value, datetime))
        return value

    def clock(self, column: str) -> time:
        """Answer a time of day, midnight where the cell was at fault."""
        value = self.values[column]
        assert value is None or isinstance(value, time), (self.table, column, value)
        return value or time()

    def moment(self, column: str) -> datetime | None:
        """Answer a date and time."""
        value = self.values[column]
        assert value is None or isinstance(value, datetime), (self.table, column, value)
        return value


@dataclass(slots=True)
class PlantRows:
    """All rows of a plant by table.

    unread    tables whose file could not be read: a reference to them is not held against a row
    left_out  columns that a table's file may leave out, and did
    """

    tables: dict[str, list[PlantRow]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    left_out: dict[str, frozenset[str]] = field(default_factory=dict)
    _grouped: dict[tuple[str, str], dict[Value, list[PlantRow]]] = field(default_factory=dict)
    _found: dict[str, dict[Key, PlantRow]] = field(default_factory=dict)

    def of(self, table: str) -> list[PlantRow]:
        """Answer the rows of a table."""
        return self.tables.get(table, [])

    def by_key(self, table: str) -> dict[Key, PlantRow]:
        """Answer the rows of a table by key; of two with one key the first."""
        if table not in self._found:
            found: dict[Key, PlantRow] = {}
            for row in self.of(table):
                found.setdefault(row.key, row)
            self._found[table] = found
        return self._found[table]

    def grouped(self, table: str, column: str) -> dict[Value, list[PlantRow]]:
        """Answer the rows of a table by the value of one column."""
        if (table, column) not in self._grouped:
            groups: dict[Value, list[PlantRow]] = {}
            for row in self.of(table):
                groups.setdefault(row.values[column], []).append(row)
            self._grouped[table, column] = groups
        return self._grouped[table, column]

    def find(self, table: str, *key: Value) -> PlantRow | None:
        """Answer the row with this key, or None."""
        return self.by_key(table).get(key)

    def all(self) -> Iterator[PlantRow]:
        """Answer every row, table by table in the order of the format."""
        for table in TABLES:
            yield from self.of(table.name)

    def setting(self, key: str) -> str:
        """Answer a setting of the plant, "" where it is not made."""
        row = self.find("plant_setup", key)
        return row.text("value") if row else ""

    def work_date(self) -> date | None:
        """Answer the plant's day of today, None where the settings name none that can be read."""
        for key in ("plant_date", "work_date"):
            try:
                return date.fromisoformat(self.setting(key))
            except ValueError:
                continue
        return None
