"""The answer to a question, or the receipt of a calculation, as the rows an expectation compares.

What the product's answer carries beyond the casebook's columns is left out; what is not there is worked out from
the answer itself (whether a task list is sorted), never from the database.
"""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from backend_client.messages.costs import StandardCostReceipt
from backend_client.messages.journal_proposals import ProductionJournal, ProposedLine
from backend_client.messages.load import LoadBoard, TaskList
from backend_client.messages.order_costs import OrderStatistics
from backend_client.messages.planning import ConstrainedCapacity, StatusTarget
from backend_client.terms import CostPart

Rows = list[dict[str, Any]]

SHARES = {
    CostPart.CAPACITY_OVERHEAD: "cap_overhead",
    CostPart.MANUFACTURING_OVERHEAD: "mfg_overhead",
}
"""Shares of cost that a case names by another word."""


def load(board: LoadBoard) -> Rows:
    """One row a period of the center or group asked for: the first row; a group's centers come after it."""
    return [
        {
            "period_start": cell.period_start,
            "capacity": cell.capacity,
            "allocated_time": cell.allocated_time,
            "availability_after_orders": cell.availability_after_orders,
            "load_pct": cell.load_pct,
        }
        for cell in board.rows[0].cells
    ]


def constrained_capacity(answer: ConstrainedCapacity) -> Rows:
    """The one row of the day."""
    return [
        {
            "available_time": answer.available_time,
            "load_pct": answer.load_pct,
            "dampener_time": answer.dampener_time,
        }
    ]


def task_list(answer: TaskList) -> Rows:
    """The tasks; each row says whether the whole list stands by start."""
    starts = [(task.starting_date_time is not None, task.starting_date_time) for task in answer.tasks]
    return [
        {
            "order_no": task.order_no,
            "operation_no": task.operation_no,
            "starting_date_time": task.starting_date_time,
            "input_quantity": task.input_quantity,
            "sorted": starts == sorted(starts),
        }
        for task in answer.tasks
    ]


def status_targets(answer: tuple[StatusTarget, ...]) -> Rows:
    """The statuses offered."""
    return [{"target": target.target, "proposed": target.proposed} for target in answer]


def statistics(answer: OrderStatistics) -> Rows:
    """The shares of cost and their total, and the row of time."""
    shares = [
        {
            "share": SHARES.get(row.part, row.part.value),
            "standard": row.standard,
            "expected": row.expected,
            "actual": row.actual,
            "variance": row.variance,
            "deviation_pct": row.deviation_pct,
        }
        for row in answer.costs
    ]
    of_cost_alone = dict.fromkeys(("standard", "variance", "deviation_pct"), Decimal(0))
    return [*shares, {"share": "time", "expected": answer.expected, "actual": answer.actual, **of_cost_alone}]


def production_journal(answer: ProductionJournal) -> Rows:
    """The lines, in the order of the journal."""
    return [
        {
            "entry_type": line.kind,
            "level": line.level,
            "item_no": line.item_no,
            "operation_no": line.operation_no,
            "quantity": line.quantity,
            "finished": line.finished,
        }
        for line in answer.lines
    ]


def proposed_lines(answer: tuple[ProposedLine, ...]) -> Rows:
    """The lines proposed."""
    columns = ("order_no", "order_line_no", "operation_no", "item_no", "quantity")
    return [{column: getattr(line, column) for column in columns} for line in answer]


def calculated_costs(receipt: StandardCostReceipt) -> Rows:
    """The items that were calculated, lowest first."""
    return [
        {
            "item_no": item.item_no,
            "standard_cost": item.standard_cost,
            **{
                f"{level}_{SHARES.get(CostPart(share), share)}_cost": cost
                for level in ("single_level", "rolled_up")
                for share, cost in asdict(getattr(item, level)).items()
            },
        }
        for item in receipt.items
    ]


ANSWERS: dict[str, Callable[[Any], Rows]] = {
    "load": load,
    "constrained_capacity": constrained_capacity,
    "task_list": task_list,
    "production_journal": production_journal,
    "explode_routing": proposed_lines,
    "calculate_consumption": proposed_lines,
    "status_targets": status_targets,
    "statistics": statistics,
    "calculate_standard_cost": calculated_costs,
}
