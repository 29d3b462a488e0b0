"""Digits scanned one by one from paper, and digits typed before a code is scanned: a value of its own each time.

C.3 C.7 C.OK          "37", then OK
12 typed, J.101002... "12", then the job card
"""

import re
from collections.abc import Callable

from backend_client.barcode.events import Command, CommandScanned, Event, PlainText, Rejected
from backend_client.barcode.k1 import looks_like_k1

_TYPED_BEFORE = re.compile(r"([0-9.,:]{1,16})([A-Za-z]\..+)")
Part = tuple[str, Event]


class DigitsScanned:
    """The digits so far."""

    def __init__(self, route: Callable[[str], Event]) -> None:
        """Begin with none; `route` reads a text."""
        self._route = route
        self.text = ""

    def clear(self) -> None:
        """Forget them."""
        self.text = ""

    def parts(self, text: str, event: Event) -> list[Part]:
        """Part what was typed or scanned digit by digit, and not entered, from the code that came behind it."""
        digits, self.text = self.text, ""
        if isinstance(event, CommandScanned) and event.command.digit:
            self.text = digits + event.command.digit
            return [(text, event)]
        match = _TYPED_BEFORE.fullmatch(text) if isinstance(event, PlainText | Rejected) else None
        if match and looks_like_k1(match[2].upper()):
            digits, text, event = match[1], match[2], self._route(match[2])
            if isinstance(event, CommandScanned) and event.command.digit:
                self.text = digits + event.command.digit
                return [(text, event)]
        if not digits or text == digits:
            return [(text, event)]
        typed = (digits, self._route(digits))
        is_ok = event == CommandScanned(Command.OK)
        return [typed] if is_ok else [typed, (text, event)]
