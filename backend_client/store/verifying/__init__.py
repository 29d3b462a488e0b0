"""Is every ledger in order? Recomputes what must hold of them all and names each place where it does not.

    chain        registers 1, 2, 3 ... each with the hash of the one before; entries 1, 2, 3 ... each in the register
                 that wrote it, and hashed with it; the head row is the last of all
    audit        every entry of the audit trail with the hash of the one before
    numbers      as many rows in each ledger as its last number says
    triggers     what lets the database refuse a change is there
    kinds        what may change holds what it can hold
    money        debits and credits of each register, document and day make 0.00; cost posted is cost in the G/L
    invoiced     what entries say is invoiced, their value entries say too
    stock        what remains of an entry is its quantity less its applications; what remains of all is the stock
    production   posted sums of an operation and finished quantity of a line are those of their entries
    held         nothing went below zero, over the tolerance, out of sequence or into a closed period unless it was let
    finished     nothing is posted on a finished order; finished and adjusted, nothing of it is in process
    reversals    a reversal and its original name each other, and are nothing together
    load         the sums of the load board are those of needs and calendars
    people       each register names who and where, in a session of that person, and none is earlier than the one before
    clocks       labour booked never exceeds presence; a posted clock names an entry that stands
    bins         what bins hold is the sum of what was moved
    file         pages and indexes of the database file

There are three levels. Fast, for every start: the end of both chains and the numbers. Full: every row; whatever
column of a ledger may not change is hashed, whatever may change is rebuilt from entries. Deep: also what is rebuilt
from ledgers for other purposes, and the file itself. Which invariant which check holds is told in invariants.py.

Nothing is repaired here. Sums are made by the database, hashes row by row, so memory stays small whatever the size.
"""

from collections.abc import Callable, Generator, Iterator
from enum import StrEnum
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from backend_client import limits
from backend_client.store.verifying.audit import audit_findings
from backend_client.store.verifying.bins import bin_findings
from backend_client.store.verifying.chain import chain_findings, start_before
from backend_client.store.verifying.clocks import clock_findings
from backend_client.store.verifying.finding import Finding, FindingCode
from backend_client.store.verifying.finished import finished_findings
from backend_client.store.verifying.held import held_findings
from backend_client.store.verifying.invoiced import invoiced_findings
from backend_client.store.verifying.kinds import kind_findings
from backend_client.store.verifying.load import load_findings
from backend_client.store.verifying.money import money_findings
from backend_client.store.verifying.numbers import file_findings, number_findings, trigger_findings
from backend_client.store.verifying.people import people_findings
from backend_client.store.verifying.production import production_findings
from backend_client.store.verifying.reversals import reversal_findings
from backend_client.store.verifying.stock import stock_findings

Check = Callable[[Connection], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "chain": chain_findings,
    "audit": audit_findings,
    "numbers": number_findings,
    "triggers": trigger_findings,
    "kinds": kind_findings,
    "money": money_findings,
    "invoiced": invoiced_findings,
    "stock": stock_findings,
    "production": production_findings,
    "held": held_findings,
    "finished": finished_findings,
    "reversals": reversal_findings,
    "load": load_findings,
    "people": people_findings,
    "clocks": clock_findings,
}


class Level(StrEnum):
    """How thoroughly to look."""

    FAST = "fast"  # the end of both chains, and the numbers: each start
    FULL = "full"  # every row
    DEEP = "deep"  # and what else is made from the rows, and the file


END = 100  # registers and audit entries that the fast level looks at

FAST_CHECKS: dict[str, Check] = {
    "chain": lambda connection: chain_findings(connection, start_before(connection, END)),
    "audit": lambda connection: audit_findings(connection, END),
    "numbers": number_findings,
    "triggers": trigger_findings,
}
DEEP_CHECKS: dict[str, Check] = {**CHECKS, "bins": bin_findings, "file": file_findings}
LEVELS: dict[Level, dict[str, Check]] = {
    Level.FAST: FAST_CHECKS,
    Level.FULL: CHECKS,
    Level.DEEP: DEEP_CHECKS,
}


def verify(
    connection: Connection,
    told: Callable[[str], None] = lambda _check: None,
    level: Level = Level.FULL,
) -> Iterator[Finding]:
    """Answer what is wrong, in one consistent picture of the database; nothing at all when all is in order.

    told  hears the name of each check as it begins
    At most limits.FINDINGS_MAX findings of one check are named; `findings-left-out` says that there are more.
    """
    for name, check in LEVELS[level].items():
        told(name)
        found = _readable(name, check(connection))
        yield from islice(found, limits.FINDINGS_MAX)
        if next(found, None) is not None:
            yield Finding(FindingCode.FINDINGS_LEFT_OUT, {"check": name})
        found.close()


def _readable(name: str, found: Iterator[Finding]) -> Generator[Finding, None, None]:
    """End a check where a column holds what it can't hold: a word of no list, a text that is no number."""
    try:
        yield from found
    except (ValueError, LookupError, ArithmeticError, TypeError) as error:
        yield Finding(FindingCode.VALUE_UNREADABLE, {"check": name, "found": str(error)[:200]})
    except OperationalError as error:
        if not any(word in str(error.orig) for word in ("decode", "overflow")):
            raise
        yield Finding(FindingCode.VALUE_UNREADABLE, {"check": name, "found": str(error.orig)[:200]})


__all__ = ["CHECKS", "LEVELS", "Finding", "FindingCode", "Level", "verify"]
