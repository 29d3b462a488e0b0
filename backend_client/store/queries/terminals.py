"""Terminals and their invitations, and whose token a hash is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from backend_client.records.people import HeardTerminal, Terminal, TerminalInvitation
from backend_client.store.rows import table_of

TERMINAL = table_of(Terminal)
INVITATION = table_of(TerminalInvitation)
HEARD = table_of(HeardTerminal)
name_of_either = func.coalesce(TERMINAL.c.id, HEARD.c.terminal_id)
BY_ID = select(TERMINAL).where(TERMINAL.c.id == bindparam("id"))
BY_TOKEN = select(TERMINAL.c.id).where(
    TERMINAL.c.token_hash == bindparam("hash"), TERMINAL.c.token_hash != "", TERMINAL.c.revoked_at.is_(None)
)
INVITED = select(INVITATION).where(INVITATION.c.terminal_id == bindparam("id"))
AFTER = (
    select(TERMINAL, HEARD, name_of_either.label("name"))
    .select_from(TERMINAL.join(HEARD, HEARD.c.terminal_id == TERMINAL.c.id, full=True))
    .where(name_of_either > bindparam("after"))
    .order_by(name_of_either)
)
TROUBLED = AFTER.where(
    TERMINAL.c.revoked_at.is_(None),
    or_(HEARD.c.last_heard_at.between(bindparam("since"), bindparam("before")), HEARD.c.refused_count > 0),
)


def terminal_by_token(connection: Connection, token_hash: str) -> str | None:
    """Answer whose token has this hash; None where nobody's has, or the terminal is revoked."""
    found: str | None = connection.execute(BY_TOKEN, {"hash": token_hash}).scalar()
    return found


def terminal_by_id(connection: Connection, terminal_id: str) -> Row[Any] | None:
    """Read a terminal."""
    return connection.execute(BY_ID, {"id": terminal_id}).first()


def invitation_of(connection: Connection, terminal_id: str) -> Row[Any] | None:
    """Read the invitation of a terminal."""
    return connection.execute(INVITED, {"id": terminal_id}).first()


def terminals_after(connection: Connection, terminal_id: str, most: int) -> list[Row[Any]]:
    """Read terminals behind a name, by name, each with when it was heard of; one of a server's settings has that alone."""
    return list(connection.execute(AFTER.limit(most), {"after": terminal_id}))


def troubled_terminals(
    connection: Connection, terminal_id: str, most: int, *, since: datetime, before: datetime
) -> list[Row[Any]]:
    """Read those of them that were last heard of between two moments, or have refused postings."""
    values = {"after": terminal_id, "since": since, "before": before}
    return list(connection.execute(TROUBLED.limit(most), values))
