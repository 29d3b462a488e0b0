"""The small plant with people who have badges and PINs, and a clock on the wall; on either database.

ADA is an operator, SUE and SAM are supervisors, BOSS is the administrator. PINs are kept under a pepper of the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from backend_client.engine.pins import Pins
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.people import SignedOn, SignOnRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.plant.building import build_plant
from backend_client.records.people import Person
from backend_client.rules.badges import badge_token_hash
from backend_client.store.database import Database
from backend_client.store.rows import new_row, table_of
from backend_client.store.schema import METADATA
from backend_client.terms import Role
from tests.engine.small_plant import MASTER_DATA, SETTINGS

SIX = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
PIN = "482915"
PINS = {"ADA": PIN, "SUE": "048291", "SAM": "730164", "BOSS": "590283"}
BADGES = {"ADA": "7K3RV9TR2D", "SUE": "B4CH6PN3GX", "SAM": "C5DJ7RP4HV", "BOSS": "D6FK8SR5JT"}
ROLES = {
    "ADA": Role.OPERATOR,
    "SUE": Role.SUPERVISOR,
    "SAM": Role.SUPERVISOR,
    "BOSS": Role.ADMINISTRATOR,
}
PEPPER = bytes(range(32))
ALL_ON = {"sign_on_required": "true", "pin_required": "true"}
DAY = {
    "shop_calendar_code": "DAY",
    "starting_time": "08:00:00",
    "ending_time": "16:00:00",
    "work_shift_code": "1",
}
_numbers = count(1)


@dataclass
class SignedPlant:
    """The plant at 6:00, with order O1 of 10 pieces released."""

    database: Database
    pins: Pins
    now: datetime = SIX
    client: LocalClient = field(init=False)
    owner: LocalClient = field(init=False)

    def __post_init__(self) -> None:
        """Connect as a terminal, and as whoever holds the database."""
        self.client = LocalClient(self.database, now=lambda: self.now, pins=self.pins)
        self.owner = LocalClient(self.database, now=lambda: self.now, pins=self.pins, trusted=True)

    def later(self, **duration: Any) -> None:
        """Move the clock on the wall."""
        self.now += timedelta(**duration)

    def post(self, request: Any) -> Any:
        """Post; answers the receipt, or what was refused."""
        outcome = self.client.post(request)
        return outcome.receipt if isinstance(outcome, Posted) else outcome

    def try_pin(self, pin: str, number: str = "ADA", terminal_id: str = "T1", **fields: Any) -> Any:
        """Try to sign on; answers the session, or what was refused."""
        identity = {"number": number} if "badge_token" not in fields else {}
        return self.post(
            SignOnRequest(request_id=new_id(), terminal_id=terminal_id, pin=pin, **identity, **fields)
        )

    def sign_on(self, person_no: str = "ADA", terminal_id: str = "T1") -> dict[str, str]:
        """Sign a person on; answers what their requests carry."""
        receipt = self.try_pin(PINS[person_no], person_no, terminal_id)
        assert isinstance(receipt, SignedOn), receipt
        return {"person_no": person_no, "session_id": receipt.session_id, "terminal_id": terminal_id}

    def output(self, who: Mapping[str, str], **fields: Any) -> PostOutputRequest:
        """A posting of one piece on O1."""
        values = {"request_id": new_id(), "order_no": "O1", "operation_no": "10", **who, **fields}
        return PostOutputRequest(**{"output_quantity": Decimal(1), **values})

    def rows(self, table: str, *columns: str) -> list[Any]:
        """Answer columns of a table in the order of its key."""
        found = METADATA.tables[table]
        with self.database.read() as connection:
            wanted = select(*(found.c[name] for name in columns)).order_by(*found.primary_key)
            return [tuple(row) for row in connection.execute(wanted)]

    def events(self) -> list[str]:
        """Answer what the audit trail tells, the oldest first."""
        return [event for (event,) in self.rows("audit_entries", "event") if event != "plant-import"]


def new_id() -> str:
    """Make an id for a request."""
    return f"P-{next(_numbers)}"


def signed_plant(database: Database, **settings: str) -> SignedPlant:
    """Make the plant."""
    tables = {name: [dict(row) for row in rows] for name, rows in MASTER_DATA.items()}
    tables["shop_calendars"] = [{"code": "DAY"}]
    tables["shop_calendar_working_days"] = [
        {**DAY, "day": day} for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ]
    tables["work_shifts"] = [{"code": "1"}]
    tables["work_centers"] = [{**row, "shop_calendar_code": "DAY"} for row in tables["work_centers"]]
    tables["routings"] = [{"no": "R", "status": "certified"}]
    tables["routing_lines"] = [{"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 1}]
    tables["items"] = [{**row, "routing_no": "R"} if row["no"] == "P" else row for row in tables["items"]]
    values = {**SETTINGS, **settings}
    tables["plant_setup"] = [{"key": key, "value": value} for key, value in values.items()]
    build_plant(database, tables, at=SIX)
    plant = SignedPlant(database, Pins(PEPPER))
    with database.write() as connection:
        rows = [
            new_row(
                Person,
                no=no,
                name=no.title(),
                role=role,
                badge_token_hash=badge_token_hash(BADGES[no]),
                pin_hash=_hash_of(no),
            )
            for no, role in ROLES.items()
        ]
        connection.execute(insert(table_of(Person)), rows)
    order = CreateProductionOrderRequest(
        request_id=new_id(), order_no="O1", source_no="P", quantity=Decimal(10)
    )
    outcome = plant.owner.post(order)
    assert not isinstance(outcome, Refused), outcome
    return plant


_HASHES: dict[str, str] = {}


def _hash_of(person_no: str) -> str:
    """Hash each person's PIN once: it is meant to take long."""
    if person_no not in _HASHES:
        _HASHES[person_no] = Pins(PEPPER).hashed(person_no, PINS[person_no])
    return _HASHES[person_no]
