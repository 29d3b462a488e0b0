"""All tables of the product in one metadata, and the revision of the schema that this code expects."""

from sqlmodel import SQLModel

from backend_client.records import (
    bom,
    calendar,
    capacity_ledger,
    center,
    general_ledger,
    item,
    item_ledger,
    location,
    order,
    order_detail,
    people,
    posting_setup,
    provenance,
    register,
    routing,
    trade,
    value_entry,
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
    general_ledger,
    register,
    provenance,
)

METADATA = SQLModel.metadata
REVISION = "0001"  # the newest file in migrations/versions
