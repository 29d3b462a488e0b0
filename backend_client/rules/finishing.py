"""Finishing a production order: what is still missing, what is posted by itself, and what forbids it.

1. Missing output and missing consumption are asked about, once, with one or both of the words; no stops everything.
2. Operations that flush backward post what their line still lacks, from the last operation back to the first; then
   backward components without a routing link are consumed for all that was made.
3. A line on which something was consumed or worked but nothing came out has work in process that would hang for
   ever: refused, unless the plant allows it and whoever finishes asks for it. It is written off then.

Ten ordered on 10, 20 and 30, where 10 and 20 flush backward and 4, 5 and 7 pieces are posted: 20 posts 2 more and 10
posts 3, so that each has the 7 of the last one. Were 30 flushed backward too, it would post 3 and the others 5 and 6.

An order that was reopened is finished a second time, and nothing is charged twice: what was consumed, set up and run
already is taken off. (Business Central charges time again there.)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.flushing import (
    BACKWARD,
    FlushedComponent,
    FlushedOperation,
    actually_needed_base,
    flushed_times,
)
from backend_client.rules.rounding import (
    ZERO,
    exact,
    round_quantity,
    round_to_item_precision,
    round_unit_cost,
)
from backend_client.terms import Confirmation, FlushingMethod

BY_HAND = frozenset({FlushingMethod.MANUAL, FlushingMethod.PICK_MANUAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineToFinish:
    """An order line: what it still lacks, and whether its last operation brings that by itself."""

    remaining_quantity: Decimal
    last_operation_method: FlushingMethod | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentToFinish:
    """A component that may still lack consumption.

    backward_links  routing links of the operations of its line that flush backward
    """

    remaining_quantity: Decimal
    flushing_method: FlushingMethod
    routing_link_code: str
    backward_links: frozenset[str]


def misses_output(line: LineToFinish) -> bool:
    """Say whether output of a line is missing that nothing will bring by itself."""
    return line.remaining_quantity != 0 and line.last_operation_method is not FlushingMethod.BACKWARD


def misses_consumption(component: ComponentToFinish) -> bool:
    """Say whether consumption of a component is missing that nothing will bring by itself.

    A backward component without link never counts as missing, one that is linked does unless its operation flushes
    backward too: its postings are all there has been.
    """
    if not component.remaining_quantity:
        return False
    if not component.routing_link_code:
        return component.flushing_method not in BACKWARD
    if component.routing_link_code not in component.backward_links:
        return True
    return component.flushing_method in BY_HAND


def missing(
    lines: Iterable[LineToFinish], components: Iterable[ComponentToFinish]
) -> tuple[Confirmation, ...]:
    """Answer what has to be confirmed before an order is finished; nothing where all is reported."""
    found = []
    if any(map(misses_output, lines)):
        found.append(Confirmation.OUTPUT_MISSING)
    if any(map(misses_consumption, components)):
        found.append(Confirmation.CONSUMPTION_MISSING)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackwardOperation:
    """A backward flushing operation when its order is finished; quantities in base units, times as posted.

    is_last            its output comes into stock
    remaining_base     of the order line, before anything is flushed
    last_made_base     output and scrap posted on the last operation of the line, flushed ones included
    shared             several lines of a family work on it
    """

    times: FlushedOperation
    is_last: bool
    remaining_base: Decimal
    last_made_base: Decimal
    posted_output: Decimal
    posted_setup_time: Decimal
    posted_run_time: Decimal
    shared: bool
    reopened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlushedOutput:
    """What an operation posts by itself: base units, and the work center's unit of time."""

    output_base: Decimal = ZERO
    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO


def flushed_at_finish(operation: BackwardOperation) -> FlushedOutput:
    """Answer what a backward operation posts when its order is finished; nothing where it has nothing left to make.

    The last operation works on what remains. An earlier one posts what it is behind the last one, and its run time
    is that of all the last one made, whatever was reported before: 5 behind, 10 made, 2 a piece: 20.
    """
    target = operation.remaining_base if operation.is_last else operation.last_made_base
    output = target if operation.is_last else max(target - operation.posted_output, ZERO)
    if not output:
        return FlushedOutput()
    setup, run = flushed_times(operation.times, output if operation.shared else target)
    if operation.reopened:
        setup = max(setup - operation.posted_setup_time, ZERO)
        if not operation.is_last:
            run = max(run - operation.posted_run_time, ZERO)
    return FlushedOutput(output_base=output, setup_time=setup, run_time=run)


def consumed_at_finish(
    component: FlushedComponent,
    *,
    made_base: Decimal,
    line_qty_per_unit: Decimal,
    consumed_base: Decimal,
    supplied: bool,
) -> Decimal:
    """Answer what a backward component without link takes when its order is finished, in its unit.

    made_base      output and scrap of the last operation
    consumed_base  to be taken off: what an order that was reopened consumed before; 0 for any other order, whose
                   consumption by hand is not taken off
    supplied       another line of the order made it and is done: then it takes what remains

    7 made and 1 scrapped, 2 a piece: 16.
    """
    if component.flushing_method not in BACKWARD:
        return ZERO
    if supplied:
        return component.remaining_quantity
    needed = actually_needed_base(component, made_base, line_qty_per_unit) - consumed_base
    with exact():
        quantity = max(needed, ZERO) / component.qty_per_unit_of_measure
    return round_quantity(round_to_item_precision(quantity, component.rounding_precision))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWork:
    """What has become of an order line: entries count even where they were all taken back."""

    order_line_no: int
    finished_qty_base: Decimal
    has_consumption: bool
    has_capacity: bool

    @property
    def has_work_without_output(self) -> bool:
        """Something went in, nothing came out."""
        return not self.finished_qty_base and (self.has_consumption or self.has_capacity)


def without_output(
    lines: Iterable[LineWork], *, allowed_by_plant: bool, asked_for: bool
) -> tuple[int, ...] | Refused:
    """Answer the lines whose work in process is written off. Refuses with `wip-without-output`."""
    hanging = tuple(line.order_line_no for line in lines if line.has_work_without_output)
    if hanging and not (allowed_by_plant and asked_for):
        facts = {"order_line_no": str(hanging[0])}
        facts["what"] = "ask-for-it" if allowed_by_plant else "not-allowed-by-plant"
        return Refused(code=RefusalCode.WIP_WITHOUT_OUTPUT, facts=facts)
    return hanging


def updated_unit_cost(
    operation_cost: Decimal, component_cost: Decimal, finished_quantity: Decimal
) -> Decimal | None:
    """Answer the unit cost of a line from what was expected and what was made; None where nothing was.

    Operations 60.00, components 40.00, 8 made: 12.50.
    """
    if not finished_quantity:
        return None
    with exact():
        return round_unit_cost((operation_cost + component_cost) / finished_quantity)
