"""Accounting periods: which there are, and closing one so that nothing is posted into it any more."""

from dataclasses import dataclass
from datetime import date

from backend_client.messages.base import Question, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingPeriodLine:
    """A period from its first day to its last; None = the plant has not said yet where the next one begins."""

    starting_date: date
    last_day: date | None
    name: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccountingPeriodRequest(Request[AccountingPeriodLine]):
    """Close the first open period; posted corrections of its entries go to the next one from then on."""

    starting_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAccountingPeriodRequest(Request[AccountingPeriodLine]):
    """Open the last closed period again."""

    starting_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingPeriods:
    """All periods, in order, and the first day on which may be posted; None = any day."""

    periods: tuple[AccountingPeriodLine, ...]
    first_open_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingPeriodsQuestion(Question[AccountingPeriods]):
    """Which accounting periods are there, and which are closed?"""
