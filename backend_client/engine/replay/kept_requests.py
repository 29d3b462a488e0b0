"""A register's request made anew, and posted once more.

A register keeps its request without what nobody may keep: PINs, codes, the badge behind a badge's hash, and the answers
to confirmations, which were all yes, else nothing would have been posted. A register is there, so the PIN was right
then; here every PIN is. Each request is decided by the clock and the person of its register.

    register 8: PostOutputRequest {"order_no": "O1", "output_quantity": "4", ...} by P1, decided at 08:15:02
"""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, update

from backend_client.catalogue import BY_MESSAGE
from backend_client.engine.admission import entered_at
from backend_client.engine.context import Context
from backend_client.engine.performing import perform
from backend_client.engine.pins import ComparedPins, Pins
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.messages.base import Answer, Posted, Refused, Request
from backend_client.messages.codec import from_newer
from backend_client.messages.people import SignOnRequest
from backend_client.messages.personnel import SetPinRequest
from backend_client.messages.terminals import EnrolTerminalRequest, code_text, secret_hash
from backend_client.records.people import TerminalInvitation
from backend_client.rules.badges import KeptBadge
from backend_client.store.head import first_look
from backend_client.store.rows import table_of
from backend_client.store.setup import Setup, load_setup
from backend_client.terms import Confirmation

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in BY_MESSAGE if issubclass(kind, Request)}
YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
SOME_PIN = "830517492637"  # strong enough for every plant's rule
SOME_CODE = "7K3R9TR2DXBC"
FAULTS = (AssertionError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError)


class Unrepeatable(Exception):  # noqa: N818 -- named by what it is
    """A kept request can't be posted again; the text says why."""


class AnyPin(Pins):
    """Takes every PIN for the right one."""

    @property
    def ready(self) -> bool:
        """Always."""
        return True

    def hashed(self, person_no: str, pin: str) -> str:
        """Answer what stands for a PIN that nobody kept."""
        return f"{person_no} {len(pin)}"

    def fits(self, person_no: str, pin: str, pin_hash: str) -> bool:  # noqa: ARG002 -- as Pins has it
        """Always, for somebody who has one."""
        return bool(pin_hash)


class Replay:
    """Posts kept requests into one transaction on the starting state."""

    def __init__(self, connection: Connection) -> None:
        """Begin with the database as it stands."""
        self._connection = connection
        self._setup: Setup | None = None

    def post(self, register: Row[Any]) -> None:
        """Post the request of a register again; raises Unrepeatable."""
        request = kept_request(register)
        head, _ = first_look(self._connection, request.request_id)
        if self._setup is None or self._setup.revision != head.setup_revision:
            self._setup = load_setup(self._connection, head.setup_revision)
        entered = entered_at(request, register.decided_at)
        context = Context(
            connection=self._connection,
            setup=self._setup,
            now=register.decided_at,
            local_now=self._setup.local_time(register.decided_at),
            today=self._setup.today(entered),
            entered=entered,
            pins=ComparedPins(AnyPin()),
            trusted=True,
        )
        try:
            outcome = perform(context, self._with_secrets(context, request), lambda: head, register.body)
        except FAULTS as error:
            raise Unrepeatable(repr(error)[:200]) from error
        if isinstance(outcome, Refused):
            raise Unrepeatable(f"{outcome.code.value} {dict(outcome.facts)}"[:200])
        if not isinstance(outcome, Posted):
            raise Unrepeatable(type(outcome).__name__)

    def _with_secrets(self, context: Context, request: Request[Any]) -> Request[Any]:
        if isinstance(request, SignOnRequest) and sign_on_rules(context.setup).pin:
            return replace(request, pin=SOME_PIN)
        if request.approval is not None and sign_on_rules(context.setup).approval_pin:
            return replace(request, approval=replace(request.approval, pin=SOME_PIN))
        if isinstance(request, EnrolTerminalRequest):
            invitation = table_of(TerminalInvitation)
            changing = update(invitation).where(invitation.c.terminal_id == request.terminal)
            self._connection.execute(changing.values(code_hash=secret_hash(code_text(SOME_CODE))))
        return request


def kept_request(register: Row[Any]) -> Request[Any]:
    """Answer the request that a register keeps, with something in the place of what nobody may keep.

    Raises Unrepeatable: of a kind that is not known, or not the text of one.
    """
    kind = KINDS.get(register.request_kind)
    if kind is None:
        raise Unrepeatable(f"unknown request {register.request_kind}"[:200])
    try:
        values = json.loads(register.body)
        for part in (values, values.get("approval") or {}):
            if part.get("badge_token"):
                part["badge_token"] = KeptBadge(part["badge_token"])
        if kind is SetPinRequest:
            values["pin"] = SOME_PIN
        if kind is EnrolTerminalRequest:
            values["code"] = SOME_CODE
        entered = None if register.recorded_at == register.posted_at else register.recorded_at
        values |= {"request_id": register.request_id, "session_id": register.session_id}
        request: Request[Any] = from_newer(kind, values)
        return replace(request, recorded_at=entered, answers=YES)
    except FAULTS as error:
        raise Unrepeatable(repr(error)[:200]) from error
