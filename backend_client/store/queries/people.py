"""Who signs on, and which session is open."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, or_, select

from backend_client.records.people import Person, SignOnSession, Terminal
from backend_client.store.rows import table_of

PERSON = table_of(Person)
SESSION = table_of(SignOnSession)
TERMINAL = table_of(Terminal)

SIGNING_ON = select(
    PERSON.c.no,
    PERSON.c.name,
    PERSON.c.role,
    PERSON.c.language_code,
    PERSON.c.work_center_no,
    PERSON.c.blocked,
    exists().where(TERMINAL.c.id == bindparam("terminal")).label("terminal_seen"),
).where(
    or_(PERSON.c.no == bindparam("no"), PERSON.c.badge_token_hash == bindparam("token_hash")),
    PERSON.c.no != "",
)
OPEN_SESSION = select(SESSION.c.id).where(
    SESSION.c.id == bindparam("session"), SESSION.c.signed_off_at.is_(None)
)


def person_signing_on(
    connection: Connection, *, token_hash: str, no: str, terminal_id: str
) -> Row[Any] | None:
    """Read the person of a badge's hash or of a number (the other one ""), and whether the terminal is known."""
    parameters = {"token_hash": token_hash or "-", "no": no or "-", "terminal": terminal_id}
    return connection.execute(SIGNING_ON, parameters).first()


def open_session(connection: Connection, session_id: str) -> bool:
    """Say whether a session stands open."""
    return connection.execute(OPEN_SESSION, {"session": session_id}).first() is not None
