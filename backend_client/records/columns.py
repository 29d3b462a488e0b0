"""Column types that are exact on both databases.

SQLite has no decimal: a stock Numeric column passes through a binary float there, so a quantity is kept as a
whole number of its smallest step (12.5 pieces at five decimals = 1250000) and sums stay exact. PostgreSQL keeps
NUMERIC. A value finer than its column is our own mistake and stops the posting; it is never rounded here.

    QUANTITY   5 decimals  quantities, times, percentages, precisions
    UNIT_COST  5 decimals  cost per unit
    AMOUNT     2 decimals  local currency
    FACTOR    10 decimals  fractions and quantities per, which no rule rounds further
"""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Numeric, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal of a fixed number of decimals: scaled integer on SQLite, NUMERIC on PostgreSQL.

    A posting sends and reads hundreds of these, most of them zero, so both ways are made once for each dialect.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, scale: int) -> None:
        """Keep `scale` decimals, 18 digits in all."""
        super().__init__()
        self.scale = scale

    def __repr__(self) -> str:
        """Name the scale, so that a migration written from it says it too."""
        return f"ExactDecimal({self.scale})"

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """NUMERIC where the database has it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric(24, self.scale))
        return dialect.type_descriptor(BigInteger())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Hand the database a value it keeps exactly; a finer one is refused."""
        scale, keeps_decimals = self.scale, dialect.name == "postgresql"

        def process(value: Decimal | int | None) -> Any:
            if not value:
                return value if value is None else 0
            scaled = Decimal(value).scaleb(scale)
            whole = int(scaled)
            assert whole == scaled, f"{value} has more than {scale} decimals"
            return value if keeps_decimals else whole

        return process

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """Answer the Decimal that was stored."""
        down = 0 if dialect.name == "postgresql" else -self.scale
        zero = Decimal(0).scaleb(-self.scale)

        def process(value: Any) -> Decimal | None:
            if not value:
                return value if value is None else zero
            return Decimal(value).scaleb(down)

        return process


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment in UTC; sortable text on SQLite, timestamp with time zone on PostgreSQL."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use the database's own moment where it has a true one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without zone: it would mean another moment elsewhere."""
        if value is None:
            return None
        assert value.tzinfo is not None, "a moment without time zone"
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Answer the aware moment."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else datetime.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """One word of a closed list, kept as its text."""

    impl = String(40)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """Allow the members of `words` only."""
        super().__init__()
        self.words = words

    def bind_processor(self, _dialect: Dialect) -> Callable[[Any], str | None]:
        """Refuse a word that is not of the list."""
        words = self.words

        def process(value: StrEnum | str | None) -> str | None:
            return None if value is None else words(value).value

        return process

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """Answer the member."""
        members = {word.value: word for word in self.words}

        def process(value: str | None) -> StrEnum | None:
            return None if value is None else members[value]

        return process


QUANTITY = ExactDecimal(5)
UNIT_COST = ExactDecimal(5)
AMOUNT = ExactDecimal(2)
FACTOR = ExactDecimal(10)


def word(words: type[StrEnum]) -> Word:
    """One word of a closed list."""
    return Word(words)


AutoNumber = BigInteger().with_variant(
    Integer(), "sqlite"
)  # SQLite numbers INTEGER keys by itself, BIGINT not
WALL_CLOCK = DateTime(timezone=False)  # plant-local date and time, as a shop calendar means it
