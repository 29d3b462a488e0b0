"""May this operation be posted on? The same checks for a put-away and a receipt of outside work as for output by hand."""

from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.messages.base import Refused
from backend_client.rules.output import OrderFacts, order_refused
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType


def work_refused(setup: Setup, order: OrderRows, work: Work, *, received: bool = False) -> Refused | None:
    """Answer why nothing may be posted on an operation, or on a line without one; None when it may.

    received  a subcontractor did it; only then may work of a subcontractor's center be posted
    """
    operation = work.operation
    center = machine = None
    if operation is not None:
        center = setup.work_centers.get(operation["work_center_no"])
        if operation["type"] is CapacityType.MACHINE_CENTER:
            machine = setup.machine_centers.get(operation["no"])
    return order_refused(
        OrderFacts(
            order_no=order.order["no"],
            order_line_no=work.line["line_no"],
            item_no="",
            operation_no="" if operation is None else operation["operation_no"],
            status=order.order["status"],
            order_blocked=order.order["blocked"],
            line_found=True,
            line_item_no=work.line["item_no"],
            item_blocked=bool(work.item["blocked"]),
            production_blocked=work.item["production_blocked"] or "",
            has_routing=operation is not None,
            operation_found=operation is not None,
            machine_center_no=machine.no if machine is not None else "",
            machine_center_blocked=machine is not None and machine.blocked,
            work_center_no=center.no if center is not None else "",
            work_center_blocked=center is not None and center.blocked,
            subcontractor_no=center.subcontractor_no if center is not None and not received else "",
        )
    )
