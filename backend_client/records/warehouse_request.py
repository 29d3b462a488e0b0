"""What production asks of the warehouse: to expect the output of an order at a location."""

from datetime import date as Date

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import word
from backend_client.terms import WarehouseRequestType


class WarehouseRequest(SQLModel, table=True):
    """One order at one location: inbound, its output is to be put away; outbound, its components are to be picked."""

    __tablename__ = "warehouse_requests"

    type: WarehouseRequestType = Field(primary_key=True, sa_type=word(WarehouseRequestType))
    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    expected_date: Date | None = None
    completely_handled: bool = False
