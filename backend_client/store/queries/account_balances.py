"""Sums of the general ledger by account, read along its index of account and day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, false, func, select

from backend_client.records.columns import AMOUNT
from backend_client.records.general_ledger import GLEntry
from backend_client.records.posting_setup import GLAccount
from backend_client.store.rows import table_of

ZERO = Decimal(0)
GL = table_of(GLEntry)
ACCOUNT = table_of(GLAccount)


class AccountSums(NamedTuple):
    """What an account had before the first day, and what was debited and credited from then on; credit is above 0."""

    opening: Decimal = ZERO
    debit: Decimal = ZERO
    credit: Decimal = ZERO


def accounts_posted_to(connection: Connection) -> list[str]:
    """Read the accounts of the plant that have entries; one look into the index for each account."""
    has_entries = select(1).where(GL.c.account_no == ACCOUNT.c.no).exists()
    return list(connection.execute(select(ACCOUNT.c.no).where(has_entries)).scalars())


def account_sums(
    connection: Connection, accounts: Iterable[str], first_day: date | None, last_day: date | None
) -> dict[str, AccountSums]:
    """Add up some accounts; those without entries are not named."""
    statement = select(GL.c.account_no, *_sums(first_day)).where(GL.c.account_no.in_(sorted(set(accounts))))
    if last_day is not None:
        statement = statement.where(GL.c.posting_date <= last_day)
    rows = connection.execute(statement.group_by(GL.c.account_no))
    return {row[0]: AccountSums(row[1] or ZERO, row[2] or ZERO, row[3] or ZERO) for row in rows}


def added(sums: Iterable[AccountSums]) -> AccountSums:
    """Add up accounts."""
    total = AccountSums()
    for each in sums:
        total = AccountSums(*(one + two for one, two in zip(total, each, strict=True)))
    return total


def balances(connection: Connection, accounts: Iterable[str], last_day: date) -> Decimal:
    """Add up what some accounts have together at the end of a day."""
    sums = account_sums(connection, accounts, None, last_day)
    return sum((each.debit - each.credit for each in sums.values()), ZERO)


def balances_by_order(
    connection: Connection, accounts: Iterable[str], order_nos: Iterable[str], last_day: date
) -> dict[str, Decimal]:
    """Add up what some orders have on some accounts at the end of a day."""
    statement = (
        select(GL.c.order_no, func.sum(GL.c.amount, type_=AMOUNT))
        .where(
            GL.c.order_no.in_(sorted(set(order_nos))),
            GL.c.account_no.in_(sorted(set(accounts))),
            GL.c.posting_date <= last_day,
        )
        .group_by(GL.c.order_no)
    )
    return {row[0]: row[1] for row in connection.execute(statement)}


def _sums(first_day: date | None) -> list[Any]:
    before = GL.c.posting_date < first_day if first_day is not None else false()
    debited, credited = (~before) & (GL.c.amount > 0), (~before) & (GL.c.amount < 0)
    return [
        func.sum(case((before, GL.c.amount), else_=0), type_=AMOUNT),
        func.sum(case((debited, GL.c.amount), else_=0), type_=AMOUNT),
        func.sum(case((credited, -GL.c.amount), else_=0), type_=AMOUNT),
    ]
