"""Each register holds the hash of the one before it and of the entries it wrote.

A changed byte in any column that never changes, and a register taken out of the middle, no longer fit the chain.
Columns that may change later (remaining quantity and its like) are left out of the hash and are checked by
rebuilding them.

    hash = sha256(previous hash, canonical text of the register's own columns)
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from backend_client.messages.base import Request
from backend_client.messages.codec import decimal_text
from backend_client.records.register import Register
from backend_client.store.posting import LedgerNumbers, Posting
from backend_client.store.rows import Row, new_row

MUTABLE: dict[str, frozenset[str]] = {
    "item": frozenset({"remaining_quantity", "invoiced_quantity", "open", "completely_invoiced"}),
    "application": frozenset(),
    "capacity": frozenset({"reversed", "reversed_by_entry_no"}),
    "value": frozenset({"cost_posted_to_gl", "expected_cost_posted_to_gl"}),
    "gl": frozenset(),
}
"""Columns of posted entries that may change, by ledger; triggers refuse every other change."""

GENESIS = "0" * 64


def entries_hash(posting: Posting) -> str:
    """Answer the hash over all new ledger rows of a numbered posting."""
    digest = hashlib.sha256()
    for name, _, rows in posting.ledgers():
        for row in rows:
            digest.update(row_text(name, row).encode())
    return digest.hexdigest()


def row_text(ledger: str, row: Row) -> str:
    """Write a ledger row's unchanging columns as one text, in the order of their names."""
    left_out = MUTABLE[ledger]
    return _text(ledger, ((name, row[name]) for name in sorted(row) if name not in left_out))


def register_hash(row: Row) -> str:
    """Answer the hash of a register row over every column but the hash itself."""
    text = _text("register", ((name, row[name]) for name in sorted(row) if name != "hash"))
    return hashlib.sha256(text.encode()).hexdigest()


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
        posted_at=posted_at,
        posting_date=posting.posting_date,
        document_no=posting.document_no,
        item_entry_no=numbers.item,
        application_entry_no=numbers.application,
        capacity_entry_no=numbers.capacity,
        value_entry_no=numbers.value,
        gl_entry_no=numbers.gl,
    )
    row["hash"] = register_hash(row)
    return row


def _text(kind: str, columns: Iterable[tuple[str, Any]]) -> str:
    return kind + "".join(f"|{name}={_value(value)}" for name, value in columns) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):  # one moment has one text, whatever zone it was given in
        return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).replace("|", "||")
