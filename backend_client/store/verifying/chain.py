"""Registers and entries in one walk: numbers without gaps, hashes that fit, blocks that belong together.

Registers are read in order, and with each of them the entries it says it wrote: register 8 ends at item entry 31,
register 7 ended at 29, so 30 and 31 must be there, name register 8, and hash to what register 8 holds. The database
writes the text of each row (see store/canonical.py), so a value that no column should hold is found like any other.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Result, Row, Select, cast, select

from backend_client.records.register import LedgerHead, Register
from backend_client.store.canonical import row_bytes, text_as_bytes
from backend_client.store.chain import GENESIS, MUTABLE, UNHASHED
from backend_client.store.posting import Posting
from backend_client.store.rows import Record, table_of
from backend_client.store.verifying.finding import Finding, FindingCode

REGISTERS = table_of(Register)
HEAD = table_of(LedgerHead)
LEDGERS = tuple((name, record) for name, record, _ in Posting(posting_date=date.min).ledgers())
HASHES = ("previous_hash", "hash", "entries_hash", "body_hash", "body")
ROWS_AT_ONCE = 2000


class ChainStart(NamedTuple):
    """The register that a walk begins after: its number and hash, and the last entry of each ledger then."""

    no: int = 0
    hash: bytes = GENESIS.encode()
    entries: tuple[int, ...] = (0,) * len(LEDGERS)


def chain_findings(connection: Connection, start: ChainStart | None = None) -> Iterator[Finding]:
    """Answer what is missing, changed or unregistered, and a head that is not the last; after `start`, all without it."""
    start = start or ChainStart()
    ledgers = [
        _Ledger(connection, name, record, after)
        for (name, record), after in zip(LEDGERS, start.entries, strict=True)
    ]
    previous_no, previous_hash = start.no, start.hash
    with ExitStack() as read:
        for ledger in ledgers:
            read.callback(ledger.result.close)
        for register in read.enter_context(_registers(connection, start.no)):
            for missing in range(previous_no + 1, register.no):
                yield Finding(FindingCode.REGISTER_MISSING, {"register_no": str(missing)})
            yield from _register(register, previous_hash)
            yield from _entries(register, ledgers)
            previous_no, previous_hash = register.no, register.hash
        for ledger in ledgers:
            yield from ledger.rest()
    yield from _head(connection, previous_no, previous_hash, ledgers)


def start_before(connection: Connection, registers: int) -> ChainStart:
    """Answer where a walk over the last so many registers begins."""
    last = connection.execute(select(HEAD.c.register_no)).scalar() or 0
    if not isinstance(last, int) or last <= registers:
        return ChainStart()
    found = connection.execute(_register_select(connection).where(REGISTERS.c.no == last - registers)).first()
    if found is None:
        return ChainStart()
    return ChainStart(found.no, found.hash, tuple(getattr(found, f"{name}_entry_no") for name, _ in LEDGERS))


class _Ledger:
    """One ledger, read once, entry by entry."""

    def __init__(self, connection: Connection, name: str, record: Record, after: int) -> None:
        self.name = name
        self.column = f"{name}_entry_no"
        self.prefix = f"{name}:".encode()
        table = table_of(record)
        text = row_bytes(table, MUTABLE[name], connection.dialect.name)
        key = table.c.entry_no
        numbers = (_whole(key).label("entry_no"), _whole(table.c.register_no).label("register_no"))
        statement = select(*numbers, text.label("text")).where(key > after).order_by(key)
        self.result = connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})
        self._rows = iter(self.result)
        self._next = next(self._rows, None)
        self.last = after

    def until(self, last: int, register_no: int, digest: Any) -> Iterator[Finding]:
        """Walk to an entry number, hash each entry, and answer what is wrong with it."""
        while self._next is not None and self._next[0] <= last:
            entry_no, registered, text = self._next
            if entry_no != self.last + 1:
                yield from self._missing(entry_no - 1, register_no)
            if registered != register_no:
                facts = self._facts(entry_no) | {"register_no": str(registered)}
                yield Finding(FindingCode.ENTRY_UNREGISTERED, facts)
            digest.update(self.prefix + text + b"\n")
            self.last = entry_no
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


def _register(register: Row[Any], previous_hash: bytes) -> Iterator[Finding]:
    facts = {"register_no": str(register.no)}
    if register.previous_hash != previous_hash:
        yield Finding(FindingCode.CHAIN_BROKEN, facts)
    if register.hash != _hash(register.text):
        yield Finding(FindingCode.REGISTER_CHANGED, facts)
    if register.body_hash != _hash(register.body):
        yield Finding(FindingCode.BODY_CHANGED, facts)


def _entries(register: Row[Any], ledgers: list[_Ledger]) -> Iterator[Finding]:
    digest = hashlib.sha256()
    for ledger in ledgers:
        yield from ledger.until(getattr(register, ledger.column), register.no, digest)
    if digest.hexdigest().encode() != register.entries_hash:
        yield Finding(FindingCode.ENTRIES_CHANGED, {"register_no": str(register.no)})


def _head(
    connection: Connection, register_no: int, last_hash: bytes, ledgers: list[_Ledger]
) -> Iterator[Finding]:
    heads = connection.execute(select(HEAD)).all()
    if len(heads) != 1 or heads[0].id != 1:
        yield Finding(FindingCode.HEAD_DIFFERS, {"column": "id"})
        return
    expected = {"register_no": register_no, "register_hash": last_hash.decode(errors="replace")}
    expected |= {ledger.column: ledger.last for ledger in ledgers}
    yield from head_differs(heads[0], expected)
    moment = select(REGISTERS.c.posted_at).where(REGISTERS.c.no == register_no).scalar_subquery()
    if connection.execute(select(HEAD.c.id).where(HEAD.c.posted_at != moment)).first() is not None:
        yield Finding(FindingCode.HEAD_DIFFERS, {"column": "posted_at"})


def head_differs(head: Row[Any], expected: dict[str, Any]) -> Iterator[Finding]:
    """Answer each column of the head that is not what the ledgers say."""
    for column, value in expected.items():
        kept = head._asdict()[column]
        if kept != value:
            facts = {"column": column, "head": str(kept), "ledger": str(value)}
            yield Finding(FindingCode.HEAD_DIFFERS, facts)


def _registers(connection: Connection, after: int) -> Result[Any]:
    statement = _register_select(connection).where(REGISTERS.c.no > after).order_by(REGISTERS.c.no)
    return connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE // 4})


def _register_select(connection: Connection) -> Select[Any]:
    dialect = connection.dialect.name
    last_entries = (f"{name}_entry_no" for name, _ in LEDGERS)
    numbers = (_whole(REGISTERS.c[name]).label(name) for name in ("no", *last_entries))
    hashes = (text_as_bytes(REGISTERS.c[name], dialect).label(name) for name in HASHES)
    return select(*numbers, *hashes, row_bytes(REGISTERS, UNHASHED, dialect).label("text"))


def _whole(column: Column[int]) -> Any:
    """Read a number that may have been made something else; a text is 0 then."""
    return cast(column, BigInteger)


def _hash(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()
