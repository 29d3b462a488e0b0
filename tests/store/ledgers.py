"""A database with three registers in it whose ledgers are in order, and a way to tamper with it.

1  signing on: person P1 at terminal T1, session S1
2  stock of A: 10 in, cost 20.00
3  output of 4 P on operation 10 of order O1: 20 minutes, 8.00; 4 P in, expected 16.00; 4 A out, 8.00; 1 P to another bin; the order is finished
   with it, and to be adjusted
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, update

from backend_client.messages.base import Request
from backend_client.messages.people import SignOnRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.records.calendar import CalendarEntry
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.cost import CostAdjustmentHead, OrderLineCost
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.records.people import SignOnSession
from backend_client.records.register import AuditEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.records.warehouse import WarehouseEntry
from backend_client.store.audit import write_audit
from backend_client.store.chain import entries_hash, register_row
from backend_client.store.database import Database
from backend_client.store.head import first_look
from backend_client.store.posting import Insert, Posting, entry, numbered
from backend_client.store.rows import Record, new_row, table_of
from backend_client.store.write import write_register, write_rows
from backend_client.terms import ItemLedgerEntryType, OrderStatus

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHO: dict[str, Any] = {"person_no": "P1", "terminal_id": "T1", "session_id": "S1"}


def three_registers(database: Database) -> None:
    """Fill an empty database as told above."""
    operation = {"order_no": "O1", "routing_reference_no": 10000, "operation_no": "10"}
    _add(database, Item, {"no": "A"}, {"no": "P"})
    _add(
        database,
        ProductionOrder,
        {"no": "O1", "status": OrderStatus.FINISHED, "finished_register_no": 3},
    )
    _add(database, OrderLineCost, {"order_no": "O1", "line_no": 10000, "settled": True})
    _add(
        database,
        ProductionOrderLine,
        {
            "order_no": "O1",
            "line_no": 10000,
            "item_no": "P",
            "routing_reference_no": 10000,
            "quantity": Decimal(10),
            "quantity_base": Decimal(10),
            "finished_quantity": Decimal(4),
            "finished_qty_base": Decimal(4),
            "remaining_quantity": Decimal(6),
            "remaining_qty_base": Decimal(6),
        },
    )
    _add(
        database,
        ProductionOrderRoutingLine,
        operation | {"posted_run_time": Decimal(20), "posted_output_quantity": Decimal(4)},
    )
    _add(
        database,
        ProductionOrderComponent,
        {
            "order_no": "O1",
            "order_line_no": 10000,
            "line_no": 20000,
            "item_no": "A",
            "actual_consumption_base": Decimal(4),
        },
    )
    center = {"no": "W", "date": DAY, "starting_time": time(8), "ending_time": time(16)}
    _add(
        database,
        CapacityNeed,
        operation | center | {"line_no": 1, "needed_time": Decimal(50), "allocated_time": Decimal(30)},
    )
    _add(database, CalendarEntry, center | {"type": "work_center", "work_shift_code": "1"})
    session = new_row(SignOnSession, id="S1", person_no="P1", terminal_id="T1", signed_on_at=MOMENT)
    noted = new_row(AuditEntry, at=MOMENT, person_no="P1", terminal_id="T1", event="noted")
    again = noted | {"event": "noted-again"}
    signing_on = Posting(posting_date=DAY)
    signing_on.inserts += [Insert(SignOnSession, [session]), Insert(AuditEntry, [noted, again])]
    write(database, signing_on, SignOnRequest(request_id="r1", terminal_id="T1", badge_token="x"))
    write(database, _stock_of_a(), PostOutputRequest(request_id="r2", order_no="O0", **WHO))
    write(database, _output(), PostOutputRequest(request_id="r3", order_no="O1", **WHO))
    with database.write() as connection:
        connection.execute(update(table_of(CostAdjustmentHead)).values(value_entry_no=4))


def write(database: Database, posting: Posting, request: Request[Any]) -> None:
    """Write a posting and its register as the client does."""
    with database.write() as connection:
        head, _ = first_look(connection, request.request_id)
        numbers = numbered(posting, head.numbers)
        write_rows(connection, posting)
        row = register_row(
            request=request,
            posting=posting,
            numbers=numbers,
            previous_hash=head.register_hash,
            entries=entries_hash(posting),
            body="",
            body_hash="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            receipt="{}",
            decided_at=MOMENT,
            posted_at=MOMENT,
        )
        write_register(connection, row)


def without_triggers(database: Database) -> None:
    """Let anything be written: drop every trigger (SQLite)."""
    with database.write() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        for name in names.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _add(database: Database, record: Record, *rows: dict[str, Any]) -> None:
    with database.write() as connection:
        connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])


def _stock_of_a() -> Posting:
    posting = Posting(posting_date=DAY, document_no="START")
    number = _item_entry(posting, "A", Decimal(10), ItemLedgerEntryType.POSITIVE_ADJUSTMENT)
    _cost(posting, Decimal(20), item_ledger_entry_no=number)
    return posting


def _output() -> Posting:
    posting = Posting(posting_date=DAY, document_no="O1")
    worked = entry(
        CapacityLedgerEntry,
        posting_date=DAY,
        order_no="O1",
        order_line_no=10000,
        routing_reference_no=10000,
        operation_no="10",
        no="W",
        run_time=Decimal(20),
        output_quantity=Decimal(4),
        starting_time=time(8, 30),
    )
    of_order: dict[str, Any] = {"order_no": "O1", "order_line_no": 10000}
    _cost(posting, Decimal(8), capacity_ledger_entry_no=posting.add_capacity_entry(worked), **of_order)
    made = _item_entry(posting, "P", Decimal(4), ItemLedgerEntryType.OUTPUT, "O1")
    row = entry(
        ValueEntry,
        posting_date=DAY,
        valuation_date=DAY,
        item_ledger_entry_no=made,
        cost_amount_expected=Decimal(16),
        expected_cost=True,
    )
    posting.add_value_entry(row)
    used = _item_entry(posting, "A", Decimal(-4), ItemLedgerEntryType.CONSUMPTION, "O1", 20000)
    taken = {"inbound_item_entry_no": 1, "outbound_item_entry_no": used, "quantity": Decimal(-4)}
    posting.add_application_entry(
        entry(ItemApplicationEntry, posting_date=DAY, item_ledger_entry_no=used, **taken)
    )
    of_order["item_ledger_entry_type"] = ItemLedgerEntryType.CONSUMPTION
    _cost(posting, Decimal(-8), item_ledger_entry_no=used, **of_order)
    for bin_code, quantity in (("MADE", Decimal(-1)), ("SHELF", Decimal(1))):
        moved = {"item_no": "P", "bin_code": bin_code, "quantity": quantity}
        posting.add_warehouse_entry(entry(WarehouseEntry, posting_date=DAY, **moved))
    return posting


def _item_entry(
    posting: Posting,
    item_no: str,
    quantity: Decimal,
    kind: ItemLedgerEntryType,
    order_no: str = "",
    component: int = 0,
) -> int:
    number = posting.add_item_entry(
        entry(
            ItemLedgerEntry,
            posting_date=DAY,
            valuation_date=DAY,
            document_no=order_no,
            item_no=item_no,
            bin_code="MADE" if item_no == "P" else "",
            entry_type=kind,
            quantity=quantity,
            remaining_quantity=quantity,
            open=True,
            positive=quantity > 0,
            order_no=order_no,
            order_line_no=10000 if order_no else 0,
            component_line_no=component,
        )
    )
    if quantity > 0:
        own = {"item_ledger_entry_no": number, "inbound_item_entry_no": number, "quantity": quantity}
        posting.add_application_entry(entry(ItemApplicationEntry, posting_date=DAY, **own))
    return number


def _cost(posting: Posting, amount: Decimal, **valued: Any) -> None:
    number = posting.add_value_entry(
        entry(
            ValueEntry,
            posting_date=DAY,
            valuation_date=DAY,
            cost_amount_actual=amount,
            cost_posted_to_gl=amount,
            **valued,
        )
    )
    for account, side in (("2130", amount), ("7891", -amount)):
        posting.add_gl_entry(
            entry(
                GLEntry,
                posting_date=DAY,
                document_no=posting.document_no,
                account_no=account,
                amount=side,
                value_entry_no=number,
            )
        )


def a_changed_setup(database: Database) -> None:
    """Post a register that changes the setup, with the audit entry of it, and add an entry that no register wrote."""
    audit = new_row(AuditEntry, at=MOMENT, person_no="P1", event="master-data-changed", before="1", after="2")
    posting = Posting(posting_date=DAY, inserts=[Insert(AuditEntry, [audit])], setup_changed=True)
    write(database, posting, PostOutputRequest(request_id="r4", order_no="O0", **WHO))
    with database.write() as connection:
        write_audit(connection, [new_row(AuditEntry, at=MOMENT, person_no="P1", event="sign-on-failed")])
