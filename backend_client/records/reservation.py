"""What an order line is made for: the sales line that its pieces are bound to."""

from decimal import Decimal

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY


class SalesReservation(SQLModel, table=True):
    """Pieces of an order line that a sales line waits for, in the item's base unit."""

    __tablename__ = "sales_reservations"

    sales_order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    sales_line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX, index=True)
    order_line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    quantity_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
