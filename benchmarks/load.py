"""How long the load board takes when a million capacity needs stand behind it, on SQLite and on PostgreSQL.

    python benchmarks/ load

40 work centers, 12 weeks of five working days. On SQLite the needs are written through the product's own triggers, so
the sums are those that postings would have left; on PostgreSQL, where that takes minutes, they are made anew afterwards. Beside them stands the same sum taken from the needs themselves, in
plain SQL with a covering index: what the board would cost without its sums.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median, percentile

CENTERS, WEEKS, NEEDS = 40, 12, 1_000_000
FIRST_DAY = date(2026, 3, 2)
LAST_DAY = FIRST_DAY + timedelta(days=WEEKS * 7 - 1)
ROUNDS = 200

FROM_NEEDS = (
    "SELECT work_center_no, date(date, '-6 days', 'weekday 1') AS week, SUM(allocated_time) FROM capacity_needs "
    "WHERE work_center_no IN (SELECT no FROM work_centers) AND date BETWEEN ? AND ? GROUP BY 1, 2"
)
WRITE_NEEDS = """
    WITH RECURSIVE needs(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM needs WHERE n + 1 < :needs)
    INSERT INTO capacity_needs (order_no, routing_reference_no, operation_no, line_no, status, type, no, work_center_no,
        work_center_group_code, date, starting_time, ending_time, time_type, needed_time, allocated_time,
        needed_time_ms, concurrent_capacities, efficiency, lot_size, requested_only)
    SELECT printf('O%06d', n / 100), 10000, n % 100, 1, 'released', 'work_center', printf('C%02d', n % :centers + 1),
        printf('C%02d', n % :centers + 1), 'G', date(:first, printf('+%d days', n / :centers % :days)),
        '08:00:00.000000', '09:00:00.000000', 'run', 25000, 25000, 15000, 100000, 10000000, 0, 0 FROM needs
"""

ON_POSTGRESQL = """
    INSERT INTO capacity_needs (order_no, routing_reference_no, operation_no, line_no, status, type, no, work_center_no,
        work_center_group_code, date, starting_time, ending_time, time_type, needed_time, allocated_time,
        needed_time_ms, concurrent_capacities, efficiency, lot_size, requested_only)
    SELECT 'O' || lpad((n / 100)::text, 6, '0'), 10000, (n % 100)::text, 1, 'released', 'work_center', c.no, c.no, 'G',
        CAST(:first AS date) + (n / :centers % :days)::int, '08:00', '09:00', 'run', 0.25, 0.25, 15000, 1, 100, 0, false
    FROM generate_series(0, :needs - 1) n, LATERAL (SELECT 'C' || lpad((n % :centers + 1)::text, 2, '0') AS no) c
"""


def figures(needs: int = NEEDS) -> Iterator[Figure]:
    """Measure both databases."""
    yield from on_sqlite(needs)
    yield from on_postgresql(needs)


def on_postgresql(needs: int) -> Iterator[Figure]:
    """Measure one center over four weeks, and all of them over twelve."""
    from backend_client.local import LocalClient
    from backend_client.messages.load import LoadQuestion
    from backend_client.store.database import open_database
    from backend_client.terms import LoadPeriod
    from tests.postgresql import PostgreSQL

    with tempfile.TemporaryDirectory(prefix="kiosk-load-postgresql-") as folder:
        server = PostgreSQL(Path(folder), durable=True)
        database = open_database(server.url(server.create()))
        fill(database, needs)
        client = LocalClient(database, now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
        four_weeks = LoadQuestion(no="C01", first_day=FIRST_DAY, last_day=FIRST_DAY + timedelta(days=27))
        by_week = LoadQuestion(period=LoadPeriod.WEEK, first_day=FIRST_DAY, last_day=LAST_DAY)
        yield timed("PostgreSQL, 1 work center, 4 weeks by day", lambda: client.ask(four_weeks), 4, 1.5)
        yield timed("PostgreSQL, 40 work centers, 12 weeks", lambda: client.ask(by_week), 35, 15)
        database.close()
        server.stop()


def on_sqlite(needs: int) -> Iterator[Figure]:
    """Measure one center over four weeks, all of them over twelve, and the same without sums."""
    from backend_client.local import LocalClient
    from backend_client.messages.load import LoadQuestion
    from backend_client.store.database import open_database
    from backend_client.terms import LoadPeriod

    with tempfile.TemporaryDirectory(prefix="kiosk-load-") as folder:
        database = open_database(f"sqlite:///{folder}/plant.sqlite")
        fill(database, needs)
        client = LocalClient(database, now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
        four_weeks = LoadQuestion(no="C01", first_day=FIRST_DAY, last_day=FIRST_DAY + timedelta(days=27))
        by_week = LoadQuestion(period=LoadPeriod.WEEK, first_day=FIRST_DAY, last_day=LAST_DAY)
        by_day = LoadQuestion(first_day=FIRST_DAY, last_day=LAST_DAY)
        yield timed("load, 1 work center, 4 weeks by day", lambda: client.ask(four_weeks), 3, 1)
        board = timed("load, 40 work centers, 12 weeks", lambda: client.ask(by_week), 30, 10)
        yield board
        yield timed("load, 40 work centers, 84 days", lambda: client.ask(by_day), rounds=30)
        with database.engine.connect() as connection:
            index = "CREATE INDEX covering ON capacity_needs (work_center_no, date, allocated_time)"
            connection.exec_driver_sql(index)
            days = (FIRST_DAY.isoformat(), LAST_DAY.isoformat())
            raw = timed(
                "the same 40 x 12 weeks summed from the needs, raw SQL",
                lambda: connection.exec_driver_sql(FROM_NEEDS, days).all(),
                rounds=15,
            )
        yield raw
        yield Figure("raw SQL over the needs / board", raw.value / board.value, "x", more_is_better=True)
        database.close()


def timed(
    measure: str,
    call: Callable[[], Any],
    must: float | None = None,
    aim: float | None = None,
    rounds: int = ROUNDS,
) -> Figure:
    """Call often; the median counts, the slow end is noted."""
    call()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return Figure(measure, median(taken), "ms", must, aim, note=f"p99 {percentile(taken, 99):.1f} ms")


def fill(database: Any, needs: int) -> None:
    """Write centers, their calendars and the needs."""
    from sqlalchemy import insert, text

    from backend_client.records.calendar import CalendarEntry
    from backend_client.records.center import CapacityUnitOfMeasure, WorkCenter, WorkCenterGroup
    from backend_client.store.migrate import migrate
    from backend_client.store.rollup import rebuild
    from backend_client.store.rows import new_row, table_of

    migrate(database)
    names = [f"C{number:02}" for number in range(1, CENTERS + 1)]
    center = {"work_center_group_code": "G", "unit_of_measure_code": "MINUTES"}
    tables = {
        CapacityUnitOfMeasure: [{"code": "MINUTES"}],
        WorkCenterGroup: [{"code": "G", "name": "All"}],
        WorkCenter: [{"no": no, "name": no} | center for no in names],
        CalendarEntry: [span for no in names for span in calendar(no)],
    }
    with database.write() as connection:
        for record, rows in tables.items():
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])
        values = {"needs": needs, "centers": CENTERS, "first": FIRST_DAY.isoformat(), "days": WEEKS * 7}
        if database.is_sqlite:
            connection.execute(text(WRITE_NEEDS), values)
            return
        connection.execute(text("ALTER TABLE capacity_needs DISABLE TRIGGER USER"))
        connection.execute(text(ON_POSTGRESQL), values)
        connection.execute(text("ALTER TABLE capacity_needs ENABLE TRIGGER USER"))
        rebuild(connection)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def calendar(no: str) -> Iterator[dict[str, Any]]:
    """Eight hours on each weekday."""
    for day in (FIRST_DAY + timedelta(days=number) for number in range(WEEKS * 7)):
        if day.weekday() < 5:
            yield {
                "type": "work_center",
                "no": no,
                "date": day,
                "starting_time": clock(8),
                "ending_time": clock(16),
                "work_shift_code": "1",
                "work_center_no": no,
                "capacity_effective": Decimal(480),
            }
