"""Posting one line of output on an operation, whoever asks for it: a person, or flushing.

    [stop entry]  capacity entry  [scrap entries]  flushed consumption  capacity value entries  output entry

Each further reason of scrap makes a capacity entry of its own, with its quantity and nothing else. The stop entry
and the scrap entries name the capacity entry by `belongs_to_entry_no`, the output and the flushed consumption by
`capacity_ledger_entry_no`, so that a correction finds everything that one line has posted.

`Work` is the order line and its operation as plain rows, which change as they are posted on; the books note what
becomes of them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import flush_components
from backend_client.engine.movement import Movement, add_movement, add_value, card_cost
from backend_client.engine.order_progress import finish_quantity, free_allocated_time, note_operation
from backend_client.engine.warehouse.from_output import put_away_output
from backend_client.messages.base import Refused
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.rules.capacity_cost import CenterCost, capacity_cost, capacity_quantity
from backend_client.rules.item_application import OpenEntry
from backend_client.rules.output import OutputQuantities
from backend_client.rules.rounding import ZERO
from backend_client.rules.scrap import ScrapPart
from backend_client.rules.unit_cost import card_unit_cost
from backend_client.rules.value_entries import Value, capacity_values, corrected_value, expected_value
from backend_client.store.posting import entry
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, ItemLedgerEntryType, RoutingStatus, UnitCostCalculation

ONE = Decimal(1)


@dataclass(slots=True, kw_only=True)
class Work:
    """An order line with the item it makes, one operation of it (None: no routing), its needs and its components."""

    line: Row
    item: Row
    operation: Row | None = None
    needs: list[Row] = field(default_factory=list)
    components: list[Row] = field(default_factory=list)

    @property
    def is_last(self) -> bool:
        """Output of it comes into stock."""
        return self.operation is None or not self.operation["next_operation_no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """Where output goes and what it carries; `corrects` is the output entry that a negative output takes back.

    serial_nos  one for each piece, where several pieces are numbered at once; then `serial_no` is ""
    """

    location_code: str = ""
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    serial_nos: tuple[str, ...] = ()
    expiration_date: date | None = None
    corrects: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWork:
    """A subcontractor did it: pieces are received, their cost comes with the invoice.

    unit_cost  that output into stock is expected to have, of a base unit
    """

    unit_cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLine:
    """What is posted on the operation; figures in base units and the work center's unit of time.

    further_scrap  what of the scrap quantity has another reason than `scrap_code`
    """

    quantities: OutputQuantities
    scrap_code: str = ""
    further_scrap: tuple[ScrapPart, ...] = ()
    stop_code: str = ""
    finished: bool = False
    starting_time: time | None = None
    ending_time: time | None = None
    concurrent_capacity: Decimal = ZERO
    goods: Goods = Goods()
    flushed: bool = False
    outside: OutsideWork | None = None


def add_output(books: Books, work: Work, output: OutputLine) -> Refused | None:
    """Add everything that one line of output posts, in posting order."""
    entries = _add_capacity_entries(books, work, output)
    if output.quantities.is_stop_only:
        return None
    number = entries[0]["entry_no"]
    refused = _work_on_operation(books, work, output, number)
    for row in entries if output.outside is None else ():
        refused = refused or _add_capacity_values(books, work, row)
    if refused is None and work.is_last and output.quantities.output_quantity:
        return _into_stock(books, work, output, number)
    return refused


def _add_capacity_entries(books: Books, work: Work, output: OutputLine) -> list[Row]:
    """Add the stop entry, the entry of the line and those of further scrap; answers all but the stop entry."""
    stop_entries = [_stop_entry(books, work, output)] if output.quantities.stop_time else []
    entries = [] if output.quantities.is_stop_only else _capacity_entries(books, work, output)
    numbers = [books.posting.add_capacity_entry(row) for row in (*stop_entries, *entries)]
    if entries:
        first = numbers[len(stop_entries)]
        for row in (*stop_entries, *entries[1:]):
            row["belongs_to_entry_no"] = first
    return entries


def _work_on_operation(books: Books, work: Work, output: OutputLine, number: int) -> Refused | None:
    """Change the operation's status, sums and allocated time, and consume what is linked to it."""
    if work.operation is None:
        return None
    _change_operation(books, work.operation, output)
    posted = output.quantities
    free_allocated_time(
        books,
        work.operation,
        work.needs,
        finished=output.finished,
        setup_posted=bool(posted.setup_time),
        run_posted=bool(posted.run_time),
    )
    quantities = output.quantities
    if quantities.output_quantity < 0:
        return None
    return flush_components(
        books,
        work.line,
        work.operation,
        work.components,
        made_base=quantities.output_quantity + quantities.scrap_quantity,
        capacity_ledger_entry_no=number,
    )


def center_cost(setup: Setup, operation: Row | None) -> CenterCost:
    """Answer what the center of an operation costs now; no operation costs nothing."""
    if operation is None:
        return CenterCost(unit_cost=ZERO)
    if operation["type"] is CapacityType.MACHINE_CENTER:
        card = setup.machine_centers[operation["no"]]
        unit_cost, calculation = card.unit_cost, UnitCostCalculation.TIME
    else:
        card = setup.work_centers[operation["no"]]
        unit_cost = operation["unit_cost_per"] if card.specific_unit_cost else card.unit_cost
        calculation = card.unit_cost_calculation
    return CenterCost(
        unit_cost=unit_cost,
        indirect_cost_pct=card.indirect_cost_pct,
        overhead_rate=card.overhead_rate,
        calculation=calculation,
    )


ON_OPERATION = ("operation_no", "type", "no", "work_center_no", "work_center_group_code", "description")


def _on_operation(work: Work) -> Row:
    """Answer the columns of a capacity ledger entry that say where the work was done."""
    line, operation = work.line, work.operation
    columns = {
        "order_no": line["order_no"],
        "order_line_no": line["line_no"],
        "routing_no": line["routing_no"],
        "routing_reference_no": line["routing_reference_no"],
        "item_no": line["item_no"],
        "variant_code": line["variant_code"],
        "description": line["description"],
    }
    if operation is not None:
        columns |= {name: operation[name] for name in ON_OPERATION}
    return columns


def _capacity_entry(books: Books, work: Work, **columns: object) -> Row:
    return entry(
        CapacityLedgerEntry,
        **_on_operation(work),
        posting_date=books.posting_date,
        document_no=books.document_no,
        unit_of_measure_code=_time_unit(books, work),
        **columns,
    )


def _stop_entry(books: Books, work: Work, output: OutputLine) -> Row:
    stop_time = output.quantities.stop_time
    if work.operation is not None:
        work.operation["posted_stop_time"] += stop_time
        note_operation(books, work.operation)
    return _capacity_entry(
        books,
        work,
        quantity=stop_time,
        invoiced_quantity=stop_time,
        stop_time=stop_time,
        stop_code=output.stop_code,
    )


def _capacity_entries(books: Books, work: Work, output: OutputLine) -> list[Row]:
    """Answer the entry of the line, then one for each further reason of scrap."""
    quantities, further = output.quantities, output.further_scrap
    first = quantities.scrap_quantity - sum((part.quantity for part in further), ZERO)
    entries = [
        _capacity_entry(
            books,
            work,
            setup_time=quantities.setup_time,
            run_time=quantities.run_time,
            output_quantity=quantities.output_quantity,
            scrap_quantity=first,
            rework_quantity=quantities.rework_quantity,
            scrap_code=output.scrap_code,
            concurrent_capacity=output.concurrent_capacity,
            starting_time=output.starting_time,
            ending_time=output.ending_time,
            last_output_line=work.is_last,
            serial_no="" if quantities.output_quantity else output.goods.serial_no,
            flushed=output.flushed,
        ),
        *(
            _capacity_entry(books, work, scrap_quantity=part.quantity, scrap_code=part.scrap_code)
            for part in further
        ),
    ]
    if output.outside is not None:
        entries[0] |= {"quantity": quantities.output_quantity, "subcontracting": True}
        return entries
    calculation = center_cost(books.context.setup, work.operation).calculation
    for row in entries:
        row["quantity"] = row["invoiced_quantity"] = capacity_quantity(
            calculation,
            setup_time=row["setup_time"],
            run_time=row["run_time"],
            output_quantity=row["output_quantity"],
            scrap_quantity=row["scrap_quantity"],
            cost_incl_setup=books.context.setup.settings.cost_incl_setup,
        )
    return entries


def _time_unit(books: Books, work: Work) -> str:
    if work.operation is None:
        return ""
    unit: str = books.context.setup.work_centers[work.operation["work_center_no"]].unit_of_measure_code
    return unit


def _change_operation(books: Books, operation: Row, output: OutputLine) -> None:
    posted = output.quantities
    operation["routing_status"] = RoutingStatus.FINISHED if output.finished else RoutingStatus.IN_PROGRESS
    operation["posted_setup_time"] += posted.setup_time
    operation["posted_run_time"] += posted.run_time
    operation["posted_output_quantity"] += posted.output_quantity
    operation["posted_scrap_quantity"] += posted.scrap_quantity
    operation["posted_rework_quantity"] += posted.rework_quantity
    note_operation(books, operation)


def _add_capacity_values(books: Books, work: Work, capacity_entry: Row) -> Refused | None:
    operation = work.operation
    if operation is None:
        return None
    machine = operation["type"] is CapacityType.MACHINE_CENTER
    setup = books.context.setup
    card = (setup.machine_centers if machine else setup.work_centers)[operation["no"]]
    costed = capacity_entry["quantity"]
    at_location = setup.settings.copy_location_to_capacity_value_entries
    for value in capacity_values(costed, capacity_cost(costed, center_cost(setup, operation))):
        refused = add_value(
            books,
            value,
            wip_group=work.line["inventory_posting_group"],
            capacity_ledger_entry_no=capacity_entry["entry_no"],
            location_code=work.line["location_code"] if at_location else "",
            item_no=work.line["item_no"],
            type=operation["type"].value,
            no=operation["no"],
            order_no=work.line["order_no"],
            order_line_no=work.line["line_no"],
            inventory_posting_group=work.line["inventory_posting_group"],
            gen_prod_posting_group=card.gen_prod_posting_group,
        )
        if refused is not None:
            return refused
    return None


def _into_stock(books: Books, work: Work, output: OutputLine, number: int) -> Refused | None:
    """Bring the output into stock: one entry, or one for each serial number."""
    line, goods, quantity = work.line, output.goods, output.quantities.output_quantity
    whole = Movement(
        entry_type=ItemLedgerEntryType.OUTPUT,
        item=work.item,
        quantity=quantity,
        value=_output_value(work.item, output, quantity),
        variant_code=line["variant_code"],
        location_code=goods.location_code,
        bin_code=goods.bin_code,
        unit_of_measure_code=line["unit_of_measure_code"],
        qty_per_unit_of_measure=line["qty_per_unit_of_measure"],
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        applies_to=_corrected_entry(books, goods),
        lot_no=goods.lot_no,
        serial_no=goods.serial_no,
        expiration_date=goods.expiration_date,
        capacity_ledger_entry_no=number,
        flushed=output.flushed,
        expected=True,
        wip_group=line["inventory_posting_group"],
    )
    piece = replace(whole, quantity=ONE, value=_output_value(work.item, output, ONE))
    before = len(books.posting.item_entries)
    for movement in [replace(piece, serial_no=no) for no in goods.serial_nos] or [whole]:
        refused = add_movement(books, movement)
        if refused is not None:
            return refused
    put_away_output(books, books.posting.item_entries[before:])
    if goods.corrects is not None:
        goods.corrects["remaining_quantity"] += quantity
    return finish_quantity(books, line, quantity)


def _corrected_entry(books: Books, goods: Goods) -> OpenEntry | None:
    corrected = goods.corrects
    if corrected is None:
        return None
    return OpenEntry(corrected["entry_no"], books.posting_date, corrected["remaining_quantity"])


def _output_value(item: Row, output: OutputLine, quantity: Decimal) -> Value:
    corrected = output.goods.corrects
    if corrected is not None and corrected["cost_amount_expected"]:
        return corrected_value(quantity, corrected["quantity"], corrected["cost_amount_expected"])
    if output.outside is not None:
        return expected_value(quantity, output.outside.unit_cost)
    return expected_value(quantity, card_unit_cost(card_cost(item)))
