"""Shop calendars as the plant keeps them, and the calendar of each center as it is calculated."""

from datetime import date as Date
from datetime import time as Time
from decimal import Decimal

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, word
from backend_client.terms import CapacityType, Weekday


class WorkShift(SQLModel, table=True):
    """A shift."""

    __tablename__ = "work_shifts"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class ShopCalendar(SQLModel, table=True):
    """A calendar that centers share."""

    __tablename__ = "shop_calendars"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class ShopCalendarWorkingDay(SQLModel, table=True):
    """A working span of one weekday; spans never cross midnight."""

    __tablename__ = "shop_calendar_working_days"

    shop_calendar_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    day: Weekday = Field(primary_key=True, sa_type=word(Weekday))
    starting_time: Time = Field(primary_key=True)
    work_shift_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    ending_time: Time


class ShopCalendarHoliday(SQLModel, table=True):
    """A span without work."""

    __tablename__ = "shop_calendar_holidays"

    shop_calendar_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    date: Date = Field(primary_key=True)
    starting_time: Time = Field(primary_key=True)
    ending_time: Time
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class CalendarEntry(SQLModel, table=True):
    """A span of one day on which a center works; capacities in places, the totals in the work center's unit of time."""

    __tablename__ = "calendar_entries"

    type: CapacityType = Field(primary_key=True, sa_type=word(CapacityType))
    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    date: Date = Field(primary_key=True)
    starting_time: Time = Field(primary_key=True)
    work_shift_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    ending_time: Time
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    capacity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    absence_capacity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    efficiency: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    capacity_total: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    capacity_effective: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class CalendarAbsenceEntry(SQLModel, table=True):
    """Places of a center that are absent for a part of a day."""

    __tablename__ = "calendar_absence_entries"

    type: CapacityType = Field(primary_key=True, sa_type=word(CapacityType))
    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    date: Date = Field(primary_key=True)
    starting_time: Time = Field(primary_key=True)
    ending_time: Time
    capacity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class CapacityLoadDay(SQLModel, table=True):
    """One center on one day: the sums that the load board reads, kept by the database itself with every need and calendar entry."""

    __tablename__ = "capacity_load_days"

    type: CapacityType = Field(primary_key=True, sa_type=word(CapacityType))
    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    date: Date = Field(primary_key=True)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    capacity_effective: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    allocated_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class AccountingPeriod(SQLModel, table=True):
    """A period of the plant's books: from its first day to the day before the next one's; closed, nothing is posted into it."""

    __tablename__ = "accounting_periods"

    starting_date: Date = Field(primary_key=True)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    closed: bool = False
    closed_register_no: int = Field(default=0, sa_type=BigInteger)  # 0: it came closed
