"""Each register holds the hash of the one before it and of the entries it wrote.

A changed byte in any column that never changes, and a register taken out of the middle, no longer fit the chain.
Columns that may change later (remaining quantity and its like) are left out of the hash and are checked by
rebuilding them.

    hash = sha256(previous hash, canonical text of the register's own columns)
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any

from backend_client.messages.base import Request
from backend_client.messages.codec import decimal_text
from backend_client.records.register import Register
from backend_client.store.posting import LedgerNumbers, Posting
from backend_client.store.rows import Row, new_row

MUTABLE: dict[str, frozenset[str]] = {
    "item": frozenset(
        {"remaining_quantity", "invoiced_quantity", "open", "completely_invoiced", "valuation_date"}
    ),
    "application": frozenset(),
    "capacity": frozenset({"invoiced_quantity", "reversed", "reversed_by_entry_no"}),
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
    return _text(ledger, _names(ledger, tuple(row)), row)


def register_hash(row: Row) -> str:
    """Answer the hash of a register row over every column but the hash itself."""
    text = _text("register", _names("register", tuple(row)), row)
    return hashlib.sha256(text.encode()).hexdigest()


def audit_text(row: Row) -> str:
    """Write an audit entry's columns as one text; its number is the database's and its hash is made of this."""
    named = {name: value for name, value in row.items() if name != "id"}
    return _text("audit", _names("audit", tuple(named)), named)


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


@cache
def _names(kind: str, columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Answer the columns that count, sorted, each with what stands before its value."""
    left_out = MUTABLE.get(kind, frozenset({"hash"}))
    return tuple((name, f"|{name}=") for name in sorted(columns) if name not in left_out)


def _text(kind: str, names: tuple[tuple[str, str], ...], row: Row) -> str:
    parts = [kind]
    for name, before in names:
        value = row[name]
        parts.append(before)
        if value.__class__ is str:  # most columns, most of them empty
            parts.append(value if "|" not in value else value.replace("|", "||"))
        else:
            parts.append(_WRITERS.get(value.__class__, _other)(value))
    parts.append("\n")
    return "".join(parts)


def _moment(value: datetime) -> str:
    """Write a moment: it has one text, whatever zone it was given in."""
    return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()


def _other(value: Any) -> str:
    """Write a word of a closed list, a time of day, and whatever else a row may hold."""
    return str(value).replace("|", "||")


_WRITERS: dict[type[Any], Callable[[Any], str]] = {
    Decimal: decimal_text,
    bool: lambda value: "true" if value else "false",
    datetime: _moment,
    date: date.isoformat,
    int: str,
    NoneType: lambda _: "",
}
