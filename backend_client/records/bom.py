"""Production BOMs: heads, dated versions, lines."""

from datetime import date as Date
from decimal import Decimal

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import FACTOR, QUANTITY, word
from backend_client.terms import BomLineType, CalculationFormula, CertificationStatus


class ProductionBom(SQLModel, table=True):
    """Head of a bill of material; some are phantoms that no item owns."""

    __tablename__ = "production_boms"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    status: CertificationStatus = Field(
        default=CertificationStatus.CERTIFIED, sa_type=word(CertificationStatus)
    )


class ProductionBomVersion(SQLModel, table=True):
    """A dated version; the certified one with the latest date reached applies, else the head."""

    __tablename__ = "production_bom_versions"

    production_bom_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    starting_date: Date | None = None
    status: CertificationStatus = Field(
        default=CertificationStatus.CERTIFIED, sa_type=word(CertificationStatus)
    )


class ProductionBomLine(SQLModel, table=True):
    """A component, or a phantom BOM exploded in place."""

    __tablename__ = "production_bom_lines"

    production_bom_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    type: BomLineType = Field(default=BomLineType.ITEM, sa_type=word(BomLineType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    quantity_per: Decimal = Field(default=Decimal(1), sa_type=FACTOR)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    calculation_formula: CalculationFormula = Field(
        default=CalculationFormula.BLANK, sa_type=word(CalculationFormula)
    )
    length: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    width: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    depth: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    weight: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    routing_link_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    position: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lead_time_offset_days: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    starting_date: Date | None = None
    ending_date: Date | None = None


class Family(SQLModel, table=True):
    """Items made in one run."""

    __tablename__ = "families"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class FamilyLine(SQLModel, table=True):
    """One item of a family, per one of the family."""

    __tablename__ = "family_lines"

    family_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
