"""Routings with their versions and operations, and what stands around an operation."""

from decimal import Decimal

from backend_client import limits
from backend_client.plant.format.columns import (
    Column,
    Least,
    Reference,
    Table,
    code,
    day,
    decimal,
    integer,
    text,
    word,
)
from backend_client.terms import CapacityType, CertificationStatus, RoutingType

OPERATION_LIST_LENGTH_MAX = 250  # operations joined by |
TASK_TEXT_LENGTH_MAX = 250

ROUTING_LINKS = Table(
    "routing_links", ("code",), (code("code", required=True), text("description", required=True))
)

STANDARD_TASKS = Table(
    "standard_tasks", ("code",), (code("code", required=True), text("description", required=True))
)

STANDARD_TASK_DESCRIPTIONS = Table(
    "standard_task_descriptions",
    ("standard_task_code", "line_no"),
    (
        code("standard_task_code", "standard_tasks", required=True),
        integer("line_no"),
        text("text", required=True, length=TASK_TEXT_LENGTH_MAX),
    ),
)

ROUTINGS = Table(
    "routings",
    ("no",),
    (
        code("no", required=True),
        text("description", required=True),
        word("type", RoutingType, default=RoutingType.SERIAL),
        word("status", CertificationStatus, default=CertificationStatus.CERTIFIED),
    ),
)

ROUTING_VERSIONS = Table(
    "routing_versions",
    ("routing_no", "version_code"),
    (
        code("routing_no", "routings", required=True),
        code("version_code", required=True),
        text("description", required=True),
        word("type", RoutingType, default=RoutingType.SERIAL),
        day("starting_date"),
        word("status", CertificationStatus, default=CertificationStatus.CERTIFIED),
    ),
    optional=True,
)

ROUTING_LINES = Table(
    "routing_lines",
    ("routing_no", "version_code", "operation_no"),
    (
        code("routing_no", "routings", required=True),
        code(
            "version_code",
            Reference("routing_versions", ("routing_no", "version_code"), if_kept=True),
        ),
        code("operation_no", required=True),
        code("previous_operation_no", length=OPERATION_LIST_LENGTH_MAX),
        code("next_operation_no", length=OPERATION_LIST_LENGTH_MAX),
        word("type", CapacityType, default=CapacityType.WORK_CENTER),
        code(
            "no",
            Reference("work_centers", ("no",), when=("type", CapacityType.WORK_CENTER)),
            Reference("machine_centers", ("no",), when=("type", CapacityType.MACHINE_CENTER)),
            required=True,
        ),
        code("work_center_no", "work_centers", required=True),
        text("description"),
        code("standard_task_code", "standard_tasks"),
        *(
            column
            for time in ("setup_time", "run_time", "wait_time", "move_time")
            for column in (
                decimal(time),
                code(f"{time}_unit", "capacity_units_of_measure", required=True),
            )
        ),
        decimal("lot_size", default=Decimal(1)),
        decimal("fixed_scrap_quantity"),
        decimal("scrap_factor_pct"),
        decimal("concurrent_capacities", default=Decimal(1)),
        decimal("send_ahead_quantity"),
        code("routing_link_code", "routing_links"),
        decimal("unit_cost_per"),
    ),
)


def _at_operation(name: str, *columns: Column) -> Table:
    """A table whose rows hang at an operation of a routing."""
    at = ("routing_no", "version_code", "operation_no")
    return Table(
        name,
        (*at, "line_no"),
        (
            code("routing_no", "routings", required=True),
            code("version_code"),
            code("operation_no", Reference("routing_lines", at), required=True),
            integer("line_no"),
            *columns,
        ),
    )


ROUTING_TOOLS = _at_operation("routing_tools", code("no", required=True), text("description", required=True))
ROUTING_PERSONNEL = _at_operation(
    "routing_personnel", code("no", required=True), text("description", required=True)
)
QUALITY_MEASURES = Table(
    "quality_measures",
    ("code",),
    (code("code", required=True), text("description", required=True), code("unit")),
)
ROUTING_QUALITY_MEASURES = _at_operation(
    "routing_quality_measures",
    code("qlty_measure_code", "quality_measures", required=True),
    text("description", required=True),
    decimal("min_value", least=Least.ANY),
    decimal("max_value", least=Least.ANY),
    decimal("mean_tolerance"),
)
ROUTING_COMMENTS = _at_operation(
    "routing_comments",
    day("date", required=True),
    text("comment", required=True, length=limits.COMMENT_LENGTH_MAX),
)

TABLES = (
    ROUTING_LINKS,
    STANDARD_TASKS,
    STANDARD_TASK_DESCRIPTIONS,
    ROUTINGS,
    ROUTING_VERSIONS,
    ROUTING_LINES,
    ROUTING_TOOLS,
    ROUTING_PERSONNEL,
    QUALITY_MEASURES,
    ROUTING_QUALITY_MEASURES,
    ROUTING_COMMENTS,
)
