"""The tables of ledger entries: what a figure is the sum of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from backend_client.messages.ledger_entries import LedgerEntries, LedgerEntriesQuestion
from backend_client.messages.order_tracking import OrderTracking, OrderTrackingQuestion
from backend_client.terms import ItemLedgerEntryType, ReportedLedger
from screens.language.text import _, marked
from screens.language.words import item_entry_type, value_entry_type
from screens.language.writing import amount, day, figure
from screens.reports.report import Column, Line, Report

LEDGERS = {
    ReportedLedger.ITEM: marked("Item ledger entries"),
    ReportedLedger.CAPACITY: marked("Capacity ledger entries"),
    ReportedLedger.VALUE: marked("Value entries"),
    ReportedLedger.APPLICATION: marked("Item application entries"),
    ReportedLedger.GL: marked("General ledger entries"),
    ReportedLedger.WAREHOUSE: marked("Warehouse entries"),
}


def ledger_entries(answer: LedgerEntries, title: str, question: LedgerEntriesQuestion) -> Report:
    """Tabulate the entries of one ledger; of several, how many there are of each, to choose from."""
    if question.ledger is None:
        return _ledgers(answer, title, question)
    columns, rows = _TABLES[question.ledger](answer)
    following = replace(question, page=answer.next_page) if answer.next_page else None
    lines = [Line(texts) for texts in rows]
    return Report(title, columns, lines, _(LEDGERS[question.ledger]), next_page=following)


def order_tracking(answer: OrderTracking, title: str, question: OrderTrackingQuestion) -> Report:
    """Tabulate what an order made and used by lot and serial number; each row opens its entries."""
    columns = (
        Column(_("What"), 10),
        Column(_("Item"), 13, grows=True),
        Column(_("Lot"), 15, grows=True),
        Column(_("Serial number"), 16, grows=True),
        Column(_("Quantity"), 10, right=True),
        Column(" " + _("Unit"), 9),
        Column(_("Description"), 24, grows=True, roomy=True),
    )
    lines = [
        Line(
            (
                _("made") if each.entry_type is ItemLedgerEntryType.OUTPUT else _("used"),
                each.item_no,
                each.lot_no,
                each.serial_no,
                figure(each.quantity),
                f" {each.unit_of_measure_code}",
                each.description,
            ),
            LedgerEntriesQuestion(
                ledger=ReportedLedger.ITEM,
                order_no=question.order_no,
                item_no=each.item_no,
                lot_no=each.lot_no,
                serial_no=each.serial_no,
            ),
            _("Entries of %(no)s") % {"no": each.serial_no or each.lot_no},
        )
        for each in answer.lots
    ]
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(title, columns, lines, next_page=following)


def _ledgers(answer: LedgerEntries, title: str, question: LedgerEntriesQuestion) -> Report:
    columns = (
        Column(_("Ledger"), 28, grows=True),
        Column(_("Entries"), 9, right=True),
        Column(_("Quantity"), 12, right=True),
        Column(_("Actual"), 13, right=True),
        Column(_("Expected"), 13, right=True),
    )
    lines = [
        Line(
            (
                _(LEDGERS[total.ledger]),
                str(total.entries),
                figure(total.quantity),
                amount(total.amount),
                amount(total.expected_amount),
            ),
            replace(question, ledger=total.ledger),
            f"{_(LEDGERS[total.ledger])}: {question.order_no}",
        )
        for total in answer.totals
    ]
    return Report(title, columns, lines)


Table = tuple[tuple[Column, ...], Sequence[tuple[str, ...]]]


def _head() -> tuple[Column, ...]:
    return (Column(_("No."), 7, right=True), Column(" " + _("Date"), 8))


def _of_entry(entry: Any) -> tuple[str, str]:
    return (str(entry.entry_no), f" {day(entry.posting_date)}")


def _item(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("Type"), 14),
        Column(_("Item"), 15, grows=True),
        Column(_("Location"), 10),
        Column(_("Quantity"), 12, right=True),
        Column(_("Remaining"), 12, right=True),
    )
    return columns, [
        (
            *_of_entry(entry),
            item_entry_type(entry.entry_type),
            entry.item_no,
            entry.location_code,
            figure(entry.quantity),
            figure(entry.remaining_quantity),
        )
        for entry in answer.item_entries
    ]


def _capacity(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("Center"), 12, grows=True),
        Column(_("Op"), 8),
        *(Column(heading, 10, right=True) for heading in (_("Setup"), _("Run"), _("Good"), _("Scrap"))),
    )
    return columns, [
        (
            *_of_entry(entry),
            entry.no,
            entry.operation_no,
            *map(figure, (entry.setup_time, entry.run_time, entry.output_quantity, entry.scrap_quantity)),
        )
        for entry in answer.capacity_entries
    ]


def _value(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("Kind"), 14),
        Column(_("Item or center"), 16, grows=True),
        Column(_("Order"), 11),
        Column(_("Actual"), 11, right=True),
        Column(_("Expected"), 11, right=True),
        Column(_("In G/L"), 12, right=True, roomy=True),
    )
    return columns, [
        (
            *_of_entry(entry),
            value_entry_type(entry.entry_type),
            entry.no or entry.item_no,
            entry.order_no,
            amount(entry.cost_amount_actual),
            amount(entry.cost_amount_expected),
            amount(entry.cost_posted_to_gl),
        )
        for entry in answer.value_entries
    ]


def _application(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("In"), 12, right=True),
        Column(_("Out"), 12, right=True),
        Column(_("Quantity"), 14, right=True),
    )
    return columns, [
        (
            *_of_entry(entry),
            str(entry.inbound_item_entry_no),
            str(entry.outbound_item_entry_no or ""),
            figure(entry.quantity),
        )
        for entry in answer.application_entries
    ]


def _general(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("Document"), 14),
        Column(_("Account"), 10),
        Column(_("Name"), 25, grows=True),
        Column(_("Amount"), 14, right=True),
    )
    return columns, [
        (*_of_entry(entry), entry.document_no, entry.account_no, entry.account_name, amount(entry.amount))
        for entry in answer.gl_entries
    ]


def _warehouse(answer: LedgerEntries) -> Table:
    columns = (
        *_head(),
        Column(_("Location"), 12),
        Column(_("Bin"), 12),
        Column(_("Item"), 22, grows=True),
        Column(_("Quantity"), 14, right=True),
    )
    return columns, [
        (*_of_entry(entry), entry.location_code, entry.bin_code, entry.item_no, figure(entry.quantity))
        for entry in answer.warehouse_entries
    ]


_TABLES = {
    ReportedLedger.ITEM: _item,
    ReportedLedger.CAPACITY: _capacity,
    ReportedLedger.VALUE: _value,
    ReportedLedger.APPLICATION: _application,
    ReportedLedger.GL: _general,
    ReportedLedger.WAREHOUSE: _warehouse,
}
