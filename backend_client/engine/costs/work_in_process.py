"""Work in process of orders at the end of a day, and what went in and out since another.

    order  opening  consumption  capacity  overhead    output  write-off  closing
    O1        0.00       150.50    120.00     30.00   -300.50       0.00     0.00

Closing is opening and all changes. All orders together are what stands on the work in process accounts, once every
cost is posted to them and less the output that is settled only by its expected cost.
"""

from datetime import date
from decimal import Decimal

from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.engine.costs.accounts import accounts_of
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.messages.base import Refused
from backend_client.messages.cost_reports import WipOfOrder, WorkInProcess, WorkInProcessQuestion
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.account_pairs import AccountSource
from backend_client.rules.rounding import ZERO
from backend_client.store.queries import work_in_process as stored
from backend_client.store.queries.account_balances import balances, balances_by_order
from backend_client.store.queries.order_statistics import order_head
from backend_client.store.queries.work_in_process import Span, WipSums, WriteOff
from backend_client.terms import CostPart, ReportedLedger


def work_in_process(context: Context, question: WorkInProcessQuestion) -> WorkInProcess | Refused:
    """Answer a page of orders by number.

    Refuses with `order-not-found`, `request-malformed` (a page that no answer named).
    """
    connection, order_no = context.connection, upper_case(question.order_no)
    if order_no and order_head(connection, order_no) is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    after = place_of(question.page, texts(1))
    if isinstance(after, Refused):
        return after
    span, most = Span(question.first_day, question.last_day or context.today), rows_of(question.most)
    accounts = accounts_of(context.setup, (AccountSource.WIP,))
    written_off = stored.write_offs(connection, span, accounts, order_no)
    behind = "" if after is None else after[0]
    found = _behind(context, span, written_off, order_no=order_no, after=behind, most=most + 1)
    shown = list(found)[:most]
    on_accounts = balances_by_order(connection, accounts, shown, span.last_day)
    total = None
    if after is None and not order_no:
        sums = stored.moved_by_all(connection, span)
        for write_off in written_off.values():
            sums = sums.written_off(*write_off)
        total = _line("", sums, balances(connection, accounts, span.last_day), span.last_day)
    return WorkInProcess(
        first_day=span.first_day,
        last_day=span.last_day,
        lines=tuple(_line(no, found[no], on_accounts.get(no, ZERO), span.last_day) for no in shown),
        total=total,
        next_page=page_behind(shown[-1]) if len(found) > most else "",
    )


def _behind(
    context: Context, span: Span, written_off: dict[str, WriteOff], *, order_no: str, after: str, most: int
) -> dict[str, WipSums]:
    """Answer so many orders behind one that have something to show, or all that are left, in the database's order."""
    found: dict[str, WipSums] = {}
    more = True
    while more and len(found) < most:
        moved = stored.moved_by_order(context.connection, span, order_no=order_no, after=after, most=most)
        for no, sums in moved.items():
            line = sums.written_off(*written_off.get(no, (ZERO, ZERO)))
            if len(found) < most and _has_something(line, span):
                found[no] = line
        more = len(moved) == most
        after = next(reversed(moved), after)
    return found


def _has_something(sums: WipSums, span: Span) -> bool:
    """Say whether an order is shown: with a first day whatever moved since, else what there is at the end."""
    return any(sums) if span.first_day is not None else bool(sums.closing or sums.expected_output)


def _line(order_no: str, sums: WipSums, on_accounts: Decimal, last_day: date) -> WipOfOrder:
    return WipOfOrder(
        order_no=order_no,
        **sums._asdict(),
        closing=sums.closing,
        wip_accounts=on_accounts,
        entries=LedgerEntriesQuestion(
            ledger=ReportedLedger.VALUE, part=CostPart.WIP, order_no=order_no, last_day=last_day
        ),
    )
