"""Each register holds the hash of the one before it and of the entries it wrote.

A changed byte in any column that never changes, and a register taken out of the middle, no longer fit the chain.
Columns that may change later (remaining quantity and its like) are left out of the hash and are checked by
rebuilding them.

    hash = sha256(canonical text of the register's own columns, the previous hash among them)

Audit entries are chained in the same way, one by one.
"""

import hashlib
from datetime import datetime
from typing import Any

from backend_client.messages.base import Request
from backend_client.records.register import AuditEntry, Register
from backend_client.store.canonical import row_text
from backend_client.store.posting import LedgerNumbers, Posting
from backend_client.store.rows import Row, new_row, table_of

MUTABLE: dict[str, frozenset[str]] = {
    "item": frozenset(
        {"remaining_quantity", "invoiced_quantity", "open", "completely_invoiced", "valuation_date"}
    ),
    "application": frozenset(),
    "capacity": frozenset({"invoiced_quantity", "reversed", "reversed_by_entry_no"}),
    "value": frozenset({"cost_posted_to_gl", "expected_cost_posted_to_gl"}),
    "gl": frozenset(),
    "warehouse": frozenset(),
}
"""Columns of posted entries that may change, by ledger; triggers refuse every other change."""

GENESIS = "0" * 64


UNHASHED = frozenset({"hash"})
REGISTER = table_of(Register)
AUDIT = table_of(AuditEntry)


def entries_hash(posting: Posting) -> str:
    """Answer the hash over all new ledger rows of a numbered posting."""
    digest = hashlib.sha256()
    for name, record, rows in posting.ledgers():
        if rows:
            table, left_out = table_of(record), MUTABLE[name]
            for row in rows:
                digest.update(f"{name}:{row_text(table, left_out, row)}\n".encode())
    return digest.hexdigest()


def register_hash(row: Row) -> str:
    """Answer the hash of a register row over every column but the hash itself."""
    return hashlib.sha256(row_text(REGISTER, UNHASHED, row).encode()).hexdigest()


def audit_hash(row: Row) -> str:
    """Answer the hash of an audit entry over every column but the hash itself."""
    return hashlib.sha256(row_text(AUDIT, UNHASHED, row).encode()).hexdigest()


def register_row(  # one row, every column by name
    *,
    request: Request[Any],
    posting: Posting,
    numbers: LedgerNumbers,
    previous_hash: str,
    entries: str,
    body: str,
    body_hash: str,
    receipt: str,
    decided_at: datetime,
    posted_at: datetime,
) -> Row:
    """Make the register of a numbered posting."""
    row = new_row(
        Register,
        no=numbers.register,
        previous_hash=previous_hash,
        hash="",
        entries_hash=entries,
        request_kind=type(request).__name__,
        request_id=request.request_id,
        body_hash=body_hash,
        body=body,
        receipt=receipt,
        person_no=request.person_no,
        session_id=request.session_id,
        terminal_id=request.terminal_id,
        recorded_at=request.recorded_at or posted_at,
        decided_at=decided_at,
        posted_at=posted_at,
        posting_date=posting.posting_date,
        document_no=posting.document_no,
        item_entry_no=numbers.item,
        application_entry_no=numbers.application,
        capacity_entry_no=numbers.capacity,
        value_entry_no=numbers.value,
        gl_entry_no=numbers.gl,
        warehouse_entry_no=numbers.warehouse,
    )
    row["hash"] = register_hash(row)
    return row
