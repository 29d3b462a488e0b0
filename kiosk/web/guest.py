"""Who has signed on at the page, told to the kiosk behind it through a pipe.

It stands in no list of processes and in no environment; a variable names the descriptor alone. The kiosk takes its
terminal as the controlling one here, so that a page that goes away hangs up on it.
"""

import fcntl
import os
import termios
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend_client.messages.people import SignedOn

VARIABLE = "KIOSK_GUEST_DESCRIPTOR"


def hand(signed_on: "SignedOn") -> int:
    """Write who signed on; answers the descriptor to read it from, which the kiosk inherits."""
    from backend_client.messages.codec import canonical

    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:  # some hundred bytes: a pipe holds 4,096 at least
        pipe.write(canonical(signed_on))
    return reading


def take(environ: MutableMapping[str, str]) -> "SignedOn | None":
    """Read who signed on; None for a kiosk that nobody opened for somebody."""
    descriptor = environ.pop(VARIABLE, "")
    if not descriptor:
        return None
    from backend_client.messages.codec import parse
    from backend_client.messages.people import SignedOn

    with os.fdopen(int(descriptor), encoding="utf-8") as pipe:
        signed_on = parse(SignedOn, pipe.read())
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    return signed_on
