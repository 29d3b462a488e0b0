"""The work centers and machine centers as people call them, and their times as hours and minutes.

    centers.label("100")                   100 Assembly department
    centers.name("999")                    "", a center nobody told of
    centers.time(Decimal(90), "100")       1:30, the center counting minutes

Asked once, after the first person signed on: a plant does not rename its centers during a shift.
"""

from collections.abc import Iterable
from decimal import Decimal

from backend_client.messages.load import LoadRow
from backend_client.terms import CapacityUnitType, LoadScope
from screens.language.durations import SECONDS
from screens.language.writing import duration


class Centers:
    """What is known of each center, by its number; a work center goes before a machine center of the same number."""

    def __init__(self, rows: Iterable[LoadRow] = ()) -> None:
        """Begin with the rows of a load board; its groups are none."""
        self._rows: dict[str, LoadRow] = {}
        for row in sorted(rows, key=lambda row: row.scope is LoadScope.MACHINE_CENTER):
            if row.scope is not LoadScope.WORK_CENTER_GROUP:
                self._rows.setdefault(row.no, row)

    def name(self, no: str) -> str:
        """Answer a center's name."""
        return self._rows[no].name if no in self._rows else ""

    def label(self, no: str) -> str:
        """Answer number and name."""
        return f"{no} {self.name(no)}".rstrip()

    def minutes(self, value: Decimal, no: str) -> Decimal:
        """Turn a time in a center's unit into minutes."""
        return value * SECONDS[self.unit(no)] / 60

    def unit(self, no: str) -> CapacityUnitType:
        """Answer the unit of a center's times; minutes where it is not known."""
        unit = self._rows[no].unit_type if no in self._rows else None
        return unit or CapacityUnitType.MINUTES

    def time(self, value: Decimal, no: str) -> str:
        """Write a time in a center's unit as hours and minutes."""
        return duration(self.minutes(value, no), CapacityUnitType.MINUTES)
