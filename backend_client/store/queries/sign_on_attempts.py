"""What was tried before: the facts by which guessing is slowed down."""

from sqlalchemy import Connection, bindparam, select

from backend_client.people_terms import AttemptOutcome
from backend_client.records.people import SignOnAttempt
from backend_client.rules.sign_on_attempts import (
    FAILURES_MAX,
    PLANT_FAILURES_MAX,
    TERMINAL_FAILURES_MAX,
    Attempts,
)
from backend_client.store.rows import table_of

ATTEMPT = table_of(SignOnAttempt)
FAILED = ATTEMPT.c.outcome == AttemptOutcome.FAILED
OF_SUBJECT = (
    select(ATTEMPT.c.outcome, ATTEMPT.c.at)
    .where(ATTEMPT.c.subject == bindparam("subject"))
    .order_by(ATTEMPT.c.id.desc())
    .limit(FAILURES_MAX)
)
AT_TERMINAL = (
    select(ATTEMPT.c.at)
    .where(ATTEMPT.c.terminal_id == bindparam("terminal"), FAILED)
    .order_by(ATTEMPT.c.id.desc())
    .limit(TERMINAL_FAILURES_MAX)
)
IN_PLANT = select(ATTEMPT.c.at).where(FAILED).order_by(ATTEMPT.c.id.desc()).limit(PLANT_FAILURES_MAX)


def attempts_of(connection: Connection, subject: str, terminal_id: str) -> Attempts:
    """Read the failures in a row of whoever is meant, and the newest of the terminal and of the plant."""
    own = connection.execute(OF_SUBJECT, {"subject": subject}).all()
    in_a_row = failures_in_a_row([row.outcome for row in own])
    return Attempts(
        failures=in_a_row,
        last_failure_at=own[0].at if in_a_row else None,
        terminal_failures=connection.execute(AT_TERMINAL, {"terminal": terminal_id}).scalars().all(),
        plant_failures=connection.execute(IN_PLANT).scalars().all(),
    )


def failures_in_a_row(outcomes: list[AttemptOutcome]) -> int:
    """Count the failures before the first other outcome; the newest comes first."""
    for count, outcome in enumerate(outcomes):
        if outcome is not AttemptOutcome.FAILED:
            return count
    return len(outcomes)


def failures_of_people(connection: Connection, nos: list[str]) -> dict[str, int]:
    """Count each person's failures in a row."""
    return {
        no: failures_in_a_row([row.outcome for row in connection.execute(OF_SUBJECT, {"subject": no})])
        for no in nos
    }
