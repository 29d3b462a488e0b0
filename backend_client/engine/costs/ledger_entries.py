"""What a figure is made of: entries page by page, and their sums; with an order alone, all that was posted on it."""

from dataclasses import fields
from typing import Any

from backend_client import limits
from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import entry_number, malformed, place_of, rows_of
from backend_client.messages.base import Refused
from backend_client.messages.ledger_entries import (
    ApplicationLine,
    CapacityLedgerLine,
    GLLine,
    ItemLedgerLine,
    LedgerEntries,
    LedgerEntriesQuestion,
    LedgerTotal,
    OperationComment,
    ValueLine,
    WarehouseLine,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries import ledger_entries as stored
from backend_client.store.queries.ledger_entries import Wanted
from backend_client.store.queries.order_line import order_lines
from backend_client.store.rows import Row
from backend_client.terms import ReportedLedger

LINES: dict[ReportedLedger, tuple[str, type[Any]]] = {
    ReportedLedger.ITEM: ("item_entries", ItemLedgerLine),
    ReportedLedger.CAPACITY: ("capacity_entries", CapacityLedgerLine),
    ReportedLedger.VALUE: ("value_entries", ValueLine),
    ReportedLedger.APPLICATION: ("application_entries", ApplicationLine),
    ReportedLedger.GL: ("gl_entries", GLLine),
    ReportedLedger.WAREHOUSE: ("warehouse_entries", WarehouseLine),
}


def ledger_entries(context: Context, question: LedgerEntriesQuestion) -> LedgerEntries | Refused:
    """Answer a page of entries by number.

    Refuses with `order-not-found`, `request-malformed` (a page that no answer named, all ledgers of no order, an
    account or a part of the cost where the ledger has none).
    """
    refused = _unfit(question) or _unknown_order(context, question)
    if refused is not None:
        return refused
    after = place_of(question.page, entry_number)
    if isinstance(after, Refused):
        return after
    wanted, most = _wanted(question), rows_of(question.most, limits.ENTRIES_SHOWN_MAX)
    first = after is None
    answer: dict[str, Any] = {}
    totals = []
    next_page = ""
    for ledger in (question.ledger,) if question.ledger else tuple(ReportedLedger):
        name, kind = LINES[ledger]
        found = stored.entries(context.connection, ledger, wanted, after or 0, most + 1)
        answer[name] = tuple(entry_line(context, kind, row) for row in found[:most])
        if question.ledger and len(found) > most:
            next_page = str(answer[name][-1].entry_no)
        if first:
            sums = stored.sums(context.connection, ledger, wanted)
            totals.append(LedgerTotal(ledger=ledger, **sums._asdict()))
    if question.ledger is None:
        comments = stored.operation_comments(context.connection, wanted.order_no or "", most)
        answer["comments"] = tuple(OperationComment(**row) for row in comments)
    return LedgerEntries(totals=tuple(totals), next_page=next_page, **answer)


def entry_line(context: Context, kind: type[Any], row: Row) -> Any:
    """Answer an entry as a report shows it: the columns that both have, and the account's name."""
    if kind is GLLine:
        row["account_name"] = context.setup.gl_accounts.get(row["account_no"], "")
    if kind is CapacityLedgerLine:
        row["reversed"] = bool(row["reversed"] or row["reversed_entry_no"])
    return kind(**{each.name: row[each.name] for each in fields(kind)})


def _unfit(question: LedgerEntriesQuestion) -> Refused | None:
    if question.ledger is None and (question.page or not question.order_no):
        return malformed("page" if question.page else "ledger")
    if question.account_no and question.ledger is not ReportedLedger.GL:
        return malformed("account_no")
    if question.part is not None and question.ledger is not ReportedLedger.VALUE:
        return malformed("part")
    return None


def _unknown_order(context: Context, question: LedgerEntriesQuestion) -> Refused | None:
    if not question.order_no or order_lines(context.connection, upper_case(question.order_no), 0):
        return None
    return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})


def _wanted(question: LedgerEntriesQuestion) -> Wanted:
    return Wanted(
        order_no=upper_case(question.order_no) or None,
        order_line_no=question.order_line_no or None,
        supplying_lines=question.supplying_lines,
        item_no=question.item_no or None,
        location_code=question.location_code,
        account_no=question.account_no or None,
        part=question.part,
        first_day=question.first_day,
        last_day=question.last_day,
        lot_no=question.lot_no or None,
        serial_no=question.serial_no or None,
    )
