"""Where the figures of a plant come from, cell by cell."""

from sqlmodel import Field, SQLModel

from backend_client import limits


class Provenance(SQLModel, table=True):
    """The source of one cell; row key or column `*` means every one. Kept with the plant, acted on by nothing."""

    __tablename__ = "provenance"

    file: str = Field(primary_key=True, max_length=limits.DESCRIPTION_LENGTH_MAX)
    row_key: str = Field(primary_key=True, max_length=250)
    column: str = Field(primary_key=True, max_length=limits.DESCRIPTION_LENGTH_MAX)
    source: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    note: str = Field(default="", max_length=limits.COMMENT_LENGTH_MAX)
