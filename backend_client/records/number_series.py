"""Number series: where the next number of an order, a lot or a serial comes from."""

from sqlmodel import Field, SQLModel

from backend_client import limits


class NumberSeries(SQLModel, table=True):
    """A run of numbers; `last_no_used` is empty until the first one is drawn, `ending_no` is the last one there is."""

    __tablename__ = "number_series"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    starting_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    ending_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    warning_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    increment_by_no: int = 1
    last_no_used: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False
