"""Whether a PIN is the one of whoever is claimed: the only way to it, for signing on, approving and signing.

An unknown badge, a wrong PIN, a locked person and a person without a PIN are the same no, after the same work: one hash
is computed for each, and each counts as a failure of what was claimed. The moment decides first (see
rules/sign_on_attempts.py): while a claim waits or is locked, nothing is computed and nothing is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row

from backend_client.barcode.plain import upper_case
from backend_client.engine.audited import audited
from backend_client.engine.context import Context
from backend_client.engine.pins import ComparedPins
from backend_client.messages.base import Refused, Request
from backend_client.people_terms import AttemptOutcome, AuditEvent
from backend_client.records.people import SignOnAttempt
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.rules.sign_on_attempts import (
    FAILURES_MAX,
    PLANT_FAILURES_MAX,
    TERMINAL_FAILURES_MAX,
    WINDOW,
    Attempts,
    Free,
    Locked,
    may_try,
)
from backend_client.store.posting import Insert
from backend_client.store.queries.people import person_signing_on
from backend_client.store.queries.sign_on_attempts import tried_before
from backend_client.store.rows import new_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who somebody says they are, by badge or by number, and their PIN."""

    badge_token: str = field(default="", repr=False)
    number: str = ""
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinChecked:
    """The person, or why not; the rows are written in either case.

    wrong  the PIN was compared and is not theirs, where `refused` has another reason: too early, locked, not set up
    """

    person: Row[Any] | None = None
    wrong: bool = False
    refused: Refused | None = None
    inserts: tuple[Insert, ...] = ()


def claims_of(request: Any) -> Iterator[Claim]:
    """Answer the PINs of a request, each with whose it should be."""
    if getattr(request, "pin", "") and hasattr(request, "badge_token"):
        yield Claim(badge_token=request.badge_token, number=request.number, pin=request.pin)
    if getattr(request, "current_pin", ""):
        yield Claim(number=request.no, pin=request.current_pin)
    if request.approval is not None and request.approval.pin:
        given = request.approval
        badge_token = "" if given.supervisor_no else given.badge_token
        yield Claim(number=given.supervisor_no, badge_token=badge_token, pin=given.pin)
    if request.signature is not None and request.signature.pin:
        yield Claim(number=request.person_no, pin=request.signature.pin)


def compare_first(connection: Connection, request: Request[Any], pins: ComparedPins, now: datetime) -> None:
    """Compare a request's PINs before anything is locked: what takes long makes no posting wait.

    The decision is made again, under the lock, by the failures that are counted then: a hundred guesses sent at once are
    compared in vain.
    """
    if not pins.pins.ready:
        return
    for claim in claims_of(request):
        person, subject = _meant(connection, claim, request.terminal_id)
        if isinstance(may_try(_attempts(connection, subject, request.terminal_id), now), Free):
            pins.fits(*_comparison(claim, person))


def check_pin(context: Context, request: Request[Any], claim: Claim) -> PinChecked:
    """Decide about one PIN; refuses with `pins-not-set-up`, `sign-on-delayed`, `sign-on-locked`, `sign-on-limited`."""
    if not context.pins.pins.ready:
        return PinChecked(refused=Refused(code=RefusalCode.PINS_NOT_SET_UP, facts={"field": "pin"}))
    person, subject = _meant(context.connection, claim, request.terminal_id)
    attempts = _attempts(context.connection, subject, request.terminal_id)
    decided = may_try(attempts, context.now)
    if isinstance(decided, Locked):
        return PinChecked(refused=Refused(code=RefusalCode.SIGN_ON_LOCKED, facts={"field": "pin"}))
    if not isinstance(decided, Free):
        code = RefusalCode.SIGN_ON_LIMITED if decided.limited else RefusalCode.SIGN_ON_DELAYED
        facts = {"field": "terminal" if decided.limited else "pin", "seconds": str(decided.seconds)}
        return PinChecked(refused=Refused(code=code, facts=facts))
    if context.pins.fits(*_comparison(claim, person)) and person is not None and not person.blocked:
        return PinChecked(
            person=person, inserts=(_attempt(context, request, subject, AttemptOutcome.SUCCEEDED),)
        )
    return PinChecked(
        wrong=True,
        inserts=(
            _attempt(context, request, subject, AttemptOutcome.FAILED),
            *_told(context, request, subject, attempts),
        ),
    )


def unlocked_attempt(context: Context, request: Request[Any], person_no: str) -> Insert:
    """Answer the row that ends a person's failures."""
    return _attempt(context, request, person_no, AttemptOutcome.UNLOCKED)


def _meant(connection: Connection, claim: Claim, terminal_id: str) -> tuple[Row[Any] | None, str]:
    """Read who is meant, and under which name their failures are counted: nobody's are counted too."""
    number = upper_case(claim.number.strip())
    token_hash = badge_token_hash(claim.badge_token) if claim.badge_token else ""
    one = bool(number) != bool(token_hash)
    person = (
        person_signing_on(connection, token_hash=token_hash, no=number, terminal_id=terminal_id)
        if one
        else None
    )
    if person is not None:
        return person, person.no
    return None, "?" + sha256(f"{number}\0{token_hash}".encode()).hexdigest()[:40]


def _attempts(connection: Connection, subject: str, terminal_id: str) -> Attempts:
    tried = tried_before(
        connection,
        subject,
        terminal_id,
        own=FAILURES_MAX,
        at_terminal=TERMINAL_FAILURES_MAX,
        in_plant=PLANT_FAILURES_MAX,
    )
    return Attempts(**tried._asdict())


def _comparison(claim: Claim, person: Row[Any] | None) -> tuple[str, str, str]:
    return (person.no, claim.pin, person.pin_hash) if person is not None else ("", claim.pin, "")


def _attempt(context: Context, request: Request[Any], subject: str, outcome: AttemptOutcome) -> Insert:
    row = new_row(
        SignOnAttempt, at=context.now, subject=subject, terminal_id=request.terminal_id, outcome=outcome
    )
    return Insert(SignOnAttempt, [row])


def _told(context: Context, request: Request[Any], subject: str, attempts: Attempts) -> Iterator[Insert]:
    """Tell the audit trail of a failure, and of the limit that it reaches."""
    failures = {"failures_in_a_row": str(attempts.failures + 1), "request": type(request).__name__}

    def entry(event: AuditEvent) -> Insert:
        return audited(context, request, event, table="sign_on_attempts", row_key=subject, after=failures)

    yield entry(AuditEvent.SIGN_ON_FAILED)
    if attempts.failures + 1 == FAILURES_MAX:
        yield entry(AuditEvent.SIGN_ON_LOCKED)
    recent = context.now - WINDOW
    for moments, most in (
        (attempts.terminal_failures, TERMINAL_FAILURES_MAX),
        (attempts.plant_failures, PLANT_FAILURES_MAX),
    ):
        if sum(at > recent for at in moments) + 1 == most:
            yield entry(AuditEvent.SIGN_ON_LIMITED)
