"""A refused posting put right: which field was wrong, what is right, and why; the last row sends it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar
from uuid import uuid4  # noqa: TID251 -- the id of a correction

from backend_client.barcode.events import PlainText
from backend_client.kept_terms import KeptDecision
from backend_client.messages.base import Request
from backend_client.messages.kept import KeptPosting
from screens import notices
from screens.base import KioskScreen, ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.numbers import read_quantity
from screens.language.readings import Accepted
from screens.language.text import TRANSLATOR, _, marked
from screens.supervising.kept import CORRECTED, KeptDecided, ReasonWanted, entered, place_of, written
from screens.supervising.reading import a_reason

REASONS = (
    marked("Counted twice"),
    marked("Entered on the wrong order"),
    marked("Wrong quantity"),
    marked("Put in order with who posted it"),
)


class Correction(ListScreen):
    """Which field is wrong, and what is right? The last row sends it."""

    is_entry: ClassVar[bool] = True

    def __init__(self, posting: KeptPosting) -> None:
        """Begin with what was entered."""
        was = posting.request
        assert was is not None, "what is not understood can't be corrected"
        self.posting = posting
        self.was: Request[Any] = was
        self.request: Request[Any] = replace(was, request_id=str(uuid4()))
        self.fields = [name for name, _text in entered(posting)]
        self.asking = ""
        super().__init__(len(self.fields) + 1)

    @property
    def is_changed(self) -> bool:
        """Whether anything was corrected yet."""
        return replace(self.request, request_id="") != replace(self.was, request_id="")

    def frame(self) -> Frame:
        """List the fields, what was corrected marked."""
        was = dict(entered(self.posting))
        return Frame(
            title=_("Correct posting %(no)s") % {"no": self.posting.sequence_no},
            where=place_of(self.posting),
            body=Body(
                head=(BLANK,),
                listed=[
                    *(self._row(index, name, was[name]) for index, name in enumerate(self.fields)),
                    *(
                        row(f"{self.count:>3} ", text, sign=self.sign(self.count - 1))
                        for text in (_("Send it corrected"),)
                    ),
                ],
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_(CORRECTED[self.asking]) if self.asking else _("Number"),
            keys=self.keys,
        )

    def _row(self, index: int, name: str, was: str) -> Row:
        now = written(getattr(self.request, name))
        return row(
            Cell(f"{index + 1:>3} "),
            Cell(_(CORRECTED[name]), 20),
            Cell(now, 16, Role.ASKED if self.asking == name else Role.TEXT),
            Cell(_("was %(value)s") % {"value": was or "-"} if now != was else "", 24, Role.CAREFUL),
            sign=self.sign(index),
        )

    def _message(self) -> Message:
        if self.asking:
            return Message(
                Sign.ASKED,
                _("What is right?"),
                _("Times are in the unit of the center."),
                _("Enter the right value. F3 leaves it as it was."),
            )
        return Message(
            Sign.QUESTION,
            _("What was wrong?"),
            _("Who made it and when stays as it was."),
            _("Enter the number of a field; the last row sends it."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take the number of a field, or its value."""
        if not self.asking:
            return super().enter(text)
        value = self._read(text.text.strip())
        if value is None:
            refused = Message(
                Sign.REFUSED,
                _("Value not taken"),
                _("%(raw)s does not fit this field.") % {"raw": notices.raw(text.text)},
                _("Enter the right value. F3 leaves it as it was."),
            )
            return Stay(refused, keep=text.text)
        self.request = replace(self.request, **{self.asking: value})
        self.asking = ""
        return Stay()

    def _read(self, typed: str) -> Any:
        was = getattr(self.request, self.asking)
        if isinstance(was, Decimal):
            reading = read_quantity(typed, TRANSLATOR.numbers, zero_allowed=True)
            return reading.value if isinstance(reading, Accepted) else None
        if isinstance(was, int):
            return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else None
        return typed.upper()

    def chosen(self, index: int) -> Outcome:
        """Ask for a field's value, or send it."""
        if index < len(self.fields):
            self.asking = self.fields[index]
            return Stay()
        if not self.is_changed:
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Nothing is corrected"),
                    _("It is as it was entered."),
                    _("Correct a field, or go back and send it again as it is."),
                )
            )
        return ReasonWanted(KeptDecided(self.posting, KeptDecision.REPOST, correction=self.request))

    def press(self, key: Key) -> Outcome:
        """Leave a field as it was."""
        if key is Key.BACK and self.asking:
            self.asking = ""
            return Stay()
        return super().press(key)


class DecisionReason(KioskScreen):
    """Why? Kept with the decision."""

    is_entry: ClassVar[bool] = True

    def __init__(self, decided: KeptDecided) -> None:
        """Take what is to be decided."""
        super().__init__()
        self.decided = decided

    def frame(self) -> Frame:
        """Offer the reasons at hand."""
        drop = self.decided.decision is KeptDecision.DROP
        what = _("It is given up: never posted.") if drop else _("It is sent corrected.")
        reasons = [row(f" {number}  ", _(text)) for number, text in enumerate(REASONS, start=1)]
        return Frame(
            title=_("Refused posting %(no)s") % {"no": self.decided.posting.sequence_no},
            where=place_of(self.decided.posting),
            body=Body(head=(BLANK, row(" ", what), BLANK, *reasons)),
            message=Message(
                Sign.QUESTION,
                _("Why?"),
                _("The reason is kept with your name."),
                _("Enter 1 to %(count)s, or words of your own.") % {"count": len(REASONS)},
            ),
            prompt=_("Reason"),
            keys=self.keys,
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take a reason."""
        reason = a_reason(text.text, REASONS)
        if reason is None:
            return Stay(notices.not_shown(text.text, len(REASONS)), keep=text.text)
        return replace(self.decided, reason=reason)
