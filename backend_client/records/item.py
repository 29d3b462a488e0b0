"""Items, their units and variants, and what differs by place."""

from datetime import date as Date
from decimal import Decimal

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.floor_terms import LotQuality
from backend_client.records.columns import QUANTITY, UNIT_COST, word
from backend_client.terms import (
    CostingMethod,
    FlushingMethod,
    ItemType,
    ManufacturingPolicy,
    ReplenishmentSystem,
)


class Item(SQLModel, table=True):
    """Everything bought, made or consumed; `lot_nos` and `serial_nos` name the number series of its lots and serials.

    single_level_*_cost  shares of the standard cost of a base unit: what its components cost is material
    rolled_up_*_cost     the same cost by what it was spent on down to what is bought
    """

    __tablename__ = "items"
    __table_args__ = (Index("items_gtin", "gtin"),)

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    type: ItemType = Field(default=ItemType.INVENTORY, sa_type=word(ItemType))
    base_unit_of_measure: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    item_category_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    inventory_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    costing_method: CostingMethod = Field(default=CostingMethod.FIFO, sa_type=word(CostingMethod))
    unit_price: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    standard_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    last_direct_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    indirect_cost_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    overhead_rate: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    replenishment_system: ReplenishmentSystem = Field(
        default=ReplenishmentSystem.PURCHASE, sa_type=word(ReplenishmentSystem)
    )
    manufacturing_policy: ManufacturingPolicy = Field(
        default=ManufacturingPolicy.MAKE_TO_STOCK, sa_type=word(ManufacturingPolicy)
    )
    production_bom_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    flushing_method: FlushingMethod = Field(default=FlushingMethod.MANUAL, sa_type=word(FlushingMethod))
    scrap_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    lot_size: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    rounding_precision: Decimal = Field(default=Decimal("0.00001"), sa_type=QUANTITY)
    item_tracking_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lot_nos: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    serial_nos: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    reordering_policy: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    vendor_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    vendor_item_no: str = Field(default="", max_length=50)
    gtin: str = Field(default="", max_length=14)
    blocked: bool = False
    production_blocked: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    single_level_material_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    single_level_capacity_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    single_level_subcontracted_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    single_level_cap_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    single_level_mfg_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    rolled_up_material_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    rolled_up_capacity_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    rolled_up_subcontracted_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    rolled_up_cap_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    rolled_up_mfg_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    last_unit_cost_calc_date: Date | None = None


class ItemUnit(SQLModel, table=True):
    """A unit an item may be counted in; base units in one of it, and the step it is counted in."""

    __tablename__ = "item_units"

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    qty_per_unit_of_measure: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    qty_rounding_precision: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class ItemVariant(SQLModel, table=True):
    """Colours and the like."""

    __tablename__ = "item_variants"

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class StockkeepingUnit(SQLModel, table=True):
    """What differs from the item card at one location, for one variant; empty = as the item."""

    __tablename__ = "stockkeeping_units"

    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    production_bom_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    flushing_method: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_cost: Decimal | None = Field(default=None, sa_type=UNIT_COST)
    standard_cost: Decimal | None = Field(default=None, sa_type=UNIT_COST)


class ItemSubstitution(SQLModel, table=True):
    """An item that may take another's place; `interchangeable` says that it holds the other way round too."""

    __tablename__ = "item_substitutions"

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    substitute_item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    substitute_variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    interchangeable: bool = False
    condition: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class ItemCategory(SQLModel, table=True):
    """A group of items."""

    __tablename__ = "item_categories"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    parent_category: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class ItemTrackingCode(SQLModel, table=True):
    """Which numbers an item's pieces or lots must carry."""

    __tablename__ = "item_tracking_codes"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    sn_specific_tracking: bool = False
    lot_specific_tracking: bool = False
    use_expiration_dates: bool = False


class ItemTrackingInformation(SQLModel, table=True):
    """What is known of one lot, or of one serial number, of an item, in stock or not; a blocked one is not posted."""

    __tablename__ = "item_tracking_information"
    __table_args__ = (
        Index(
            "item_tracking_information_blocked",
            "item_no",
            sqlite_where=text("blocked"),
            postgresql_where=text("blocked"),
        ),
    )

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    lot_no: str = Field(primary_key=True, max_length=limits.TRACKING_NO_LENGTH_MAX)
    serial_no: str = Field(primary_key=True, max_length=limits.TRACKING_NO_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    test_quality: LotQuality = Field(default=LotQuality.NONE, sa_type=word(LotQuality))
    certificate_number: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False


class UnitOfMeasure(SQLModel, table=True):
    """A unit of quantity."""

    __tablename__ = "units_of_measure"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    international_standard_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
