"""Operations one after another: nothing is worked on that was not passed on.

    operation 10 has 8 good pieces; 20 has made 3 and scrapped 1: 4 more may be posted on 20, good or scrap
    20 and 30 both lead to 40: what the slower of the two has passed on is the ceiling of 40
    20 has taken 4: a correction may not take 10 below 4

An operation that posts by itself when the order is finished has passed on nothing before; what stands before it
counts in its place. Work done outside is reported by its receipt and counts as soon as that is posted. Posted by
flushing or by a receipt, nothing is checked: there is nobody who could enter less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from backend_client.floor_terms import FloorOutcome, OperationSequence
from backend_client.rules.ceiling import operation_nos
from backend_client.rules.rounding import ZERO


@dataclass(slots=True, kw_only=True)
class OperationState:
    """One operation as it stands, in base units. `posts_itself`: flushed backward."""

    operation_no: str
    previous_operation_no: str = ""
    next_operation_no: str = ""
    input_quantity: Decimal = ZERO
    output_quantity: Decimal = ZERO
    scrap_quantity: Decimal = ZERO
    posts_itself: bool = False


Operations = Mapping[str, OperationState]


def passed_on(operations: Operations, operation_no: str) -> Decimal | None:
    """Answer the good pieces that all operations before have passed on; None where none is before."""
    found = [operations[no].output_quantity for no in _reporting_before(operations, operation_no)]
    return min(found) if found else None


def sequence_ceiling(operations: Operations, operation_no: str) -> Decimal | None:
    """Answer how many more pieces, good or scrap, an operation may post; None = as many as it likes."""
    passed = passed_on(operations, operation_no)
    own = operations[operation_no]
    return None if passed is None else max(passed - own.output_quantity - own.scrap_quantity, ZERO)


def sequence_floor(operations: Operations, operation_no: str) -> Decimal:
    """Answer the good pieces that operations after it have taken: a correction leaves at least these."""
    after = [
        each
        for each in operations.values()
        if operation_no in _reporting_before(operations, each.operation_no)
    ]
    return max((each.output_quantity + each.scrap_quantity for each in after), default=ZERO)


def out_of_sequence(
    rule: OperationSequence, operations: Operations, operation_no: str, output: Decimal, scrap: Decimal
) -> FloorOutcome:
    """Say what becomes of posting output and scrap (below zero: a correction) on an operation."""
    if rule is OperationSequence.FREE:
        return FloorOutcome.FINE
    ceiling = sequence_ceiling(operations, operation_no)
    too_much = output + scrap > 0 and ceiling is not None and output + scrap > ceiling
    left = operations[operation_no].output_quantity + output
    too_little = output < 0 and left < sequence_floor(operations, operation_no)
    if not (too_much or too_little):
        return FloorOutcome.FINE
    supervisor = rule is OperationSequence.SUPERVISOR
    return FloorOutcome.SUPERVISOR if supervisor else FloorOutcome.REFUSED


def expected_output(operations: Operations, operation_no: str, line_quantity: Decimal) -> Decimal:
    """Answer the good pieces expected of an operation: what the ones after it take in, or the line's quantity."""
    after = operation_nos(operations[operation_no].next_operation_no) if operation_no else ()
    found = [operations[no].input_quantity for no in after if no in operations]
    return max(found, default=line_quantity)


def _reporting_before(operations: Operations, operation_no: str) -> set[str]:
    """Answer the operations before one whose output somebody reports, looking through those that post themselves."""
    before: set[str] = set()
    seen: set[str] = set()
    looking = list(operation_nos(operations[operation_no].previous_operation_no))
    while looking:
        no = looking.pop()
        if no in seen or no not in operations:
            continue
        seen.add(no)
        if operations[no].posts_itself:
            looking += operation_nos(operations[no].previous_operation_no)
        else:
            before.add(no)
    return before
