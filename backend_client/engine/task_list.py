"""The operations that wait at a center, page by page.

A list is the same whoever pages through it: the next page begins behind the last task of this one, whatever was
finished or added in between.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import entry_number, place_of, texts
from backend_client.engine.load_rows import BoardRows
from backend_client.engine.task_parts import Parts, parts_of
from backend_client.messages.base import Refused
from backend_client.messages.load import Task, TaskList, TaskListQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.tasks import TaskKey, open_operations


def task_list(context: Context, question: TaskListQuestion) -> TaskList | Refused:
    """Answer the operations that wait at a center, by start; those without a start come first.

    Refuses with `center-not-found`, `request-malformed` (a page that no answer named).
    """
    if BoardRows(context.setup, "").one(question.scope, question.no) is None:
        facts = {"field": "no", "no": question.no}
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts=facts)
    after = place_of(question.page, _place)
    if isinstance(after, Refused):
        return after
    most = min(question.most if question.most > 0 else limits.TASKS_MAX, limits.TASKS_MAX)
    found = open_operations(
        context.connection,
        scope=question.scope,
        no=question.no,
        first_day=question.first_day,
        last_day=question.last_day,
        with_machine_centers=question.with_machine_centers,
        after=after,
        most=most + 1,
        statuses=question.statuses,
    )
    shown = found[:most]
    parts: Sequence[Parts | None] = (
        parts_of(context.connection, shown) if question.with_parts else [None] * len(shown)
    )
    tasks = tuple(
        Task(
            order_no=row.order_no,
            order_line_no=row.order_line_no,
            operation_no=row.operation_no,
            description=row.description,
            item_no=row.item_no,
            item_description=row.item_description,
            no=row.no,
            status=row.status,
            routing_status=row.routing_status,
            starting_date_time=row.starting_date_time,
            ending_date_time=row.ending_date_time,
            due_date=row.due_date,
            input_quantity=row.input_quantity,
            remaining_quantity=max(row.input_quantity - row.posted_output_quantity, ZERO),
            allocated_time=row.allocated_time,
            setup_time=row.setup_time,
            setup_time_unit=row.setup_time_unit,
            run_time=row.run_time,
            run_time_unit=row.run_time_unit,
            concurrent_capacities=row.concurrent_capacities,
            send_ahead_quantity=row.send_ahead_quantity,
            parts_short=None if stand is None else stand.short,
            parts_elsewhere=None if stand is None else stand.elsewhere,
        )
        for row, stand in zip(shown, parts, strict=True)
    )
    return TaskList(tasks=tasks, next_page=_page_after(found[most - 1]) if len(found) > most else "")


def _page_after(row: Any) -> str:
    start = row.starting_date_time
    key = TaskKey(
        None if start is None else start.isoformat(),
        row.order_no,
        row.routing_reference_no,
        row.operation_no,
    )
    return json.dumps(key, separators=(",", ":"))


def _place(value: Any) -> TaskKey:
    start, order_no, reference, operation_no = value
    moment = None if start is None else datetime.fromisoformat(start)
    order_no, operation_no = texts(2)([order_no, operation_no])
    return TaskKey(moment, order_no, entry_number(reference), operation_no)
