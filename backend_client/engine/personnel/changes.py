"""People added, given a role, locked and unlocked; each change stands in the audit trail.

Whoever changes somebody has a higher role than they have, an administrator excepted: nobody makes themselves more than
they are, and two supervisors do not become each other.
"""

from typing import Any

from backend_client.barcode.plain import upper_case
from backend_client.engine.admission import sessions_ended
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided
from backend_client.engine.pin_checks import unlocked_attempt
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.messages.base import Refused, Request
from backend_client.messages.personnel import (
    AddPersonRequest,
    ChangeRoleRequest,
    LockPersonRequest,
    PersonChanged,
    UnlockPersonRequest,
)
from backend_client.people_terms import AuditEvent
from backend_client.records.people import Person
from backend_client.refusals import RefusalCode
from backend_client.rules.posting_permissions import ROLES
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.entries_together import role_of
from backend_client.store.queries.people import person_by_no
from backend_client.store.rows import Row, new_row
from backend_client.terms import Role


def add_person(context: Context, request: AddPersonRequest) -> Decided[PersonChanged] | Refused:
    """Add a person; refuses with `person-already-exists`, `request-malformed`."""
    no = upper_case(request.no.strip())
    if not no or not no.isprintable() or not request.name.strip():
        field = "name" if no else "no"
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field})
    if person_by_no(context.connection, no) is not None:
        return Refused(code=RefusalCode.PERSON_ALREADY_EXISTS, facts={"field": "no", "person_no": no})
    row = new_row(
        Person,
        no=no,
        name=request.name.strip(),
        role=request.role,
        language_code=request.language_code,
        work_center_no=request.work_center_no,
        work_shift_code=request.work_shift_code,
    )
    posting = Posting(posting_date=context.today)
    posting.inserts.append(Insert(Person, [row]))
    after = {"role": request.role.value}
    posting.inserts.append(_told(context, request, AuditEvent.PERSON_ADDED, no, after=after))
    return _decided(posting, row)


def change_role(context: Context, request: ChangeRoleRequest) -> Decided[PersonChanged] | Refused:
    """Give a person another role, and end their sessions: the next one begins with it."""
    row = changeable(context, request, request.no)
    if isinstance(row, Refused):
        return row
    changed = {"role": request.role}
    before, after = {"role": row["role"].value}, {"role": request.role.value}
    posting = _changed(context, row, changed, ends_sessions=True)
    posting.inserts.append(
        _told(context, request, AuditEvent.ROLE_CHANGED, row["no"], before=before, after=after)
    )
    return _decided(posting, row | changed)


def lock_person(context: Context, request: LockPersonRequest) -> Decided[PersonChanged] | Refused:
    """Let a person sign on no more, and end their sessions."""
    row = changeable(context, request, request.no)
    if isinstance(row, Refused):
        return row
    posting = _changed(context, row, {"blocked": True}, ends_sessions=True)
    after = {"comment": request.comment}
    posting.inserts.append(_told(context, request, AuditEvent.PERSON_LOCKED, row["no"], after=after))
    return _decided(posting, row | {"blocked": True})


def unlock_person(context: Context, request: UnlockPersonRequest) -> Decided[PersonChanged] | Refused:
    """Let a person sign on again, whatever locked them."""
    row = changeable(context, request, request.no)
    if isinstance(row, Refused):
        return row
    posting = _changed(context, row, {"blocked": False})
    posting.inserts.append(unlocked_attempt(context, request, row["no"]))
    after = {"comment": request.comment}
    posting.inserts.append(_told(context, request, AuditEvent.PERSON_UNLOCKED, row["no"], after=after))
    return _decided(posting, row | {"blocked": False})


def changeable(context: Context, request: Request[Any], no: str) -> Row | Refused:
    """Read a person who is to be changed; refuses with `person-not-found`, `role-not-allowed`."""
    row = person_by_no(context.connection, upper_case(no.strip()))
    if row is None:
        return Refused(code=RefusalCode.PERSON_NOT_FOUND, facts={"field": "no", "person_no": no})
    if not context.trusted and sign_on_rules(context.setup).sign_on and not _above(context, request, row):
        return Refused(code=RefusalCode.ROLE_NOT_ALLOWED, facts={"role": _next_role(row["role"]).value})
    return row


def changed_person(row: Row) -> PersonChanged:
    """Answer a person's row as a receipt."""
    return PersonChanged(
        no=row["no"],
        name=row["name"],
        role=row["role"],
        locked=row["blocked"],
        has_badge=bool(row["badge_token_hash"]),
        has_pin=bool(row["pin_hash"]),
    )


def _above(context: Context, request: Request[Any], row: Row) -> bool:
    role = role_of(context.connection, request.person_no)
    return role is not None and (role is Role.ADMINISTRATOR or ROLES.index(role) > ROLES.index(row["role"]))


def _next_role(role: Role) -> Role:
    return ROLES[min(ROLES.index(role) + 1, len(ROLES) - 1)]


def _changed(context: Context, row: Row, changed: Row, *, ends_sessions: bool = False) -> Posting:
    posting = Posting(posting_date=context.today)
    posting.updates.append(Update(Person, ("no",), [{"no": row["no"], **changed}]))
    if ends_sessions:
        posting.updates += sessions_ended(context.connection, context.now, person_no=row["no"])
    return posting


def _told(
    context: Context,
    request: Request[Any],
    event: AuditEvent,
    no: str,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> Insert:
    return audited(context, request, event, table="people", row_key=no, before=before, after=after)


def _decided(posting: Posting, row: Row) -> Decided[PersonChanged]:
    receipt = changed_person(row)
    return Decided(posting=posting, receipt=lambda _: receipt)
