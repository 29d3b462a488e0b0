"""Changing one row of the plant's own data: an item blocked, a machine's cost, a setting.

Values come as text, as a plant file would hold them, and are typed by the column they go to. What follows from them
is worked out again: the unit cost of a center from its parts, the unit cost of a standard item from its standard
cost. Every change leaves an audit row with before and after, and tells all processes that the setup is another one.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Time

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.messages.base import Refused, Request
from backend_client.messages.codec import plain
from backend_client.messages.planning import ChangeMasterDataRequest, MasterDataReceipt
from backend_client.records import (
    bom,
    calendar,
    center,
    item,
    location,
    number_series,
    posting_setup,
    routing,
    trade,
)
from backend_client.records.columns import QUANTITY, ExactDecimal, Word
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import round_unit_cost
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.master_data import one_row
from backend_client.store.rows import Record, Row, new_row, table_of
from backend_client.terms import CostingMethod

RECORDS: tuple[Record, ...] = (
    item.Item,
    item.ItemUnit,
    item.ItemVariant,
    item.StockkeepingUnit,
    item.ItemSubstitution,
    number_series.NumberSeries,
    item.ItemCategory,
    item.ItemTrackingCode,
    item.ItemTrackingInformation,
    item.UnitOfMeasure,
    bom.ProductionBom,
    bom.ProductionBomVersion,
    bom.ProductionBomLine,
    bom.Family,
    bom.FamilyLine,
    routing.Routing,
    routing.RoutingVersion,
    routing.RoutingLine,
    routing.RoutingLink,
    routing.StandardTask,
    calendar.ShopCalendar,
    center.CapacityUnitOfMeasure,
    center.WorkCenterGroup,
    center.WorkCenter,
    center.MachineCenter,
    center.CapacityConstrainedResource,
    center.ScrapCode,
    center.StopCode,
    location.Location,
    location.Bin,
    posting_setup.PlantSetting,
    posting_setup.GLAccount,
    posting_setup.PostingGroup,
    posting_setup.InventoryPostingSetup,
    posting_setup.GeneralPostingSetup,
    trade.Vendor,
    trade.SubcontractorPrice,
)
BY_TABLE: dict[str, Record] = {table_of(record).name: record for record in RECORDS}
BOOLEANS = {"true": True, "false": False, "": False}
COST_PARTS = frozenset({"direct_unit_cost", "indirect_cost_pct", "overhead_rate"})
KEPT_BY_ENTRIES = {
    "items": frozenset({"base_unit_of_measure", "costing_method", "type"}),
    "item_units": frozenset({"qty_per_unit_of_measure"}),
    "work_centers": frozenset({"unit_of_measure_code"}),
    "capacity_units_of_measure": frozenset({"type"}),
}
"""Columns that posted entries are written in: the importer of a plant is the one that may weigh a change of them."""


def change_master_data(
    context: Context, request: ChangeMasterDataRequest
) -> Decided[MasterDataReceipt] | Refused:
    """Change named columns of one row.

    Refuses with `request-malformed` for an unknown table, column or value, `master-data-not-found` for a key that
    names no row, `not-allowed` for a column that entries are written in.
    """
    record = BY_TABLE.get(request.table)
    if record is None:
        return _malformed("table", request.table)
    kept = KEPT_BY_ENTRIES.get(request.table, frozenset()) & request.values.keys()
    if kept:
        return Refused(code=RefusalCode.NOT_ALLOWED, facts={"field": min(kept)})
    keys = tuple(column.name for column in table_of(record).primary_key)
    key = _typed(record, request.key)
    if isinstance(key, Refused):
        return key
    values = _typed(record, request.values)
    if isinstance(values, Refused):
        return values
    if set(key) != set(keys) or set(keys) & set(values) or not values:
        return _malformed("key", ", ".join(keys))
    before = one_row(context.connection, record, key)
    if before is None:
        facts = {"table": request.table, "key": "|".join(request.key.values())}
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
    after = _with_what_follows(request.table, before, values)
    changed = {name: value for name, value in after.items() if before[name] != value}
    posting = Posting(posting_date=context.today)
    row_key = "|".join(request.key.values())
    audit = audit_of_change(context, request, request.table, row_key, before=before, changed=changed)
    if changed:
        posting.updates.append(Update(record, keys, [{**key, **changed}]))
        posting.inserts.append(Insert(AuditEntry, [audit]))
        posting.setup_changed = True
    receipt = MasterDataReceipt(table=request.table, changed=len(changed))
    return Decided(posting=posting, receipt=lambda _: receipt)


def _with_what_follows(table: str, before: Row, values: Row) -> Row:
    """Add the columns that are worked out from the changed ones."""
    after = {**before, **values}
    if table in ("work_centers", "machine_centers"):
        values = {**values, **_center_cost(after, values.keys())}
    standard = table == "items" and after["costing_method"] is CostingMethod.STANDARD
    if standard and "standard_cost" in values and "unit_cost" not in values:
        values = {**values, "unit_cost": values["standard_cost"]}
    return values


def _center_cost(after: Row, changed: Collection[str]) -> Row:
    """Answer a center's unit cost worked out from its changed parts, or its direct cost from a changed unit cost."""
    indirect = 1 + after["indirect_cost_pct"] / 100
    if "unit_cost" not in changed:
        if not COST_PARTS & set(changed):
            return {}
        cost = after["direct_unit_cost"] * indirect + after["overhead_rate"]
        return {"unit_cost": round_unit_cost(cost)}
    if "direct_unit_cost" in changed:
        return {}
    return {"direct_unit_cost": round_unit_cost((after["unit_cost"] - after["overhead_rate"]) / indirect)}


def audit_of_change(
    context: Context, request: Request[object], table: str, row_key: str, *, before: Row, changed: Row
) -> Row:
    """Answer the audit row of one changed row of master data, with the columns that changed."""
    return new_row(
        AuditEntry,
        at=context.now,
        person_no=request.person_no,
        terminal_id=request.terminal_id,
        event="master-data-changed",
        table_name=table,
        row_key=row_key,
        before=_text({name: before[name] for name in changed}),
        after=_text(changed),
    )


def _text(values: Row) -> str:
    return json.dumps(plain(values), sort_keys=True, ensure_ascii=False)


def _typed(record: Record, texts: Mapping[str, str]) -> Row | Refused:
    """Turn texts into the values of their columns; the first one that is none is refused by name."""
    table = table_of(record)
    values: Row = {}
    for name, text in texts.items():
        if name not in table.c:
            return _malformed(name, "column")
        try:
            values[name] = _value(table.c[name], text)
        except (ValueError, KeyError, InvalidOperation):
            return _malformed(name, type(table.c[name].type).__name__.lower())
    return values


def _value(column: Column[Any], text: str) -> Any:
    kind = column.type
    if isinstance(kind, Word):
        return kind.words(text)
    if text == "" and column.nullable:
        return None
    if isinstance(kind, ExactDecimal):
        number = Decimal(text or "0")
        most = limits.QUANTITY_PER_MAX if kind.scale > QUANTITY.scale else limits.QUANTITY_MAX
        if not number.is_finite() or abs(number) > most or number.scaleb(kind.scale) % 1:
            raise ValueError(text)
        return number
    if isinstance(kind, Boolean):
        return BOOLEANS[text]
    if isinstance(kind, Date):
        return date.fromisoformat(text)
    if isinstance(kind, Time):
        return time.fromisoformat(text)
    if isinstance(kind, Integer):
        return int(text or "0")
    length: int | None = getattr(kind, "length", None)
    if length is not None and len(text) > length:
        raise ValueError(text)
    return text


def _malformed(field: str, expected: str) -> Refused:
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field, "what": expected})
