"""One measured figure beside what it must be and what we aim at, and the table of many.

A benchmark is a module of this folder with a function `figures()` that yields `Figure` rows; `python benchmarks/`
runs them all and prints one table.

    scan -> screen, median            7.1 ms        25        6   ok
    durable postings against raw SQL  0.41 x     >= 0.30   >= 0.45   ok
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; `must` and `aim` are upper bounds, lower ones where `more_is_better`."""

    measure: str
    value: float
    unit: str
    must: float | None = None
    aim: float | None = None
    more_is_better: bool = False
    note: str = ""

    def reaches(self, bound: float | None) -> bool:
        """Say whether the value is as good as a bound; without a bound it is."""
        if bound is None:
            return True
        return self.value >= bound if self.more_is_better else self.value <= bound

    @property
    def verdict(self) -> str:
        """`aim`, `ok` or `MISSED`; nothing where there is no bound."""
        if self.must is None and self.aim is None:
            return ""
        if not self.reaches(self.must):
            return "MISSED"
        return "aim" if self.aim is not None and self.reaches(self.aim) else "ok"


def table(rows: Iterable[tuple[str, Figure]]) -> str:
    """Answer the rows (benchmark, figure) as a table of text."""
    lines: list[tuple[str, ...]] = [("benchmark", "measure", "figure", "must", "aim", "", "")]
    for benchmark, figure in rows:
        bounds = [_bound(figure, figure.must), _bound(figure, figure.aim)]
        lines.append(
            (
                benchmark,
                figure.measure,
                _number(figure.value, figure.unit),
                *bounds,
                figure.verdict,
                figure.note,
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(7)]
    return "\n".join(_line(line, widths) for line in lines)


def median(values: Sequence[float]) -> float:
    """Answer the median."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: float) -> float:
    """Answer the smallest value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _bound(figure: Figure, bound: float | None) -> str:
    if bound is None:
        return "-"
    return f"{'>=' if figure.more_is_better else '<='} {_number(bound, figure.unit)}"


def _number(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or abs(value) >= 1000 else 2 if abs(value) < 10 else 1
    return f"{value:,.{digits}f} {unit}".rstrip()


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = [cells[0].ljust(widths[0]), cells[1].ljust(widths[1])]
    right = [cell.rjust(width) for cell, width in zip(cells[2:5], widths[2:5], strict=True)]
    return "  ".join([*left, *right, cells[5].ljust(widths[5]), cells[6]]).rstrip()
