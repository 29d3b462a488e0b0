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
from backend_client.store.queries.work_in_process import WipSums
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
    first_day, last_day = question.first_day, question.last_day or context.today
    most = rows_of(question.most)
    behind = "" if after is None else after[0]
    found = stored.by_order(connection, first_day, last_day, order_no=order_no, after=behind, most=most + 1)
    shown = list(found)[:most]
    accounts = accounts_of(context.setup, (AccountSource.WIP,))
    on_accounts = balances_by_order(connection, accounts, shown, last_day)
    total = None
    if after is None and not order_no:
        sums = stored.of_all_orders(connection, first_day, last_day)
        total = _line("", sums, balances(connection, accounts, last_day), last_day)
    return WorkInProcess(
        first_day=first_day,
        last_day=last_day,
        lines=tuple(_line(no, found[no], on_accounts.get(no, ZERO), last_day) for no in shown),
        total=total,
        next_page=page_behind(shown[-1]) if len(found) > most else "",
    )


def _line(order_no: str, sums: WipSums, on_accounts: Decimal, last_day: date) -> WipOfOrder:
    return WipOfOrder(
        order_no=order_no,
        **sums._asdict(),
        closing=sum(sums[:-1], ZERO),
        wip_accounts=on_accounts,
        entries=LedgerEntriesQuestion(
            ledger=ReportedLedger.VALUE, part=CostPart.WIP, order_no=order_no, last_day=last_day
        ),
    )
