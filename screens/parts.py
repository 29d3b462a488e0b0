"""Parts used: what went into an order line, by the labels on it, lot and serial numbers among them.

    scan a part, a lot, a serial number  ->  (its number)  ->  (how much)  ->  the next part ... F10 or OK posts all

A GS1 label says all of it in one scan. Each part is tried with all before it by the posting itself, run and rolled
back, as soon as it is scanned: a wrong lot is told while its label is still in the hand. parts_body.py draws it.
"""

from dataclasses import replace

from backend_client.barcode.events import CommandScanned, Event, Gs1Scan, Lot, PlainText, QuantityScanned
from backend_client.barcode.safe_in_any_field import Effect
from screens import notices
from screens.base import Outcome, Stay
from screens.frame import Frame, Key, Message, Sign
from screens.language.readings import Doubtful
from screens.language.text import _
from screens.language.writing import figure, moment
from screens.parts_body import parts_body
from screens.parts_draft import PartField, read_text
from screens.parts_entry import PartsEntry
from screens.posting_entry import PreviewWanted
from screens.scan import ClockWanted


class PartsUsed(PartsEntry):
    """What went into it?"""

    # What stands on the glass.

    def frame(self) -> Frame:
        """List the parts, and what was scanned."""
        keys = self.keys | ({Key.POST} if self.can_post else frozenset())
        return Frame(
            title=_("Parts used") + f"  {self.draft.place}",
            where=self._where(),
            body=parts_body(self),
            message=self.asked_again() if self.pending else self._question(),
            prompt=_("Scan OK, or NO") if self.pending else self.asked_for,
            keys=keys,
        )

    def _where(self) -> str:
        if self.bin_code:
            return _("from bin %(bin)s") % {"bin": self.bin_code}
        if self.as_of is not None:
            return _("as of %(moment)s") % {"moment": moment(self.as_of)}
        return self.card.description

    def help(self) -> tuple[str, ...]:
        """Tell how parts are entered."""
        return (
            _("Scan the label of each part, lot or serial number; the mark moves by itself."),
            _("A part without a label: enter the number of its row, then how much."),
            _("Scan a bin to take from it. Asked how much, Enter takes all that is left."),
            _("F2 takes the last part out; the scan UNDO clears the whole entry."),
            _("F10 or the scan OK posts all parts together, or none of them."),
        )

    def _question(self) -> Message:
        to_do = _("Scan the next part. F10 or scan OK posts.") if self.can_post else self.how()
        if self.taken is not None:
            return replace(self.taken, to_do=to_do)
        part = self.part
        if part is None:
            return Message(
                Sign.TAKEN, _("Parts used"), _("The order line needs no parts."), _("Leave with F3.")
            )
        happened = _("Left: %(left)s %(unit)s.") % {
            "left": figure(self.left(part)),
            "unit": part.unit_of_measure_code,
        }
        return Message(Sign.TAKEN, f"{part.item_no} {part.description}", happened, to_do)

    # What a person does.

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a label, a quantity, or a command."""
        match event, effect:
            case ((Gs1Scan() | Lot()), Effect.TO_FIELD) if self.pending is None:
                return self.label(event)
            case QuantityScanned(quantity), Effect.REPLACE_QUANTITY if self.pending is None:
                return self.quantity(quantity)
            case CommandScanned(), Effect.REPLACE_QUANTITY if self.pending is None:
                return self.quantity(self.left_of_found())
            case CommandScanned(command), Effect.CLOCK:
                return ClockWanted(command, self.job)
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a typed row, number or quantity."""
        if isinstance(self.pending, Doubtful):
            if text.text not in {"1", "2"}:
                return Stay(self.asked_again())
            readings, self.pending = self.pending.readings, None
            return self.quantity(readings[int(text.text) - 1])
        if self.pending is not None:
            return Stay(self.asked_again())
        if self.field is PartField.QUANTITY:
            return self.typed_quantity(text.text)
        if self.field is PartField.NUMBER:
            return self.number(text.text)
        digits = text.text
        if digits.isascii() and digits.isdigit() and len(digits) <= 2:
            if not 1 <= int(digits) <= len(self.parts):
                return Stay(notices.not_shown(digits, len(self.parts)), keep=digits)
            return self.chosen(int(digits) - 1)
        return self.means(read_text(digits, self.parts, self.marked))

    def enter_nothing(self) -> Outcome:
        """Take all that is left, or the marked part; with parts entered, show every entry."""
        if self.pending is not None:
            return Stay(self.asked_again())
        if self.field is PartField.QUANTITY and self.left_of_found():
            return self.quantity(self.left_of_found())
        if self.field is not PartField.PART:
            return Stay(Message(Sign.REFUSED, self.asked_for, _("Nothing is entered yet."), self.how()))
        if self.draft.entered and not self.was_moved:
            return self.ready(PreviewWanted(self.draft))
        return self.chosen(self.marked) if self.parts else Stay()

    def press(self, key: Key) -> Outcome:
        """Mark another part, or leave the one that is asked about."""
        if self.parts and key in {Key.UP, Key.DOWN} and self.pending is None:
            self.ask_part()
            self.marked = (self.marked + (1 if key is Key.DOWN else -1)) % len(self.parts)
            self.was_moved = True
            return Stay()
        if key is Key.BACK and self.pending is None and self.field is not PartField.PART:
            self.ask_part()
            return Stay()
        return super().press(key)
