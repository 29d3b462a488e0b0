"""A plant of three work centers whose load can be added up in the head.

group 1: W (minutes) with machine centers M1 and M2; V (hours)      group 2: N, without a calendar
W and V work 8 hours on every weekday from Monday 2026-03-02 on for four weeks
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import insert

from backend_client.local import LocalClient
from backend_client.records.calendar import AccountingPeriod, CalendarEntry
from backend_client.records.center import (
    CapacityUnitOfMeasure,
    MachineCenter,
    WorkCenter,
    WorkCenterGroup,
)
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.records.posting_setup import PlantSetting
from backend_client.store.database import Database
from backend_client.store.rows import Record, new_row, table_of
from backend_client.terms import CapacityType, CapacityUnitType, OrderStatus, RoutingStatus

MONDAY = date(2026, 3, 2)
WORK, MACHINE = CapacityType.WORK_CENTER, CapacityType.MACHINE_CENTER
WORK_CENTER_OF = {"W": "W", "M1": "W", "M2": "W", "V": "V", "N": "N"}


class LoadPlant:
    """The plant, and the client that is asked about it."""

    def __init__(self, database: Database) -> None:
        """Fill an empty database."""
        self.database = database
        self.client = LocalClient(database, now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
        self._numbers = count(1)
        self.add(PlantSetting, {"key": "show_capacity_in", "value": "MINUTES"})
        self.add(
            CapacityUnitOfMeasure,
            {"code": "MINUTES", "type": CapacityUnitType.MINUTES},
            {"code": "HOURS", "type": CapacityUnitType.HOURS},
        )
        self.add(WorkCenterGroup, {"code": "1", "name": "Production"}, {"code": "2", "name": "Nowhere"})
        self.add(
            WorkCenter,
            {"no": "W", "name": "Wash", "work_center_group_code": "1", "unit_of_measure_code": "MINUTES"},
            {"no": "V", "name": "Varnish", "work_center_group_code": "1", "unit_of_measure_code": "HOURS"},
            {"no": "N", "name": "New", "work_center_group_code": "2", "unit_of_measure_code": "MINUTES"},
        )
        self.add(
            MachineCenter,
            {"no": "M1", "work_center_no": "W"},
            {"no": "M2", "work_center_no": "W"},
        )
        self.add(AccountingPeriod, {"starting_date": date(2026, 1, 1)}, {"starting_date": date(2026, 3, 11)})
        self.add(CalendarEntry, *_calendar("W", Decimal(480)), *_calendar("V", Decimal(8)))

    def add(self, record: Record, *rows: dict[str, Any]) -> None:
        """Add rows of one table."""
        with self.database.write() as connection:
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])

    def need(self, no: str, day: date, allocated: str, **others: Any) -> str:
        """Add an operation with one need of a day; answers its order's number."""
        kind = MACHINE if no.startswith("M") else WORK
        order_no = f"O{next(self._numbers)}"
        center = {"type": kind, "no": no, "work_center_no": WORK_CENTER_OF[no]}
        status = others.pop("status", OrderStatus.RELEASED)
        self.add(ProductionOrder, {"no": order_no, "status": status})
        self.add(
            ProductionOrderLine,
            {"order_no": order_no, "line_no": 10000, "item_no": "P", "routing_reference_no": 10000},
        )
        self.add(
            ProductionOrderRoutingLine,
            {
                "order_no": order_no,
                "routing_reference_no": 10000,
                "operation_no": "10",
                "routing_status": others.pop("routing_status", RoutingStatus.BLANK),
                "input_quantity": Decimal(10),
                "posted_output_quantity": Decimal(4),
                "starting_date_time": datetime.combine(day, time(8)) if others.pop("starts", True) else None,
                **center,
            },
        )
        self.add(
            CapacityNeed,
            {
                "order_no": order_no,
                "routing_reference_no": 10000,
                "operation_no": "10",
                "line_no": 1,
                "date": day,
                "starting_time": time(8),
                "ending_time": time(9),
                "status": status,
                "needed_time": Decimal(allocated),
                "allocated_time": Decimal(allocated),
                **center,
                **others,
            },
        )
        return order_no


def _calendar(no: str, effective: Decimal) -> Iterator[dict[str, Any]]:
    for day in (MONDAY + timedelta(days=number) for number in range(28)):
        if day.weekday() < 5:
            yield {
                "type": WORK,
                "no": no,
                "date": day,
                "starting_time": time(8),
                "ending_time": time(16),
                "work_shift_code": "1",
                "work_center_no": no,
                "capacity_effective": effective,
            }
