"""The trial balance of the production accounts: those the posting setups name, and those that were posted to.

account  opening   debit  credit     net  balance
2140       40.00  150.00   60.00   90.00   130.00
"""

from backend_client.engine.context import Context
from backend_client.engine.costs.accounts import accounts_of
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.messages.base import Refused
from backend_client.messages.cost_reports import AccountBalance, TrialBalance, TrialBalanceQuestion
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.rules.account_pairs import AccountSource
from backend_client.store.queries.account_balances import AccountSums, account_sums, accounts_posted_to, added
from backend_client.terms import ReportedLedger


def trial_balance(context: Context, question: TrialBalanceQuestion) -> TrialBalance | Refused:
    """Answer a page of accounts by number. Refuses with `request-malformed` (a page that no answer named)."""
    after = place_of(question.page, texts(1))
    if isinstance(after, Refused):
        return after
    connection, most = context.connection, rows_of(question.most)
    accounts = sorted({*accounts_of(context.setup, AccountSource), *accounts_posted_to(connection)})
    left = [no for no in accounts if after is None or no > after[0]]
    shown = left[:most]
    wanted = accounts if after is None else shown
    sums = account_sums(connection, wanted, question.first_day, question.last_day)
    lines = tuple(_line(context, question, no, sums.get(no, AccountSums())) for no in shown)
    total = None
    if after is None:
        total = _line(context, question, "", added(sums.values()))
    next_page = page_behind(shown[-1]) if len(left) > most else ""
    return TrialBalance(lines=lines, total=total, next_page=next_page)


def _line(
    context: Context, question: TrialBalanceQuestion, account_no: str, sums: AccountSums
) -> AccountBalance:
    net = sums.debit - sums.credit
    return AccountBalance(
        account_no=account_no,
        name=context.setup.gl_accounts.get(account_no, ""),
        **sums._asdict(),
        net=net,
        balance=sums.opening + net,
        entries=LedgerEntriesQuestion(
            ledger=ReportedLedger.GL,
            account_no=account_no,
            first_day=question.first_day,
            last_day=question.last_day,
        ),
    )
