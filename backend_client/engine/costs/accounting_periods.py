"""Closing an accounting period and opening it again; each leaves an audit row of who did it and when."""

from collections.abc import Callable, Sequence
from datetime import date

from backend_client.engine.context import Context, Decided
from backend_client.engine.master_data import audit_of_change
from backend_client.messages.accounting_periods import (
    AccountingPeriodLine,
    AccountingPeriods,
    AccountingPeriodsQuestion,
    CloseAccountingPeriodRequest,
    ReopenAccountingPeriodRequest,
)
from backend_client.messages.base import Refused
from backend_client.records.calendar import AccountingPeriod
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.accounting_periods import A_DAY, Period, cannot_close, cannot_reopen, periods
from backend_client.store.posting import THIS_REGISTER, Insert, Posting, Update
from backend_client.store.queries.period_end import is_adjusted, uncovered_entry

TABLE = "accounting_periods"


def close_accounting_period(
    context: Context, request: CloseAccountingPeriodRequest
) -> Decided[AccountingPeriodLine] | Refused:
    """Close the first open period.

    Refuses with `accounting-period-not-found`, `accounting-period-out-of-order`, `accounting-period-without-end`,
    `stock-below-zero` (an entry of it took what was not there), `costs-not-adjusted` (of an entry of it).
    """
    period = _period(context, request, cannot_close)
    if isinstance(period, Refused):
        return period
    assert period.last_day is not None
    facts = _facts(request)
    uncovered = uncovered_entry(context.connection, period.last_day)
    if uncovered is not None:
        return Refused(code=RefusalCode.STOCK_BELOW_ZERO, facts={**facts, "entry_no": str(uncovered)})
    if not is_adjusted(context.connection, period.last_day):
        return Refused(code=RefusalCode.COSTS_NOT_ADJUSTED, facts=facts)
    return _decided(context, request, period, closed=True)


def reopen_accounting_period(
    context: Context, request: ReopenAccountingPeriodRequest
) -> Decided[AccountingPeriodLine] | Refused:
    """Open the last closed period. Refuses with `accounting-period-not-found`, `accounting-period-out-of-order`."""
    period = _period(context, request, cannot_reopen)
    if isinstance(period, Refused):
        return period
    return _decided(context, request, period, closed=False)


def accounting_periods(context: Context, _question: AccountingPeriodsQuestion) -> AccountingPeriods:
    """Answer every period in order."""
    closed = context.setup.closed_up_to
    return AccountingPeriods(
        periods=tuple(_line(each) for each in _periods(context)),
        first_open_day=None if closed is None else closed + A_DAY,
    )


def _period(
    context: Context,
    request: CloseAccountingPeriodRequest | ReopenAccountingPeriodRequest,
    cannot: Callable[[Sequence[Period], date], RefusalCode | None],
) -> Period | Refused:
    known = _periods(context)
    code = cannot(known, request.starting_date)
    if code is not None:
        return Refused(code=code, facts=_facts(request))
    return next(each for each in known if each.starting_date == request.starting_date)


def _periods(context: Context) -> list[Period]:
    return periods([(row.starting_date, row.name, row.closed) for row in context.setup.accounting_periods])


def _decided(
    context: Context,
    request: CloseAccountingPeriodRequest | ReopenAccountingPeriodRequest,
    period: Period,
    *,
    closed: bool,
) -> Decided[AccountingPeriodLine]:
    posting = Posting(posting_date=context.today, setup_changed=True)
    row = {"starting_date": period.starting_date, "closed": closed}
    row["closed_register_no"] = THIS_REGISTER if closed else 0
    posting.updates.append(Update(AccountingPeriod, ("starting_date",), [row]))
    audit = audit_of_change(
        context,
        request,
        TABLE,
        period.starting_date.isoformat(),
        before={"closed": not closed},
        changed={"closed": closed},
    )
    posting.inserts.append(Insert(AuditEntry, [audit]))
    line = _line(period._replace(closed=closed))
    return Decided(posting=posting, receipt=lambda _: line)


def _line(period: Period) -> AccountingPeriodLine:
    return AccountingPeriodLine(**period._asdict())


def _facts(request: CloseAccountingPeriodRequest | ReopenAccountingPeriodRequest) -> dict[str, str]:
    return {"field": "starting_date", "starting_date": request.starting_date.isoformat()}
