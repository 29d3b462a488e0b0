"""The goods of an output: where they go, which lot or serial numbers they carry, and what they correct.

Only the last operation of a routing (or a line without one) brings goods. What is tracked carries the numbers named,
or those drawn from the item's number series. The goods go to the bin named, else to the
order line's, else to the one that the last center or the location has for goods from production.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.drawn_numbers import drawn_for_stock
from backend_client.engine.operation import Goods, Work
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostOutputRequest
from backend_client.refusals import RefusalCode
from backend_client.rules.output import GoodsFacts, OutputQuantities, goods_refused
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.output_facts import OutputFacts
from backend_client.store.queries.stock import corrected_outputs
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, ProductionOutputHandling

ONE = Decimal(1)


@dataclass(slots=True)
class CorrectedOutputs:
    """The output entries that negative outputs may take back, read when the first one asks; one statement.

    named  entry numbers that a line names
    """

    connection: Connection
    order_nos: Iterable[str]
    named: Iterable[int] = ()
    _entries: list[Row] | None = field(default=None, init=False)

    def read_so_far(self) -> list[Row]:
        """Answer the entries that were read."""
        return self._entries or []

    def find(self, request: PostOutputRequest, line_no: int) -> Row | None:
        """Answer the entry that a negative output names, or the only open one of its lot or serial number."""
        if self._entries is None:
            self._entries = corrected_outputs(self.connection, self.order_nos, self.named)
        own = [
            entry
            for entry in self._entries
            if (entry["order_no"], entry["order_line_no"]) == (request.order_no, line_no)
        ]
        if request.applies_to_entry:
            return next((entry for entry in own if entry["entry_no"] == request.applies_to_entry), None)
        number = (request.lot_no, request.serial_no)
        if not any(number):
            return None
        fits = [
            entry
            for entry in own
            if (entry["lot_no"], entry["serial_no"]) == number and entry["remaining_quantity"] > 0
        ]
        return fits[0] if len(fits) == 1 else None


def output_goods(
    books: Books,
    request: PostOutputRequest,
    facts: OutputFacts,
    work: Work,
    *,
    quantities: OutputQuantities,
    corrected: CorrectedOutputs,
) -> Goods | Refused:
    """Answer where the goods go and what they carry; an operation before the last has none."""
    if not (work.is_last and quantities.output_quantity) or quantities.is_stop_only:
        if request.serial_no and _is_a_piece_lost(request, work, quantities):
            return Goods(serial_no=request.serial_no)
        if request.lot_no or request.serial_no:
            field_name = "lot_no" if request.lot_no else "serial_no"
            return Refused(
                code=RefusalCode.REQUEST_MALFORMED, facts={"field": field_name, "what": "not-into-stock"}
            )
        return Goods()
    setup, quantity = books.context.setup, quantities.output_quantity
    bin_code = output_bin(setup, request.bin_code, work)
    looked_up = request.bin_code or work.line["bin_code"]
    numbers = _numbers(books, request, work, quantity)
    if isinstance(numbers, Refused):
        return numbers
    wanted = goods_facts(
        setup,
        work,
        bin_code=bin_code,
        bin_known=bin_code != looked_up or facts.bin_found is not None,
        lot_no=numbers.lot_no,
        serial_no=request.serial_no,
    )
    refused = goods_refused(replace(wanted, serials_drawn=bool(numbers.serial_nos)), quantity)
    if refused is not None:
        return refused
    corrects = None
    if quantities.output_quantity < 0:
        corrects = corrected.find(request, work.line["line_no"])
        if corrects is None:
            return Refused(code=RefusalCode.APPLIES_TO_REQUIRED, facts={"field": "applies_to_entry"})
    return Goods(
        location_code=corrects["location_code"] if corrects else work.line["location_code"],
        bin_code=corrects["bin_code"] if corrects else bin_code,
        lot_no=corrects["lot_no"] if corrects else numbers.lot_no,
        serial_no=corrects["serial_no"] if corrects else request.serial_no,
        serial_nos=numbers.serial_nos,
        expiration_date=request.expiration_date,
        corrects=corrects,
    )


def _is_a_piece_lost(request: PostOutputRequest, work: Work, quantities: OutputQuantities) -> bool:
    """Say whether a number names the one piece that is scrapped, or to be done again, where pieces are numbered."""
    lost = {quantities.scrap_quantity, quantities.rework_quantity}
    one = lost == {ZERO, ONE} and not (request.further_scrap or request.lot_no)
    return one and bool(work.is_last and work.item["sn_specific_tracking"])


class _Numbers(NamedTuple):
    """The lot, and the serial number of each piece where they were drawn."""

    lot_no: str
    serial_nos: tuple[str, ...] = ()


def _numbers(books: Books, request: PostOutputRequest, work: Work, quantity: Decimal) -> _Numbers | Refused:
    """Answer the numbers named, or draw them where the item has a series for them: one lot, one serial a piece."""
    item, lot_no = work.item, request.lot_no
    if quantity < 0:
        return _Numbers(lot_no)
    if item["lot_specific_tracking"] and not lot_no and item["lot_nos"]:
        lot_nos = drawn_for_stock(books, item["no"], item["lot_nos"], 1)
        if isinstance(lot_nos, Refused):
            return lot_nos
        lot_no = lot_nos[0]
    pieces = int(quantity)
    drawn = item["sn_specific_tracking"] and not request.serial_no and item["serial_nos"]
    if not drawn or pieces != quantity or pieces > limits.SERIAL_LINES_MAX:
        return _Numbers(lot_no)
    serial_nos = drawn_for_stock(books, item["no"], item["serial_nos"], pieces)
    return serial_nos if isinstance(serial_nos, Refused) else _Numbers(lot_no, tuple(serial_nos))


def output_bin(setup: Setup, named: str, work: Work) -> str:
    """Answer the bin that output goes to: the one named, the line's, the last center's, the location's."""
    candidates = [named, work.line["bin_code"]]
    location = setup.locations.get(work.line["location_code"])
    operation = work.operation
    if location is not None and location.bin_mandatory:
        if operation is not None:
            candidates.append(operation["from_production_bin_code"])
            if operation["type"] is CapacityType.MACHINE_CENTER:
                candidates.append(setup.machine_centers[operation["no"]].from_production_bin_code)
            candidates.append(setup.work_centers[operation["work_center_no"]].from_production_bin_code)
        candidates.append(location.from_production_bin_code)
    return next((code for code in candidates if code), "")


def goods_facts(
    setup: Setup, work: Work, *, bin_code: str, bin_known: bool, lot_no: str = "", serial_no: str = ""
) -> GoodsFacts:
    """Answer what the goods need at the location of an order line."""
    location = setup.locations.get(work.line["location_code"])
    no_handling = ProductionOutputHandling.NONE
    return GoodsFacts(
        location_code=work.line["location_code"],
        location_mandatory=setup.settings.location_mandatory,
        bin_mandatory=location is not None and location.bin_mandatory,
        bin_code=bin_code,
        bin_known=bin_known,
        output_handling=no_handling if location is None else location.prod_output_whse_handling,
        lot_tracked=bool(work.item["lot_specific_tracking"]),
        serial_tracked=bool(work.item["sn_specific_tracking"]),
        lot_no=lot_no,
        serial_no=serial_no,
    )
