"""Terminals: invited by a supervisor, enrolled by a code, revoked.

An invitation counts for ten minutes, once, and for five wrong codes. A terminal that nobody invited, another code, one
that is used up or too old: the same no.
"""

import re
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from backend_client import limits
from backend_client.engine.admission import sessions_ended
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided, Noted
from backend_client.messages.base import Refused
from backend_client.messages.terminals import (
    EnrolTerminalRequest,
    InviteTerminalRequest,
    RevokeTerminalRequest,
    TerminalEnrolled,
    TerminalInvited,
    TerminalLine,
    TerminalRevoked,
    Terminals,
    TerminalsQuestion,
    code_text,
    secret_hash,
)
from backend_client.people_terms import AuditEvent
from backend_client.records.people import Terminal, TerminalInvitation
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Delete, Insert, Posting, Update
from backend_client.store.queries.terminals import (
    invitation_of,
    terminal_by_id,
    terminals_after,
    troubled_terminals,
)
from backend_client.store.rows import Row, new_row

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
SILENT, GONE = timedelta(seconds=limits.SILENT_SECONDS), timedelta(days=limits.SILENT_DAYS_MAX)
VALID = timedelta(minutes=limits.INVITATION_MINUTES)


def invite_terminal(context: Context, request: InviteTerminalRequest) -> Decided[TerminalInvited] | Refused:
    """Let a terminal enrol; refuses with `request-malformed` for a name or hash that is none."""
    if not NAME.fullmatch(request.terminal):
        return _malformed("terminal")
    if not HASH.fullmatch(request.code_hash):
        return _malformed("code_hash")
    posting = Posting(posting_date=context.today)
    posting.deletes.append(Delete(TerminalInvitation, ("terminal_id",), [{"terminal_id": request.terminal}]))
    row = new_row(
        TerminalInvitation,
        terminal_id=request.terminal,
        code_hash=request.code_hash,
        description=request.description,
        work_center_no=request.work_center_no,
        expires_at=context.now + VALID,
        invited_by=request.person_no,
    )
    posting.inserts += [
        Insert(TerminalInvitation, [row]),
        audited(context, request, AuditEvent.TERMINAL_INVITED, table="terminals", row_key=request.terminal),
    ]
    receipt = TerminalInvited(terminal=request.terminal, expires_at=context.now + VALID)
    return Decided(posting=posting, receipt=lambda _: receipt)


def enrol_terminal(
    context: Context, request: EnrolTerminalRequest
) -> Decided[TerminalEnrolled] | Noted | Refused:
    """Take a terminal's token for a code; refuses with `enrolment-not-valid`, `request-malformed`."""
    if not HASH.fullmatch(request.token_hash):
        return _malformed("token_hash")
    found = invitation_of(context.connection, request.terminal)
    given = secret_hash(code_text(request.code))
    right = compare_digest(found.code_hash if found is not None else "", given)
    if (
        found is None
        or not right
        or found.wrong_codes >= limits.INVITATION_WRONG_MAX
        or context.now > found.expires_at
    ):
        return _wrong_code(context, request, 0 if found is None or right else found.wrong_codes + 1)
    posting = Posting(posting_date=context.today)
    posting.deletes.append(Delete(TerminalInvitation, ("terminal_id",), [{"terminal_id": request.terminal}]))
    values: Row = {
        "id": request.terminal,
        "description": found.description,
        "work_center_no": found.work_center_no,
        "token_hash": request.token_hash,
        "enrolled_at": context.now,
        "revoked_at": None,
    }
    if terminal_by_id(context.connection, request.terminal) is None:
        posting.inserts.append(Insert(Terminal, [new_row(Terminal, **values, first_seen_at=context.now)]))
    else:
        posting.updates.append(Update(Terminal, ("id",), [values]))
    after = {"invited_by": found.invited_by}
    posting.inserts.append(
        audited(
            context,
            request,
            AuditEvent.TERMINAL_ENROLLED,
            table="terminals",
            row_key=request.terminal,
            after=after,
        )
    )
    receipt = TerminalEnrolled(terminal=request.terminal, work_center_no=found.work_center_no)
    return Decided(posting=posting, receipt=lambda _: receipt)


def revoke_terminal(context: Context, request: RevokeTerminalRequest) -> Decided[TerminalRevoked] | Refused:
    """Let a terminal in no more, and end the sessions there; refuses with `terminal-not-found`."""
    if terminal_by_id(context.connection, request.terminal) is None:
        return Refused(code=RefusalCode.TERMINAL_NOT_FOUND, facts={"field": "terminal"})
    posting = Posting(posting_date=context.today)
    changed = {"id": request.terminal, "token_hash": "", "revoked_at": context.now}
    posting.updates.append(Update(Terminal, ("id",), [changed]))
    posting.updates += sessions_ended(context.connection, context.now, terminal_id=request.terminal)
    posting.deletes.append(Delete(TerminalInvitation, ("terminal_id",), [{"terminal_id": request.terminal}]))
    posting.inserts.append(
        audited(
            context,
            request,
            AuditEvent.TERMINAL_REVOKED,
            table="terminals",
            row_key=request.terminal,
            after={"comment": request.comment},
        )
    )
    receipt = TerminalRevoked(terminal=request.terminal)
    return Decided(posting=posting, receipt=lambda _: receipt)


def terminals(context: Context, question: TerminalsQuestion) -> Terminals:
    """Answer terminals behind a name, by name; `page` is the name of the last one before."""
    most = min(question.most or limits.PEOPLE_MAX, limits.PEOPLE_MAX)
    if question.troubled:
        found = troubled_after(context, question.page, most + 1)
    else:
        found = terminals_after(context.connection, question.page, most + 1)
    lines = tuple(
        TerminalLine(
            silent=is_silent(context, row),
            terminal=row.name,
            description=row.description or "",
            work_center_no=row.work_center_no or "",
            has_token=bool(row.token_hash),
            first_seen_at=row.first_seen_at or row.first_heard_at,
            enrolled_at=row.enrolled_at,
            revoked_at=row.revoked_at,
            last_heard_at=row.last_heard_at,
            client_version=row.client_version or "",
            kept_count=row.kept_count or 0,
            kept_oldest_at=row.kept_oldest_at,
            refused_count=row.refused_count or 0,
        )
        for row in found[:most]
    )
    return Terminals(terminals=lines, next_page=lines[-1].terminal if len(found) > most else "")


def is_silent(context: Context, row: Any) -> bool:
    """Say whether a terminal that called its server before does so no more; one that is revoked need not."""
    heard = row.last_heard_at
    return heard is not None and row.revoked_at is None and context.now - heard > SILENT


def troubled_after(context: Context, page: str, most: int) -> list[Any]:
    """Read the terminals behind a name that are silent or have refused postings."""
    return troubled_terminals(
        context.connection, page, most, since=context.now - GONE, before=context.now - SILENT
    )


def _wrong_code(context: Context, request: EnrolTerminalRequest, wrong_codes: int) -> Noted:
    refused = Refused(code=RefusalCode.ENROLMENT_NOT_VALID, facts={"field": "code"})
    told = audited(context, request, AuditEvent.ENROLMENT_FAILED, table="terminals", row_key=request.terminal)
    counted = {"terminal_id": request.terminal, "wrong_codes": wrong_codes}
    updates = (Update(TerminalInvitation, ("terminal_id",), [counted]),) if wrong_codes else ()
    return Noted(refused=refused, inserts=(told,), updates=updates)


def _malformed(field: str) -> Refused:
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field})
