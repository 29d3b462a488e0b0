"""Entries of the ledgers with all that was posted together with them, as reversing needs them.

Everything is found along the index of an order's entries, or by the run of numbers that a register wrote.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, false, func, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.people import Person
from backend_client.records.register import Register
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Row, table_of
from backend_client.terms import Role

CAPACITY = table_of(CapacityLedgerEntry)
ITEM = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
REGISTER = table_of(Register)
PERSON = table_of(Person)

CAPACITY_BY_NO = select(CAPACITY).where(CAPACITY.c.entry_no == bindparam("no"))
ITEM_BY_NO = select(ITEM).where(ITEM.c.entry_no == bindparam("no"))
WORK_TOGETHER = (
    select(CAPACITY)
    .where(
        CAPACITY.c.order_no == bindparam("order"),
        or_(CAPACITY.c.entry_no == bindparam("no"), CAPACITY.c.belongs_to_entry_no == bindparam("no")),
    )
    .order_by(CAPACITY.c.entry_no)
)
GOODS_OF_WORK = (
    select(ITEM)
    .where(ITEM.c.order_no == bindparam("order"), ITEM.c.capacity_ledger_entry_no == bindparam("no"))
    .order_by(ITEM.c.entry_no)
)
VALUES_OF = (
    select(VALUE)
    .where(
        VALUE.c.order_no.in_(bindparam("orders", expanding=True)),
        or_(
            VALUE.c.capacity_ledger_entry_no.in_(bindparam("capacity", expanding=True)),
            VALUE.c.item_ledger_entry_no.in_(bindparam("items", expanding=True)),
        ),
    )
    .order_by(VALUE.c.entry_no)
)
RETURNED = (
    select(ITEM.c.applies_from_entry, func.sum(ITEM.c.quantity, type_=ITEM.c.quantity.type))
    .where(
        ITEM.c.order_no.in_(bindparam("orders", expanding=True)),
        ITEM.c.applies_from_entry.in_(bindparam("items", expanding=True)),
    )
    .group_by(ITEM.c.applies_from_entry)
)


def capacity_entry(connection: Connection, no: int) -> Row | None:
    """Read a capacity ledger entry."""
    found = connection.execute(CAPACITY_BY_NO, {"no": no}).mappings().first()
    return dict(found) if found else None


def capacity_entries(connection: Connection, nos: Iterable[int]) -> dict[int, Row]:
    """Read capacity ledger entries by number."""
    statement = select(CAPACITY).where(CAPACITY.c.entry_no.in_(sorted(set(nos))))
    return {row["entry_no"]: dict(row) for row in connection.execute(statement).mappings()}


def item_entry(connection: Connection, no: int) -> Row | None:
    """Read an item ledger entry."""
    found = connection.execute(ITEM_BY_NO, {"no": no}).mappings().first()
    return dict(found) if found else None


def work_together(connection: Connection, order_no: str, first_no: int) -> list[Row]:
    """Read the capacity ledger entry of a line and those that belong to it: its stop, its further scrap."""
    return _rows(connection, WORK_TOGETHER, order=order_no, no=first_no)


def goods_of_work(connection: Connection, order_no: str, first_no: int) -> list[Row]:
    """Read the item ledger entries that a line of work made, or used up by flushing."""
    return _rows(connection, GOODS_OF_WORK, order=order_no, no=first_no)


def values_of(
    connection: Connection, order_nos: Iterable[str], capacity_nos: Iterable[int], item_nos: Iterable[int]
) -> list[Row]:
    """Read the value entries of entries of some orders."""
    return _rows(
        connection, VALUES_OF, orders=list(order_nos), capacity=list(capacity_nos), items=list(item_nos)
    )


def returned_quantities(
    connection: Connection, order_nos: Iterable[str], item_nos: Iterable[int]
) -> dict[int, Decimal]:
    """Read how much has come back from entries of consumption."""
    values = {"orders": list(order_nos), "items": list(item_nos)}
    return {row[0]: row[1] for row in connection.execute(RETURNED, values)}


class RegisterToUndo(NamedTuple):
    """A register, who posted it, and the runs of entries that it wrote: (after, up to) of each ledger."""

    no: int
    request_kind: str
    person_no: str
    posted_at: datetime
    document_no: str
    capacity: tuple[int, int]
    items: tuple[int, int]


_COLUMNS = (
    REGISTER.c.no,
    REGISTER.c.request_kind,
    REGISTER.c.person_no,
    REGISTER.c.posted_at,
    REGISTER.c.document_no,
    REGISTER.c.capacity_entry_no,
    REGISTER.c.item_entry_no,
)
REGISTER_BY_NO = select(*_COLUMNS).where(REGISTER.c.no == bindparam("no"))
LAST_OF_PERSON = (
    select(*_COLUMNS)
    .where(
        REGISTER.c.person_no == bindparam("person"),
        REGISTER.c.request_kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(REGISTER.c.posted_at.desc(), REGISTER.c.no.desc())
    .limit(1)
)
"""Registers stand in the order in which they were posted, so the moment leads to a person's last one by an index."""


def register_to_undo(connection: Connection, no: int) -> RegisterToUndo | None:
    """Read a register by its number."""
    return _register(connection, connection.execute(REGISTER_BY_NO, {"no": no}).first())


def last_register_of(connection: Connection, person_no: str, kinds: Iterable[str]) -> RegisterToUndo | None:
    """Read the last register of a person that is of one of some kinds."""
    values = {"person": person_no, "kinds": list(kinds)}
    return _register(connection, connection.execute(LAST_OF_PERSON, values).first())


def registers_of_person(
    connection: Connection, person_no: str, kinds: Iterable[str], *, start: datetime, end: datetime, most: int
) -> list[RegisterToUndo]:
    """Read the newest registers of a person between two moments that are of some kinds, the oldest of them first."""
    before = REGISTER.alias("before")
    wanted = (
        select(*_COLUMNS, before.c.capacity_entry_no.label("capacity"), before.c.item_entry_no.label("items"))
        .join(before, before.c.no == REGISTER.c.no - 1, isouter=True)
        .where(
            REGISTER.c.posted_at >= start,
            REGISTER.c.posted_at < end,
            REGISTER.c.person_no == person_no,
            REGISTER.c.request_kind.in_(sorted(kinds)),
        )
        .order_by(REGISTER.c.posted_at.desc(), REGISTER.c.no.desc())
        .limit(most)
    )
    found = [
        RegisterToUndo(
            no=row.no,
            request_kind=row.request_kind,
            person_no=row.person_no,
            posted_at=row.posted_at,
            document_no=row.document_no,
            capacity=(row.capacity or 0, row.capacity_entry_no),
            items=(row.items or 0, row.item_entry_no),
        )
        for row in connection.execute(wanted)
    ]
    return found[::-1]


def entries_of_registers(
    connection: Connection, registers: Iterable[RegisterToUndo]
) -> tuple[list[Row], list[Row]]:
    """Read the capacity and the item ledger entries of many registers; two statements."""
    runs = list(registers)
    found = []
    for table, of in ((CAPACITY, [run.capacity for run in runs]), (ITEM, [run.items for run in runs])):
        fits = [
            and_(table.c.entry_no > after, table.c.entry_no <= up_to) for after, up_to in of if up_to > after
        ]
        wanted = select(table).where(or_(false(), *fits)).order_by(table.c.entry_no)
        found.append([dict(row) for row in connection.execute(wanted).mappings()] if fits else [])
    return found[0], found[1]


def entries_of_register(connection: Connection, register: RegisterToUndo) -> tuple[list[Row], list[Row]]:
    """Read the capacity and the item ledger entries that a register wrote."""
    ledgers = ((CAPACITY, register.capacity), (ITEM, register.items))
    found = [
        [
            dict(row)
            for row in connection.execute(
                select(table)
                .where(table.c.entry_no > after, table.c.entry_no <= up_to)
                .order_by(table.c.entry_no)
            ).mappings()
        ]
        for table, (after, up_to) in ledgers
    ]
    return found[0], found[1]


def role_of(connection: Connection, person_no: str) -> Role | None:
    """Read what a person may do; None for somebody unknown or blocked."""
    statement = select(PERSON.c.role).where(PERSON.c.no == person_no, PERSON.c.blocked.is_(False))
    role: Role | None = connection.execute(statement).scalar_one_or_none()
    return role


def _register(connection: Connection, row: Any) -> RegisterToUndo | None:
    if row is None:
        return None
    before: Any = connection.execute(REGISTER_BY_NO, {"no": row.no - 1}).first()
    return RegisterToUndo(
        no=row.no,
        request_kind=row.request_kind,
        person_no=row.person_no,
        posted_at=row.posted_at,
        document_no=row.document_no,
        capacity=(before.capacity_entry_no if before else 0, row.capacity_entry_no),
        items=(before.item_entry_no if before else 0, row.item_entry_no),
    )


def _rows(connection: Connection, statement: Select[Any], **values: object) -> list[Row]:
    return [dict(row) for row in connection.execute(statement, values).mappings()]
