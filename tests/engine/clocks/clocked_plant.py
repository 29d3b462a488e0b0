"""The small plant with people, and a clock on the wall that tests can set; on either database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from backend_client.local import LocalClient
from backend_client.messages.base import Approval, Posted, Refused
from backend_client.messages.clocks import (
    ClockInRequest,
    ClockOutRequest,
    DecideForgottenClockRequest,
    EndWorkRequest,
    PauseWorkRequest,
    PostClockedOutputRequest,
    StartWorkRequest,
    SweepClocksRequest,
)
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.plant.building import build_plant
from backend_client.records.people import Person
from backend_client.rules.badges import badge_token_hash
from backend_client.store.database import Database
from backend_client.store.rows import new_row, table_of
from backend_client.store.schema import METADATA
from backend_client.store.verifying import verify
from backend_client.terms import Role
from tests.engine.small_plant import MASTER_DATA, SETTINGS

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BADGE = "7K3RV9TR2D"
APPROVAL = Approval(supervisor_no="SUE", badge_token=BADGE)
REQUESTS = {
    "start": StartWorkRequest,
    "pause": PauseWorkRequest,
    "end": EndWorkRequest,
    "come": ClockInRequest,
    "leave": ClockOutRequest,
    "sweep": SweepClocksRequest,
    "decide": DecideForgottenClockRequest,
    "post": PostClockedOutputRequest,
    "output": PostOutputRequest,
    "order": CreateProductionOrderRequest,
}
_numbers = count(1)


@dataclass
class ClockedPlant:
    """A plant at 8:00 with Ada, Bo (operators) and Sue (supervisor); orders O1 and O2 of 10 pieces."""

    database: Database
    now: datetime = EIGHT
    last_id: str = ""
    client: LocalClient = field(init=False)

    def __post_init__(self) -> None:
        """Connect; the client reads the clock on the wall."""
        self.restart()

    def restart(self) -> None:
        """Begin a new process: nothing is remembered but the database."""
        self.client = LocalClient(self.database, now=lambda: self.now)

    def later(self, **duration: Any) -> None:
        """Move the clock on the wall."""
        self.now += timedelta(**duration)

    def do(self, what: str, person_no: str = "ADA", **fields: Any) -> Any:
        """Post a request; answers the receipt, or what was refused."""
        self.last_id = fields.pop("request_id", f"C-{next(_numbers)}")
        kind = REQUESTS[what]
        request = kind(request_id=self.last_id, person_no=person_no, terminal_id="T1", **fields)
        outcome = self.client.post(request)
        return outcome.receipt if isinstance(outcome, Posted) else outcome

    def run(self, order_no: str = "O1", operation_no: str = "10", **fields: Any) -> Any:
        """Start work on an operation and expect it to start."""
        receipt = self.do("start", order_no=order_no, operation_no=operation_no, **fields)
        assert not isinstance(receipt, Refused), receipt
        return receipt

    def ask(self, question: Any) -> Any:
        """Ask."""
        return self.client.ask(question)

    def rows(self, table: str, *columns: str) -> list[Any]:
        """Answer columns of a table in the order of its key."""
        found = METADATA.tables[table]
        with self.database.read() as connection:
            wanted = select(*(found.c[name] for name in columns)).order_by(*found.primary_key)
            return [tuple(row) for row in connection.execute(wanted)]

    def sound(self) -> None:
        """See that verify finds nothing about clocks and production."""
        with self.database.read() as connection:
            found = [
                each for each in verify(connection) if "person" not in each.code or "labour" in each.code
            ]
        assert found == []


def clocked_plant(
    database: Database, changes: Mapping[str, list[dict[str, Any]]] | None = None, **settings: str
) -> ClockedPlant:
    """Build the plant in an empty database; `changes` are further tables."""
    tables = {name: [dict(row) for row in rows] for name, rows in MASTER_DATA.items()}
    operation = {"routing_no": "R", "setup_time": 10, "run_time": 5}
    tables["items"] = [{**tables["items"][0], "routing_no": "R"}, *tables["items"][1:]]
    tables["shop_calendars"] = [{"code": "DAY"}]
    tables["shop_calendar_working_days"] = [
        {
            "shop_calendar_code": "DAY",
            "day": day,
            "starting_time": "08:00:00",
            "ending_time": "16:00:00",
            "work_shift_code": "1",
        }
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ]
    tables["work_shifts"] = [{"code": "1"}]
    tables["work_centers"] = [{**row, "shop_calendar_code": "DAY"} for row in tables["work_centers"]]
    tables["routings"] = [{"no": "R", "status": "certified"}]
    tables["routing_lines"] = [
        {**operation, "operation_no": "10", "type": "work_center", "no": "A"},
        {**operation, "operation_no": "20", "type": "machine_center", "no": "M"},
    ]
    values = {**SETTINGS, "time_zone": "Europe/Oslo", **settings}
    tables["plant_setup"] = [{"key": key, "value": value} for key, value in values.items()]
    report = build_plant(database, {**tables, **(changes or {})}, at=EIGHT)
    assert not report.errors
    with database.write() as connection:
        people = [
            {"no": "ADA", "role": Role.OPERATOR, "work_center_no": "A", "work_shift_code": "1"},
            {"no": "BO", "role": Role.OPERATOR},
            {"no": "SUE", "role": Role.SUPERVISOR, "badge_token_hash": badge_token_hash(BADGE)},
        ]
        connection.execute(insert(table_of(Person)), [new_row(Person, **row) for row in people])
    plant = ClockedPlant(database)
    for no in ("O1", "O2"):
        made = plant.do("order", "SUE", order_no=no, source_no="P", quantity=Decimal(10))
        assert not isinstance(made, Refused), made
    return plant
