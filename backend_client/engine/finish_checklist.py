"""What is missing before an order can be finished: told by operation and component, and whether it would be done."""

from collections.abc import Iterator

from backend_client.engine.context import Context
from backend_client.engine.finishing import component_to_finish, finish_order, last_operation, missing_of
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.messages.base import Answer, Refused
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    FinishChecklist,
    FinishChecklistQuestion,
    MissingConsumption,
    MissingOutput,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.finishing import misses_consumption
from backend_client.rules.rounding import ZERO
from backend_client.terms import FlushingMethod, OrderStatus


def finish_checklist(context: Context, question: FinishChecklistQuestion) -> FinishChecklist | Refused:
    """Answer the checklist of an order. Refusals: order-not-found."""
    hand = OrdersInHand.read(context, [question.order_no])
    order = hand.order(question.order_no)
    if order is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    confirmations = missing_of(order)
    finishing = ChangeOrderStatusRequest(
        request_id="checklist",
        order_no=question.order_no,
        to=OrderStatus.FINISHED,
        finish_without_output=question.finish_without_output,
        answers=tuple(Answer(confirmation=each, yes=True) for each in confirmations),
    )
    outcome = finish_order(context, finishing)
    return FinishChecklist(
        order_no=question.order_no,
        confirmations=confirmations,
        refused=outcome if isinstance(outcome, Refused) else None,
        output=tuple(_output(order)),
        consumption=tuple(_consumption(order)),
    )


def _output(order: OrderRows) -> Iterator[MissingOutput]:
    for line in order.lines:
        last = last_operation(order, line)
        if last is None and line["remaining_qty_base"]:
            yield MissingOutput(
                order_line_no=line["line_no"],
                operation_no="",
                description=line["description"],
                expected_quantity=line["quantity_base"],
                posted_quantity=line["finished_qty_base"],
                scrap_quantity=ZERO,
                is_last=True,
                flushes_by_itself=False,
            )
        for row in order.operations_of(line):
            done = row["posted_output_quantity"] + row["posted_scrap_quantity"]
            lacking = line["remaining_qty_base"] if row is last else row["input_quantity"] - done
            if lacking > 0:
                yield MissingOutput(
                    order_line_no=line["line_no"],
                    operation_no=row["operation_no"],
                    description=row["description"],
                    expected_quantity=row["input_quantity"],
                    posted_quantity=row["posted_output_quantity"],
                    scrap_quantity=row["posted_scrap_quantity"],
                    is_last=row is last,
                    flushes_by_itself=row["flushing_method"] is FlushingMethod.BACKWARD,
                )


def _consumption(order: OrderRows) -> Iterator[MissingConsumption]:
    for line in order.lines:
        for row in order.components_of(line):
            if row["remaining_quantity"]:
                yield MissingConsumption(
                    order_line_no=line["line_no"],
                    component_line_no=row["line_no"],
                    item_no=row["item_no"],
                    description=row["description"],
                    expected_quantity=row["expected_quantity"],
                    remaining_quantity=row["remaining_quantity"],
                    unit_of_measure_code=row["unit_of_measure_code"],
                    flushes_by_itself=not misses_consumption(component_to_finish(order, line, row)),
                )
