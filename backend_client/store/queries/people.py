"""Who signs on, and which session is open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, func, or_, select

from backend_client.records.people import Person, SignOnSession, Terminal
from backend_client.records.register import Register
from backend_client.store.rows import table_of
from backend_client.terms import Role

PERSON = table_of(Person)
SESSION = table_of(SignOnSession)
TERMINAL = table_of(Terminal)
REGISTER = table_of(Register)

SIGNING_ON = select(
    PERSON.c.no,
    PERSON.c.name,
    PERSON.c.role,
    PERSON.c.language_code,
    PERSON.c.work_center_no,
    PERSON.c.blocked,
    PERSON.c.pin_hash,
    exists().where(TERMINAL.c.id == bindparam("terminal")).label("terminal_seen"),
).where(
    or_(PERSON.c.no == bindparam("no"), PERSON.c.badge_token_hash == bindparam("token_hash")),
    PERSON.c.no != "",
)
OPEN_SESSION = select(SESSION.c.id).where(
    SESSION.c.id == bindparam("session"), SESSION.c.signed_off_at.is_(None)
)
SESSION_OF: Select[Any] = (
    select(
        SESSION.c.id,
        SESSION.c.person_no,
        SESSION.c.terminal_id,
        SESSION.c.signed_on_at,
        SESSION.c.signed_off_at,
        SESSION.c.last_used_at,
        PERSON.c.role,
        PERSON.c.blocked,
    )
    .join(PERSON, PERSON.c.no == SESSION.c.person_no)
    .where(SESSION.c.id == bindparam("session"))
)
OPEN_SESSIONS = select(SESSION.c.id).where(SESSION.c.signed_off_at.is_(None))
PERSON_BY_NO = select(PERSON).where(PERSON.c.no == bindparam("no"))
PEOPLE_AFTER = select(PERSON).where(PERSON.c.no > bindparam("after")).order_by(PERSON.c.no)


def person_signing_on(
    connection: Connection, *, token_hash: str, no: str, terminal_id: str
) -> Row[Any] | None:
    """Read the person of a badge's hash or of a number (the other one ""), and whether the terminal is known."""
    parameters = {"token_hash": token_hash or "-", "no": no or "-", "terminal": terminal_id}
    return connection.execute(SIGNING_ON, parameters).first()


def open_session(connection: Connection, session_id: str) -> bool:
    """Say whether a session stands open."""
    return connection.execute(OPEN_SESSION, {"session": session_id}).first() is not None


def session_of(connection: Connection, session_id: str) -> Row[Any] | None:
    """Read a session with the role its person has now."""
    found: Row[Any] | None = connection.execute(SESSION_OF, {"session": session_id}).first()
    return found


def open_sessions(connection: Connection, *, person_no: str = "", terminal_id: str = "") -> list[str]:
    """Read the open sessions of a person, or at a terminal."""
    fits = SESSION.c.person_no == person_no if person_no else SESSION.c.terminal_id == terminal_id
    return list(connection.execute(OPEN_SESSIONS.where(fits)).scalars())


def person_by_no(connection: Connection, no: str) -> dict[str, Any] | None:
    """Read a person, whole."""
    found = connection.execute(PERSON_BY_NO, {"no": no}).mappings().first()
    return dict(found) if found else None


def person_with_badge(connection: Connection, token_hash: str) -> str | None:
    """Read whose badge has this hash."""
    found: str | None = connection.execute(
        select(PERSON.c.no).where(PERSON.c.badge_token_hash == token_hash)
    ).scalar()
    return found


def people_after(connection: Connection, no: str, most: int) -> list[dict[str, Any]]:
    """Read people behind a number, by number."""
    found = connection.execute(PEOPLE_AFTER.limit(most), {"after": no}).mappings()
    return [dict(row) for row in found]


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


def last_seen_of_people(connection: Connection, *, but_named: str) -> dict[str, datetime]:
    """Answer when each person last posted, signed on or was given a PIN; who never did is left out."""
    posted = select(REGISTER.c.person_no, func.max(REGISTER.c.posted_at)).group_by(REGISTER.c.person_no)
    signed_on = select(SESSION.c.person_no, func.max(SESSION.c.signed_on_at)).group_by(SESSION.c.person_no)
    given = select(PERSON.c.no, PERSON.c.pin_set_at).where(PERSON.c.pin_set_at.is_not(None))
    people = set(connection.execute(select(PERSON.c.no).where(PERSON.c.name != but_named)).scalars())
    seen: dict[str, datetime] = {}
    for statement in (posted, signed_on, given):
        for no, moment in connection.execute(statement):
            if no in people:
                seen[no] = max(moment, seen.get(no, moment))
    return seen
