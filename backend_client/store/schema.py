"""All tables of the product in one metadata, and the revision of the schema that this code expects."""

from sqlmodel import SQLModel

from backend_client.records import (
    bom,
    calendar,
    capacity_ledger,
    center,
    clock,
    cost,
    floor,
    general_ledger,
    item,
    item_ledger,
    location,
    number_series,
    order,
    order_detail,
    people,
    posting_setup,
    proposal,
    provenance,
    purchasing,
    register,
    reservation,
    routing,
    trade,
    value_entry,
    warehouse,
    warehouse_request,
)

TABLE_MODULES = (
    item,
    bom,
    routing,
    center,
    calendar,
    location,
    posting_setup,
    trade,
    people,
    order,
    order_detail,
    item_ledger,
    capacity_ledger,
    value_entry,
    cost,
    general_ledger,
    register,
    provenance,
    clock,
    floor,
    number_series,
    reservation,
    warehouse_request,
    purchasing,
    warehouse,
    proposal,
)

METADATA = SQLModel.metadata
REVISION = "0001"  # the newest file in migrations/versions
