"""Who signs on, and which session is open."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, or_, select

from backend_client.records.people import Person, SignOnSession, Terminal
from backend_client.store.rows import table_of
from backend_client.terms import Role

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


ROLE_BY_BADGE = select(PERSON.c.role).where(
    PERSON.c.no == bindparam("no"),
    PERSON.c.badge_token_hash == bindparam("token_hash"),
    PERSON.c.blocked.is_(False),
)
KNOWN_PEOPLE = select(PERSON.c.no, PERSON.c.name, PERSON.c.work_center_no, PERSON.c.work_shift_code).where(
    PERSON.c.no.in_(bindparam("people", expanding=True)), PERSON.c.blocked.is_(False)
)


def role_by_badge(connection: Connection, no: str, token_hash: str) -> Role | None:
    """Read the role of a person whose badge has this hash; None for anybody else, and for a blocked person."""
    role: Role | None = connection.execute(ROLE_BY_BADGE, {"no": no, "token_hash": token_hash}).scalar()
    return role


def known_people(connection: Connection, nos: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read people that are not blocked, by number."""
    found = connection.execute(KNOWN_PEOPLE, {"people": sorted(set(nos))}).mappings()
    return {row["no"]: dict(row) for row in found}
