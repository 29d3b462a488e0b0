"""Requests and questions about calendars, absence and the plant's master data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from backend_client.messages.base import EditRequest, Question, Request
from backend_client.terms import CapacityType, OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReceipt:
    """How many centers and calendar entries a change made anew."""

    centers: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculateCalendarRequest(Request[CalendarReceipt]):
    """Make the calendar entries of one center, or of all, from the shop calendars; both days included."""

    first_day: date
    last_day: date
    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAbsenceRequest(EditRequest[CalendarReceipt]):
    """Take capacity of a center away for a part of a day; `capacity` is how many of its places are absent."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    date: date
    starting_time: time
    ending_time: time
    capacity: Decimal
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAbsenceRequest(EditRequest[CalendarReceipt]):
    """Give back the capacity of one registered absence."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    date: date
    starting_time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterDataReceipt:
    """What a change of master data touched."""

    table: str
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMasterDataRequest(EditRequest[MasterDataReceipt]):
    """Change named columns of one row of a plant table; values as text, as a plant file would hold them."""

    table: str
    key: Mapping[str, str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTarget:
    """A status that an order may be given next; one of them is proposed."""

    target: OrderStatus
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTargetsQuestion(Question[tuple[StatusTarget, ...]]):
    """Which statuses may follow this one?"""

    status: OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstrainedCapacity:
    """What is left of one day of a capacity constrained resource, in the work center's unit."""

    available_time: Decimal
    load_pct: Decimal
    dampener_time: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstrainedCapacityQuestion(Question[ConstrainedCapacity]):
    """How much may still be loaded on a constrained center on one day?"""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    date: date
