"""A small shop that the scheduling tests share: Monday to Friday, one shift, the first half of 2026."""

from datetime import date, time
from decimal import Decimal

from backend_client.rules.calendar_entries import CalendarEntry, Capacity, WorkingDay, calculate_entries
from backend_client.rules.operation_times import OperationTimes
from backend_client.rules.routing_lines import OperationLink, chain
from backend_client.rules.working_time import CenterCalendar
from backend_client.terms import CapacityType, RoutingType, Weekday

MINUTE = 60_000
A = (CapacityType.WORK_CENTER, "A")
B = (CapacityType.WORK_CENTER, "B")
WEEKDAYS = tuple(Weekday)[:5]


def entries(
    *, capacity: object = 1, efficiency: object = 100, start: time = time(8), end: time = time(16)
) -> tuple[CalendarEntry, ...]:
    """Calendar entries of one shift."""
    return calculate_entries(
        first_day=date(2026, 1, 1),
        last_day=date(2026, 6, 30),
        working_days=[
            WorkingDay(day=day, starting_time=start, ending_time=end, work_shift_code="1") for day in WEEKDAYS
        ],
        holidays=[],
        center=Capacity(capacity=Decimal(str(capacity)), efficiency=Decimal(str(efficiency))),
    )


def calendar(**facts: object) -> CenterCalendar:
    """The same, indexed."""
    return CenterCalendar.of(entries(**facts))


def serial(*numbers: str) -> tuple[OperationLink, ...]:
    """A serial chain."""
    links = chain(RoutingType.SERIAL, dict.fromkeys(numbers, ""))
    assert isinstance(links, tuple)
    return links


def operation(link: OperationLink, **minutes: object) -> OperationTimes:
    """An operation at A with times in minutes; other facts by their own names."""
    facts: dict[str, object] = {"center": A, "input_quantity": Decimal(1)}
    for name, value in minutes.items():
        if name in {"queue", "setup", "run", "wait", "move"}:
            facts[f"{name}_ms"] = Decimal(str(value)) * MINUTE
        else:
            facts[name] = value if name == "center" else Decimal(str(value))
    return OperationTimes(link=link, **facts)
