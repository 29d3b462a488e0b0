"""How long the load board takes when a million capacity needs stand behind it, on SQLite.

    python benchmarks/load.py [--needs 1000000]

40 work centers, 12 weeks of five working days; beside each figure stands the same sum taken straight from the
needs by a covering index, in plain SQL. Making the plant takes a minute; the needs are written through the
product's own triggers, so the sums are those that postings would have left.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

CENTERS, WEEKS, NEEDS = 40, 12, 1_000_000
FIRST_DAY = date(2026, 3, 2)
LAST_DAY = FIRST_DAY + timedelta(days=WEEKS * 7 - 1)
CHUNK = 20_000

ONE_CENTER_MUST, ONE_CENTER_AIM = 3, 1
ALL_CENTERS_MUST, ALL_CENTERS_AIM = 30, 10

FROM_NEEDS = (
    "SELECT work_center_no, date(date, '-6 days', 'weekday 1') AS week, SUM(allocated_time) FROM capacity_needs "
    "WHERE work_center_no {centers} AND date BETWEEN ? AND ? GROUP BY 1, 2"
)


class Figure(NamedTuple):
    """One measured row: median and the 99th percentile, in milliseconds."""

    name: str
    median: float
    p99: float
    must: float | None
    aim: float | None


def measure(needs: int) -> list[Figure]:
    """Make the plant in a folder of its own and measure."""
    from backend_client.local import LocalClient
    from backend_client.messages.load import LoadQuestion
    from backend_client.store.database import open_database
    from backend_client.terms import LoadPeriod, LoadScope

    with tempfile.TemporaryDirectory(prefix="kiosk-load-") as folder:
        database = open_database(f"sqlite:///{folder}/plant.sqlite")
        fill(database, needs)
        client = LocalClient(database, now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
        span = {"first_day": FIRST_DAY, "last_day": LAST_DAY}
        one_day = LoadQuestion(no="C01", first_day=FIRST_DAY, last_day=FIRST_DAY + timedelta(days=27))
        by_week = LoadQuestion(period=LoadPeriod.WEEK, **span)
        by_day = LoadQuestion(period=LoadPeriod.DAY, **span)
        group = LoadQuestion(period=LoadPeriod.WEEK, scope=LoadScope.WORK_CENTER_GROUP, no="G", **span)
        figures = [
            timed(
                "1 work center, 4 weeks by day", lambda: client.ask(one_day), ONE_CENTER_MUST, ONE_CENTER_AIM
            ),
            timed(
                "40 work centers, 12 weeks", lambda: client.ask(by_week), ALL_CENTERS_MUST, ALL_CENTERS_AIM
            ),
            timed("40 work centers, 84 days (3,360 cells)", lambda: client.ask(by_day), None, None),
            timed("a group of 40, 12 weeks", lambda: client.ask(group), None, None),
        ]
        with database.engine.connect() as connection:
            connection.exec_driver_sql(
                "CREATE INDEX covering ON capacity_needs (work_center_no, date, allocated_time)"
            )
            days = (FIRST_DAY.isoformat(), LAST_DAY.isoformat())
            raw = FROM_NEEDS.format(centers="IN (SELECT no FROM work_centers)")
            figures.append(
                timed(
                    "raw SQL over the needs, 40 centers, 12 weeks",
                    lambda: connection.exec_driver_sql(raw, days).all(),
                    None,
                    None,
                    rounds=15,
                )
            )
        database.close()
        return figures


def timed(
    name: str, call: Callable[[], Any], must: float | None, aim: float | None, rounds: int = 200
) -> Figure:
    """Call often and note the middle and the slow end."""
    for _ in range(3):
        call()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return Figure(name, statistics.median(taken), taken[int(len(taken) * 0.99)], must, aim)


def fill(database: Any, needs: int) -> None:
    """Write centers, their calendars and the needs."""
    from sqlalchemy import insert

    from backend_client.records.calendar import CalendarEntry
    from backend_client.records.center import CapacityUnitOfMeasure, WorkCenter, WorkCenterGroup
    from backend_client.records.order_detail import CapacityNeed
    from backend_client.store.migrate import migrate
    from backend_client.store.rows import new_row, table_of

    migrate(database)
    tables = {
        CapacityUnitOfMeasure: [{"code": "MINUTES"}],
        WorkCenterGroup: [{"code": "G", "name": "All"}],
        WorkCenter: [
            {"no": no, "name": no, "work_center_group_code": "G", "unit_of_measure_code": "MINUTES"}
            for no in centers()
        ],
        CalendarEntry: list(calendar()),
    }
    with database.write() as connection:
        for record, rows in tables.items():
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])
    made = needs_of(needs)
    blank = new_row(CapacityNeed, **next(needs_of(1)))
    while chunk := [{**blank, **row} for row, _ in zip(made, range(CHUNK), strict=False)]:
        with database.write() as connection:
            connection.execute(insert(table_of(CapacityNeed)), chunk)


def centers() -> list[str]:
    """Name the work centers."""
    return [f"C{number:02}" for number in range(1, CENTERS + 1)]


def calendar() -> Iterator[dict[str, Any]]:
    """Eight hours on each weekday of each center."""
    from datetime import time as clock
    from decimal import Decimal

    from backend_client.terms import CapacityType

    for no in centers():
        for day in (FIRST_DAY + timedelta(days=number) for number in range(WEEKS * 7)):
            if day.weekday() < 5:
                yield {
                    "type": CapacityType.WORK_CENTER,
                    "no": no,
                    "date": day,
                    "starting_time": clock(8),
                    "ending_time": clock(16),
                    "work_shift_code": "1",
                    "work_center_no": no,
                    "capacity_effective": Decimal(480),
                }


def needs_of(count: int) -> Iterator[dict[str, Any]]:
    """Needs spread evenly over centers and days, a hundred operations an order."""
    from datetime import time as clock
    from decimal import Decimal

    names, minute = centers(), Decimal("0.25")
    for number in range(count):
        yield {
            "order_no": f"O{number // 100:06}",
            "routing_reference_no": 10000,
            "operation_no": str(number % 100),
            "line_no": 1,
            "no": names[number % CENTERS],
            "work_center_no": names[number % CENTERS],
            "date": FIRST_DAY + timedelta(days=number // CENTERS % (WEEKS * 7)),
            "starting_time": clock(8),
            "ending_time": clock(9),
            "needed_time": minute,
            "allocated_time": minute,
        }


def report(figures: list[Figure]) -> int:
    """Print the figures; answers 1 when one of them misses its must."""
    print(f"{'load board, milliseconds':<48}{'median':>9}{'p99':>9}{'must':>7}{'aim':>6}")
    for figure in figures:
        bounds = "".join(
            f"{'' if bound is None else bound:>{width}}"
            for bound, width in zip(figure[3:], (7, 6), strict=True)
        )
        print(f"{figure.name:<48}{figure.median:>9.2f}{figure.p99:>9.2f}{bounds}")
    return int(any(figure.must is not None and figure.median > figure.must for figure in figures))


def main(arguments: list[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Time the load board.")
    parser.add_argument(
        "--needs", type=int, default=NEEDS, help="how many capacity needs (default 1,000,000)"
    )
    return report(measure(parser.parse_args(arguments).needs))


if __name__ == "__main__":
    sys.exit(main())
