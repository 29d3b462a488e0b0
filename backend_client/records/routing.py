"""Routings: heads, versions, operations, and what stands around an operation."""

from datetime import date as Date
from decimal import Decimal

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, UNIT_COST, word
from backend_client.terms import CapacityType, CertificationStatus, RoutingType


class Routing(SQLModel, table=True):
    """Head of a routing."""

    __tablename__ = "routings"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    type: RoutingType = Field(default=RoutingType.SERIAL, sa_type=word(RoutingType))
    status: CertificationStatus = Field(
        default=CertificationStatus.CERTIFIED, sa_type=word(CertificationStatus)
    )


class RoutingVersion(SQLModel, table=True):
    """A dated version of a routing."""

    __tablename__ = "routing_versions"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    type: RoutingType = Field(default=RoutingType.SERIAL, sa_type=word(RoutingType))
    starting_date: Date | None = None
    status: CertificationStatus = Field(
        default=CertificationStatus.CERTIFIED, sa_type=word(CertificationStatus)
    )


class RoutingLine(SQLModel, table=True):
    """An operation; times in the unit named beside them, run time per `lot_size` pieces."""

    __tablename__ = "routing_lines"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    previous_operation_no: str = Field(default="", max_length=250)
    next_operation_no: str = Field(default="", max_length=250)
    type: CapacityType = Field(default=CapacityType.WORK_CENTER, sa_type=word(CapacityType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    standard_task_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    setup_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    setup_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    run_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    run_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    wait_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    wait_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    move_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    move_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lot_size: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    fixed_scrap_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_factor_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    concurrent_capacities: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    send_ahead_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    routing_link_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_cost_per: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)


class RoutingTool(SQLModel, table=True):
    """A tool of an operation."""

    __tablename__ = "routing_tools"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class RoutingPersonnel(SQLModel, table=True):
    """A role at an operation."""

    __tablename__ = "routing_personnel"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class RoutingQualityMeasure(SQLModel, table=True):
    """A reading asked for at an operation, with its limits."""

    __tablename__ = "routing_quality_measures"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    qlty_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    min_value: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    max_value: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    mean_tolerance: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class RoutingComment(SQLModel, table=True):
    """A note to the operator."""

    __tablename__ = "routing_comments"

    routing_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    version_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    date: Date | None = None
    comment: str = Field(default="", max_length=limits.COMMENT_LENGTH_MAX)


class QualityMeasure(SQLModel, table=True):
    """A reading that can be asked for."""

    __tablename__ = "quality_measures"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class RoutingLink(SQLModel, table=True):
    """A code that ties components to operations."""

    __tablename__ = "routing_links"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class StandardTask(SQLModel, table=True):
    """A task used on several routings."""

    __tablename__ = "standard_tasks"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class StandardTaskDescription(SQLModel, table=True):
    """One line of instruction of a task."""

    __tablename__ = "standard_task_descriptions"

    standard_task_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str = Field(default="", max_length=250)
