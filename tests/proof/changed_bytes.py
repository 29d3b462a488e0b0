"""A plant with rows in every ledger, and ways to change a byte of one behind the product's back.

A round buys what it needs, picks some of it from one bin into another, uses it up, makes pieces on two operations, takes one
posting back, and finishes the order; then costs are adjusted. So each round is some thirty rows, in a dozen registers.
"""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    Table,
    Text,
    Time,
    cast,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from backend_client.local import LocalClient
from backend_client.messages.base import Answer
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.messages.warehouse import CreatePickRequest, Handled, RegisterWarehouseActivityRequest
from backend_client.records.columns import ExactDecimal, UtcMoment
from backend_client.records.register import AuditEntry, LedgerHead, Register
from backend_client.store.chain import MUTABLE
from backend_client.store.database import Database
from backend_client.store.rows import table_of
from backend_client.store.verifying import Finding, FindingCode, verify
from backend_client.store.verifying.chain import LEDGERS
from backend_client.terms import Confirmation, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory

HEAD, REGISTERS, AUDIT = table_of(LedgerHead), table_of(Register), table_of(AuditEntry)
TABLES: dict[str, Table] = {name: table_of(record) for name, record in LEDGERS}
KEYS: dict[str, str] = {REGISTERS.name: "no", AUDIT.name: "id", HEAD.name: "id"}
YES = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)


class Mill(Factory):
    """A factory that says who posts, and where."""

    @property
    def database(self) -> Database:
        """The database of the plant."""
        assert isinstance(self.client, LocalClient)
        return self.client.database

    def post(self, kind: type[Any], **fields: Any) -> Any:
        """Post a request as P1 at T1; answers the receipt, or the refusal."""
        return super().post(kind, **{"person_no": "P1", "terminal_id": "T1", **fields})


def mill(plants: Plants, rounds: int) -> Mill:
    """Make the plant, post that many rounds in it, and let anything be written from then on."""
    location = {"code": "WH", "bin_mandatory": True, "from_production_bin_code": "OUT"}
    location |= {"to_production_bin_code": "IN", "open_shop_floor_bin_code": "IN"}
    accounts = {"inventory_account": "2130", "inventory_account_interim": "2131", "wip_account": "2140"}
    made = Mill(
        plants,
        settings={"expected_cost_posting_to_gl": "true", "finish_order_without_output": "true"},
        people=[{"no": "P1", "role": "planner"}],
        locations=[location | {"prod_consumption_whse_handling": "warehouse_pick_mandatory"}],
        bins=[{"location_code": "WH", "code": code} for code in ("IN", "OUT", "S1")],
        posting_setup=[
            {"location_code": "WH", "inventory_posting_group": group, **accounts}
            for group in ("FINISHED", "RAW MAT")
        ],
        items=[{"no": "C", "flushing_method": "pick_manual"}],
    )
    for number in range(rounds):
        round_of_work(made, f"O{number}")
    return made


def round_of_work(made: Factory, order_no: str) -> None:
    """Post a round on an order of its own."""
    place = {"location_code": "WH", "bin_code": "S1"}
    kind = ItemLedgerEntryType.PURCHASE
    stocked = made.post(
        PostItemEntryRequest, entry_type=kind, item_no="C", quantity=20, unit_cost="3.1", **place
    )
    made.order(order_no, 4, location_code="WH")
    pick = made.post(CreatePickRequest, order_no=order_no)
    handled = (Handled(line_no=pick.lines[1].line_no, quantity=Decimal(8)),)
    made.post(RegisterWarehouseActivityRequest, no=pick.no, lines=handled)
    made.post(PostConsumptionRequest, order_no=order_no, item_no="C", quantity=5)
    made.output("10", 4, order_no=order_no, run_time=19, scrap_quantity=1)
    again = made.output("10", 1, order_no=order_no, setup_time=2)
    yes = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
    entry_no = again.capacity_entries[0].entry_no
    made.post(ReverseEntryRequest, ledger=Ledger.CAPACITY, entry_no=entry_no, answers=yes)
    made.output("20", 3, order_no=order_no, run_time=20)
    made.status(OrderStatus.FINISHED, *YES, order_no=order_no, finish_without_output=True)
    made.post(PostItemChargeRequest, entry_no=stocked.item_entries[0].entry_no, amount=Decimal("1.37"))
    made.post(AdjustCostRequest)
    made.post(
        ChangeMasterDataRequest, table="items", key={"no": "C"}, values={"description": f"for {order_no}"}
    )


class Cell(NamedTuple):
    """One column of one row; `register_no` is the register that hashed it, 0 where none did."""

    table: Table
    key: int
    column: str
    register_no: int

    @property
    def rebuilt(self) -> bool:
        """Whether it may change, so that it is found by rebuilding it from entries."""
        return any(self.table is TABLES[name] and self.column in columns for name, columns in MUTABLE.items())

    @property
    def alone(self) -> bool:
        """Whether what is found no longer names each row, once this one is changed: where blocks begin and end."""
        return self.table is HEAD or self.column in {"no", "id"} or self._ends_a_block

    @property
    def _ends_a_block(self) -> bool:
        return self.table is REGISTERS and self.column.endswith("_entry_no")


def cells(connection: Connection, rows: int, chance: random.Random) -> list[list[Cell]]:
    """Answer every column of that many rows, some of each table, a list for each row; and those of the head."""
    found, first = [], []
    for table in (*TABLES.values(), REGISTERS, AUDIT):
        key = table.c[key_of(table)]
        register = table.c.register_no if table.name not in KEYS else key if table is REGISTERS else None
        for row in connection.execute(select(key, key if register is None else register)).all():
            number = 0 if register is None else row[1]
            found.append([Cell(table, row[0], column.name, number) for column in table.columns])
        first.append(found.pop())
    assert len(found) + len(first) >= rows, len(found)
    return [
        *first,
        *chance.sample(found, rows - len(first)),
        [Cell(HEAD, 1, column.name, 0) for column in HEAD.columns],
    ]


def batches(wanted: list[Cell], most: int) -> Iterator[list[Cell]]:
    """Part cells so that what is found tells of each: one cell of a register, of an audit entry, of a rebuilt entry."""
    open_batches: dict[object, list[tuple[set[object], list[Cell]]]] = {}
    for cell in wanted:
        if cell.alone:
            yield [cell]
            continue
        kind = (cell.table, cell.column) if cell.rebuilt else "hashed"
        taken: set[object] = {(cell.table.name, cell.key)}
        if not cell.rebuilt:
            taken |= {("register", cell.register_no), ("register", cell.register_no + 1)}
        if cell.table is AUDIT:
            taken = {(AUDIT.name, cell.key), (AUDIT.name, cell.key + 1)}
        for used, batch in open_batches.setdefault(kind, []):
            if len(batch) < most and not used & taken:
                used.update(taken)
                batch.append(cell)
                break
        else:
            open_batches[kind].append((taken, [cell]))
    for parted in open_batches.values():
        yield from (batch for _, batch in parted)


def key_of(table: Table) -> str:
    """Answer the column that a table's rows are numbered by."""
    return KEYS.get(table.name, "entry_no")


def changed_and_found(database: Database, batch: list[Cell], chance: random.Random) -> list[Cell]:
    """Change a byte of each cell, verify, and take the changes back; answers the cells that were not named."""
    put = _put_sqlite if database.is_sqlite else _put_postgresql
    with database.write() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no triggers
        for cell in batch:
            put(connection, cell, chance)
        findings = [each for each in verify(connection) if each.code not in ALWAYS]
        connection.rollback()
    return [cell for cell in batch if not any(_names(each, cell) for each in findings)]


ALWAYS = {FindingCode.TRIGGER_MISSING, FindingCode.REGISTER_WITHOUT_PERSON}
"""Found before anything was changed: the triggers are gone, and nobody says who calculated the first calendar."""


def _names(finding: Finding, cell: Cell) -> bool:
    """Say whether a finding tells of a cell: its register or, of a rebuilt column, its entry."""
    facts = finding.facts
    if cell.alone:
        return True
    if cell.rebuilt:
        return facts.get("entry_no") == str(cell.key) and finding.code in REBUILT[cell.table.name]
    if cell.table is AUDIT:
        return finding.code is FindingCode.AUDIT_CHANGED and facts["id"] == str(cell.key)
    code = FindingCode.REGISTER_CHANGED if cell.table is REGISTERS else FindingCode.ENTRIES_CHANGED
    return finding.code is code and facts["register_no"] == str(cell.register_no)


REBUILT: dict[str, set[FindingCode]] = {
    "item_ledger_entries": {
        FindingCode.REMAINING_DIFFERS,
        FindingCode.INVOICED_DIFFERS,
        FindingCode.VALUATION_DATE_DIFFERS,
        FindingCode.ITEM_ENTRY_CONTRADICTS,
        FindingCode.VALUE_UNREADABLE,
    },
    "capacity_ledger_entries": {
        FindingCode.INVOICED_DIFFERS,
        FindingCode.REVERSAL_UNFOUNDED,
        FindingCode.VALUE_UNREADABLE,
    },
    "value_entries": {FindingCode.COST_POSTED_DIFFERS, FindingCode.VALUE_UNREADABLE},
}


def _put_sqlite(connection: Connection, cell: Cell, chance: random.Random) -> None:
    """Change what the file holds: a bit of a number, a byte of a text, or its kind."""
    where = f"FROM {cell.table.name} WHERE {key_of(cell.table)} = {cell.key}"
    before, kind = connection.exec_driver_sql(
        f"SELECT CAST({cell.column} AS BLOB), typeof({cell.column}) {where}"
    ).one()
    for _ in range(100):
        if kind == "integer":
            after: Any = int(before) ^ 1 << chance.randrange(31)
            written = "?"
        elif kind == "null":
            after, written = b"", "CAST(? AS TEXT)"
        else:
            after = a_byte_changed(before, chance)
            written = "?" if after == before else "CAST(? AS TEXT)"  # the same bytes, but no text
        statement = f"UPDATE {cell.table.name} SET {cell.column} = {written} "
        statement += f"WHERE {key_of(cell.table)} = {cell.key}"
        try:
            with connection.begin_nested():
                assert connection.exec_driver_sql(statement, (after,)).rowcount == 1
        except DBAPIError:  # a number that another row has
            continue
        return
    raise AssertionError(f"no other value for {cell}")


def a_byte_changed(value: bytes, chance: random.Random) -> bytes:
    """Answer a text with one byte more, one less, one that is another, or as it is: to be kept as what is no text."""
    place = chance.randrange(len(value) + 1)
    after = value[place + 1 :]
    choices: list[Callable[[], bytes]] = [
        lambda: value + b"\0",
        lambda: value[:place] + bytes([chance.randrange(256)]) + value[place:],
        lambda: value,
    ]
    if place < len(value):
        choices += [
            lambda: value[:place] + after,
            lambda: value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + after,
        ]
    return chance.choice(choices)()


def _put_postgresql(connection: Connection, cell: Cell, chance: random.Random) -> None:
    """Change a value to the next but one that its column takes: PostgreSQL holds nothing else."""
    key, column = cell.table.c[key_of(cell.table)], cell.table.c[cell.column]
    for _ in range(100):
        try:
            with connection.begin_nested():
                other = _another(connection, cell, column, chance)
                changing = update(cell.table).where(key == cell.key).values({column: other})
                assert connection.execute(changing).rowcount == 1
        except DBAPIError:  # a number that another row has, or a text too long
            continue
        return
    raise AssertionError(f"no other value for {cell}")


def _another(connection: Connection, cell: Cell, column: Column[Any], chance: random.Random) -> Any:
    kind, name, step = column.type, column.name, 10 ** chance.randrange(6)
    if isinstance(kind, Boolean):
        return literal_column(f"NOT {name}")
    if isinstance(kind, ExactDecimal):
        return literal_column(f"coalesce({name}, 0) + {step} * {Decimal(1).scaleb(-kind.scale)}")
    if isinstance(kind, Integer):
        return literal_column(f"{name} # {1 << chance.randrange(31)}")
    if isinstance(kind, Date):
        return literal_column(f"coalesce({name} + 1, date '2026-01-01')")
    if isinstance(kind, Time):
        return literal_column(f"coalesce({name} + interval '{step} microseconds', time '01:00')")
    if isinstance(kind, UtcMoment):
        return literal_column(f"{name} + interval '{step} microseconds'")
    where = f"WHERE {key_of(cell.table)} = {cell.key}"
    before = connection.exec_driver_sql(f"SELECT {name} FROM {cell.table.name} {where}").scalar_one()
    place = chance.randrange(len(before) + 1)
    sign = chance.choice([each for each in SIGNS if each != before[place : place + 1]])
    return cast(before[:place] + sign + before[place + chance.randrange(2) :], Text)


SIGNS = (
    "aA0'\\,ä\u202f"  # no blank: PostgreSQL takes one too many from the end of a text, unseen and unchanged
)
