"""Material that is being entered for an order line: what a scan means among its components, and what is posted of it.

    (01)09501101530003 (10)LOT-A (30)5    5 of the component with this GTIN, of lot LOT-A
    LOT-A, the label of a lot             the component that has it in stock; how much is asked
    IOT-2600002                           one piece, of the component that has this serial number in stock
    SP-BOM1107, or a row's number         this component; its number or how much is asked
    S-02-01                               from this bin, until another part is scanned

All lines are posted as one journal: all of them, or none.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from backend_client.barcode.events import Gs1Scan
from backend_client.messages.base import Answer
from backend_client.messages.journals import JournalLine, PostJournalRequest
from backend_client.messages.parts import Part, PartPlace
from backend_client.terms import CapacityUnitType, Confirmation, JournalLineKind
from screens.drafts import ZERO, Entered, EntryKind, Who
from screens.language.text import _, ngettext
from screens.language.writing import figure
from screens.summary import summary

ONE = Decimal(1)
_ITEMS_TOLD = 2


class PartField(StrEnum):
    """What is asked: which part, its lot or serial number, how much of it."""

    PART = "part"
    NUMBER = "number"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """So much of a component; bin "" = the component's own."""

    component_line_no: int
    item_no: str
    quantity: Decimal
    unit_of_measure_code: str
    lot_no: str = ""
    serial_no: str = ""
    bin_code: str = ""

    @property
    def number(self) -> str:
        """The lot or serial number."""
        return self.serial_no or self.lot_no


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsDraft(Entered):
    """The lines by now; `other_bin`: the person has said yes to taking from another bin than planned."""

    kind = EntryKind.PARTS

    lines: tuple[PartLine, ...] = ()
    other_bin: bool = False

    @property
    def entered(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.lines)

    def with_line(self, line: PartLine) -> "PartsDraft":
        """Answer the draft with a line more; the same part, number and bin again is one line of both."""
        for index, each in enumerate(self.lines):
            if replace(each, quantity=line.quantity) == line:
                both = replace(each, quantity=each.quantity + line.quantity)
                return replace(self, lines=(*self.lines[:index], both, *self.lines[index + 1 :]))
        return replace(self, lines=(*self.lines, line))

    def quantity_of(self, component_line_no: int) -> Decimal:
        """Answer how much of a component is entered."""
        return sum(
            (line.quantity for line in self.lines if line.component_line_no == component_line_no), ZERO
        )

    def request(
        self, *, who: Who, answers: tuple[Answer, ...] = (), preview: bool = False
    ) -> PostJournalRequest:
        """Answer the journal that the lines are."""
        if self.other_bin and all(each.confirmation is not Confirmation.OTHER_BIN for each in answers):
            answers = (*answers, Answer(confirmation=Confirmation.OTHER_BIN, yes=True))
        return PostJournalRequest(
            request_id=self.request_id,
            **who,
            answers=answers,
            preview=preview,
            lines=tuple(self._journal_line(line) for line in self.lines),
        )

    def _journal_line(self, line: PartLine) -> JournalLine:
        return JournalLine(
            kind=JournalLineKind.CONSUMPTION,
            order_no=self.order_no,
            order_line_no=self.order_line_no,
            item_no=line.item_no,
            component_line_no=line.component_line_no,
            quantity=line.quantity,
            unit_of_measure_code=line.unit_of_measure_code,
            lot_no=line.lot_no,
            serial_no=line.serial_no,
            bin_code=line.bin_code,
        )


@summary.register
def _of_parts(draft: PartsDraft, _unit: CapacityUnitType) -> str:
    if len(draft.lines) == 1:
        return words(draft.lines[0])
    sums: dict[tuple[str, str], Decimal] = {}
    for line in draft.lines:
        key = (line.unit_of_measure_code, line.item_no)
        sums[key] = sums.get(key, ZERO) + line.quantity
    if len(sums) > _ITEMS_TOLD:
        return ngettext("%(n)s part", "%(n)s parts", len(sums)) % {"n": len(sums)}
    return ", ".join(f"{figure(quantity)} {unit} {item_no}" for (unit, item_no), quantity in sums.items())


def words(line: PartLine) -> str:
    """Tell a line: 4 PCS SP-BOM1107, or 1 PCS SP-BOM1207 IOT-2600002 from S-02-02."""
    values = {
        "n": figure(line.quantity),
        "unit": line.unit_of_measure_code,
        "what": f"{line.item_no} {line.number}".rstrip(),
        "bin": line.bin_code,
    }
    return (
        _("%(n)s %(unit)s %(what)s from %(bin)s") if line.bin_code else _("%(n)s %(unit)s %(what)s")
    ) % values


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a scan means: a component, and what its label tells besides."""

    index: int
    lot_no: str = ""
    serial_no: str = ""
    quantity: Decimal | None = None
    bin_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAsked:
    """Where an entry of parts stands: the row that is marked, what its label has told, and the bin that is taken from."""

    marked: int
    found: Found | None = None
    bin_code: str = ""
    was_moved: bool = False


@dataclass(frozen=True, slots=True)
class MorePart:
    """A quantity that is taken only after a clear yes: more than is left, or of what is consumed by itself."""

    line: PartLine


@dataclass(frozen=True, slots=True)
class OtherBin:
    """A part that lies in another bin than planned: taken after a clear yes."""

    line: PartLine


@dataclass(frozen=True, slots=True)
class BinScanned:
    """A bin that holds some of the components."""

    bin_code: str


@dataclass(frozen=True, slots=True)
class NoPart:
    """A label of something that does not go into this order line."""

    code: str


def read_label(scan: Gs1Scan, parts: tuple[Part, ...], marked: int) -> Found | NoPart:
    """Answer which component a GS1 label is of: by its GTIN, by an item number (240, 241), else by lot or serial."""
    gtin = scan.gtin or scan.content_gtin
    names = {scan.variant.upper(), *(text.upper() for identifier, text in scan.others if identifier == "241")}
    fits = [
        index
        for index, part in enumerate(parts)
        if (part.gtin.zfill(14) == gtin.zfill(14) if gtin and part.gtin else part.item_no in names - {""})
    ]
    if not fits and not gtin:
        found = read_number(scan.serial or scan.lot, parts, marked)
        fits = [found.index] if isinstance(found, Found) else []
    if not fits:
        return NoPart(gtin or scan.serial or scan.lot or scan.sscc)
    index = _likeliest(fits, parts, marked)
    quantity = scan.count
    if quantity is None and scan.net_weight is not None:
        per_kilogram = parts[index].per_kilogram
        quantity = None if per_kilogram is None else scan.net_weight * per_kilogram
    return _placed(Found(index=index, lot_no=scan.lot, serial_no=scan.serial, quantity=quantity), parts)


def read_number(text: str, parts: tuple[Part, ...], marked: int) -> Found | None:
    """Answer the component that has a lot or serial number in stock; None where none has. Case counts last."""
    if not text:
        return None
    for folded in (str, str.upper):
        name = folded(text)
        fits = {
            index: place
            for index, part in enumerate(parts)
            for place in part.places
            if name in {folded(place.serial_no), folded(place.lot_no)}
        }
        if fits:
            index = _likeliest(list(fits), parts, marked)
            place = fits[index]
            serial = place.serial_no if folded(place.serial_no) == name else ""
            return _placed(Found(index=index, lot_no=place.lot_no, serial_no=serial), parts)
    return None


def read_text(text: str, parts: tuple[Part, ...], marked: int) -> Found | BinScanned | NoPart:
    """Answer what a plain text means: a lot or serial number in stock, a component's item or GTIN, or a bin."""
    found = read_number(text, parts, marked)
    if found is not None:
        return found
    name = text.upper()
    fits = [
        index
        for index, part in enumerate(parts)
        if part.item_no == name or (part.gtin and name.isdigit() and part.gtin.zfill(14) == name.zfill(14))
    ]
    if fits:
        return Found(index=_likeliest(fits, parts, marked))
    bins = {place.bin_code for part in parts for place in part.places} | {part.bin_code for part in parts}
    return BinScanned(name) if name in bins - {""} else NoPart(text)


def _likeliest(fits: list[int], parts: tuple[Part, ...], marked: int) -> int:
    """Of several components the marked one, else the first that still needs some."""
    if marked in fits:
        return marked
    return next((index for index in fits if parts[index].remaining_quantity > 0), fits[0])


def _placed(found: Found, parts: tuple[Part, ...]) -> Found:
    """Name the bin of a lot or serial number that lies in one bin only, where that is not the component's own."""
    part = parts[found.index]
    here = {place.bin_code for place in places_of(part, found)}
    return replace(found, bin_code=here.pop()) if len(here) == 1 and here != {part.bin_code} else found


def places_of(part: Part, found: Found) -> list[PartPlace]:
    """Answer where a lot or serial number lies; of the two the label need not say both."""
    return [
        place
        for place in part.places
        if (found.lot_no or found.serial_no)
        and found.lot_no in {"", place.lot_no}
        and found.serial_no in {"", place.serial_no}
    ]
