"""Badges and PINs, given and taken away; neither is kept but as a hash, and none stands in register or audit trail."""

from backend_client.barcode.plain import upper_case
from backend_client.engine.admission import sessions_ended
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided, Noted
from backend_client.engine.personnel.changes import changeable, changed_person
from backend_client.engine.pin_checks import Claim, check_pin, unlocked_attempt
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.messages.base import Refused, Request
from backend_client.messages.personnel import (
    IssueBadgeRequest,
    PersonChanged,
    RevokeBadgeRequest,
    SetPinRequest,
)
from backend_client.people_terms import AuditEvent
from backend_client.records.people import Person
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash, is_badge_token
from backend_client.rules.pins import pin_weakness
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.people import person_by_no, person_with_badge
from backend_client.store.rows import Row


def issue_badge(context: Context, request: IssueBadgeRequest) -> Decided[PersonChanged] | Refused:
    """Give a person a badge; refuses with `badge-in-use`, `request-malformed`, and as `changeable` does."""
    row = changeable(context, request, request.no)
    if isinstance(row, Refused):
        return row
    if not is_badge_token(request.badge_token):
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "badge_token"})
    token_hash = badge_token_hash(request.badge_token)
    if person_with_badge(context.connection, token_hash) not in {None, row["no"]}:
        return Refused(code=RefusalCode.BADGE_IN_USE, facts={"field": "badge_token"})
    return _changed(context, request, row, {"badge_token_hash": token_hash}, AuditEvent.BADGE_ISSUED)


def revoke_badge(context: Context, request: RevokeBadgeRequest) -> Decided[PersonChanged] | Refused:
    """Take a badge away, and end the sessions of whoever had it."""
    row = changeable(context, request, request.no)
    if isinstance(row, Refused):
        return row
    return _changed(context, request, row, {"badge_token_hash": ""}, AuditEvent.BADGE_REVOKED)


def set_pin(context: Context, request: SetPinRequest) -> Decided[PersonChanged] | Noted | Refused:
    """Give a person a PIN; failures of before count no more.

    Refuses with `pins-not-set-up`, `pin-too-weak`, `person-not-recognised` (the current PIN is another), and as
    `changeable` and `check_pin` do.
    """
    if not context.pins.pins.ready:
        return Refused(code=RefusalCode.PINS_NOT_SET_UP, facts={"field": "pin"})
    no = upper_case(request.no.strip())
    own = no == request.person_no and not context.trusted
    row = person_by_no(context.connection, no) if own else changeable(context, request, no)
    if row is None:
        return Refused(code=RefusalCode.PERSON_NOT_FOUND, facts={"field": "no", "person_no": no})
    if isinstance(row, Refused):
        return row
    shortest = sign_on_rules(context.setup).pin_length_min
    weakness = pin_weakness(request.pin, person_no=no, shortest=shortest)
    if weakness is not None:
        return Refused(code=RefusalCode.PIN_TOO_WEAK, facts={"field": "pin", "what": weakness.value})
    checked: tuple[Insert, ...] = ()
    if own and row["pin_hash"]:
        found = check_pin(context, request, Claim(number=no, pin=request.current_pin))
        if found.refused is not None:
            return found.refused
        if found.person is None:
            wrong = Refused(code=RefusalCode.PERSON_NOT_RECOGNISED, facts={"field": "current_pin"})
            return Noted(refused=wrong, inserts=found.inserts)
        checked = found.inserts
    pin_hash = context.pins.pins.hashed(no, request.pin)
    decided = _changed(
        context, request, row, {"pin_hash": pin_hash, "pin_set_at": context.now}, AuditEvent.PIN_SET
    )
    decided.posting.inserts += [*checked, unlocked_attempt(context, request, no)]
    return decided


def _changed(
    context: Context, request: Request[PersonChanged], row: Row, changed: Row, event: AuditEvent
) -> Decided[PersonChanged]:
    posting = Posting(posting_date=context.today)
    posting.updates.append(Update(Person, ("no",), [{"no": row["no"], **changed}]))
    if event is AuditEvent.BADGE_REVOKED:
        posting.updates += sessions_ended(context.connection, context.now, person_no=row["no"])
    posting.inserts.append(audited(context, request, event, table="people", row_key=row["no"]))
    receipt = changed_person(row | changed)
    return Decided(posting=posting, receipt=lambda _: receipt)
