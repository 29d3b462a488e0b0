"""What the posting of an output has to know, in one statement for everything around the operation.

Each statement is built once, when this module is loaded, and answers plain rows: dictionaries in the column names
of their tables. The number of statements does not depend on how many components or capacity needs there are.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
)

from backend_client.records.item import Item, ItemTrackingCode, ItemUnit, StockkeepingUnit
from backend_client.records.location import Bin
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.store.queries.stock import (
    ENTRY,
    OPEN,
    OPEN_ENTRY_COLUMNS,
    OpenEntryRow,
    StockKey,
    by_stock_key,
)
from backend_client.store.read import Foreseen, Query
from backend_client.store.rows import Row, table_of
from backend_client.terms import FlushingMethod, ItemType

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
NEED = table_of(CapacityNeed)
COMPONENT = table_of(ProductionOrderComponent)
ITEM = table_of(Item)
ITEM_UNIT = table_of(ItemUnit)
SKU = table_of(StockkeepingUnit)
TRACKING = table_of(ItemTrackingCode)
BIN = table_of(Bin)

Columns = Sequence[ColumnElement[Any]]


def _columns(table: Table, names: str) -> Columns:
    return tuple(table.c[name] for name in names.split())


ORDER_COLUMNS = _columns(ORDER, "no status blocked")
LINE_COLUMNS = _columns(
    LINE,
    "order_no line_no item_no variant_code description location_code bin_code quantity quantity_base "
    "finished_quantity finished_qty_base remaining_quantity remaining_qty_base unit_of_measure_code "
    "qty_per_unit_of_measure routing_no routing_reference_no inventory_posting_group",
)
OPERATION_COLUMNS = _columns(
    OPERATION,
    "order_no routing_reference_no operation_no routing_no next_operation_no type no work_center_no "
    "work_center_group_code description routing_link_code accumulated_fixed_scrap unit_cost_per routing_status "
    "posted_setup_time posted_run_time posted_stop_time posted_output_quantity posted_scrap_quantity "
    "posted_rework_quantity expected_capacity_need_ms from_production_bin_code",
)
NEED_COLUMNS = _columns(NEED, "line_no time_type date starting_time needed_time allocated_time")
ITEM_COLUMNS: Columns = (
    *_columns(
        ITEM,
        "no description type base_unit_of_measure inventory_posting_group gen_prod_posting_group costing_method "
        "unit_cost standard_cost rounding_precision item_tracking_code lot_nos serial_nos blocked "
        "production_blocked",
    ),
    SKU.c.unit_cost.label("sku_unit_cost"),
    SKU.c.standard_cost.label("sku_standard_cost"),
    TRACKING.c.lot_specific_tracking,
    TRACKING.c.sn_specific_tracking,
    TRACKING.c.use_expiration_dates,
)

COMPONENT_COLUMNS = _columns(
    COMPONENT,
    "order_no order_line_no line_no item_no variant_code description unit_of_measure_code qty_per_unit_of_measure "
    "quantity scrap_pct calculation_formula expected_qty_base remaining_quantity remaining_qty_base "
    "actual_consumption_base flushing_method routing_link_code location_code bin_code unit_cost",
)


def names_of(columns: Columns) -> tuple[str, ...]:
    """Answer the names that columns come under, once: asking a column each time costs more than reading it."""
    return tuple(column.name for column in columns)


NEED_NAMES, ITEM_NAMES, COMPONENT_NAMES = map(names_of, (NEED_COLUMNS, ITEM_COLUMNS, COMPONENT_COLUMNS))


def _owed(item: Any, location: Any, variant: Any) -> ColumnElement[bool]:
    """Say whether an item has entries open below zero, which new stock has to fill."""
    return exists().where(
        ENTRY.c.item_no == item,
        ENTRY.c.location_code == location,
        ENTRY.c.variant_code == variant,
        OPEN,
        ENTRY.c.positive.is_(False),
    )


def _sku_of(row: Any) -> ColumnElement[bool]:
    return and_(
        SKU.c.location_code == row.c.location_code,
        SKU.c.item_no == row.c.item_no,
        SKU.c.variant_code == row.c.variant_code,
    )


_GROUPS: tuple[tuple[str, Columns], ...] = (
    ("order", ORDER_COLUMNS),
    ("line", LINE_COLUMNS),
    ("item", ITEM_COLUMNS),
    ("operation", OPERATION_COLUMNS),
)
_PARTS = tuple((name, names_of(columns)) for name, columns in _GROUPS)
_BIN_WANTED = case((bindparam("bin_code") != "", bindparam("bin_code")), else_=LINE.c.bin_code)
_FLAGS: Columns = (
    ITEM_UNIT.c.qty_per_unit_of_measure.label("qty_per_unit_asked"),
    BIN.c.code.label("bin_found"),
    exists()
    .where(
        OPERATION.c.order_no == LINE.c.order_no,
        OPERATION.c.routing_reference_no == LINE.c.routing_reference_no,
    )
    .correlate(LINE)
    .label("has_routing"),
    _owed(LINE.c.item_no, LINE.c.location_code, LINE.c.variant_code).correlate(LINE).label("stock_owed"),
)
OUTPUT_FACTS = Query(
    select(*(column for _, columns in _GROUPS for column in columns), *_FLAGS, *NEED_COLUMNS)
    .select_from(
        ORDER.outerjoin(
            LINE,
            and_(
                LINE.c.order_no == ORDER.c.no,
                or_(bindparam("line_no") == 0, LINE.c.line_no == bindparam("line_no")),
                or_(bindparam("item_no") == "", LINE.c.item_no == bindparam("item_no")),
            ),
        )
        .outerjoin(ITEM, ITEM.c.no == LINE.c.item_no)
        .outerjoin(SKU, _sku_of(LINE))
        .outerjoin(TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code)
        .outerjoin(
            ITEM_UNIT, and_(ITEM_UNIT.c.item_no == LINE.c.item_no, ITEM_UNIT.c.code == bindparam("unit_code"))
        )
        .outerjoin(BIN, and_(BIN.c.location_code == LINE.c.location_code, BIN.c.code == _BIN_WANTED))
        .outerjoin(
            OPERATION,
            and_(
                OPERATION.c.order_no == LINE.c.order_no,
                OPERATION.c.routing_reference_no == LINE.c.routing_reference_no,
                OPERATION.c.operation_no == bindparam("operation_no"),
            ),
        )
        .outerjoin(
            NEED,
            and_(
                NEED.c.order_no == OPERATION.c.order_no,
                NEED.c.routing_reference_no == OPERATION.c.routing_reference_no,
                NEED.c.operation_no == OPERATION.c.operation_no,
                NEED.c.requested_only.is_(False),
            ),
        )
    )
    .where(ORDER.c.no == bindparam("order_no"))
    .order_by(LINE.c.line_no, NEED.c.line_no)
)


class OutputAsked(NamedTuple):
    """Which operation is asked about: of any line and item where none is named, by a unit and for a bin."""

    order_no: str
    line_no: int
    item_no: str
    operation_no: str
    unit_code: str
    bin_code: str


class OutputFacts(NamedTuple):
    """The order, its line, the item made, the operation and its capacity needs; None where there is none.

    lines               how many order lines fit what was asked for
    qty_per_unit_asked  base units in the unit asked for; None where the item has no such unit
    stock_owed          entries of the item are open below zero at the line's location
    """

    order: Row
    line: Row | None
    lines: int
    item: Row | None
    operation: Row | None
    needs: list[Row]
    qty_per_unit_asked: Any
    bin_found: str | None
    has_routing: bool
    stock_owed: bool


def output_facts(connection: Connection, asked: OutputAsked) -> OutputFacts | None:
    """Read everything around an operation; None where there is no such order. The first line that fits counts."""
    rows = OUTPUT_FACTS.rows(connection, asked._asdict())
    if not rows:
        return None
    first, start, found = rows[0], 0, {}
    for part, names in _PARTS:
        found[part] = named(names, first[start : start + len(names)])
        start += len(names)
    per_unit, bin_found, has_routing, stock_owed = first[start : start + len(_FLAGS)]
    start += len(_FLAGS)
    line, operation = found["line"], found["operation"]
    number = line["line_no"]
    place = len(ORDER_COLUMNS) + 1
    needs = [
        named(NEED_NAMES, row[start:]) for row in rows if row[place] == number and row[start] is not None
    ]
    return OutputFacts(
        order=found["order"],
        line=None if number is None else line,
        lines=len({row[place] for row in rows}),
        item=None if number is None else found["item"],
        operation=None if operation["operation_no"] is None else operation,
        needs=needs,
        qty_per_unit_asked=per_unit,
        bin_found=bin_found,
        has_routing=bool(has_routing),
        stock_owed=bool(stock_owed),
    )


_LINKS = select(OPERATION.c.routing_link_code).where(
    OPERATION.c.order_no == bindparam("order_no"),
    OPERATION.c.operation_no == bindparam("operation_no"),
    OPERATION.c.routing_link_code != "",
)
LINKED_COMPONENTS = Query(
    select(*COMPONENT_COLUMNS, *ITEM_COLUMNS)
    .select_from(
        COMPONENT.join(ITEM, ITEM.c.no == COMPONENT.c.item_no)
        .outerjoin(SKU, _sku_of(COMPONENT))
        .outerjoin(TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code)
    )
    .where(COMPONENT.c.order_no == bindparam("order_no"), COMPONENT.c.routing_link_code.in_(_LINKS))
    .order_by(COMPONENT.c.order_line_no, COMPONENT.c.line_no)
)
"""Components that are linked to the operations of one number, each with its item."""

LINKED_STOCK = Query(
    select(*OPEN_ENTRY_COLUMNS).where(
        ENTRY.c.item_no.in_(
            select(COMPONENT.c.item_no).where(
                COMPONENT.c.order_no == bindparam("order_no"),
                COMPONENT.c.routing_link_code.in_(_LINKS),
                COMPONENT.c.flushing_method != FlushingMethod.MANUAL,
            )
        ),
        OPEN,
    )
)
"""What is in stock of those that are consumed by themselves."""


def linked_components(
    connection: Connection, order_no: str, operation_no: str, line_no: int, link: str
) -> list[Row]:
    """Read the components that an operation's postings consume; each row's `item` is the item's own row."""
    width = len(COMPONENT_COLUMNS)
    found = (
        {**named(COMPONENT_NAMES, row[:width]), "item": named(ITEM_NAMES, row[width:])}
        for row in LINKED_COMPONENTS.rows(connection, {"order_no": order_no, "operation_no": operation_no})
    )
    return [each for each in found if (each["order_line_no"], each["routing_link_code"]) == (line_no, link)]


def linked_stock(
    connection: Connection, order_no: str, operation_no: str
) -> dict[StockKey, list[OpenEntryRow]]:
    """Read what is in stock of them; see `open_entries`."""
    return by_stock_key(LINKED_STOCK.rows(connection, {"order_no": order_no, "operation_no": operation_no}))


def foreseen_of_output(asked: OutputAsked) -> tuple[Foreseen, ...]:
    """Answer what the posting of an output is going to ask."""
    linked = {"order_no": asked.order_no, "operation_no": asked.operation_no}
    return (
        Foreseen(OUTPUT_FACTS, asked._asdict()),
        Foreseen(LINKED_COMPONENTS, linked),
        Foreseen(LINKED_STOCK, linked),
    )


ITEMS_WITH_SKU = (
    select(*ITEM_COLUMNS, SKU.c.location_code, SKU.c.variant_code)
    .select_from(
        ITEM.outerjoin(SKU, SKU.c.item_no == ITEM.c.no).outerjoin(
            TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code
        )
    )
    .where(ITEM.c.no.in_(bindparam("items", expanding=True)))
)


class ItemCards:
    """Items by number, with what their stockkeeping units say at a place."""

    def __init__(self, connection: Connection, item_nos: Iterable[str]) -> None:
        """Read all of them with one statement."""
        self._cards: dict[str, Row] = {}
        self._units: dict[tuple[str, str, str], Row] = {}
        width = len(ITEM_COLUMNS)
        for row in connection.execute(ITEMS_WITH_SKU, {"items": sorted(set(item_nos))}):
            card = named(ITEM_NAMES, row[:width])
            if row[width] is not None:
                self._units[card["no"], row[width], row[width + 1]] = card
            self._cards[card["no"]] = {**card, "sku_unit_cost": None, "sku_standard_cost": None}

    def at(self, item_no: str, location_code: str, variant_code: str) -> Row:
        """Answer the item as it counts at a location for a variant."""
        return self._units.get((item_no, location_code, variant_code)) or self._cards[item_no]

    def find(self, item_no: str, location_code: str, variant_code: str) -> Row | None:
        """Answer the same, None where there is no such item."""
        return self.at(item_no, location_code, variant_code) if item_no in self._cards else None

    def descriptions(self) -> dict[str, str]:
        """Answer the items' descriptions by number."""
        return {no: card["description"] for no, card in self._cards.items()}

    def of_type(self, kind: ItemType) -> set[str]:
        """Answer the items of a type by number."""
        return {no for no, card in self._cards.items() if card["type"] is kind}


def named(names: tuple[str, ...], values: Sequence[Any]) -> Row:
    """Answer values by their names."""
    return dict(zip(names, values, strict=True))
