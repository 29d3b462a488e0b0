"""The plant of the scripted shift: the demo plant, with PINs and a part that is kept in lots; and what stands in its books.

    OP01 and OP02   work center 100, English, PIN 482915
    SP-BOM1101      Housing Airpot, GTIN 02002600011019, lot LOT-A1 in stock

`Books` reads what the shift has written, as plain facts: whoever compares two of them sees what one scan changed.
"""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

PIN = "482915"
PEOPLE = ("OP01", "OP02")
HOUSING, GTIN, LOT = "SP-BOM1101", "02002600011019", "LOT-A1"
SETTINGS = {"sign_on_required": "true", "pin_required": "true"}
_CHANGED: dict[tuple[str, str], dict[str, Any]] = {
    ("people", "OP02"): {"language_code": "en"},
    ("items", HOUSING): {"item_tracking_code": "LOTALLEXP", "gtin": GTIN},
    ("opening_inventory", HOUSING): {"lot_no": LOT},
}


def make_plant(database_file: Path, pepper_file: Path) -> None:
    """Make the plant in a file of its own, and what PINs are made safe with beside it."""
    from backend_client.engine.pins import make_pepper, pins_of
    from backend_client.local import LocalClient
    from backend_client.messages.base import Posted
    from backend_client.messages.personnel import SetPinRequest
    from backend_client.plant.demo import demo_plant
    from backend_client.plant.importing import import_rows
    from backend_client.plant.rows import PlantRow
    from backend_client.store.database import open_database

    now = datetime.now(UTC)  # noqa: TID251 -- the demo lies in this week
    plant, _faults = demo_plant(now.astimezone().date())
    for name, rows in plant.tables.items():
        rows[:] = [_changed(name, row) for row in rows]
    plant.tables["plant_setup"] += [
        PlantRow("plant_setup", 0, {"key": key, "value": value}) for key, value in SETTINGS.items()
    ]
    url = f"sqlite:///{database_file}"
    report = import_rows(plant, url, at=now)
    assert report.written, report.errors
    make_pepper(pepper_file)
    database = open_database(url)
    owner = LocalClient(database, pins=pins_of(str(pepper_file)), trusted=True)
    for person in PEOPLE:
        outcome = owner.post(SetPinRequest(request_id=f"pin-{person}", no=person, pin=PIN))
        assert isinstance(outcome, Posted), outcome
    database.close()


def _changed(table: str, row: Any) -> Any:
    key = row.values.get("item_no") or row.values.get("no")
    change = _CHANGED.get((table, key))
    return dataclasses.replace(row, values={**row.values, **change}) if change else row


class Books:
    """What stands in the database of a plant, told as facts: `{"good 10": "3", "clock OP01": "10 run"}`."""

    def __init__(self, database_file: Path) -> None:
        """Open it for reading."""
        from backend_client.store.database import open_database

        self._database = open_database(f"sqlite:///{database_file}")

    def close(self) -> None:
        """Let go of it."""
        self._database.close()

    def facts(self, order_no: str) -> dict[str, str]:
        """Answer who is signed on, which clocks run, and what is posted on an order."""
        facts: dict[str, str] = {}
        with self._database.read() as connection:
            for name, amount in self._told(connection, order_no):
                if isinstance(amount, str):
                    facts[name] = amount
                else:
                    facts[name] = str(Decimal(facts.get(name, "0")) + amount)
        return {name: value for name, value in facts.items() if value != "0"}

    def _told(self, connection: Any, order_no: str) -> Iterator[tuple[str, Any]]:
        from sqlalchemy import select

        from backend_client.records.capacity_ledger import CapacityLedgerEntry
        from backend_client.records.clock import ClockInterval
        from backend_client.records.item_ledger import ItemLedgerEntry
        from backend_client.records.order_detail import ProductionOrderRoutingLine
        from backend_client.records.people import SignOnSession
        from backend_client.records.register import Register
        from backend_client.store.rows import table_of

        def rows(record: Any, **where: Any) -> Any:
            table = table_of(record)
            wanted = select(table).where(*(table.c[name] == value for name, value in where.items()))
            return connection.execute(wanted)

        for row in rows(SignOnSession, signed_off_at=None):
            yield f"signed on {row.person_no}", "yes"
        for row in rows(ClockInterval, ended_at=None):
            what = f"{row.operation_no} {row.activity.value} {row.stop_code}".strip()
            yield f"clock {row.person_no}", what
        for row in rows(CapacityLedgerEntry, order_no=order_no):
            yield f"good {row.operation_no}", _whole(row.output_quantity)
            yield f"scrap {row.operation_no} {row.scrap_code}", _whole(row.scrap_quantity)
        for row in rows(ItemLedgerEntry, order_no=order_no):
            yield f"{row.entry_type.value} {row.item_no} {row.lot_no}".strip(), _whole(row.quantity)
        for row in rows(ProductionOrderRoutingLine, order_no=order_no):
            yield f"finished {row.operation_no}", Decimal(row.routing_status.value == "finished")
        yield "postings", Decimal(len(rows(Register).all()))


def _whole(quantity: Decimal) -> Decimal:
    return quantity.quantize(Decimal(1)) if quantity == quantity.to_integral() else quantity
