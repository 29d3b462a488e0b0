"""The limits of an operation before anything is entered, by the very rules that a posting is checked with."""

from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.floor.posted_quantities import Standing, standings
from backend_client.engine.floor.rules_of_plant import (
    not_permitted,
    operation_states,
    tolerance_of,
    windows_of,
)
from backend_client.floor_terms import OperationSequence
from backend_client.messages.base import Refused
from backend_client.messages.floor import WhatMayBePosted, WhatMayBePostedQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.operation_sequence import expected_output, sequence_ceiling
from backend_client.rules.output_tolerance import OutputLimits, Tolerance, output_limits
from backend_client.rules.posting_window import allowed_days
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.entries_together import role_of
from backend_client.store.rows import Row
from backend_client.terms import FlushingMethod


def what_may_be_posted(context: Context, question: WhatMayBePostedQuestion) -> WhatMayBePosted | Refused:
    """Answer the limits. Refuses with `order-line-not-found`, `operation-not-found`."""
    at = _standing(context, question)
    if isinstance(at, Refused):
        return at
    operation = next((row for row in at.operations if row["operation_no"] == question.operation_no), None)
    if operation is None and at.operations:
        facts = {"order_no": question.order_no, "operation_no": question.operation_no}
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)
    no = operation["operation_no"] if operation is not None else ""
    operations = operation_states(at.operations)
    last = operation is None or not operation["next_operation_no"]
    made: Decimal = (
        at.line["finished_qty_base"] if last or operation is None else operations[no].output_quantity
    )
    expected = expected_output(operations, no, at.line["quantity_base"])
    in_tolerance = last or not at.shared
    limits = output_limits(expected, tolerance_of(context.setup) if in_tolerance else Tolerance())
    rule = context.setup.settings.operation_sequence
    ceiling = sequence_ceiling(operations, no) if no and not at.shared else None
    role = role_of(context.connection, question.person_no)
    days = allowed_days(windows_of(context.setup), role, context.today)
    limited = ceiling if rule is not OperationSequence.FREE else None
    center = context.setup.work_centers.get(operation["work_center_no"]) if operation is not None else None
    return WhatMayBePosted(
        order_no=question.order_no,
        order_line_no=at.line["line_no"],
        operation_no=no,
        expected_quantity=expected,
        made_quantity=made,
        remaining_quantity=max(expected - made, ZERO),
        sequence_ceiling=ceiling,
        fine_quantity=_least(limited, _left(limits.most_fine, made)),
        most_quantity=_least(
            limited if rule is OperationSequence.REFUSED else None, _left(_most(limits), made)
        ),
        least_to_finish=_left(limits.least_fine, made),
        first_day=None if days is None else days[0],
        last_day=None if days is None else days[1],
        permitted=_permitted(context, question, operation),
        flushed=operation is not None and operation["flushing_method"] is not FlushingMethod.MANUAL,
        subcontracted=center is not None and bool(center.subcontractor_no),
    )


def _standing(context: Context, question: WhatMayBePostedQuestion) -> Standing | Refused:
    found = standings(context, [question.order_no])
    wanted = [at for (_, line_no), at in found.items() if question.order_line_no in {0, line_no}]
    if wanted:
        return wanted[0]
    facts = {"order_no": question.order_no, "order_line_no": str(question.order_line_no)}
    return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)


def _permitted(context: Context, question: WhatMayBePostedQuestion, operation: Row | None) -> bool:
    if operation is None or not context.setup.posting_permissions:
        return True
    role = role_of(context.connection, question.person_no)
    return not_permitted(context.setup, question.person_no, role, operation) is None


def _most(limits: OutputLimits) -> Decimal | None:
    if limits.most is None or limits.most_fine is None:
        return None
    return max(limits.most, limits.most_fine)


def _left(limit: Decimal | None, made: Decimal) -> Decimal | None:
    return None if limit is None else max(limit - made, ZERO)


def _least(*limits: Decimal | None) -> Decimal | None:
    return min((limit for limit in limits if limit is not None), default=None)
