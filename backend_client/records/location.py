"""Stock places."""

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import word
from backend_client.terms import ProductionConsumptionHandling, ProductionOutputHandling


class Location(SQLModel, table=True):
    """A stock place and how production handles goods there."""

    __tablename__ = "locations"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    bin_mandatory: bool = False
    require_pick: bool = False
    require_put_away: bool = False
    require_receive: bool = False
    require_shipment: bool = False
    use_as_in_transit: bool = False
    open_shop_floor_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    to_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    from_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    prod_consumption_whse_handling: ProductionConsumptionHandling = Field(
        default=ProductionConsumptionHandling.NONE, sa_type=word(ProductionConsumptionHandling)
    )
    prod_output_whse_handling: ProductionOutputHandling = Field(
        default=ProductionOutputHandling.NONE, sa_type=word(ProductionOutputHandling)
    )


class Bin(SQLModel, table=True):
    """A bin of a location."""

    __tablename__ = "bins"

    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
