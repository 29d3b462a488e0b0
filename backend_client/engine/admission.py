"""Whether a request is let in at all: who is signed on where, and what their role may.

Only where the plant has switched sign-on on; the table of roles is in roles.py. A request that a terminal kept while its
line was down counts as of the moment at which it was entered, if its session counted then; the audit trail tells so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from backend_client import limits
from backend_client.engine.audited import audited
from backend_client.engine.context import Context
from backend_client.engine.roles import LEAST_ROLE, LEAST_ROLE_TO_ASK, OWN_ALONE, includes
from backend_client.engine.sign_on_rules import SignOnRules, sign_on_rules
from backend_client.messages.base import Question, Refused, Request
from backend_client.people_terms import AuditEvent
from backend_client.records.people import SignOnSession
from backend_client.refusals import RefusalCode
from backend_client.rules.sessions import SessionTimes, counts
from backend_client.store.posting import Insert, Update
from backend_client.store.queries.people import open_sessions, session_of

KEPT_LONGEST = timedelta(days=limits.OUTBOX_DAYS_MAX)
TOUCH = timedelta(seconds=limits.SESSION_TOUCH_SECONDS)


def admitted(context: Context, request: Request[Any]) -> tuple[Insert | Update, ...] | Refused:
    """Answer what is noted of the session's use; refuses with `sign-on-needed`, `session-ended`, `role-not-allowed`."""
    rules = sign_on_rules(context.setup)
    least = LEAST_ROLE[type(request)]
    if least is None or context.trusted or not rules.sign_on:
        return ()
    entered = entered_at(request, context.now)
    session = _session(
        context, request.session_id, request.terminal_id, entered, rules, person_no=request.person_no
    )
    if isinstance(session, Refused):
        return session
    if not includes(session.role, least):
        return Refused(code=RefusalCode.ROLE_NOT_ALLOWED, facts={"role": least.value})
    return tuple(_noted(context, request, session, entered, rules))


def may_ask(context: Context, question: Question[Any]) -> Refused | None:
    """Refuse a question that not everybody may ask; refuses as `admitted` does."""
    rules = sign_on_rules(context.setup)
    least = LEAST_ROLE_TO_ASK[type(question)]
    if least is None or context.trusted or not rules.sign_on:
        return None
    session = _session(context, question.session_id, question.terminal_id, context.now, rules)
    if isinstance(session, Refused):
        return session
    of_whom = getattr(question, "person_no", "") if type(question) in OWN_ALONE else ""
    if of_whom and of_whom != session.person_no:
        least = OWN_ALONE[type(question)]
    if not includes(session.role, least):
        return Refused(code=RefusalCode.ROLE_NOT_ALLOWED, facts={"role": least.value})
    return None


def named_refused(context: Context, request: Request[Any]) -> Refused | None:
    """Refuse another's name in what anybody may post: a person is named in their own session alone, as in `admitted`."""
    rules = sign_on_rules(context.setup)
    if context.trusted or not rules.sign_on or not request.person_no:
        return None
    entered = entered_at(request, context.now)
    session = _session(
        context, request.session_id, request.terminal_id, entered, rules, person_no=request.person_no
    )
    return session if isinstance(session, Refused) else None


def sessions_ended(
    connection: Connection, now: datetime, *, person_no: str = "", terminal_id: str = ""
) -> list[Update]:
    """Answer what ends all open sessions of a person, or at a terminal."""
    return ended_at(open_sessions(connection, person_no=person_no, terminal_id=terminal_id), now)


def ended_at(ids: Sequence[str], now: datetime) -> list[Update]:
    """Answer what ends sessions."""
    rows = [{"id": each, "signed_off_at": now} for each in ids]
    return [Update(SignOnSession, ("id",), rows)] if rows else []


def entered_at(request: Request[Any], now: datetime) -> datetime:
    """Answer when a request was entered, as far as a terminal is believed: not later than now, not months ago."""
    entered = request.recorded_at or now
    return entered if now - KEPT_LONGEST <= entered < now else now


def _session(
    context: Context,
    session_id: str,
    terminal_id: str,
    at: datetime,
    rules: SignOnRules,
    *,
    person_no: str | None = None,
) -> Row[Any] | Refused:
    """Read a session that counts at a moment, of this terminal and of this person: a stolen one opens nothing."""
    if not session_id:
        return Refused(code=RefusalCode.SIGN_ON_NEEDED)
    session = session_of(context.connection, session_id)
    own = (
        session is not None
        and session.terminal_id == terminal_id
        and person_no in {None, session.person_no}
        and not session.blocked
    )
    if session is None or not own or not counts(_times(session), rules.session, at):
        return Refused(code=RefusalCode.SESSION_ENDED)
    return session


def _times(session: Row[Any]) -> SessionTimes:
    return SessionTimes(
        signed_on_at=session.signed_on_at,
        last_used_at=session.last_used_at,
        signed_off_at=session.signed_off_at,
    )


def _noted(
    context: Context, request: Request[Any], session: Row[Any], entered: datetime, rules: SignOnRules
) -> list[Insert | Update]:
    if request.preview:
        return []
    noted: list[Insert | Update] = []
    if not counts(_times(session), rules.session, context.now):
        told = {"entered_at": entered.isoformat(), "request_id": request.request_id}
        noted.append(
            audited(
                context,
                request,
                AuditEvent.POSTED_AFTER_SESSION,
                table="sign_on_sessions",
                row_key=session.id,
                after=told,
            )
        )
    last = session.last_used_at or session.signed_on_at
    if entered - last >= TOUCH:
        noted.append(Update(SignOnSession, ("id",), [{"id": session.id, "last_used_at": entered}]))
    return noted
