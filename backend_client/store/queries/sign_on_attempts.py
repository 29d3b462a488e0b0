"""What was tried before: the facts by which guessing is slowed down."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from backend_client.people_terms import AttemptOutcome
from backend_client.records.people import SignOnAttempt
from backend_client.store.rows import table_of

ATTEMPT = table_of(SignOnAttempt)
FAILED = ATTEMPT.c.outcome == AttemptOutcome.FAILED
OF_SUBJECT = (
    select(ATTEMPT.c.outcome, ATTEMPT.c.at)
    .where(ATTEMPT.c.subject == bindparam("subject"))
    .order_by(ATTEMPT.c.id.desc())
)
AT_TERMINAL = (
    select(ATTEMPT.c.at)
    .where(ATTEMPT.c.terminal_id == bindparam("terminal"), FAILED)
    .order_by(ATTEMPT.c.id.desc())
)
IN_PLANT = select(ATTEMPT.c.at).where(FAILED).order_by(ATTEMPT.c.id.desc())


class Tried(NamedTuple):
    """Failures in a row of whoever is meant and the last one's moment; the newest of the terminal and of the plant."""

    failures: int
    last_failure_at: datetime | None
    terminal_failures: Sequence[datetime]
    plant_failures: Sequence[datetime]


def tried_before(
    connection: Connection, subject: str, terminal_id: str, *, own: int, at_terminal: int, in_plant: int
) -> Tried:
    """Read the newest attempts, of each kind no more than the number that its limit looks at."""
    rows = connection.execute(OF_SUBJECT.limit(own), {"subject": subject}).all()
    failures = _in_a_row([row.outcome for row in rows])
    terminal = connection.execute(AT_TERMINAL.limit(at_terminal), {"terminal": terminal_id})
    return Tried(
        failures=failures,
        last_failure_at=rows[0].at if failures else None,
        terminal_failures=terminal.scalars().all(),
        plant_failures=connection.execute(IN_PLANT.limit(in_plant)).scalars().all(),
    )


def failures_of_people(connection: Connection, nos: Sequence[str], most: int) -> dict[str, int]:
    """Count each person's failures in a row, up to a number."""
    statement = OF_SUBJECT.limit(most)
    return {
        no: _in_a_row([row.outcome for row in connection.execute(statement, {"subject": no})]) for no in nos
    }


def _in_a_row(outcomes: Sequence[AttemptOutcome]) -> int:
    """Count the failures before the first other outcome; the newest comes first."""
    for count, outcome in enumerate(outcomes):
        if outcome is not AttemptOutcome.FAILED:
            return count
    return len(outcomes)
