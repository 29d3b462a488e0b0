"""Signing on and off, the language somebody is spoken to in, and which plant this is.

A person signs on with a badge or with a number, and with a PIN where the plant asks for one. Whatever is wrong - an
unknown badge, an unknown number, a locked person, neither or both given, another PIN - the answer is the same, so that
nobody learns which numbers exist by trying.
"""

import re
from typing import Any

from sqlalchemy import Row

from backend_client import limits
from backend_client.barcode.plain import upper_case
from backend_client.engine.admission import ended_at, sessions_ended
from backend_client.engine.context import Context, Decided, Noted
from backend_client.engine.pin_checks import Claim, check_pin
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.messages.base import Refused
from backend_client.messages.people import (
    ChooseLanguageRequest,
    LanguageKept,
    Plant,
    PlantQuestion,
    SignedOff,
    SignedOn,
    SignOffRequest,
    SignOnRequest,
)
from backend_client.records.people import Person, SignOnSession, Terminal
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.people import open_session, person_by_no, person_signing_on
from backend_client.store.rows import new_row

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)


def sign_on(context: Context, request: SignOnRequest) -> Decided[SignedOn] | Noted | Refused:
    """Open a session for a person at a terminal.

    Refuses with `person-not-recognised`, `pin-needed` (whoever it is), and as PINs are (see pin_checks.py). The session is
    named by the request that opened it, which is unique in the database, and counts at this terminal only.
    """
    nobody = Refused(code=RefusalCode.PERSON_NOT_RECOGNISED, facts={"field": "pin"} if request.pin else {})
    rules = sign_on_rules(context.setup)
    if bool(request.badge_token) == bool(request.number) and not request.pin:
        return nobody
    if request.preview and request.pin:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "preview"})
    if not request.pin:
        if rules.pin:
            return Refused(code=RefusalCode.PIN_NEEDED, facts={"field": "pin"})
        found = _person(context, request)
        return nobody if found is None or found.blocked else _signed_on(context, request, found, ())
    claim = Claim(badge_token=request.badge_token, number=request.number, pin=request.pin)
    checked = check_pin(context, request, claim)
    if checked.refused is not None:
        return checked.refused
    if checked.person is None:
        return Noted(refused=nobody, inserts=checked.inserts)
    return _signed_on(context, request, checked.person, checked.inserts)


def _person(context: Context, request: SignOnRequest) -> Row[Any] | None:
    return person_signing_on(
        context.connection,
        token_hash=badge_token_hash(request.badge_token) if request.badge_token else "",
        no=upper_case(request.number.strip()),
        terminal_id=request.terminal_id,
    )


def _signed_on(
    context: Context, request: SignOnRequest, found: Row[Any], inserts: tuple[Insert, ...]
) -> Decided[SignedOn]:
    posting = Posting(posting_date=context.today)
    posting.inserts += inserts
    if sign_on_rules(context.setup).one_terminal:
        posting.updates += sessions_ended(context.connection, context.now, person_no=found.no)
    session = new_row(
        SignOnSession,
        id=request.request_id,
        person_no=found.no,
        terminal_id=request.terminal_id,
        signed_on_at=context.now,
    )
    posting.inserts.append(Insert(SignOnSession, [session]))
    if request.terminal_id and not found.terminal_seen:
        terminal = new_row(Terminal, id=request.terminal_id, first_seen_at=context.now)
        posting.inserts.append(Insert(Terminal, [terminal]))
    receipt = SignedOn(
        session_id=request.request_id,
        person_no=found.no,
        name=found.name,
        role=found.role,
        language_code=found.language_code,
        work_center_no=found.work_center_no,
    )
    return Decided(posting=posting, receipt=lambda _: receipt)


def sign_off(context: Context, request: SignOffRequest) -> Decided[SignedOff] | Refused:
    """End the session that the request carries; refuses with `person-not-recognised` where there is none open."""
    if not open_session(context.connection, request.session_id):
        return Refused(code=RefusalCode.PERSON_NOT_RECOGNISED)
    posting = Posting(posting_date=context.today)
    posting.updates += ended_at([request.session_id], context.now)
    receipt = SignedOff(session_id=request.session_id)
    return Decided(posting=posting, receipt=lambda _: receipt)


def choose_language(context: Context, request: ChooseLanguageRequest) -> Decided[LanguageKept] | Refused:
    """Keep with whoever posts it in which language they are spoken to; theirs alone, and no edit of who they are.

    Refuses with `person-not-found`, `request-malformed` (no code of a language).
    """
    code = request.language_code
    if code and (len(code) > limits.CODE_LENGTH_MAX or not _LANGUAGE.fullmatch(code)):
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "language_code"})
    row = person_by_no(context.connection, request.person_no)
    if row is None:
        facts = {"field": "person_no", "person_no": request.person_no}
        return Refused(code=RefusalCode.PERSON_NOT_FOUND, facts=facts)
    posting = Posting(posting_date=context.today)
    if row["language_code"] != code:
        posting.updates.append(Update(Person, ("no",), [{"no": row["no"], "language_code": code}]))
    receipt = LanguageKept(person_no=row["no"], language_code=code)
    return Decided(posting=posting, receipt=lambda _: receipt)


def plant(context: Context, _question: PlantQuestion) -> Plant:
    """Answer which plant this is and what day it is there."""
    settings = context.setup.settings
    return Plant(
        plant_code=settings.plant_code,
        plant_name=settings.plant_name,
        work_date=context.today.isoformat(),
        currency_code=settings.currency_code,
        sign_off_idle_minutes=int(settings.others.get("sign_off_idle_minutes") or 0),
    )
