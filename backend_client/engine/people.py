"""Signing on and off, and which plant this is.

A person signs on with a badge or with a number. Whatever is wrong - an unknown badge, an unknown number, a blocked
person, neither or both given - the answer is the same, so that nobody learns which numbers exist by trying.
"""

from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context, Decided
from backend_client.messages.base import Refused
from backend_client.messages.people import (
    Plant,
    PlantQuestion,
    SignedOff,
    SignedOn,
    SignOffRequest,
    SignOnRequest,
)
from backend_client.records.people import SignOnSession, Terminal
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.people import open_session, person_signing_on
from backend_client.store.rows import new_row


def sign_on(context: Context, request: SignOnRequest) -> Decided[SignedOn] | Refused:
    """Open a session for a person at a terminal; refuses with `person-not-recognised`.

    The session is named by the request that opened it, which is unique in the database.
    """
    nobody = Refused(code=RefusalCode.PERSON_NOT_RECOGNISED)
    if bool(request.badge_token) == bool(request.number):
        return nobody
    found = person_signing_on(
        context.connection,
        token_hash=badge_token_hash(request.badge_token) if request.badge_token else "",
        no=upper_case(request.number.strip()),
        terminal_id=request.terminal_id,
    )
    if found is None or found.blocked:
        return nobody
    posting = Posting(posting_date=context.today)
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
    ended = {"id": request.session_id, "signed_off_at": context.now}
    posting.updates.append(Update(SignOnSession, ("id",), [ended]))
    receipt = SignedOff(session_id=request.session_id)
    return Decided(posting=posting, receipt=lambda _: receipt)


def plant(context: Context, _question: PlantQuestion) -> Plant:
    """Answer which plant this is and what day it is there."""
    settings = context.setup.settings
    return Plant(
        plant_code=settings.plant_code,
        plant_name=settings.plant_name,
        work_date=context.today.isoformat(),
        currency_code=settings.currency_code,
    )
