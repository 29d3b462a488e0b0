"""Which rows a load board has, and which centers each of them counts.

A group comes before its work centers, a work center before its machine centers, each sorted by number:

    1 Production / 100 Assembly / 110, 120 (machine centers of 100) / 200 Packing / 2 Assembly / 300 Painting
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from backend_client.store.queries.load import Center
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, LoadScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A center whose calendar counts, in its own unit, with the machine centers whose allocated time counts too."""

    center: Center
    unit_of_measure_code: str
    machine_centers: tuple[Center, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A row of the board before it has figures, in the unit it is shown in."""

    scope: LoadScope
    no: str
    name: str
    work_center_no: str = ""
    group_code: str
    unit_of_measure_code: str
    counted: tuple[Counted, ...]


def centers_of(rows: list[BoardRow]) -> set[Center]:
    """Answer every center whose sums the rows need."""
    counted = {counted for row in rows for counted in row.counted}
    return {center for each in counted for center in (each.center, *each.machine_centers)}


class BoardRows:
    """Makes the rows of one plant's board."""

    def __init__(self, setup: Setup, unit_of_measure_code: str) -> None:
        """Take the plant's centers; a unit given is the unit of every row, "" each center's own."""
        self._setup = setup
        self._unit = unit_of_measure_code
        self._machines: defaultdict[str, list[str]] = defaultdict(list)
        for no in sorted(setup.machine_centers):
            self._machines[setup.machine_centers[no].work_center_no].append(no)

    def one(self, scope: LoadScope, no: str) -> BoardRow | None:
        """Answer the row of one center or group; None when there is none of that number."""
        if scope is LoadScope.MACHINE_CENTER:
            return self._machine_center(no) if no in self._setup.machine_centers else None
        if scope is LoadScope.WORK_CENTER:
            return self._work_center(no) if no in self._setup.work_centers else None
        return self._group(no) if no in self._setup.work_center_groups else None

    def all(self) -> Iterator[BoardRow]:
        """Answer the rows of the whole plant; work centers without a group come last."""
        for code in (*sorted(self._setup.work_center_groups), ""):
            if code:
                yield self._group(code)
            for no in self._members(code):
                yield self._work_center(no)
                yield from (self._machine_center(machine) for machine in self._machines[no])

    def _group(self, code: str) -> BoardRow:
        counted = tuple(self._counted(no) for no in self._members(code))
        return BoardRow(
            scope=LoadScope.WORK_CENTER_GROUP,
            no=code,
            name=self._setup.work_center_groups[code].name,
            group_code=code,
            unit_of_measure_code=self._unit or self._shared_unit(counted),
            counted=counted,
        )

    def _work_center(self, no: str) -> BoardRow:
        record = self._setup.work_centers[no]
        return BoardRow(
            scope=LoadScope.WORK_CENTER,
            no=no,
            name=record.name,
            group_code=record.work_center_group_code,
            unit_of_measure_code=self._unit or record.unit_of_measure_code,
            counted=(self._counted(no),),
        )

    def _machine_center(self, no: str) -> BoardRow:
        record = self._setup.machine_centers[no]
        work_center = self._setup.work_centers[record.work_center_no]
        unit = work_center.unit_of_measure_code
        return BoardRow(
            scope=LoadScope.MACHINE_CENTER,
            no=no,
            name=record.name,
            work_center_no=record.work_center_no,
            group_code=work_center.work_center_group_code,
            unit_of_measure_code=self._unit or unit,
            counted=(Counted(center=(CapacityType.MACHINE_CENTER, no), unit_of_measure_code=unit),),
        )

    def _counted(self, work_center: str) -> Counted:
        return Counted(
            center=(CapacityType.WORK_CENTER, work_center),
            unit_of_measure_code=self._setup.work_centers[work_center].unit_of_measure_code,
            machine_centers=tuple(
                (CapacityType.MACHINE_CENTER, machine) for machine in self._machines[work_center]
            ),
        )

    def _members(self, group: str) -> list[str]:
        groups = self._setup.work_center_groups
        return [
            no
            for no, center in sorted(self._setup.work_centers.items())
            if (center.work_center_group_code if center.work_center_group_code in groups else "") == group
        ]

    def _shared_unit(self, counted: tuple[Counted, ...]) -> str:
        """The unit that a group's centers share, else what the plant shows capacity in."""
        units = {each.unit_of_measure_code for each in counted}
        shown = self._setup.settings.show_capacity_in
        if len(units) != 1 and shown in self._setup.capacity_units:
            return shown
        return min(units, default="")
