"""Who posted, where and when: no register without a person and a terminal, none posted before the one before it."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, or_, select

from backend_client.records.people import SignOnSession
from backend_client.records.register import Register
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by

REGISTERS = table_of(Register)
SESSIONS = table_of(SignOnSession)
SIGNING_ON = "SignOnRequest"  # says who it is by a badge; the session it makes names the person
ENROLLING = "EnrolTerminalRequest"  # says which terminal it is by a code


def people_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each register that names no person or no terminal, or a session that is not of both."""
    nobody = select(
        REGISTERS.c.no, REGISTERS.c.request_kind, REGISTERS.c.person_no, REGISTERS.c.terminal_id
    ).where(
        REGISTERS.c.request_kind != ENROLLING,
        or_(
            REGISTERS.c.terminal_id == "",
            and_(REGISTERS.c.person_no == "", REGISTERS.c.request_kind != SIGNING_ON),
        ),
    )
    yield from found_by(connection, FindingCode.REGISTER_WITHOUT_PERSON, nobody)
    session = (
        select(SESSIONS.c.id)
        .where(
            SESSIONS.c.id == REGISTERS.c.session_id,
            SESSIONS.c.person_no == REGISTERS.c.person_no,
            SESSIONS.c.terminal_id == REGISTERS.c.terminal_id,
        )
        .correlate(REGISTERS)
        .exists()
    )
    stranger = select(
        REGISTERS.c.no, REGISTERS.c.session_id, REGISTERS.c.person_no, REGISTERS.c.terminal_id
    ).where(REGISTERS.c.session_id != "", ~session)
    yield from found_by(connection, FindingCode.SESSION_DIFFERS, stranger)
    yield from _out_of_time(connection)


def _out_of_time(connection: Connection) -> Iterator[Finding]:
    """Answer each register that was posted before the one before it."""
    before = func.lag(REGISTERS.c.posted_at).over(order_by=REGISTERS.c.no).label("before")
    pairs = select(REGISTERS.c.no, REGISTERS.c.posted_at, before).subquery("pairs")
    early = select(pairs.c.no, pairs.c.posted_at, pairs.c.before).where(pairs.c.posted_at < pairs.c.before)
    yield from found_by(connection, FindingCode.REGISTER_OUT_OF_TIME, early)
