"""Registers and entries in one walk: numbers without gaps, hashes that fit, blocks that belong together.

Registers are read in order, and with each of them the entries it says it wrote: register 8 ends at item entry 31,
register 7 ended at 29, so 30 and 31 must be there, name register 8, and hash to what register 8 holds.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from backend_client.records.register import LedgerHead, Register
from backend_client.store.chain import GENESIS, register_hash, row_text
from backend_client.store.posting import Posting
from backend_client.store.rows import Record, table_of
from backend_client.store.verifying.finding import Finding, FindingCode

REGISTERS = table_of(Register)
HEAD = table_of(LedgerHead)
LEDGERS = tuple((name, record) for name, record, _ in Posting(posting_date=date.min).ledgers())


def chain_findings(connection: Connection) -> Iterator[Finding]:
    """Answer what is missing, changed or unregistered, and a head that is not the last."""
    ledgers = [_Ledger(connection, name, record) for name, record in LEDGERS]
    previous_no, previous_hash = 0, GENESIS
    for row in _in_order(connection, REGISTERS, REGISTERS.c.no):
        register = row._asdict()
        for missing in range(previous_no + 1, register["no"]):
            yield Finding(FindingCode.REGISTER_MISSING, {"register_no": str(missing)})
        yield from _register(register, previous_hash)
        yield from _entries(register, ledgers)
        previous_no, previous_hash = register["no"], register["hash"]
    for ledger in ledgers:
        yield from ledger.rest()
    yield from _head(connection, previous_no, previous_hash, ledgers)


class _Ledger:
    """One ledger, read once, entry by entry."""

    def __init__(self, connection: Connection, name: str, record: Record) -> None:
        self.name = name
        self.column = f"{name}_entry_no"
        table = table_of(record)
        self._rows = _in_order(connection, table, table.c.entry_no)
        self._next = next(self._rows, None)
        self.last = 0

    def until(self, last: int, register_no: int) -> Iterator[Finding | str]:
        """Walk to an entry number; answers each entry's text, and what is wrong with it."""
        while self._next is not None and self._next.entry_no <= last:
            entry = self._next
            yield from self._missing(entry.entry_no - 1, register_no)
            if entry.register_no != register_no:
                facts = self._facts(entry.entry_no) | {"register_no": str(entry.register_no)}
                yield Finding(FindingCode.ENTRY_UNREGISTERED, facts)
            yield row_text(self.name, entry._asdict())
            self.last = entry.entry_no
            self._next = next(self._rows, None)
        yield from self._missing(last, register_no)
        self.last = max(self.last, last)

    def rest(self) -> Iterator[Finding]:
        """Answer the entries behind the last register."""
        while self._next is not None:
            yield Finding(FindingCode.ENTRY_UNREGISTERED, self._facts(self._next.entry_no))
            self._next = next(self._rows, None)

    def _missing(self, before: int, register_no: int) -> Iterator[Finding]:
        if self.last < before:
            facts = self._facts(self.last + 1) | {"to": str(before), "register_no": str(register_no)}
            yield Finding(FindingCode.ENTRY_MISSING, facts)

    def _facts(self, entry_no: int) -> dict[str, str]:
        return {"ledger": self.name, "entry_no": str(entry_no)}


def _register(register: dict[str, Any], previous_hash: str) -> Iterator[Finding]:
    facts = {"register_no": str(register["no"])}
    if register["previous_hash"] != previous_hash:
        yield Finding(FindingCode.CHAIN_BROKEN, facts)
    if register["hash"] != register_hash(register):
        yield Finding(FindingCode.REGISTER_CHANGED, facts)
    if register["body_hash"] != hashlib.sha256(register["body"].encode()).hexdigest():
        yield Finding(FindingCode.BODY_CHANGED, facts)


def _entries(register: dict[str, Any], ledgers: list[_Ledger]) -> Iterator[Finding]:
    digest = hashlib.sha256()
    for ledger in ledgers:
        for found in ledger.until(register[ledger.column], register["no"]):
            if isinstance(found, Finding):
                yield found
            else:
                digest.update(found.encode())
    if digest.hexdigest() != register["entries_hash"]:
        yield Finding(FindingCode.ENTRIES_CHANGED, {"register_no": str(register["no"])})


def _head(
    connection: Connection, register_no: int, last_hash: str, ledgers: list[_Ledger]
) -> Iterator[Finding]:
    head = connection.execute(select(HEAD)).one_or_none()
    if head is None:
        yield Finding(FindingCode.HEAD_DIFFERS, {"column": "id"})
        return
    expected = {"register_no": register_no, "register_hash": last_hash}
    expected |= {ledger.column: ledger.last for ledger in ledgers}
    for column, value in expected.items():
        kept = head._asdict()[column]
        if kept != value:
            facts = {"column": column, "head": str(kept), "ledger": str(value)}
            yield Finding(FindingCode.HEAD_DIFFERS, facts)


def _in_order(connection: Connection, table: Table, key: Column[Any]) -> Iterator[Row[Any]]:
    return iter(connection.execute(select(table).order_by(key), execution_options={"yield_per": 500}))
