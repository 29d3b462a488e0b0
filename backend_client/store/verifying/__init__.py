"""Is every ledger in order? Recomputes what must hold of them all and names each place where it does not.

    chain        registers 1, 2, 3 ... each with the hash of the one before; entries 1, 2, 3 ... each in the register
                 that wrote it, and hashed with it; the head row is the last of all
    audit        every entry of the audit trail with the hash of the one before
    money        debits and credits of each register, document and day make 0.00; cost posted is cost in the G/L
    invoiced     what entries say is invoiced, their value entries say too
    stock        what remains of an entry is its quantity less its applications; what remains of all is the stock
    production   posted sums of an operation and finished quantity of a line are those of their entries
    reversals    a reversal and its original name each other, and are nothing together
    load         the sums of the load board are those of needs and calendars
    people       each register names who and where, in a session of that person
    clocks       labour booked never exceeds presence; a posted clock names an entry that stands

Nothing is repaired here. Sums are made by the database, hashes row by row, so memory stays small whatever the size.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from sqlalchemy import Connection

from backend_client import limits
from backend_client.store.verifying.audit import audit_findings
from backend_client.store.verifying.chain import chain_findings
from backend_client.store.verifying.clocks import clock_findings
from backend_client.store.verifying.finding import Finding, FindingCode
from backend_client.store.verifying.invoiced import invoiced_findings
from backend_client.store.verifying.load import load_findings
from backend_client.store.verifying.money import money_findings
from backend_client.store.verifying.people import people_findings
from backend_client.store.verifying.production import production_findings
from backend_client.store.verifying.reversals import reversal_findings
from backend_client.store.verifying.stock import stock_findings

Check = Callable[[Connection], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "chain": chain_findings,
    "audit": audit_findings,
    "money": money_findings,
    "invoiced": invoiced_findings,
    "stock": stock_findings,
    "production": production_findings,
    "reversals": reversal_findings,
    "load": load_findings,
    "people": people_findings,
    "clocks": clock_findings,
}


def verify(connection: Connection, told: Callable[[str], None] = lambda _check: None) -> Iterator[Finding]:
    """Answer what is wrong, in one consistent picture of the database; nothing at all when all is in order.

    told  hears the name of each check as it begins
    At most limits.FINDINGS_MAX findings of one check are named; `findings-left-out` says that there are more.
    """
    for name, check in CHECKS.items():
        told(name)
        found = check(connection)
        yield from islice(found, limits.FINDINGS_MAX)
        if next(found, None) is not None:
            yield Finding(FindingCode.FINDINGS_LEFT_OUT, {"check": name})


__all__ = ["CHECKS", "Finding", "FindingCode", "verify"]
