"""The rows that stand in the database, in the columns of an expectation.

Most columns are columns of the product's tables, a few under another name; sums and balances are worked out here
from the ledgers, so that they check what the product itself keeps. Rows come in table order: ledgers by entry
number, capacity needs by operation and start, all else as it was created.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from backend_client.records.calendar import CalendarEntry
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.center import MachineCenter, WorkCenter
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Record, table_of
from backend_client.terms import ItemLedgerEntryType, ValueEntryType

Rows = list[dict[str, Any]]

ZERO = Decimal(0)
COSTS = ("cost_amount_actual", "cost_amount_expected")


def read(connection: Connection, record: Record, *order: str) -> Rows:
    """Answer all rows of a table, sorted by its columns named (its primary key when none is)."""
    table = table_of(record)
    columns = [table.c[name] for name in order] or list(table.primary_key)
    return [dict(row) for row in connection.execute(select(table).order_by(*columns)).mappings()]


def last_entries(connection: Connection) -> dict[str, int]:
    """Answer the last entry number of each ledger."""
    ledgers: dict[str, Record] = {
        "item": ItemLedgerEntry,
        "capacity": CapacityLedgerEntry,
        "value": ValueEntry,
        "gl": GLEntry,
    }
    return {
        ledger: connection.scalar(select(func.max(table_of(record).c.entry_no))) or 0
        for ledger, record in ledgers.items()
    }


def summed(rows: Iterable[Mapping[str, Any]], keys: Iterable[str], columns: Iterable[str]) -> Rows:
    """Answer one row for each combination of `keys`, with the sums of `columns`."""
    keys, columns = tuple(keys), tuple(columns)
    totals: dict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(columns, ZERO))
    for row in rows:
        total = totals[tuple(row[key] for key in keys)]
        for column in columns:
            total[column] += row[column]
    return [dict(zip(keys, key, strict=True)) | total for key, total in totals.items()]


def item_ledger_entries(connection: Connection) -> Rows:
    """Item ledger entries with the costs of their value entries."""
    costs = {
        row["item_ledger_entry_no"]: row
        for row in summed(read(connection, ValueEntry), ("item_ledger_entry_no",), COSTS)
    }
    return [
        row
        | {"prod_order_comp_line_no": row["component_line_no"]}
        | {column: costs.get(row["entry_no"], {}).get(column, ZERO) for column in COSTS}
        for row in read(connection, ItemLedgerEntry)
    ]


def cost_totals(connection: Connection) -> Rows:
    """Value entries summed by order line, item and kind; groups of nothing but zeros are left out."""
    keys = ("order_no", "order_line_no", "item_no", "item_ledger_entry_type", "entry_type", "variance_type")
    totals = summed(read(connection, ValueEntry), keys, COSTS)
    return [row for row in totals if any(row[column] != 0 for column in COSTS)]


def item_application_entries(connection: Connection) -> Rows:
    """Applications that link two entries."""
    return [
        row
        for row in read(connection, ItemApplicationEntry)
        if row["inbound_item_entry_no"] and row["outbound_item_entry_no"]
    ]


def gl_balances(connection: Connection) -> Rows:
    """Balance of each account that is not in balance."""
    totals = summed(read(connection, GLEntry), ("account_no",), ("amount",))
    return [
        {"account_no": row["account_no"], "balance": row["amount"]} for row in totals if row["amount"] != 0
    ]


def production_order_components(connection: Connection) -> Rows:
    """Components, with the number of their line under its casebook name."""
    return [row | {"component_line_no": row["line_no"]} for row in read(connection, ProductionOrderComponent)]


def production_order_routing_lines(connection: Connection) -> Rows:
    """Operations with the sums of their capacity needs and of what was posted on them."""
    operation = ("order_no", "routing_reference_no", "operation_no")
    needs = {
        tuple(row[key] for key in operation): row
        for row in summed(read(connection, CapacityNeed), operation, ("needed_time", "allocated_time"))
    }
    rows = read(connection, ProductionOrderRoutingLine)
    for row in rows:
        need = needs.get(tuple(row[key] for key in operation), {})
        row["needed_time"] = need.get("needed_time", ZERO)
        row["allocated_time"] = need.get("allocated_time", ZERO)
        row["posted_setup"], row["posted_run"] = row["posted_setup_time"], row["posted_run_time"]
        row["posted_output"], row["posted_scrap"] = (
            row["posted_output_quantity"],
            row["posted_scrap_quantity"],
        )
    return rows


def capacity_needs(connection: Connection) -> Rows:
    """Needs of more than nothing, by operation and start."""
    rows = read(connection, CapacityNeed, "operation_no", "date", "starting_time", "order_no", "line_no")
    return [row for row in rows if row["needed_time"] != 0]


def inventory(connection: Connection) -> Rows:
    """What the item ledger sums up to by item and location, also where that is nothing."""
    return summed(item_ledger_entries(connection), ("item_no", "location_code"), ("quantity", *COSTS))


def wip(connection: Connection) -> Rows:
    """Work in process of each order: what went in (consumption, capacity) less its output's actual cost; what was
    written off is out of it."""
    amounts = {row["no"]: ZERO for row in read(connection, ProductionOrder)}
    lines = read(connection, ProductionOrderLine)
    written_off = {(row["order_no"], row["line_no"]) for row in lines if row["wip_written_off"]}
    for row in read(connection, ValueEntry):
        if row["order_no"] not in amounts or (row["order_no"], row["order_line_no"]) in written_off:
            continue
        direct = row["entry_type"] == ValueEntryType.DIRECT_COST
        if row["capacity_ledger_entry_no"]:
            amounts[row["order_no"]] += row["cost_amount_actual"]
        elif direct and row["item_ledger_entry_type"] in (
            ItemLedgerEntryType.CONSUMPTION,
            ItemLedgerEntryType.OUTPUT,
        ):
            amounts[row["order_no"]] -= row["cost_amount_actual"]
    return [{"order_no": order_no, "amount": amount} for order_no, amount in amounts.items()]


def _plainly(record: Record, *order: str) -> Callable[[Connection], Rows]:
    return lambda connection: read(connection, record, *order)


# table of an expectation -> its rows
TABLES: dict[str, Callable[[Connection], Rows]] = {
    "item_ledger_entries": item_ledger_entries,
    "capacity_ledger_entries": _plainly(CapacityLedgerEntry),
    "value_entries": _plainly(ValueEntry),
    "cost_totals": cost_totals,
    "item_application_entries": item_application_entries,
    "gl_entries": _plainly(GLEntry),
    "gl_balances": gl_balances,
    "production_orders": _plainly(ProductionOrder, "created_at", "no"),
    "production_order_lines": _plainly(ProductionOrderLine),
    "production_order_components": production_order_components,
    "production_order_routing_lines": production_order_routing_lines,
    "capacity_needs": capacity_needs,
    "calendar_entries": _plainly(CalendarEntry, "type", "no", "date", "starting_time"),
    "inventory": inventory,
    "wip": wip,
    "items": _plainly(Item),
    "work_centers": _plainly(WorkCenter),
    "machine_centers": _plainly(MachineCenter),
}
