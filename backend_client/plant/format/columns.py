"""The words in which the plant format is described: kinds of cells, columns, tables, references.

A table's description is data: reading, checking, defaulting and writing all follow it, none knows a table by
itself. One line of a table of this folder says all there is to say about a column:

    decimal("quantity_per", least=Least.ABOVE_ZERO, places=10, default=Decimal(1))
        quantity_per  a number above 0 with at most ten decimals; 1 where rows leave the column out

A cell is empty or left out: `empty` is the value of an empty cell of a file; `default` is the value of a column that
a row in memory does not name. Defaults that follow from other columns or rows stand in `backend_client.plant.defaults`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from backend_client import limits

Value = str | int | bool | Decimal | date | time | datetime | None


class ColumnKind(StrEnum):
    """What a cell holds."""

    CODE = "code"  # short text that names something
    TEXT = "text"  # text shown to people
    DECIMAL = "decimal"
    INTEGER = "integer"  # above 0
    TRUE_FALSE = "true_false"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date_time"
    WORD = "word"  # one of a closed list


class Least(StrEnum):
    """The smallest decimal a column takes, written as it is shown."""

    ANY = ""
    ZERO = ">= 0"
    ABOVE_ZERO = "> 0"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a cell must be found: the key of `table`, made of columns of the row and of literals.

    key      column names; a part that starts with "=" is a literal
    when     the reference holds only for rows with this value in this column
    if_kept  the reference holds only when the folder has rows in the table at all
    """

    table: str
    key: tuple[str, ...]
    when: tuple[str, str] | None = None
    if_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    required   the cell of a file is never empty
    extension  a file may leave the column out
    places     decimals that a number may have at most
    """

    name: str
    kind: ColumnKind
    required: bool = False
    extension: bool = False
    length: int = limits.CODE_LENGTH_MAX
    least: Least = Least.ANY
    places: int = 5
    words: tuple[str, ...] = ()
    empty: Value = ""
    default: Value = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the folder, and the table of the database that has its name."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: bool = False

    @property
    def file(self) -> str:
        """The file's name in the folder."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """Answer the column of that name."""
        return next(column for column in self.columns if column.name == name)


def code(
    name: str,
    *references: Reference | str,
    required: bool = False,
    extension: bool = False,
    length: int = limits.CODE_LENGTH_MAX,
    default: str = "",
) -> Column:
    """A code; a reference given as a table's name means that table's single key."""
    return Column(
        name=name,
        kind=ColumnKind.CODE,
        required=required,
        extension=extension,
        length=length,
        default=default,
        references=tuple(
            Reference(reference, (name,)) if isinstance(reference, str) else reference
            for reference in references
        ),
    )


def text(name: str, *, required: bool = False, length: int = limits.DESCRIPTION_LENGTH_MAX) -> Column:
    """Text shown to people, never interpreted."""
    return Column(name=name, kind=ColumnKind.TEXT, required=required, length=length)


def decimal(
    name: str,
    *,
    least: Least = Least.ZERO,
    places: int = 5,
    required: bool = True,
    extension: bool = False,
    empty: Decimal | None = Decimal(0),
    default: Decimal | None = Decimal(0),
) -> Column:
    """A plain decimal number with a dot and at most `places` decimals."""
    return Column(
        name=name,
        kind=ColumnKind.DECIMAL,
        required=required,
        extension=extension,
        least=least,
        places=places,
        empty=empty,
        default=default,
    )


def integer(name: str, *, default: int = 0) -> Column:
    """A whole number above 0, never empty."""
    return Column(name=name, kind=ColumnKind.INTEGER, required=True, empty=0, default=default)


def true_false(name: str, *, extension: bool = False) -> Column:
    """A switch, never empty in a file; off where rows leave it out."""
    return Column(
        name=name,
        kind=ColumnKind.TRUE_FALSE,
        required=not extension,
        extension=extension,
        empty=False,
        default=False,
    )


def day(name: str, *, required: bool = False) -> Column:
    """A date."""
    return Column(name=name, kind=ColumnKind.DATE, required=required, empty=None, default=None)


def clock(name: str) -> Column:
    """A time of day, never empty."""
    return Column(name=name, kind=ColumnKind.TIME, required=True, empty=None, default=None)


def moment(name: str) -> Column:
    """A date and time of the plant's wall clock, never empty."""
    return Column(name=name, kind=ColumnKind.DATE_TIME, required=True, empty=None, default=None)


def word(
    name: str, words: type[StrEnum] | tuple[str, ...], *, default: str = "", extension: bool = False
) -> Column:
    """One word of a closed list; empty only where the list has the empty word."""
    listed = tuple(str(one) for one in words)
    return Column(
        name=name,
        kind=ColumnKind.WORD,
        required="" not in listed,
        extension=extension,
        words=listed,
        default=default,
    )
