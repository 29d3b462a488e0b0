"""What a plant asks of people before they post; nothing, unless it says so.

sign_on_required         every request is posted in an open session, by a role that may
pin_required             signing on needs the PIN beside badge or number
pin_length_min           digits of a new PIN
session_idle_minutes     without a posting; 0 = any
session_hours_max        from sign-on; 0 = any
one_terminal_per_person  signing on elsewhere ends the session of before
approval_pin_required    a supervisor approves with badge and PIN, one request and soon
signature_required       whoever posts on an order signs with meaning and PIN
"""

from datetime import timedelta
from typing import NamedTuple

from backend_client import limits
from backend_client.rules.sessions import SessionLimits
from backend_client.store.setup import Setup


class SignOnRules(NamedTuple):
    """The plant's settings about people, typed."""

    sign_on: bool
    pin: bool
    pin_length_min: int
    session: SessionLimits
    one_terminal: bool
    approval_pin: bool
    signature: bool


def sign_on_rules(setup: Setup) -> SignOnRules:
    """Read the settings; values were checked when they were written."""
    values = setup.settings.others

    def yes(key: str) -> bool:
        return values.get(key) == "true"

    def count(key: str, default: int) -> int:
        return int(values.get(key) or default)

    idle = count("session_idle_minutes", limits.SESSION_IDLE_MINUTES)
    hours = count("session_hours_max", limits.SESSION_HOURS_MAX)
    return SignOnRules(
        sign_on=yes("sign_on_required"),
        pin=yes("pin_required"),
        pin_length_min=count("pin_length_min", limits.PIN_LENGTH_MIN),
        session=SessionLimits(
            idle=timedelta(minutes=idle) if idle else None, whole=timedelta(hours=hours) if hours else None
        ),
        one_terminal=yes("one_terminal_per_person"),
        approval_pin=yes("approval_pin_required"),
        signature=yes("signature_required"),
    )
