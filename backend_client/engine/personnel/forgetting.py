"""People forgotten: their number stays with what they did, their name and all that lets them sign on is gone.

Ledgers, registers and the audit trail hold numbers, chained by hashes; a name stands in one row alone, that of the
person. So forgetting changes nothing that was posted, and the ledgers verify as before:

    before  registers: ... OP07 ...     people: OP07  Ada Berg  badge, PIN
    after   registers: ... OP07 ...     people: OP07  *         locked

`personal_data_months` of the plant's settings says after how long without any posting or sign-on a person is forgotten
when `kiosk people retention` runs; 0 = never.
"""

from datetime import datetime, timedelta

from backend_client.engine.admission import sessions_ended
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided
from backend_client.engine.personnel.changes import changeable
from backend_client.messages.base import Refused
from backend_client.messages.personnel import ForgetPeopleRequest, PeopleForgotten
from backend_client.people_terms import AuditEvent
from backend_client.records.people import Person, SignOnAttempt
from backend_client.store.posting import Delete, Posting, Update
from backend_client.store.queries.people import last_seen_of_people
from backend_client.store.rows import Row

FORGOTTEN = "*"
A_MONTH = timedelta(days=365) / 12
EMPTY: Row = {
    "name": FORGOTTEN,
    "badge_token_hash": "",
    "language_code": "",
    "work_center_no": "",
    "work_shift_code": "",
    "blocked": True,
    "pin_hash": "",
    "pin_set_at": None,
}


def forget_people(context: Context, request: ForgetPeopleRequest) -> Decided[PeopleForgotten] | Refused:
    """Forget one person, or all whom the plant's setting says; refuses with `person-not-found`, `role-not-allowed`."""
    if request.no:
        row = changeable(context, request, request.no)
        if isinstance(row, Refused):
            return row
        nos = [str(row["no"])]
    else:
        nos = [no for no in _due(context) if no != request.person_no]
    posting = Posting(posting_date=context.today)
    if nos:
        posting.updates.append(Update(Person, ("no",), [{"no": no, **EMPTY} for no in nos]))
        posting.deletes.append(Delete(SignOnAttempt, ("subject",), [{"subject": no} for no in nos]))
    for no in nos:
        posting.updates += sessions_ended(context.connection, context.now, person_no=no)
        told = audited(context, request, AuditEvent.PERSON_FORGOTTEN, table="people", row_key=no)
        posting.inserts.append(told)
    receipt = PeopleForgotten(nos=tuple(nos))
    return Decided(posting=posting, receipt=lambda _written: receipt)


def _due(context: Context) -> list[str]:
    """Answer who was seen once, and not within the months that the plant keeps a name."""
    months = int(context.setup.settings.others.get("personal_data_months") or 0)
    if not months:
        return []
    before: datetime = context.now - months * A_MONTH
    seen = last_seen_of_people(context.connection, but_named=FORGOTTEN)
    return sorted(no for no, moment in seen.items() if moment < before)
