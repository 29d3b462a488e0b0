"""A supervisor's approval: another person, of the right role, with the badge to prove it.

Where the plant asks for the PIN too, the approval is of one request only: it carries the request's fingerprint, which
holds the request's id, and the moment at which it was given.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hmac import compare_digest
from typing import NamedTuple

from backend_client import limits
from backend_client.engine.context import Context, Noted
from backend_client.engine.pin_checks import Claim, check_pin
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.floor_terms import FloorRule
from backend_client.messages.base import Approval, Refused, Request
from backend_client.messages.fingerprint import fingerprint
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.rules.posting_permissions import ROLES
from backend_client.store.head import last_register_no
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries.people import person_with_badge, role_by_badge
from backend_client.store.rows import new_row
from backend_client.terms import Role

APPROVED = "approved"
VALID = timedelta(seconds=limits.APPROVAL_SECONDS_MAX)


class Exceeded(NamedTuple):
    """A rule that only a supervisor can pass, the operation it is about, and its facts."""

    rule: FloorRule
    facts: dict[str, str]


def approved(
    context: Context,
    request: Request[object],
    posting: Posting,
    exceeded: Sequence[Exceeded],
) -> Refused | Noted | None:
    """Take a request's approval of what exceeds the rules, and note it in the audit trail.

    Refuses with `supervisor-needed` where there is none, `approval-not-valid` where it is the same person's, of
    somebody who is no supervisor, not by their badge, of another request, or too old; with `pin-needed`, and as
    `check_pin` does.
    """
    if not exceeded:
        return None
    rules = ", ".join(sorted({each.rule.value for each in exceeded}))
    approval = request.approval
    if approval is None:
        return Refused(code=RefusalCode.SUPERVISOR_NEEDED, facts={**exceeded[0].facts, "rules": rules})
    token_hash = badge_token_hash(approval.badge_token)
    if not approval.supervisor_no:  # a badge alone was scanned: it says whose it is
        no = person_with_badge(context.connection, token_hash) or ""
        approval = replace(approval, supervisor_no=no)
    role = role_by_badge(context.connection, approval.supervisor_no, token_hash)
    same = approval.supervisor_no == request.person_no
    if role is None or same or not is_supervisor(role):
        return _not_valid(approval)
    if sign_on_rules(context.setup).approval_pin or approval.fingerprint:
        refused = _of_this_request(context, request, approval) or _by_pin(context, request, approval, posting)
        if refused is not None:
            return refused
    register_no = last_register_no(context.connection) + 1  # what is approved holds the whole plant
    rows = [
        new_row(
            AuditEntry,
            at=context.now,
            person_no=approval.supervisor_no,
            terminal_id=request.terminal_id,
            register_no=register_no,
            event=APPROVED,
            table_name="registers",
            row_key=str(register_no),
            before=request.person_no,
            after=json.dumps({"rule": each.rule.value, **each.facts}, sort_keys=True),
        )
        for each in exceeded
    ]
    posting.inserts.append(Insert(AuditEntry, rows))
    return None


def _of_this_request(context: Context, request: Request[object], approval: Approval) -> Refused | None:
    given = approval.approved_at
    own = compare_digest(approval.fingerprint.encode(), fingerprint(request).encode())
    if given is None or given.tzinfo is None or not own or abs(context.now - given) > VALID:
        return _not_valid(approval)
    return None


def _by_pin(
    context: Context, request: Request[object], approval: Approval, posting: Posting
) -> Refused | Noted | None:
    if not approval.pin:
        needed = sign_on_rules(context.setup).approval_pin
        return Refused(code=RefusalCode.PIN_NEEDED, facts={"field": "approval"}) if needed else None
    checked = check_pin(context, request, Claim(number=approval.supervisor_no, pin=approval.pin))
    if checked.refused is not None:
        return checked.refused
    if checked.person is None:
        return Noted(refused=_not_valid(approval), inserts=checked.inserts)
    posting.inserts += checked.inserts
    return None


def _not_valid(approval: Approval) -> Refused:
    facts = {"field": "approval", "supervisor_no": approval.supervisor_no}
    return Refused(code=RefusalCode.APPROVAL_NOT_VALID, facts=facts)


def is_supervisor(role: Role | None) -> bool:
    """Say whether a role may decide what is left to supervisors."""
    return role is not None and ROLES.index(role) >= ROLES.index(Role.SUPERVISOR)
