"""A supervisor's approval: another person, of the right role, with the badge to prove it."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from backend_client.engine.context import Context
from backend_client.floor_terms import FloorRule
from backend_client.messages.base import Refused, Request
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.rules.posting_permissions import ROLES
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries.people import role_by_badge
from backend_client.store.rows import new_row
from backend_client.terms import Role

APPROVED = "approved"


class Exceeded(NamedTuple):
    """A rule that only a supervisor can pass, the operation it is about, and its facts."""

    rule: FloorRule
    facts: dict[str, str]


def approved(
    context: Context,
    request: Request[object],
    posting: Posting,
    exceeded: Sequence[Exceeded],
    register_no: int,
) -> Refused | None:
    """Take a request's approval of what exceeds the rules, and note it in the audit trail.

    Refuses with `supervisor-needed` where there is none, `approval-not-valid` where it is the same person's, of
    somebody who is no supervisor, or not by their badge.
    """
    if not exceeded:
        return None
    rules = ", ".join(sorted({each.rule.value for each in exceeded}))
    approval = request.approval
    if approval is None:
        return Refused(code=RefusalCode.SUPERVISOR_NEEDED, facts={**exceeded[0].facts, "rules": rules})
    role = role_by_badge(context.connection, approval.supervisor_no, badge_token_hash(approval.badge_token))
    same = approval.supervisor_no == request.person_no
    if role is None or same or not is_supervisor(role):
        facts = {"field": "approval", "supervisor_no": approval.supervisor_no}
        return Refused(code=RefusalCode.APPROVAL_NOT_VALID, facts=facts)
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


def is_supervisor(role: Role | None) -> bool:
    """Say whether a role may decide what is left to supervisors."""
    return role is not None and ROLES.index(role) >= ROLES.index(Role.SUPERVISOR)
