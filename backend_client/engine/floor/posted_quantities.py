"""What a posting adds to operations, against tolerance and sequence: the same rules that the question shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.floor.approval import Exceeded
from backend_client.engine.floor.rules_of_plant import operation_states, tolerance_of
from backend_client.floor_terms import FloorOutcome, FloorRule, OperationSequence
from backend_client.messages.base import Refused
from backend_client.messages.codec import decimal_text
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.operation_sequence import (
    Operations,
    expected_output,
    out_of_sequence,
    passed_on,
    sequence_ceiling,
    sequence_floor,
)
from backend_client.rules.output_tolerance import output_limits, over_output, under_output
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting
from backend_client.store.queries.floor import lines_and_operations
from backend_client.store.rows import Row
from backend_client.terms import RoutingStatus

Key = tuple[str, int, str]
REFUSALS = {
    FloorRule.OVER_OUTPUT: RefusalCode.OVER_OUTPUT,
    FloorRule.UNDER_OUTPUT: RefusalCode.UNDER_OUTPUT,
    FloorRule.OPERATION_SEQUENCE: RefusalCode.OPERATION_OUT_OF_SEQUENCE,
}


@dataclass(slots=True)
class Added:
    """What one posting adds to an operation of an order line; "" = the line has none."""

    order_no: str
    line_no: int
    reference_no: int
    operation_no: str
    output: Decimal = ZERO
    scrap: Decimal = ZERO

    @property
    def key(self) -> tuple[str, int, int, str]:
        """The operation."""
        return (self.order_no, self.line_no, self.reference_no, self.operation_no)


@dataclass(slots=True)
class Standing:
    """An order line and its operations before the posting; `shared`: other lines share the operations."""

    line: Row
    operations: list[Row] = field(default_factory=list)
    shared: bool = False


def quantities_refused(context: Context, posting: Posting) -> list[Exceeded] | Refused:
    """Answer what needs a supervisor; refuses with `over-output`, `under-output`, `operation-out-of-sequence`.

    Left out: what flushing posts (nobody entered it), and receipts of subcontracted work (the goods are there). All
    of a posting is taken as one moment: the lines of a journal count together, in whatever order they stand. Two
    statements, none where neither rule is on.
    """
    settings = context.setup.settings
    free = settings.operation_sequence is OperationSequence.FREE
    if free and not tolerance_of(context.setup).restricts:
        return []
    added = _added(posting)
    if not added:
        return []
    finished = _finished(posting)
    standing = standings(context, {each.order_no for each in added})
    exceeded: list[Exceeded] = []
    for each in added:
        at = standing[each.order_no, each.line_no]
        is_finished = (each.order_no, each.reference_no, each.operation_no) in finished
        for rule, outcome, facts in judged(
            context, at, each, _with_others(at, each, added), finished=is_finished
        ):
            if outcome is FloorOutcome.REFUSED:
                return Refused(code=REFUSALS[rule], facts=facts)
            if outcome is FloorOutcome.SUPERVISOR:
                exceeded.append(Exceeded(rule, facts))
        _note_limits(context, posting, at, each, _with_others(at, each, added))
    return exceeded


def _note_limits(
    context: Context, posting: Posting, at: Standing, added: Added, operations: Operations
) -> None:
    """Keep with the entries what they were held against, so that it can be looked at again."""
    last = not added.operation_no or not operations[added.operation_no].next_operation_no
    limits: dict[str, Decimal | None] = {}
    if added.output > 0 and (last or not at.shared):
        expected = expected_output(operations, added.operation_no, at.line["quantity_base"])
        limits["most_output"] = output_limits(expected, tolerance_of(context.setup)).most_fine
    free = context.setup.settings.operation_sequence is OperationSequence.FREE
    if not free and added.operation_no and not at.shared and added.output + added.scrap > 0:
        limits["most_passed_on"] = passed_on(operations, added.operation_no)
    for row in posting.capacity_entries:
        if _key(row) == added.key and not row["flushed"] and not row["subcontracting"]:
            row.update(limits)


def judged(
    context: Context, at: Standing, added: Added, operations: Operations, *, finished: bool
) -> Iterable[tuple[FloorRule, FloorOutcome, dict[str, str]]]:
    """Answer what each rule says of an addition; `operations` as they stand but for it, empty = no routing.

    Lines of a family share their operations, whose pieces are of several items: only their last one is limited.
    """
    settings = context.setup.settings
    facts = {"order_no": added.order_no, "operation_no": added.operation_no, "field": "output_quantity"}
    last = not added.operation_no or not operations[added.operation_no].next_operation_no
    if last or not at.shared:
        made = at.line["finished_qty_base"] if last else operations[added.operation_no].output_quantity
        expected = expected_output(operations, added.operation_no, at.line["quantity_base"])
        limits = output_limits(expected, tolerance_of(context.setup))
        over = over_output(limits, made, added.output)
        most = limits.most if over is FloorOutcome.REFUSED else limits.most_fine
        yield FloorRule.OVER_OUTPUT, over, facts | _limit(most, made)
        under = under_output(limits, made, added.output, finished=finished)
        least = limits.least if under is FloorOutcome.REFUSED else limits.least_fine
        yield FloorRule.UNDER_OUTPUT, under, facts | _limit(least, made)
    if added.operation_no and not at.shared:
        rule, no = settings.operation_sequence, added.operation_no
        outcome = out_of_sequence(rule, operations, no, added.output, added.scrap)
        bound = sequence_ceiling(operations, no) if added.output + added.scrap > 0 else None
        least = sequence_floor(operations, no)
        told = {"ceiling": decimal_text(bound)} if bound is not None else {"floor": decimal_text(least)}
        yield FloorRule.OPERATION_SEQUENCE, outcome, facts | told


def standings(context: Context, order_nos: Iterable[str]) -> Mapping[tuple[str, int], Standing]:
    """Read the lines of orders with their operations; two statements."""
    lines, operations = lines_and_operations(context.connection, order_nos)
    found: dict[tuple[str, int], Standing] = {}
    for line in lines:
        own = (line["order_no"], line["routing_reference_no"])
        found[line["order_no"], line["line_no"]] = Standing(
            line,
            [row for row in operations if (row["order_no"], row["routing_reference_no"]) == own],
            shared=sum((row["order_no"], row["routing_reference_no"]) == own for row in lines) > 1,
        )
    return found


def _limit(limit: Decimal | None, made: Decimal) -> dict[str, str]:
    told = {"made": decimal_text(made)}
    return told if limit is None else {**told, "limit": decimal_text(limit)}


def _added(posting: Posting) -> list[Added]:
    found: dict[tuple[str, int, int, str], Added] = {}
    for row in posting.capacity_entries:
        if row["flushed"] or row["subcontracting"] or not row["order_no"]:
            continue
        key = _key(row)
        added = found.setdefault(key, Added(*key))
        added.output += row["output_quantity"]
        added.scrap += row["scrap_quantity"]
    return list(found.values())


def _key(row: Row) -> tuple[str, int, int, str]:
    return (row["order_no"], row["order_line_no"], row["routing_reference_no"], row["operation_no"])


def _finished(posting: Posting) -> set[Key]:
    return {
        (row["order_no"], row["routing_reference_no"], row["operation_no"])
        for update in posting.updates
        if update.record is ProductionOrderRoutingLine
        for row in update.rows
        if row.get("routing_status") is RoutingStatus.FINISHED
    }


def _with_others(at: Standing, own: Added, added: list[Added]) -> Operations:
    """Answer the operations as they stand, with what the same posting adds to the other ones."""
    operations = operation_states(at.operations)
    for each in added:
        same_routing = (each.order_no, each.reference_no) == (own.order_no, own.reference_no)
        if same_routing and each.operation_no != own.operation_no and each.operation_no in operations:
            operations[each.operation_no].output_quantity += each.output
            operations[each.operation_no].scrap_quantity += each.scrap
    return operations
