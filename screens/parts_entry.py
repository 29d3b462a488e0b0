"""Parts that are being entered: the one that is asked about, and what becomes of a label, a number, a quantity.

It knows nothing of keys and rows; parts.py shows it.

    scan a lot of a part        -> how much is asked, the rest of what is needed offered
    a quantity above that       -> waits: more than needed?
    a serial number             -> one piece, tried at once
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from backend_client.barcode.events import Gs1Scan, Job, Lot
from backend_client.barcode.safe_in_any_field import Asked
from backend_client.messages.base import Refused
from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.parts import Part, Parts
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation
from screens import field_notices, notices
from screens.base import Outcome, Stay
from screens.frame import Message, Sign
from screens.kept_entries import LeftOpen
from screens.language.numbers import read_quantity
from screens.language.readings import Accepted, Confirm, Doubtful, Rejected
from screens.language.text import _
from screens.language.writing import figure
from screens.parts_draft import (
    ONE,
    BinScanned,
    Found,
    MorePart,
    NoPart,
    OtherBin,
    PartAsked,
    PartField,
    PartLine,
    PartsDraft,
    read_label,
    read_number,
    words,
)
from screens.posting_entry import PostingEntry


@dataclass(frozen=True, slots=True)
class TryParts(Outcome):
    """Try what would be posted with this part more, without posting it."""

    draft: PartsDraft
    line: PartLine


class PartsEntry(PostingEntry[PartsDraft]):
    """The state of an entry of parts.

    marked    index of the part that is asked about
    found     what its label has told so far
    bin_code  scanned: the next parts are taken from it
    """

    def __init__(self, card: OrderLineCard, told: Parts, draft: PartsDraft, *, locale: str = "en") -> None:
        """Begin with the first part that is posted by hand and still needed."""
        super().__init__(draft)
        self.card = card
        self.parts: tuple[Part, ...] = told.parts
        self.as_of = told.as_of
        self.locale = locale
        self.marked = next((index for index, part in enumerate(self.parts) if self.left(part) > 0), 0)
        self.field = PartField.PART
        self.found: Found | None = None
        self.bin_code = ""
        self.was_moved = False

    @property
    def order_line(self) -> OrderLineCard:
        """The order line that the parts go into."""
        return self.card

    @property
    def job(self) -> Job:
        """The operation at which the parts are used."""
        return self.draft.job

    @property
    def can_post(self) -> bool:
        """Whether there are parts, and none is asked about."""
        return super().can_post and self.field is PartField.PART

    @property
    def wanted(self) -> Asked:
        """A label, unless it is asked how much."""
        return Asked.QUANTITY if self.field is PartField.QUANTITY else Asked.LOT

    @property
    def part(self) -> Part | None:
        """The part that is marked."""
        return self.parts[self.marked] if self.parts else None

    def left(self, part: Part) -> Decimal:
        """How much of a part is still needed after what is entered."""
        return max(part.remaining_quantity - self.draft.quantity_of(part.line_no), Decimal(0))

    @property
    def asked_field(self) -> PartField:
        """What is asked for."""
        return self.field

    @property
    def asked_for(self) -> str:
        """The name of what is asked for."""
        names = {
            PartField.PART: _("Part, lot or serial"),
            PartField.NUMBER: _("Lot or serial"),
            PartField.QUANTITY: _("How much"),
        }
        return names[self.field]

    def how(self) -> str:
        """Say how it is given."""
        if self.field is PartField.QUANTITY:
            return field_notices.enter_quantity()
        if self.field is PartField.NUMBER:
            return _("Scan the lot or serial on the part.")
        return _("Scan a part, or enter the number of its row.")

    def asked_again(self) -> Message:
        """Say once more what waits for an answer."""
        match self.pending:
            case MorePart(line=line):
                return self._more(line)
            case OtherBin(line=line):
                values = {"what": line.number or line.item_no, "bin": line.bin_code}
                return Message(
                    Sign.QUESTION,
                    _("It lies in another bin"),
                    _("%(what)s is in bin %(bin)s.") % values,
                    _("Scan OK to take it from there, or NO."),
                )
            case Doubtful():
                return field_notices.which(self.pending)
        return super().asked_again()

    def clear(self) -> None:
        """Let go of the part that is asked about; without one, of the last part entered."""
        if self.field is PartField.PART and self.pending is None:
            self.draft = replace(self.draft, lines=self.draft.lines[:-1])
        self.pending = None
        self.ask_part()

    def clear_all(self) -> None:
        """Empty the entry; its request id goes on."""
        self.draft = replace(self.draft, lines=(), other_bin=False)
        self.pending = None
        self.bin_code = ""
        self.ask_part()

    def ok(self) -> Outcome:
        """Take a yes: to a part that is asked about, else to posting."""
        match self.pending:
            case MorePart(line=line):
                self.pending = None
                return self._try(line)
            case OtherBin(line=line):
                self.pending = None
                wanted = self._try(line)
                return replace(wanted, draft=replace(wanted.draft, other_bin=True))
            case Doubtful():
                return Stay(self.asked_again())
        return super().ok()

    def no(self) -> Outcome:
        """Take a no: the part that was asked about is not taken."""
        if isinstance(self.pending, MorePart | OtherBin):
            self.pending = None
            self.ask_part()
            return Stay(
                Message(Sign.TAKEN, _("Part not taken"), _("Nothing is posted. All is kept."), self.how())
            )
        return super().no()

    def left_open(self) -> LeftOpen:
        """Answer what has to be known to go on with it: also the part that is asked about."""
        asked = PartAsked(
            marked=self.marked, found=self.found, bin_code=self.bin_code, was_moved=self.was_moved
        )
        return replace(super().left_open(), part=asked)

    def ask_as_left(self, left: LeftOpen) -> None:
        """Ask again for what was asked for, of a part that the order line still has."""
        asked = left.part
        if not isinstance(asked, PartAsked) or not 0 <= asked.marked < len(self.parts):
            return
        found = asked.found
        self.marked, self.bin_code, self.was_moved = asked.marked, asked.bin_code, asked.was_moved
        if left.field in set(PartField) and found is not None and found.index == asked.marked:
            self.field, self.found = PartField(left.field), found
        lines = {part.line_no for part in self.parts}
        if not isinstance(left.pending, MorePart | OtherBin) or left.pending.line.component_line_no in lines:
            super().ask_as_left(left)

    # What becomes of it.

    def label(self, event: Gs1Scan | Lot) -> Outcome:
        """Take the label of a part."""
        if isinstance(event, Gs1Scan):
            return self.means(read_label(event, self.parts, self.marked))
        found = read_number(event.no, self.parts, self.marked)
        return (
            self.means(found or NoPart(event.no)) if self.field is PartField.PART else self.number(event.no)
        )

    def means(self, found: Found | BinScanned | NoPart) -> Outcome:
        """Take what a label or a text means."""
        match found:
            case Found():
                return self._found(found)
            case BinScanned(bin_code):
                self.bin_code = bin_code
                self.taken = Message(
                    Sign.TAKEN, _("Bin %(bin)s") % {"bin": bin_code}, _("The next parts are taken from it.")
                )
                return Stay()
        part = self.part
        if part is not None and (part.lot_tracked or part.serial_tracked) and self.field is PartField.NUMBER:
            return self.number(found.code)
        return Stay(
            Message(
                Sign.REFUSED,
                _("Part not on this order"),
                _("%(raw)s is none of its parts.") % {"raw": notices.raw(found.code)},
                _("Scan another part."),
            )
        )

    def chosen(self, index: int) -> Outcome:
        """Take the part of a row."""
        return self._found(Found(index=index))

    def _found(self, found: Found) -> Outcome:
        """Ask for what the label did not say, or try the part."""
        part = self.parts[found.index]
        self.marked, self.found, self.taken, self.was_moved = found.index, found, None, False
        if part.blocked:
            self.ask_part()
            return Stay(
                notices.refused(Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": part.item_no}))
            )
        if (part.serial_tracked and not found.serial_no) or (part.lot_tracked and not found.lot_no):
            self.field = PartField.NUMBER
            return Stay()
        if part.serial_tracked:
            return self._serial(found)
        if found.quantity is not None:
            return self.quantity(found.quantity)
        self.field = PartField.QUANTITY
        return Stay()

    def _serial(self, found: Found) -> Outcome:
        """Take one piece; the same one twice is a mistake."""
        if any(line.serial_no == found.serial_no for line in self.draft.lines):
            self.ask_part()
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Scanned already"),
                    _("Serial: %(serial)s.") % {"serial": found.serial_no},
                    _("Scan another part."),
                )
            )
        return self.quantity(found.quantity if found.quantity is not None else ONE)

    def number(self, number: str) -> Outcome:
        """Take a lot or serial number for the part that is asked about."""
        assert self.part is not None, "a number is asked for a part"
        known = read_number(number, (self.part,), 0)
        held = self.found or Found(index=self.marked)
        if known is None:
            known = (
                Found(index=0, serial_no=number)
                if self.part.serial_tracked
                else Found(index=0, lot_no=number)
            )
        return self._found(
            replace(
                known,
                index=self.marked,
                lot_no=known.lot_no or held.lot_no,
                quantity=held.quantity,
            )
        )

    def typed_quantity(self, text: str) -> Outcome:
        """Read how much was typed."""
        reading = read_quantity(
            text,
            self.locale,
            remaining=self.left_of_found(),
            zero_allowed=False,
            from_reader=self.from_reader,
        )
        match reading:
            case Accepted(value) | Confirm(value, _):
                return self.quantity(value)
            case Doubtful():
                self.pending = reading
                return Stay(field_notices.which(reading))
            case Rejected(fault, _):
                title = _("%(field)s not taken") % {"field": self.asked_for}
                return Stay(field_notices.quantity_not_taken(title, fault, text), keep=text)

    def left_of_found(self) -> Decimal:
        """How much of the marked part is still needed."""
        return self.left(self.parts[self.marked]) if self.parts else Decimal(0)

    def quantity(self, quantity: Decimal) -> Outcome:
        """Take how much of the part; more than is left, or of what is consumed by itself, is asked first."""
        part, found = self.parts[self.marked], self.found or Found(index=self.marked)
        line = PartLine(
            component_line_no=part.line_no,
            item_no=part.item_no,
            quantity=quantity,
            unit_of_measure_code=part.unit_of_measure_code,
            lot_no=found.lot_no,
            serial_no=found.serial_no,
            bin_code=found.bin_code or (self.bin_code if self.bin_code != part.bin_code else ""),
        )
        if part.flushed or quantity > self.left(part):
            self.pending = MorePart(line)
            return Stay(self._more(line))
        return self._try(line)

    def _more(self, line: PartLine) -> Message:
        """Ask whether so much is meant."""
        part = next(part for part in self.parts if part.line_no == line.component_line_no)
        again = _("Scan OK if it is right, or NO.")
        if part.flushed:
            text = _("It is taken by itself with the output. This is taken besides.")
            return Message(Sign.QUESTION, _("Besides what is taken?"), text, again)
        values = {"n": figure(line.quantity), "left": figure(self.left(part))}
        text = _("Entered: %(n)s. Left: %(left)s.") % values
        return Message(Sign.QUESTION, _("More than needed"), text, again)

    def _try(self, line: PartLine) -> TryParts:
        return TryParts(self.draft.with_line(line), line)

    def ask_part(self) -> None:
        """Ask for a part."""
        self.field, self.found, self.taken = PartField.PART, None, None

    # What the journey says.

    def tried(self, wanted: TryParts, answer: Refused | None, *, checked: bool = True) -> Message | None:
        """Take a part that can be posted, say why it can't, or ask; `checked` False: nobody answered."""
        if answer is not None and Confirmation.OTHER_BIN in answer.confirmations:
            self.pending = OtherBin(wanted.line)
            return self.asked_again()
        self.ask_part()
        if answer is not None:
            return notices.refused(answer)
        self.draft = wanted.draft
        said = words(wanted.line) if checked else _("Not checked: no line. It is checked when it is posted.")
        self.taken = Message(Sign.TAKEN, wanted.line.number or wanted.line.item_no, said)
        return None

    def point_at(self, _code: RefusalCode, _facts: Mapping[str, str]) -> None:
        """Ask for a part: the message names what is wrong."""
        self.ask_part()

    def ready(self, outcome: Outcome) -> Outcome:
        """Let an entry through that has parts and no open question."""
        if self.field is not PartField.PART:
            return Stay(Message(Sign.REFUSED, self.asked_for, _("The part is not entered yet."), self.how()))
        if not self.draft.entered:
            return Stay(Message(Sign.REFUSED, _("Nothing to post"), _("No part is entered."), self.how()))
        return outcome
